// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <stop_token>

#include "pipeline/audio/job.h"
#include "pipeline/core/folder.h"
#include "pipeline/net/http.h"
#include "pipeline/production/picture_cache.h"
#include "pipeline/production/public_folder.h"
#include "pipeline/production/specification.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

/// What every step works with. A step reads its inputs, and puts its result into the store by its key.
struct Workshop {
    const core::Folder& show;
    const Store& store;
    const PublicFolder& published;
    PictureCache& pictures;
    net::Reach reach = net::Reach::public_internet;  ///< of what is fetched
    /// Called once a recording holds more than it declares; ends the step by a throw.
    std::function<void()> on_more_than_declared = [] {};
};

/// Throws as audio::assemble does, and what is damaged in the recording unless that is allowed.
void run(const AssembleStep& step, const std::string& key, const Workshop& shop, const audio::Job& job);
/// Throws as audio::make_master does.
void run(const MasterStep& step, const std::string& key, const Workshop& shop, const audio::Job& job);
/// Throws as audio::encode does.
void run(const EncodeStep& step, const std::string& key, const Workshop& shop, const audio::Job& job);
/// Throws as media::package does, and `bad_artwork`.
void run(const PackageStep& step, const std::string& key, const Workshop& shop, const audio::Job& job);
/// Throws `release_lost` where every address says that there is nothing, and `release_unreachable` where one
/// of them does not say.
void run(const FetchStep& step, const std::string& key, const Workshop& shop, const audio::Job& job);

/// Whichever it is. Throws `interrupted`, too.
void run(const Specification& specification, const Workshop& shop, const audio::Job& job);

}  // namespace cityfm::production
