// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/publish.h"

#include <algorithm>

#include "feeds/publish/open_target.h"
#include "feeds/rss/hub.h"
#include "pipeline/app/publish/former_pictures.h"
#include "pipeline/media/artwork.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// Tells each hub whose feed was written.
void tell_hubs(const Session& session, const Staged& staged, const publish::Plan& plan, net::Reach reach) {
    for (const ShowFeed& feed : staged.feeds) {
        const bool written = std::any_of(plan.puts.begin(), plan.puts.end(), [&](const publish::Put& put) {
            return put.file.path == feed.settings->path;
        });
        if (!written || feed.shown.hub.empty()) continue;
        const auto problem = rss::tell_hub(feed.shown.hub, feed.shown.self, reach, session.stop);
        if (problem) session.observer.found(*problem);
    }
}

/// The first page of a feed; nothing for any other file.
std::optional<rss::Feed> feed_in(const std::string& path, const std::string& bytes) {
    try {
        return read_page(path, bytes);
    } catch (const Error& error) {
        if (error.code == Code::live_feed_unknown) return std::nullopt;
        throw;
    }
}

/// Tells of a feed of this show on the target that show.toml names no more: its listeners are left there.
void tell_of_left_feeds(const Session& session, const Staged& staged, publish::Target& target,
                        const std::map<std::string, publish::RemoteFile>& listing) {
    constexpr std::uintmax_t most_bytes = 20'000'000;
    for (const auto& entry : listing) {
        const std::string& path = entry.first;
        const bool ours = std::any_of(staged.files.begin(), staged.files.end(),
                                      [&](const publish::PublishedFile& file) { return file.path == path; });
        if (ours || !path.ends_with(".xml") || entry.second.bytes > most_bytes ||
            is_former_page(staged.feeds, path))
            continue;
        const auto feed = feed_in(path, target.read(path, most_bytes));
        const bool of_this_show =
            feed && std::any_of(staged.feeds.begin(), staged.feeds.end(), [&](const ShowFeed& now) {
                return !feed->guid.empty() && now.whole.guid == feed->guid;
            });
        if (!of_this_show || !feed->new_feed_url.empty()) continue;
        session.observer.found(
            core::Finding{core::Severity::warning, Code::feed_left_behind, {}, {{"path", path}}});
    }
}

/// A file of `public/`. One that is not there could not be had by this run, which a later one may.
core::PlainFile open_local(const core::Folder& folder, const std::string& path) {
    try {
        return folder.open(core::PublicPath(path));
    } catch (Error& error) {
        if (error.code == Code::not_found) error.kind = Kind::later;
        throw;
    }
}

void write_to(const Session& session, const model::Show& show, publish::Target& target, const std::string& id,
              const publish::Plan& plan) {
    const core::Folder folder = core::Folder(show.folder).make(core::InnerPath("public"));
    const ShortWork work(session.observer, {Code::uploading, {{"target", id}}});
    const auto count = static_cast<double>(plan.puts.size());
    std::size_t written = 0;
    publish::apply(
        plan, target, [&](const std::string& path) { return open_local(folder, path); },
        [&](const publish::Put&) { work.advance(static_cast<double>(written++) / count); }, session.stop);
}

PublishedTarget publish_to(const Session& session, const model::Show& show, const model::Target& settings,
                           const Staged& staged, Guard& guard, const PublishOptions& options) {
    const auto target = publish::open_target(show, settings, session.stop);
    const auto listing = publish::listing_for(*target, staged.files);
    guard.check(settings.id, staged.feeds);
    tell_of_left_feeds(session, staged, *target, listing);
    publish::Plan plan = publish::make_plan(staged.files, listing);
    // What a kept item names is not known, so nothing of it may go.
    if (options.prune && !staged.keeps_items) plan.removals = publish::forgotten(staged.files, listing);
    for (const auto& [path, remote] : listing) {
        if (is_former_page(staged.feeds, path)) plan.removals.push_back(path);
    }
    const auto read = [&](const std::string& path) { return target->read(path, media::most_artwork_bytes); };
    const std::vector<std::string> positions = pictures_with_position(staged.files, listing, read);
    if (!options.prune) plan.removals.insert(plan.removals.end(), positions.begin(), positions.end());
    if (!options.plan_only) {
        write_to(session, show, *target, settings.id, plan);
        for (const std::string& path : positions) {
            session.observer.found(core::Finding{
                core::Severity::warning, Code::position_removed, {}, {{"path", settings.id + ": " + path}}});
        }
        tell_hubs(session, staged, plan, session.reach_for(show));
    }
    session.observer.told(options.plan_only ? Code::to_be_published : Code::published,
                          {{"target", settings.id},
                           {"puts", std::to_string(plan.puts.size())},
                           {"same", std::to_string(plan.unchanged)},
                           {"removals", plan.removals.empty() ? "" : std::to_string(plan.removals.size())}});
    return {settings.id, !options.plan_only, std::move(plan)};
}

}  // namespace

Published publish_staged(const Session& session, const model::Show& show, const Staged& staged, Guard& guard,
                         const PublishOptions& options) {
    Published published;
    if (show.targets.empty()) session.observer.told(Code::no_target_named, {});
    for (const model::Target& target : show.targets) {
        const auto& chosen = options.targets;
        if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), target.id) == chosen.end()) continue;
        try {
            published.targets.push_back(publish_to(session, show, target, staged, guard, options));
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) throw;
            if (const auto* many = dynamic_cast<const core::FindingsError*>(&error))
                session.observer.found(many->findings);
            session.observer.failed(error);
            published.exit_code = core::gravest(published.exit_code, core::exit_code(error.kind));
        }
    }
    return published;
}

}  // namespace cityfm::app
