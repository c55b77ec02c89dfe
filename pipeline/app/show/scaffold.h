// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// Where it is not decided yet where the show will be served; `check` says so.
inline constexpr const char* undecided_address = "https://undecided.example/";

// What a show keeps out of git, and how it keeps its ledger.
inline constexpr const char* gitignore = "public/\n.cityfm/\n";
inline constexpr const char* gitattributes = "announcements.jsonl merge=union\n";

/// What a new show must know.
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

struct MadeEpisode {
    std::string folder;     ///< relative to the show
    std::string recording;  ///< the name that its recording has there, or is to have
};

/// Throws `already_there` where a file or folder of that path exists.
void refuse_if_there(const std::filesystem::path& path);

/// Makes a show folder that passes `check`. Throws `already_there`, and `must_be_told` where something is
/// empty.
void make_show(const Session& session, NewShow wanted);

/// Makes `episodes/<date>-<slug>/` with an `episode.toml` to fill. Throws `already_there`, `bad_folder_name`,
/// `bad_time`, and what is wrong with the recording.
MadeEpisode make_episode(const Session& session, const NewEpisode& wanted);

/// A file that was written into the show.
struct MadeWorkflow {
    std::string path;     ///< relative to the show
    std::string package;  ///< the name of the package that it installs
};

/// Writes the workflow of a CI service, `github` or `gitlab`, into the show, with the name and the SHA-256 of
/// the one package in `ci/`. Throws `already_there` and `package_missing`.
MadeWorkflow make_workflow(const Session& session, const std::string& service);

/// Writes the manifest of a Slack app into the show, in its name; gives its path. Throws `already_there`.
std::string make_slack_manifest(const Session& session);

}  // namespace cityfm::app
