// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pipeline/app/session.h"
#include "pipeline/production/builder.h"

namespace cityfm::app {

struct MakeOptions {
    std::vector<std::string> episodes;
    std::vector<std::string> again;
    std::vector<std::string> retag;
    std::string preset;  ///< instead of the show's and the episodes' own; empty for theirs
    bool allow_damaged = false;
    bool verify = false;  ///< read every file again, whatever is remembered of it
};

/// Every episode that the options name.
std::vector<std::string> named_in(const MakeOptions& options);

/// What the options ask for. Throws `no_such_episode`, `unknown_preset`.
production::Wanted wanted_of(const MakeOptions& options, const model::Show& show, core::Instant now);

/// What would be done, and the exit code that the show's files come to.
struct Planned {
    production::Plan plan;
    std::map<std::string, production::Specification> specifications;  ///< of the steps that run, by key
    int exit_code = 0;
};

/// Plans with what is known, and listens to nothing. Throws `no_such_episode`, `unknown_preset`, and what is
/// wrong with the show.
Planned plan_of(const Session& session, const MakeOptions& options);

struct Made {
    production::Built built;
    int exit_code = 0;
};

/// Makes renditions and releases, and draws how loud each episode that was made is over time.
Made make(const Session& session, production::Builder& builder, const MakeOptions& options,
          const model::Show& show);

/// Copies renditions to where they can be heard before they are public: those of the episodes named, else of
/// all that are not public yet.
void copy_to_hear(const Session& session, production::Builder& builder, const model::Show& show,
                  const std::vector<std::string>& named, const std::filesystem::path& folder);

}  // namespace cityfm::app
