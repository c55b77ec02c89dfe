// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

#include "tests/support/faults.h"

namespace cityfm::tests {

// Which system calls of a run are worth a fault.

/// Chooses calls of a run that nothing disturbed.
using Choose = std::function<std::vector<Call>(const Traced& undisturbed, const std::filesystem::path& show)>;

/// So many of the calls that change files. What cannot be removed is only in the way; what is remembered of
/// files depends on how long the run takes, and does without being written.
Choose changes_of_files(std::size_t count);
/// So many of the writes of a sound file that gets its tags.
Choose writes_of_tags(std::size_t count);
/// So many of the times that what a run decides by is opened: its episodes, the ledger, what was sent, the
/// published feed.
Choose reads_that_decide(std::size_t count);

/// So many of the calls that change files or talk before anything is published, and each removal.
Choose calls_that_build(std::size_t count);
/// The same from the first change of a target on, and each that sends.
Choose calls_that_publish(std::size_t count);

}  // namespace cityfm::tests
