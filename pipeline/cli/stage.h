// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "feeds/announce/announcement.h"
#include "feeds/publish/target.h"
#include "pipeline/build/builder.h"
#include "pipeline/model/show.h"

namespace cityfm::cli {

/// Everything that is public at a moment, as it lies in `public/`.
struct Staged {
    std::vector<publish::PublishedFile> files;
    std::vector<const model::Episode*> episodes;           ///< due, with a release
    std::map<std::string, announce::Addresses> addresses;  ///< by episode folder
};

/// Brings `public/` up to what is due at `now`: media, texts and pictures, then the feed. What is not due
/// stays out, or leaves.
Staged stage_public(const model::Show& show, core::Instant now, build::Builder& builder);

}  // namespace cityfm::cli
