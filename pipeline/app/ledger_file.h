// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "feeds/announce/ledger.h"
#include "pipeline/app/session.h"
#include "pipeline/model/show.h"

namespace cityfm::app {

/// The show's ledger.
inline std::filesystem::path ledger_of(const model::Show& show) {
    return show.folder / "announcements.jsonl";
}

/// How the id of an announcement is written, where nobody knows which one it is.
inline constexpr const char* any_announcement = "CHANNEL/EPISODE";

/// A warning if git would not merge the ledgers of two computers line by line.
std::optional<core::Finding> find_unmerged_ledger(const Session& session, const model::Show& show);

/// What git says of the ledger.
enum class GitMemory {
    none,     ///< the show is in no repository
    whole,    ///< it has every line that is committed
    unknown,  ///< git does not answer
};

/// Throws `ledger_lost_lines` where the ledger of a show in git lacks lines that are committed: what they
/// tell of would be announced again.
GitMemory require_whole_ledger(const Session& session, const model::Show& show);

/// What was announced from this computer, as it remembers below `.cityfm/`: the ids by their keys. Empty
/// if it remembers that something was, but not what. Throws `newer_release` where a newer version wrote it.
using AnnouncedHere = std::optional<std::map<std::string, std::string>>;
AnnouncedHere announced_here(const model::Show& show);

/// Adds what the ledger says was announced, or may have been, to what is remembered.
void remember_ledger(const model::Show& show, const announce::Ledger& ledger, AnnouncedHere remembered);

}  // namespace cityfm::app
