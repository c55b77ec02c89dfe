// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace cityfm::tests {

/// How some work ended in a process of its own, so that a crash is a failed check.
struct Ended {
    std::string how;     ///< `well`, `refused` by a core::Error, or what should not have happened
    long kilobytes = 0;  ///< its largest size, beyond that of a process that does nothing
};

/// Does it there, and ends it where it takes more than seconds of the processor: it hangs.
Ended apart(const std::function<void()>& work);

/// Checks that it ended well, or by an error of ours, and took no more memory than `most_kilobytes`; gives
/// how it ended. A sanitizer has an appetite of its own, and more of both.
std::string checked_end(const std::function<void()>& work, long most_kilobytes);

}  // namespace cityfm::tests
