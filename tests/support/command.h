// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cityfm::tests {

/// What a child process left behind.
struct Ran {
    int code = 0;  ///< its exit code, or 128 + the signal that ended it
    std::string out;
    std::string err;
};

/// How a command is run.
struct Launch {
    std::filesystem::path folder = ".";
    /// Variables to set, `NAME=value`; the environment of the test, without the locale's, is below. Where
    /// CITYFM_CLOCK is not among them, the clock is set to the moment of small shows.
    std::vector<std::string> environment;
    /// Sends this signal after that time, if it still runs.
    std::optional<std::chrono::microseconds> signal_after;
    /// Sends it as soon as this path exists.
    std::filesystem::path signal_when;
    int signal = 9;
};

/// A launch with the clock set to another moment.
Launch at(const std::string& moment);

/// Runs a program of the machine, found by PATH.
Ran run_program(const std::vector<std::string>& arguments, const Launch& launch = {});

/// Runs cityfm.
Ran cityfm(const std::vector<std::string>& arguments, const Launch& launch = {});

/// True when the program is on PATH.
bool have(const std::string& program);

}  // namespace cityfm::tests
