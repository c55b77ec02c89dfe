// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "feeds/announce/announcement.h"
#include "feeds/publish/target.h"
#include "pipeline/app/publish/feed_set.h"
#include "pipeline/app/publish/guard.h"
#include "pipeline/app/session.h"
#include "pipeline/model/show.h"
#include "pipeline/production/builder.h"

namespace cityfm::app {

/// Everything that is public at a moment, as it lies in `public/`.
struct Staged {
    std::vector<publish::PublishedFile> files;
    std::vector<const model::Episode*> episodes;           ///< due, with a release
    std::map<std::string, announce::Addresses> addresses;  ///< by episode folder
    std::vector<ShowFeed> feeds;
    bool keeps_items = false;  ///< the feeds hold items of episodes that were left out, as they are published
    core::Findings remarks;    ///< what was taken out of `public/`
};

/// Whether `public/` is written, or only what it would hold is found out.
enum class Writing { yes, no };

/// Brings `public/` up to what is due: media, texts and pictures, then the feeds. What is not due stays out,
/// or leaves. Throws the findings of a feed that no app would take; and, where `public/` itself is what is
/// published, of one by which listeners would lose anything.
Staged stage_public(const Session& session, const model::Show& show, production::Builder& builder,
                    Guard& guard, Writing writing = Writing::yes);

}  // namespace cityfm::app
