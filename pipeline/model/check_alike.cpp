// SPDX-License-Identifier: MIT
#include "pipeline/model/check_alike.h"

#include <algorithm>
#include <map>
#include <utility>

#include "pipeline/core/digest.h"

namespace cityfm::model {
namespace {

/// True for a release that was made in this folder, not in the one that this is a copy of.
bool has_own_release(const Episode& episode) {
    if (!episode.release) return false;
    const auto is_own = [&](const Rendition& rendition) {
        return rendition.is_elsewhere() || rendition.path.starts_with("media/" + episode.folder + "-");
    };
    return is_imported(episode) ||
           std::all_of(episode.release->renditions.begin(), episode.release->renditions.end(), is_own);
}

}  // namespace

core::Findings check_alike(const Show& show) {
    core::Findings findings;
    const auto add = [&](core::Severity severity, core::Code code, core::Place where, core::Args args) {
        findings.push_back({severity, code, std::move(where), std::move(args)});
    };
    std::map<std::pair<int, int>, const Episode*> numbers;
    std::map<std::string, const Episode*> guids;
    // Of two that are alike the one that was published under its own name is right: the other is a copy.
    std::vector<const Episode*> order;
    for (const Episode& episode : show.episodes) order.push_back(&episode);
    std::stable_partition(order.begin(), order.end(),
                          [](const Episode* episode) { return has_own_release(*episode); });
    for (const Episode* one : order) {
        const Episode& episode = *one;
        if (episode.number && episode.kind == "full") {
            const auto [other, first] =
                numbers.emplace(std::pair(episode.season.value_or(0), *episode.number), &episode);
            if (!first) {
                // What another host let pass, listeners have already.
                const bool old = is_imported(episode) && is_imported(*other->second);
                add(old ? core::Severity::hint : core::Severity::error, core::Code::duplicate_number,
                    episode.place("number"),
                    {{"found", std::to_string(*episode.number)}, {"other", other->second->folder}});
            }
        }
        const bool derived = !episode.release && episode.guid.empty();
        if (derived && !core::is_uuid(show.guid)) continue;
        const std::string guid = identity(episode, show.guid);
        const auto [other, first] = guids.emplace(guid, &episode);
        if (!first) {
            add(core::Severity::error, core::Code::duplicate_guid, episode.place("guid"),
                {{"found", guid}, {"other", other->second->folder}});
        }
    }
    return findings;
}

}  // namespace cityfm::model
