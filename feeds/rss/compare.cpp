// SPDX-License-Identifier: MIT
#include "feeds/rss/compare.h"

#include <algorithm>
#include <map>
#include <vector>

#include "pipeline/core/digest.h"
#include "pipeline/text/unicode.h"

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
    served[item.enclosure.url] = {item.enclosure.bytes, ""};
    // Some list the enclosure itself once more, with another length.
    for (const AlternateEnclosure& alternate : item.alternates)
        served.emplace(alternate.enclosure.url, Served{alternate.enclosure.bytes, alternate.integrity});
    return served;
}

/// A feed's items as apps hold them: by guid, each once, with something to play.
class Shelf {
  public:
    explicit Shelf(const Feed& feed) {
        for (const Item& item : feed.items) {
            if (item.enclosure.url.empty() || !by_guid_.emplace(item.guid, &item).second) continue;
            by_enclosure_.emplace(item.enclosure.url, &item);
            by_title_.emplace(std::pair(text::one_line(item.title), item.moment), &item);
            items_.push_back(&item);
        }
    }

    const std::vector<const Item*>& items() const { return items_; }

    const Item* find(const std::string& guid) const {
        const auto found = by_guid_.find(guid);
        return found != by_guid_.end() ? found->second : nullptr;
    }

    /// The same episode under whatever guid: it has the same sound, or the same title and date.
    const Item* find_same(const Item& item) const {
        const auto sound = by_enclosure_.find(item.enclosure.url);
        if (sound != by_enclosure_.end()) return sound->second;
        const auto title = by_title_.find(std::pair(text::one_line(item.title), item.moment));
        return title != by_title_.end() ? title->second : nullptr;
    }

  private:
    std::vector<const Item*> items_;
    std::map<std::string, const Item*> by_guid_;
    std::map<std::string, const Item*> by_enclosure_;
    std::map<std::pair<std::string, core::Instant>, const Item*> by_title_;
};

class Comparison {
  public:
    Comparison(const Feed& before, const Feed& after, const std::string& address,
               const std::set<std::string>& allowed)
        : before_(before), after_(after), address_(address), allowed_(allowed), old_(before), new_(after) {
        for (const Item& item : after.items) {
            for (const auto& [url, served] : served_by(item)) served_[url].push_back(served);
        }
    }

    core::Findings run() {
        channel();
        for (const Item* item : old_.items()) {
            const bool allowed = allowed_.contains(item->guid);
            if (const Item* now = new_.find(item->guid)) {
                if (!allowed) bytes_of(*item);
                changes(*item, *now);
            } else if (!allowed) {
                lost(*item);
            }
        }
        for (const Item* item : new_.items()) {
            if (old_.find(item->guid) == nullptr && old_.find_same(*item) == nullptr)
                add(Severity::hint, Code::item_new, {{"title", item->title}, {"guid", item->guid}});
        }
        order();
        return std::move(findings_);
    }

  private:
    void add(Severity severity, Code code, core::Args args) {
        findings_.push_back({severity, code, {}, std::move(args)});
    }

    void channel() {
        // What is no UUID is nobody's identity.
        if (core::is_uuid(before_.guid) && !after_.guid.empty() && before_.guid != after_.guid &&
            !allowed_.contains(before_.guid)) {
            add(Severity::error, Code::feed_guid_changed,
                {{"found", after_.guid}, {"guid", before_.guid}, {"address", address_}});
        }
        if (text::one_line(before_.title) != text::one_line(after_.title))
            add(Severity::hint, Code::title_changed, {{"before", before_.title}, {"found", after_.title}});
        if (before_.image != after_.image)
            add(Severity::hint, Code::picture_changed, {{"show", after_.title}, {"found", after_.image}});
    }

    void lost(const Item& item) {
        core::Args args = {{"title", item.title}, {"guid", item.guid}, {"address", address_}};
        const Item* const renamed = new_.find_same(item);
        if (renamed == nullptr || old_.find(renamed->guid) != nullptr) {
            add(Severity::error, Code::item_lost, std::move(args));
            return;
        }
        args.emplace_back("found", renamed->guid);
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

    void changes(const Item& before, const Item& now) {
        if (before.enclosure.url != now.enclosure.url) {
            add(Severity::hint, Code::enclosure_moved,
                {{"title", before.title}, {"found", now.enclosure.url}});
        }
        if (before.guid_is_link != now.guid_is_link) {
            const auto word = [](bool link) { return std::string(link ? "true" : "false"); };
            add(Severity::warning, Code::permalink_changed,
                {{"title", before.title},
                 {"before", word(before.guid_is_link)},
                 {"found", word(now.guid_is_link)}});
        }
        if (before.moment != now.moment) {
            add(Severity::warning, Code::date_changed,
                {{"title", before.title}, {"before", before.published}, {"found", now.published}});
        }
        if (text::one_line(before.title) != text::one_line(now.title))
            add(Severity::hint, Code::title_changed, {{"before", before.title}, {"found", now.title}});
        if (before.image != now.image && !(before.image.empty() && now.image == after_.image))
            add(Severity::hint, Code::picture_changed, {{"title", before.title}, {"found", now.image}});
    }

    /// Of what is in both.
    void order() {
        const auto common = [](const Shelf& of, const Shelf& other) {
            std::vector<const Item*> items;
            for (const Item* item : of.items()) {
                if (other.find(item->guid) != nullptr) items.push_back(item);
            }
            return items;
        };
        const auto before = common(old_, new_);
        const auto now = common(new_, old_);
        const auto [first, other] =
            std::mismatch(before.begin(), before.end(), now.begin(), now.end(),
                          [](const Item* a, const Item* b) { return a->guid == b->guid; });
        if (first != before.end()) add(Severity::warning, Code::order_changed, {{"title", (*first)->title}});
    }

    const Feed& before_;
    const Feed& after_;
    const std::string& address_;
    const std::set<std::string>& allowed_;
    Shelf old_;
    Shelf new_;
    std::map<std::string, std::vector<Served>> served_;  ///< some hosts name one file twice
    core::Findings findings_;
};

}  // namespace

core::Findings compare(const Feed& before, const Feed& after, const std::string& address,
                       const std::set<std::string>& allowed) {
    return Comparison(before, after, address, allowed).run();
}

}  // namespace cityfm::rss
