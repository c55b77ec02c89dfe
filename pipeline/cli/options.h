// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/publish/guard.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace cityfm::cli {

// Options whose wrong values are told in both languages, which CLI11's own checks are not.

/// An option with a whole number from `least` to `most`. Another value throws `bad_number`.
CLI::Option* add_number(CLI::App& command, const std::string& name, int& value, int least, int most,
                        const std::string& help);

/// An option that is one of a few words. Another value throws `wrong_choice`.
CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& value,
                        const std::vector<std::string>& choices, const std::string& help);

/// `--jobs N`, the same for every command that works in parallel.
void add_jobs(CLI::App& command, int& jobs);

/// `--allow-private`, the same for every command that asks for what feeds and files name.
void add_allow_private(CLI::App& command, bool& allow_private);

/// `--without ITEM` and `--first-time`, the same for every command that writes the feeds.
void add_guard(CLI::App& command, app::GuardOptions& options);

/// `--verify`, the same for every command that builds.
void add_verify(CLI::App& command, bool& verify);

}  // namespace cityfm::cli
