// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "feeds/announce/announcement.h"
#include "feeds/publish/target.h"
#include "pipeline/build/builder.h"
#include "pipeline/cli/feeds.h"
#include "pipeline/cli/session.h"
#include "pipeline/model/show.h"

namespace cityfm::cli {

/// Everything that is public at a moment, as it lies in `public/`.
struct Staged {
    std::vector<publish::PublishedFile> files;
    std::vector<const model::Episode*> episodes;           ///< due, with a release
    std::map<std::string, announce::Addresses> addresses;  ///< by episode folder
    std::vector<ShowFeed> feeds;
    core::Findings remarks;  ///< what was taken out of `public/`
};

/// What may be lost by staging.
struct StageOptions {
    std::vector<std::string> without;  ///< what may leave the feeds: guids, or folders of episodes
    bool ask = false;                  ///< compare with the feed at its address where there is no other
};

/// Brings `public/` up to what is due: media, texts and pictures, then the feeds. What is not due stays out,
/// or leaves. Throws the findings of a feed that no app would take; and, where `public/` itself is what is
/// published, of one by which listeners would lose anything.
Staged stage_public(Session& session, const model::Show& show, build::Builder& builder,
                    const StageOptions& options = {});

}  // namespace cityfm::cli
