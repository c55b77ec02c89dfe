// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/observer.h"
#include "pipeline/model/show.h"

namespace cityfm::app {

/// One thing that hosts do when a show moves.
struct MoveStep {
    std::string title;
    std::string text;                ///< lines that fit 80 columns
    std::vector<std::string> paste;  ///< texts to copy, each whole
    bool done = false;               ///< the show's files say that it was done
};

/// What a move is about.
struct MoveOptions {
    std::string from;    ///< the old feed's address; empty where it is not known
    std::string folder;  ///< the show's, as commands name it
};

/// The steps that bring a show's listeners from its old feed to the one that cityfm publishes, in their order
/// (Apple: "Change the RSS feed URL"; Spotify for Creators: "Redirect your podcast"; the podcast namespace:
/// `locked`, `guid`). They end where something has to be decided first. Pure.
std::vector<MoveStep> steps_of_move(const model::Show& show, const MoveOptions& options, const Words& words);

}  // namespace cityfm::app
