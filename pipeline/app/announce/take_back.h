// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/session.h"

namespace cityfm::app {

/// Whether a post could be taken back.
struct TakenBack {
    std::string id;
    bool is_gone = false;  ///< else a person has to delete it
};

struct Withdrawal {
    std::vector<TakenBack> posts;
    int exit_code = 0;
};

/// Takes an episode's posts back where the channels can, and says which a person has to delete.
Withdrawal take_back_posts(const Session& session, const model::Show& show, const std::string& episode);

}  // namespace cityfm::app
