// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "pipeline/core/finding.h"
#include "pipeline/model/facts.h"
#include "pipeline/model/show.h"

namespace cityfm::production {

/// Who listens to recordings that nobody has listened to, and who hears how far that is.
struct Ears {
    std::stop_token stop;
    std::function<std::function<void(double)>(const std::string& path)> on_fraction_of;
};

/// The show, with the texts that its files name, and everything there is to say about it: what the loaders
/// found and what the checks did. Throws `no_show_here`.
model::LoadedShow load_and_check(const std::filesystem::path& folder, const Ears* ears = nullptr);

}  // namespace cityfm::production
