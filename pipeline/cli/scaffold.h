// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/cli/session.h"

namespace cityfm::cli {

/// What a new show must know; what is empty gets a text to be replaced.
struct NewShow {
    std::string folder;
    std::string title;
    std::string author;
    std::string address;
    std::string email;
};

/// Makes a show folder that passes `check`. Throws `already_there`.
int make_show(Session& session, const NewShow& wanted);

/// Makes `episodes/<date>-<slug>/` with an `episode.toml` to fill. Throws `already_there`, `bad_folder_name`.
int make_episode(Session& session, const std::string& slug);

}  // namespace cityfm::cli
