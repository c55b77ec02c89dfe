// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

namespace cityfm::core {

/// What became of a program that was run.
struct ProgramEnd {
    int code = 0;         ///< its exit code, or 128 + the signal that ended it
    bool in_time = true;  ///< false: it was killed, after its time or because the end was asked for
    std::string out;      ///< what it wrote to stdout, the first 64 KiB
};

/// Runs a program without a shell in `folder`, with `input` on its stdin and our stderr as its own. Throws
/// `cannot_read` when it cannot be started.
ProgramEnd run_program(const std::filesystem::path& program, std::string_view input,
                       const std::filesystem::path& folder, std::chrono::seconds time_limit,
                       const std::stop_token& stop = {});

}  // namespace cityfm::core
