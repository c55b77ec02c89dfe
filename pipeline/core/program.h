// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

#include "pipeline/core/child.h"
#include "pipeline/core/environment.h"

namespace cityfm::core {

/// What became of a program that was run.
struct ProgramEnd : ChildEnd {
    std::string out;  ///< what it wrote to stdout, the first 64 KiB
};

/// Runs a program without a shell in `folder`, with all of `input` on its stdin and our stderr as its own.
/// Throws `cannot_read` when it cannot be started, and `cannot_write` when its input cannot be laid ready,
/// before it is started.
ProgramEnd run_program(const std::filesystem::path& program, std::string_view input,
                       const std::filesystem::path& folder, const Environment& environment,
                       std::chrono::seconds time_limit, const std::stop_token& stop = {});

}  // namespace cityfm::core
