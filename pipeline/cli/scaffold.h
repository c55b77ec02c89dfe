// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/cli/session.h"

namespace cityfm::cli {

/// Where nobody decided yet where the show will be served; `check` says so.
inline constexpr const char* undecided_address = "https://undecided.example/";

// What a show keeps out of git, and how it keeps its ledger.
inline constexpr const char* gitignore = "public/\n.cityfm/\n";
inline constexpr const char* gitattributes = "announcements.jsonl merge=union\n";

/// What a new show must know. What is empty is asked for on a terminal.
struct NewShow {
    std::string folder;
    std::string title;
    std::string author;
    std::string address;
    std::string email;
};

/// What a new episode may know already; what is empty gets a text to be replaced.
struct NewEpisode {
    std::string slug;
    std::string title;
    std::string question;
    std::string date;   ///< `now`, RFC 3339, or a day with or without a time in the show's zone
    std::string audio;  ///< a recording to copy in
};

/// Makes a show folder that passes `check`. Throws `already_there`, and `must_be_told` where nobody can be
/// asked.
int make_show(Session& session, NewShow wanted);

/// Makes `episodes/<date>-<slug>/` with an `episode.toml` to fill. Throws `already_there`, `bad_folder_name`,
/// `bad_time`, and what is wrong with the recording.
int make_episode(Session& session, const NewEpisode& wanted);

/// Writes the workflow of a CI service, `github` or `gitlab`, into the show, with the name and the SHA-256 of
/// the one package in `ci/`. Throws `already_there` and `package_missing`.
int make_workflow(Session& session, const std::string& service);

/// Writes the manifest of a Slack app into the show, in its name. Throws `already_there`.
int make_slack_manifest(Session& session);

}  // namespace cityfm::cli
