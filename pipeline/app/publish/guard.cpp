// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/guard.h"

#include <algorithm>

#include "feeds/publish/open_target.h"
#include "feeds/rss/compare.h"
#include "feeds/xml/document.h"
#include "pipeline/app/clock_check.h"
#include "pipeline/core/error.h"
#include "pipeline/core/suggest.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;
using core::Severity;

/// The folder `public/` and the feeds' addresses, among the ids of targets.
constexpr const char* public_folder = "public/";
constexpr const char* at_addresses = "https://";

/// The guids that may leave the feeds: those named, by guid or by the folder of their episode, and those of
/// episodes that were withdrawn.
std::set<std::string> allowed_guids(const model::Show& show, const std::vector<std::string>& without) {
    std::set<std::string> guids(without.begin(), without.end());
    for (const model::Episode& episode : show.episodes) {
        const bool named = guids.contains(episode.folder);
        if (named || (episode.release && !episode.release->withdrawn.empty()))
            guids.insert(model::identity(episode, show.guid));
    }
    return guids;
}

}  // namespace

Guard::Guard(const Session& session, const model::Show& show, GuardOptions options)
    : session_(session),
      show_(show),
      options_(std::move(options)),
      allowed_(allowed_guids(show, options_.without)) {}

bool Guard::asks_addresses() const {
    // A show that cannot be heard from here was published for the first time, as a person says.
    return !(options_.first_time && show_.announce.assume_public);
}

std::optional<rss::Feed> Guard::feed_at(const std::string& path, const ReadPublished& read) const {
    try {
        return published_feed(path, read);
    } catch (const Error& error) {
        if (error.code == Code::live_feed_unknown && options_.first_time) return std::nullopt;
        throw;
    }
}

const std::optional<rss::Feed>& Guard::feed_at_address(std::size_t feed) {
    const auto known = at_addresses_.find(feed);
    if (known != at_addresses_.end()) return known->second;
    const model::FeedSettings& settings = show_.feeds.at(feed);
    const std::string address = model::feed_address(show_, settings);
    std::optional<rss::Feed> found;
    if (asks_addresses()) {
        const net::Reach reach = session_.reach_for(show_);
        const auto fetched = [&](const std::string& page) { return read_at_address(session_, page, reach); };
        found = feed_at(address, fetched);
        // A host's placeholder says nothing of what listeners have.
        const auto empty = [&](const std::string& where) {
            return live_feed_unknown(Kind::refused, where, Code::feed_of_another_show);
        };
        if (found && found->items.empty() && found->guid != show_.guid && !options_.first_time)
            throw empty(address);
        // --first-time is about the new address: the former one certainly had a feed.
        if (!found && !settings.former_address.empty()) {
            found = published_feed(settings.former_address, fetched);
            if (found && found->items.empty()) throw empty(settings.former_address);
        }
    }
    if (!found) session_.observer.told(Code::nothing_to_compare, {{"address", address}});
    return at_addresses_.emplace(feed, std::move(found)).first->second;
}

void Guard::add(const std::string& name,
                const std::function<std::optional<rss::Feed>(std::size_t)>& feed_of) {
    Place& place = places_[name];
    place = {};
    try {
        for (std::size_t i = 0; i < show_.feeds.size(); ++i) place.feeds.push_back(feed_of(i));
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted || error.code == Code::clock_wrong) throw;
        place.problem = std::current_exception();
    }
}

void Guard::look_at_public(Beside beside) {
    if (beside == Beside::no_target && !show_.targets.empty()) return;
    add(public_folder, [this](std::size_t feed) {
        return feed_at(show_.feeds[feed].path,
                       [this](const std::string& path) { return read_in_public(show_, path); });
    });
    require_kept();
}

void Guard::look_at_addresses() {
    add(at_addresses, [this](std::size_t feed) { return feed_at_address(feed); });
    require_kept();
}

void Guard::look_at(const model::Target& settings) {
    std::unique_ptr<publish::Target> target;
    std::map<std::string, publish::RemoteFile> listing;
    add(settings.id, [&](std::size_t feed) {
        if (!target) {
            target = publish::open_target(show_, settings, session_.stop);
            listing = target->list();
        }
        const auto found = feed_at(show_.feeds[feed].path, [&](const std::string& path) {
            return listing.contains(path) ? std::optional(target->read(path, xml::most_feed_bytes))
                                          : std::nullopt;
        });
        return found ? found : feed_at_address(feed);
    });
}

void Guard::look(const std::vector<std::string>& targets) {
    std::vector<std::string> known;
    for (const model::Target& target : show_.targets) known.push_back(target.id);
    core::require_known(targets, known, Code::no_such_target);
    if (show_.targets.empty()) {
        look_at_public();
        const auto& here = places_.at(public_folder).feeds;
        const bool has_all =
            here.size() == show_.feeds.size() &&
            std::all_of(here.begin(), here.end(), [](const auto& feed) { return feed.has_value(); });
        if (!has_all || !show_.announce.assume_public)
            add(at_addresses, [this](std::size_t feed) { return feed_at_address(feed); });
    }
    for (const model::Target& settings : show_.targets) {
        if (!targets.empty() && std::find(targets.begin(), targets.end(), settings.id) == targets.end())
            continue;
        look_at(settings);
    }
    if (!show_.targets.empty() && !show_.announce.assume_public) look_at_live_feeds();
    require_kept();
}

void Guard::look_at_live_feeds() {
    // A target may be an old copy of what listeners have. What it has was read; that its site does not answer
    // must not keep a person from repairing it.
    add(at_addresses, [this](std::size_t feed) -> std::optional<rss::Feed> {
        try {
            return feed_at_address(feed);
        } catch (const Error& error) {
            if (error.code != Code::live_feed_unknown && error.code != Code::address_refused) throw;
            session_.observer.found(
                core::Finding{Severity::warning,
                              Code::live_feed_not_asked,
                              {},
                              {{"address", model::feed_address(show_, show_.feeds.at(feed))},
                               {"reason", core::arg(error.args, "reason")}}});
            return std::nullopt;
        }
    });
}

core::Findings Guard::losses_before(const Place& place) const {
    std::set<std::string> expected = allowed_;
    expected.insert(options_.kept.begin(), options_.kept.end());
    std::map<std::string, const model::Episode*> to_come;
    for (const model::Episode& episode : show_.episodes) {
        const std::string guid = model::identity(episode, show_.guid);
        if (!model::is_due(episode, session_.now)) {
            to_come[guid] = &episode;
        } else if (episode.release || !episode.inputs().empty()) {
            expected.insert(guid);
        }
    }
    const auto is_expected = [&](const rss::Item& item) {
        return item.enclosure.url.empty() || expected.contains(item.guid);
    };
    const bool all_expected = std::all_of(place.feeds.begin(), place.feeds.end(), [&](const auto& feed) {
        return !feed || std::all_of(feed->items.begin(), feed->items.end(), is_expected);
    });
    if (all_expected) return {};
    core::Findings found;
    for (core::Finding& loss : losses(place, feeds_at(show_, session_.now))) {
        const std::string guid = core::arg(loss.args, "guid");
        // What is not built yet is made by this run.
        if (loss.code == Code::item_lost && expected.contains(guid)) continue;
        const auto moved = to_come.find(guid);
        if (moved == to_come.end()) {
            found.push_back(std::move(loss));
            continue;
        }
        const model::Episode& episode = *moved->second;
        found.push_back({Severity::error,
                         Code::published_date_moved,
                         episode.place("date"),
                         {{"episode", episode.folder},
                          {"date", episode.date ? core::show_minute(*episode.date, show_.timezone) : "?"}}});
    }
    return found;
}

void Guard::require_kept() const {
    std::exception_ptr problem;
    core::Findings found;
    // What is served counts for every target.
    const auto served = places_.find(at_addresses);
    if (served != places_.end() && !served->second.problem) found = losses_before(served->second);
    const bool is_lost_for_all = !found.empty();
    for (const auto& [name, place] : places_) {
        if (place.problem) {
            if (!problem) problem = place.problem;
            continue;
        }
        if (name == at_addresses || is_lost_for_all) continue;
        core::Findings losses = losses_before(place);
        // A target that can be written is reason enough to go on; the others are told when it is their turn.
        if (losses.empty() && !show_.targets.empty()) return;
        if (found.empty()) found = std::move(losses);
    }
    const bool has_moved = std::any_of(found.begin(), found.end(), [](const core::Finding& finding) {
        return finding.code == Code::published_date_moved;
    });
    // Every date lies in the future for a clock that is slow.
    if (has_moved) check_clock_of_server(session_, show_);
    if (!found.empty()) throw core::FindingsError(found);
    if (problem) std::rethrow_exception(problem);
}

core::Findings Guard::changes(const Place& place, const std::vector<ShowFeed>& feeds) const {
    core::Findings found;
    for (std::size_t i = 0; i < feeds.size() && i < place.feeds.size(); ++i) {
        if (!place.feeds[i]) continue;
        for (core::Finding& finding :
             rss::compare(*place.feeds[i], feeds[i].whole, feeds[i].whole.self, allowed_)) {
            finding.where.file = feeds[i].settings->path;
            if (finding.severity == Severity::error)
                finding.args.emplace_back("without", core::arg(finding.args, "guid"));
            found.push_back(std::move(finding));
        }
    }
    return found;
}

core::Findings Guard::losses(const Place& place, const std::vector<ShowFeed>& feeds) const {
    core::Findings found = changes(place, feeds);
    std::erase_if(found, [](const core::Finding& finding) { return finding.severity != Severity::error; });
    return found;
}

/// What a feed of the latest few no longer shows is asked for by show.toml, but many may go at once.
void Guard::tell_shortened(const Place& place, const std::vector<ShowFeed>& feeds) const {
    for (std::size_t i = 0; i < feeds.size() && i < place.feeds.size(); ++i) {
        const auto& latest = feeds[i].settings->latest;
        if (!latest || !place.feeds[i]) continue;
        const std::size_t had = place.feeds[i]->items.size();
        if (had <= static_cast<std::size_t>(*latest)) continue;
        session_.observer.found(core::Finding{Severity::warning,
                                              Code::feed_shortened,
                                              {},
                                              {{"path", feeds[i].settings->path},
                                               {"count", std::to_string(*latest)},
                                               {"had", std::to_string(had)}}});
    }
}

void Guard::check(const std::string& place, const std::vector<ShowFeed>& feeds) {
    const auto known = places_.find(place);
    if (known == places_.end()) return;
    // Another machine may have published while this one built.
    for (const model::Target& target : show_.targets) {
        if (target.id == place) look_at(target);
    }
    if (known->second.problem) std::rethrow_exception(known->second.problem);
    core::Findings found = changes(known->second, feeds);
    for (const core::Finding& finding : found) {
        if (finding.code == Code::enclosure_moved) session_.observer.found(finding);
    }
    std::erase_if(found, [](const core::Finding& finding) { return finding.severity != Severity::error; });
    if (!found.empty()) throw core::FindingsError(found);
    tell_shortened(known->second, feeds);
}

void Guard::check(const std::vector<ShowFeed>& feeds) {
    for (const auto& [name, place] : places_) check(name, feeds);
}

std::vector<std::vector<rss::Item>> Guard::kept_items() const {
    std::vector<std::vector<rss::Item>> items(show_.feeds.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::set<std::string> taken;
        for (const auto& [name, place] : places_) {
            if (i >= place.feeds.size() || !place.feeds[i]) continue;
            for (const rss::Item& item : place.feeds[i]->items) {
                if (options_.kept.contains(item.guid) && taken.insert(item.guid).second)
                    items[i].push_back(item);
            }
        }
    }
    return items;
}

}  // namespace cityfm::app
