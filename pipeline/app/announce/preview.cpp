// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/preview.h"

#include <algorithm>

#include "feeds/announce/preview/preview.h"
#include "pipeline/app/announce/dues.h"
#include "pipeline/app/show/load.h"
#include "pipeline/core/folder.h"

namespace cityfm::app {
namespace {

using announce::Due;

/// `slack/2026-11-29-ramen` as a file's name.
std::string file_name(const std::string& id, const std::string& type) {
    std::string name = id;
    std::replace(name.begin(), name.end(), '/', '.');
    return name + (type == "email" ? ".eml" : ".json");
}

/// The dues of an episode in a channel; those that can be heard have addresses.
std::vector<Due> dues_for(const Topic& topic, const Staged& staged, const AnnounceOptions& options) {
    if (options.letters) return {letters_of(topic)};
    const auto addresses = staged.addresses.find(topic.episode.folder);
    if (addresses == staged.addresses.end()) return {};
    return dues_of(topic, addresses->second);
}

}  // namespace

Preview preview_announcements(const Session& session, const model::Show& show, const Staged& staged,
                              const AnnounceOptions& options) {
    require_episodes(show, options.episodes);
    require_channels(show, options.only);
    const core::InnerPath place(".cityfm/preview");
    const core::Folder inside(show.folder);
    inside.remove_all(place);
    const core::Folder folder = inside.make(place);
    Preview preview;
    std::vector<announce::PreviewedPost> posts;
    for (const model::Channel& settings : show.channels) {
        if (!is_among(options.only, settings.id)) continue;
        const OpenedChannel channel = open_channel(session, show, settings, SecretUse::none);
        for (const model::Episode& episode : show.episodes) {
            const bool named = is_among(options.episodes, episode.folder);
            if (!named || !episode.date || !wants(settings, episode) || model::is_imported(episode)) continue;
            for (const Due& due : dues_for({show, channel, episode, session.now}, staged, options)) {
                announce::Post post = announce::post_of(due);
                // What Slack has not given yet stands as noughts.
                if (!due.parent_key.empty()) post.parent = settings.to + "/0000000000.000000";
                const std::string body = channel.channel->body(post);
                const std::string file = file_name(due.id, settings.type);
                folder.write(core::PublicPath(file), body);
                preview.posts.push_back({due.id, body, place.text() + "/" + file});
                posts.push_back({due.id, settings.type, body});
            }
        }
    }
    folder.write(core::InnerPath("index.html"), announce::preview_page(show.title, show.language, posts));
    preview.page = folder.name() / "index.html";
    return preview;
}

}  // namespace cityfm::app
