// SPDX-License-Identifier: MIT
#include "feeds/rss/guard.h"

#include <algorithm>
#include <map>

namespace cityfm::rss {
namespace {

using core::Code;
using core::Severity;

/// What lies at an address, as far as a feed tells.
struct Served {
    std::uintmax_t bytes = 0;
    std::string integrity;
};

bool differ(const Served& a, const Served& b) {
    if (a.bytes > 0 && b.bytes > 0 && a.bytes != b.bytes) return true;
    return !a.integrity.empty() && !b.integrity.empty() && a.integrity != b.integrity;
}

/// Everything that an item serves, by address.
std::map<std::string, Served> served_by(const Item& item) {
    std::map<std::string, Served> served;
    if (!item.enclosure.url.empty()) served[item.enclosure.url] = {item.enclosure.bytes, ""};
    for (const AlternateEnclosure& alternate : item.alternates)
        served[alternate.enclosure.url] = {alternate.enclosure.bytes, alternate.integrity};
    return served;
}

class Guard {
  public:
    Guard(const Feed& next, const std::string& address, const std::set<std::string>& allowed)
        : next_(next), address_(address), allowed_(allowed) {
        for (const Item& item : next.items) {
            by_guid_.emplace(item.guid, &item);
            by_enclosure_.emplace(item.enclosure.url, &item);
            for (const auto& [url, served] : served_by(item)) served_[url].push_back(served);
        }
    }

    core::Findings run(const Feed& published) {
        if (!published.guid.empty() && !next_.guid.empty() && published.guid != next_.guid &&
            !allowed_.contains(published.guid)) {
            add(Severity::error, Code::feed_guid_changed,
                {{"found", next_.guid}, {"guid", published.guid}, {"address", address_}});
        }
        for (const Item& item : published.items) {
            const bool allowed = allowed_.contains(item.guid);
            const auto same = by_guid_.find(item.guid);
            if (same == by_guid_.end()) {
                if (!allowed) lost(item);
                continue;
            }
            if (!allowed) bytes_of(item);
            const std::string& url = same->second->enclosure.url;
            if (url != item.enclosure.url)
                add(Severity::hint, Code::enclosure_moved, {{"title", item.title}, {"found", url}});
        }
        return std::move(findings_);
    }

  private:
    void add(Severity severity, Code code, core::Args args) {
        findings_.push_back({severity, code, {}, std::move(args)});
    }

    void lost(const Item& item) {
        core::Args args = {{"title", item.title}, {"guid", item.guid}, {"address", address_}};
        const auto renamed = by_enclosure_.find(item.enclosure.url);
        if (item.enclosure.url.empty() || renamed == by_enclosure_.end()) {
            add(Severity::error, Code::item_lost, std::move(args));
            return;
        }
        args.emplace_back("found", renamed->second->guid);
        add(Severity::error, Code::item_guid_changed, std::move(args));
    }

    void bytes_of(const Item& item) {
        for (const auto& [url, before] : served_by(item)) {
            const auto now = served_.find(url);
            if (now == served_.end()) continue;
            bool kept = false;
            for (const Served& served : now->second) kept = kept || !differ(before, served);
            if (kept) continue;
            add(Severity::error, Code::other_bytes,
                {{"title", item.title}, {"url", url}, {"guid", item.guid}});
        }
    }

    const Feed& next_;
    const std::string& address_;
    const std::set<std::string>& allowed_;
    std::map<std::string, const Item*> by_guid_;
    std::map<std::string, const Item*> by_enclosure_;
    std::map<std::string, std::vector<Served>> served_;  ///< some hosts name one file twice
    core::Findings findings_;
};

}  // namespace

core::Findings guard(const Feed& published, const Feed& next, const std::string& address,
                     const std::set<std::string>& allowed) {
    return Guard(next, address, allowed).run(published);
}

}  // namespace cityfm::rss
