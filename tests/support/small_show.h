// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace cityfm::tests {

/// The moment at which both episodes of a small show are due.
inline constexpr const char* small_show_now = "2026-11-22T21:00:00+09:00";

/// Writes a show of two short episodes below `folder`, with a cover, a transcript, a folder target `web` and
/// a `file` channel `lobby`: everything that the main job needs, and quick.
void make_small_show(const std::filesystem::path& folder);

/// The TOML of an episode with the fewest keys.
std::string episode_toml(const std::string& title, const std::string& date, const std::string& more = {});

}  // namespace cityfm::tests
