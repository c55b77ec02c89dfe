// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "feeds/publish/target.h"

namespace cityfm::publish {

/// Why a file is sent.
enum class Reason { absent, changed };

struct Put {
    PublishedFile file;
    Reason reason = Reason::absent;
};

/// What brings a target up to date, in order; files that are already there are counted alone.
struct Plan {
    std::vector<Put> puts;
    std::vector<std::string>
        removals;  ///< after all puts: what `prune` was asked for, pages that the feed has no more
    std::size_t unchanged = 0;
};

/// Media, texts and images, then pages, then the feed; what the listing already holds is left alone. A listed
/// file without a digest counts as the same when its name holds its content's hash and its size agrees. Pure.
Plan make_plan(const std::vector<PublishedFile>& files, const std::map<std::string, RemoteFile>& listing);

/// The media on a target that nothing names any more. They stay for the apps that still ask for them, until a
/// person wants them gone. What does not bear the name of our media is not ours to remove. Pure.
std::vector<std::string> forgotten(const std::vector<PublishedFile>& files,
                                   const std::map<std::string, RemoteFile>& listing);

/// Lists the target, with the digests that the plan needs.
std::map<std::string, RemoteFile> listing_for(Target& target, const std::vector<PublishedFile>& files);

/// Carries out the plan; `local` opens a file on this machine. Throws on the first failure, so that
/// the feed never goes out before what it names.
void apply(const Plan& plan, Target& target, const std::function<core::PlainFile(const std::string&)>& local,
           const std::function<void(const Put&)>& before_each, const std::stop_token& stop);

}  // namespace cityfm::publish
