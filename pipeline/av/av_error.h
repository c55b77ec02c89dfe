// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cityfm::av {

/// Keeps libav from writing to stderr: what matters comes back as an error number.
void keep_libav_quiet();

/// libav's own words for an error number.
std::string describe(int error_number);

/// Returns `result` when it is not negative, and throws for a failed libav call otherwise: `call` names it. A
/// full disk keeps its own code.
int checked(int result, const char* call, const std::string& file = {});

/// The same for calls that return a pointer.
template <class T>
T* checked(T* result, const char* call);

[[noreturn]] void fail(int error_number, const char* call, const std::string& file);

template <class T>
T* checked(T* result, const char* call) {
    if (result == nullptr) fail(-12, call, {});  // out of memory is the only reason such calls have
    return result;
}

}  // namespace cityfm::av
