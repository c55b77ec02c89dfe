// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/command.h"

namespace cityfm::tests {

/// A system call in the main thread of a run, as strace tells it.
struct Call {
    std::string name;
    int number = 0;             ///< of its name: strace counts so, from 1
    std::string words;          ///< its arguments with the files' paths, and its result
    bool was_injected = false;  ///< it failed because a fault said so
};

/// What strace does to one call: "signal=KILL" at its beginning, or "error=EIO" in its place.
struct Fault {
    std::string name;
    int number = 0;
    std::string what;
};

/// A run, and those of its calls that change files or talk to a server; with a fault, all calls of its name.
struct Traced {
    Ran ran;
    std::vector<Call> calls;
};

/// Runs cityfm under strace.
Traced trace_cityfm(const std::vector<std::string>& arguments, const std::optional<Fault>& fault = {},
                    const Launch& launch = {});

/// A text without the digits that a run chooses by chance for its unfinished files, so that two runs can be
/// compared.
std::string without_random_digits(const std::string& text);

/// The paths below `folder` that a call names, relative to it, each once, and without the digits by which
/// unfinished files are kept apart.
std::vector<std::string> paths_below(const std::filesystem::path& folder, const Call& call);

}  // namespace cityfm::tests
