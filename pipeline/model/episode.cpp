// SPDX-License-Identifier: MIT
#include "pipeline/model/episode.h"

#include "pipeline/core/digest.h"

namespace cityfm::model {

core::Place Episode::place(const std::string& key) const {
    const auto found = places.find(key);
    return found != places.end() ? found->second : core::Place{path_of("episode.toml"), 0, 0};
}

std::string identity(const Episode& episode, const std::string& show_guid) {
    if (episode.release) return episode.release->guid;
    if (!episode.guid.empty()) return episode.guid;
    return core::uuid_v5(show_guid, episode.folder);
}

bool is_imported(const Episode& episode) {
    return episode.release && episode.release->imported;
}

bool is_due(const Episode& episode, core::Instant now) {
    return is_imported(episode) || (episode.date && *episode.date <= now);
}

bool is_public(const Episode& episode, core::Instant now) {
    return episode.release && episode.release->withdrawn.empty() && is_due(episode, now);
}

}  // namespace cityfm::model
