// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "feeds/rss/feed.h"
#include "pipeline/app/publish/feed_set.h"
#include "pipeline/app/publish/published_feed.h"
#include "pipeline/app/session.h"

namespace cityfm::app {

/// What may change in the published feeds, by the user's word.
struct GuardOptions {
    std::vector<std::string> without;  ///< what may leave the feeds: guids, or folders of episodes
    bool first_time = false;           ///< of --first-time: a feed that cannot be read counts as none
    std::set<std::string> kept;        ///< guids of episodes that were left out, and stay as they are
};

/// Keeps listeners from losing anything: it knows what is published at every place that is about to be
/// written. If nobody can tell, that is an error, and never taken for "nothing".
class Guard {
  public:
    Guard(const Session& session, const model::Show& show, GuardOptions options);

    /// Looks at the folder `public/` alone: where that is what is published, since the show has no target, or
    /// where nothing else is written.
    enum class Beside { no_target, any_target };
    void look_at_public(Beside beside = Beside::no_target);

    /// Looks at the targets of these names, at all for none. The feed's address is asked, too, unless the
    /// show says that it cannot be heard from here. If nobody can tell what one target has, the others still
    /// go on; `check` throws its error. Throws here if that is so of every place, or if listeners would lose
    /// an episode at every place: `item_lost`, `published_date_moved`. Nothing was done then.
    void look(const std::vector<std::string>& targets);

    /// Looks at the feeds' addresses alone.
    void look_at_addresses();

    /// Looks at a place again, a target's id, and throws the findings when listeners would lose anything by
    /// these feeds there; and what keeps the guard from looking at it.
    void check(const std::string& place, const std::vector<ShowFeed>& feeds);
    /// The same of every place that was looked at.
    void check(const std::vector<ShowFeed>& feeds);

    /// The items, feed by feed, of the episodes that were left out, as they are published.
    std::vector<std::vector<rss::Item>> kept_items() const;

  private:
    /// A place's feeds in the order of the show's, or why nobody can tell.
    struct Place {
        std::vector<std::optional<rss::Feed>> feeds;
        std::exception_ptr problem;
    };

    bool asks_addresses() const;
    void look_at(const model::Target& settings);
    void look_at_live_feeds();
    void add(const std::string& name, const std::function<std::optional<rss::Feed>(std::size_t)>& feed_of);
    std::optional<rss::Feed> feed_at(const std::string& path, const ReadPublished& read) const;
    const std::optional<rss::Feed>& feed_at_address(std::size_t feed);
    void require_kept() const;
    core::Findings losses_before(const Place& place) const;
    core::Findings changes(const Place& place, const std::vector<ShowFeed>& feeds) const;
    void tell_shortened(const Place& place, const std::vector<ShowFeed>& feeds) const;
    core::Findings losses(const Place& place, const std::vector<ShowFeed>& feeds) const;

    const Session& session_;
    const model::Show& show_;
    GuardOptions options_;
    std::set<std::string> allowed_;  ///< guids that may leave the feeds
    std::map<std::string, Place> places_;
    std::map<std::size_t, std::optional<rss::Feed>> at_addresses_;
};

}  // namespace cityfm::app
