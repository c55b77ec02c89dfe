// SPDX-License-Identifier: MIT
#include <algorithm>

#include "feeds/rss/hub.h"
#include "pipeline/cli/former_pictures.h"
#include "pipeline/cli/targets.h"
#include "pipeline/cli/work.h"
#include "pipeline/media/artwork.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

std::string why(publish::Reason reason, const Terminal& terminal) {
    return reason == publish::Reason::absent ? terminal.text({"new", "新規"})
                                             : terminal.text({"changed", "変更"});
}

core::Json to_json(const publish::Plan& plan) {
    core::Json puts = core::Json::array();
    for (const publish::Put& put : plan.puts) {
        puts.push_back({{"path", put.file.path},
                        {"reason", put.reason == publish::Reason::absent ? "absent" : "changed"},
                        {"bytes", put.file.bytes},
                        {"sha256", put.file.sha256},
                        {"type", put.file.type}});
    }
    return puts;
}

/// Tells each hub whose feed was written.
void tell_hubs(Session& session, const Staged& staged, const publish::Plan& plan, net::Reach reach) {
    for (const ShowFeed& feed : staged.feeds) {
        const bool written = std::any_of(plan.puts.begin(), plan.puts.end(), [&](const publish::Put& put) {
            return put.file.path == feed.settings->path;
        });
        if (!written || feed.shown.hub.empty()) continue;
        const auto problem = rss::tell_hub(feed.shown.hub, feed.shown.self, reach, session.stop);
        if (problem) session.terminal.show(*problem);
    }
}

/// The first page of a feed; nothing for any other file.
std::optional<rss::Feed> feed_in(const Session& session, const std::string& path, const std::string& bytes) {
    try {
        return read_page(session, path, bytes);
    } catch (const Error& error) {
        if (error.code == Code::live_feed_unknown) return std::nullopt;
        throw;
    }
}

/// Tells of a feed of this show on the target that show.toml names no more: its listeners are left there.
void tell_of_left_feeds(Session& session, const Staged& staged, publish::Target& target,
                        const std::map<std::string, publish::RemoteFile>& listing) {
    constexpr std::uintmax_t most_bytes = 20'000'000;
    for (const auto& entry : listing) {
        const std::string& path = entry.first;
        const bool ours = std::any_of(staged.files.begin(), staged.files.end(),
                                      [&](const publish::PublishedFile& file) { return file.path == path; });
        if (ours || !path.ends_with(".xml") || entry.second.bytes > most_bytes ||
            is_former_page(staged.feeds, path))
            continue;
        const auto feed = feed_in(session, path, target.read(path, most_bytes));
        const bool of_this_show =
            feed && std::any_of(staged.feeds.begin(), staged.feeds.end(), [&](const ShowFeed& now) {
                return !feed->guid.empty() && now.whole.guid == feed->guid;
            });
        if (!of_this_show || !feed->new_feed_url.empty()) continue;
        session.terminal.show(
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

core::Json publish_to(Session& session, const model::Show& show, const model::Target& target,
                      const Staged& staged, Guard& guard, const PublishOptions& options) {
    Terminal& terminal = session.terminal;
    const net::Reach reach = session.reach_for(show);
    const auto open = open_target(show, target);
    const auto listing = publish::listing_for(*open, staged.files);
    guard.check(target.id, staged.feeds);
    tell_of_left_feeds(session, staged, *open, listing);
    publish::Plan plan = publish::make_plan(staged.files, listing);
    // What a kept item names is not known, so nothing of it may go.
    if (options.prune && !staged.keeps_items) plan.removals = publish::forgotten(staged.files, listing);
    for (const auto& [path, remote] : listing) {
        if (is_former_page(staged.feeds, path)) plan.removals.push_back(path);
    }
    const auto read = [&](const std::string& path) { return open->read(path, media::most_artwork_bytes); };
    const std::vector<std::string> positions = pictures_with_position(staged.files, listing, read);
    if (!options.prune) plan.removals.insert(plan.removals.end(), positions.begin(), positions.end());
    if (options.plan_only) {
        for (const publish::Put& put : plan.puts) {
            terminal.result(target.id + "  " + why(put.reason, terminal) + "  " + put.file.path);
        }
        for (const std::string& path : plan.removals) {
            terminal.result(target.id + "  " + terminal.text({"remove", "削除"}) + "  " + path);
        }
    } else {
        const core::Folder folder = core::Folder(show.folder).make(core::InnerPath("public"));
        publish::apply(
            plan, *open, [&](const std::string& path) { return open_local(folder, path); },
            [&](const publish::Put& put) { terminal.draw(target.id + "  " + put.file.path); }, session.stop);
        terminal.draw("");
        for (const std::string& path : positions) {
            terminal.show(core::Finding{
                core::Severity::warning, Code::position_removed, {}, {{"path", target.id + ": " + path}}});
        }
        tell_hubs(session, staged, plan, reach);
    }
    const std::string removals = plan.removals.empty() ? "" : std::to_string(plan.removals.size());
    terminal.say(terminal.text(
        options.plan_only
            ? Text{"{target}: {puts} to write, {same} already there{removals?, {removals} to remove}",
                   "{target}: 書き込むもの {puts} 件、公開済み {same} 件{removals?、削除するもの {removals} "
                   "件}"}
            : Text{"published to {target}: {puts} written, {same} already there{removals?, {removals} "
                   "removed}",
                   "{target} に公開: 書き込み {puts} 件、公開済み {same} 件{removals?、削除 {removals} 件}"},
        {{"target", target.id},
         {"puts", std::to_string(plan.puts.size())},
         {"same", std::to_string(plan.unchanged)},
         {"removals", removals}}));
    return {{"target", target.id},
            {"applied", !options.plan_only},
            {"puts", to_json(plan)},
            {"removals", plan.removals},
            {"unchanged", plan.unchanged}};
}

}  // namespace

GuardOptions with_kept(GuardOptions options, const UsableShow& usable) {
    options.kept = usable.kept;
    return options;
}

Part do_publish(Session& session, const model::Show& show, const Staged& staged, Guard& guard,
                const PublishOptions& options) {
    Part part{core::Json::array(), 0};
    if (show.targets.empty()) {
        session.terminal.say(
            session.terminal.text({"no [[target]] in show.toml: public/ is what there is to serve",
                                   "show.toml に [[target]] がありません。public/ をそのまま公開できます"}));
    }
    for (const model::Target& target : show.targets) {
        const auto& chosen = options.targets;
        if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), target.id) == chosen.end()) continue;
        try {
            part.json.push_back(publish_to(session, show, target, staged, guard, options));
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) throw;
            if (const auto* many = dynamic_cast<const core::FindingsError*>(&error))
                session.terminal.show(many->findings);
            session.terminal.complain(error);
            part.exit_code = core::gravest(part.exit_code, core::exit_code(error.kind));
        }
    }
    return part;
}

}  // namespace cityfm::cli
