// SPDX-License-Identifier: MIT
#include "feeds/rss/import/import.h"

#include <algorithm>
#include <set>

#include "feeds/rss/foreign.h"
#include "feeds/rss/import/fitting.h"
#include "feeds/rss/import/import_item.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/core/url.h"
#include "pipeline/model/categories.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/keys.h"
#include "pipeline/text/from_html.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using core::Code;
using core::Severity;

/// True for a list that has room for one more.
template <class List>
bool has_room(const List& list, const char* key) {
    return list.size() < most_of("show", key);
}

class Importer {
  public:
    Importer(const Feed& feed, const ImportOptions& options)
        : feed_(feed), options_(options), fitting_(options.file), show_(imported_.show) {}

    ImportedShow run() {
        show_.address = options_.address;
        names();
        identity();
        categories();
        listings();
        lists();
        model::FeedSettings& settings = show_.feeds.front();
        settings.block = feed_.block;
        settings.former_address = fitting_.url("atom:link", options_.former_address);
        if (options_.decided) settings.new_feed_url = model::feed_address(show_, settings);
        show_.foreign = keep(feed_.foreign);
        if (options_.people) show_.people = *options_.people;
        for (const FeedPerson& given : feed_.people) person(given);
        for (const auto& [guid, folder] : options_.folders) folders_.insert(folder);
        for (const Item& item : feed_.items) add(item);
        std::sort(show_.episodes.begin(), show_.episodes.end(),
                  [](const model::Episode& a, const model::Episode& b) { return a.folder < b.folder; });
        imported_.cover = fitting_.url("itunes:image", feed_.image);
        tell_of_foreign();
        imported_.findings = fitting_.take();
        return std::move(imported_);
    }

  private:
    void names() {
        show_.title = fitting_.line("title", feed_.title, "show", "title");
        if (show_.title.empty()) show_.title = fitting_.missing("title", "Podcast");
        const std::string description = text::to_plain(text::from_html(feed_.description));
        show_.description = text::cut_bytes(fitting_.text("description", description, "show", "description"),
                                            most_description_bytes);
        if (show_.description.empty()) show_.description = fitting_.missing("description", show_.title);
        show_.author = fitting_.line("itunes:author", feed_.author, "show", "author");
        if (show_.author.empty()) show_.author = fitting_.missing("itunes:author", show_.title);
        show_.copyright = fitting_.line("copyright", feed_.copyright, "show", "copyright");
        show_.language = feed_.language == "jp" ? "ja" : feed_.language;
        std::replace(show_.language.begin(), show_.language.end(), '_', '-');
        if (!model::is_language(show_.language)) show_.language = fitting_.missing("language", "ja");
        show_.timezone = show_.language.starts_with("ja") ? "Asia/Tokyo" : "UTC";
        show_.owner_email = feed_.owner_email;
        const bool fits = show_.owner_email.size() <= most_of("show", "owner_email");
        if (!show_.owner_email.empty() && (!fits || !model::is_mail_address(show_.owner_email))) {
            fitting_.left_out("itunes:email", show_.owner_email);
            show_.owner_email.clear();
        }
        show_.link = fitting_.url("link", feed_.link);
        show_.type = core::in_small_letters(feed_.type) == "serial" ? "serial" : "episodic";
        show_.explicit_content = feed_.explicit_content;
        show_.locked = feed_.locked;
    }

    /// `podcast:guid`: the feed's, else that of its old address. Without one the show's page has to do, which
    /// is nobody else's.
    void identity() {
        show_.guid = feed_.guid;
        if (core::is_uuid(show_.guid)) return;
        if (!show_.guid.empty()) fitting_.left_out("podcast:guid", show_.guid);
        const std::string& former = options_.former_address;
        show_.guid = model::podcast_guid(former.empty() ? feed_.link : former);
        if (former.empty()) fitting_.missing("podcast:guid", show_.guid);
    }

    void categories() {
        for (const auto& written : feed_.categories) {
            std::vector<std::string> category = written;
            if (!model::is_apple_category(category)) category = model::successor_of(written);
            if (category.empty() && written.size() > 1 && model::is_apple_category({written.front()}))
                category = {written.front()};
            const auto& known = show_.categories;
            if (category.empty()) {
                fitting_.left_out("itunes:category", model::show_category(written));
            } else if (has_room(known, "categories") &&
                       std::find(known.begin(), known.end(), category) == known.end()) {
                show_.categories.push_back(category);
            }
        }
        if (show_.categories.empty())
            show_.categories = {{fitting_.missing("itunes:category", "Society & Culture")}};
    }

    void listings() {
        show_.license = fitting_.license(feed_.license);
        show_.location = fitting_.location(feed_.location);
        show_.update_frequency = feed_.update_frequency;
        if (auto& frequency = show_.update_frequency) {
            frequency->text =
                fitting_.line("podcast:updateFrequency", frequency->text, "update_frequency", "text");
            if (!frequency->rrule.empty() && !model::is_rrule(frequency->rrule)) {
                fitting_.left_out("podcast:updateFrequency", frequency->rrule);
                frequency->rrule.clear();
            }
            if (frequency->text.empty()) frequency.reset();
        }
        if (feed_.publisher && core::is_uuid(feed_.publisher->guid)) {
            show_.publisher = feed_.publisher;
            show_.publisher->url = fitting_.url("podcast:publisher", show_.publisher->url);
        }
        for (const Trailer& trailer : feed_.trailers) {
            const bool is_item = std::any_of(feed_.items.begin(), feed_.items.end(), [&](const Item& item) {
                return item.enclosure.url == trailer.enclosure.url;
            });
            if (!is_item) fitting_.left_out("podcast:trailer", trailer.enclosure.url);
        }
    }

    void lists() {
        for (const model::Txt& given : feed_.txt) {
            const model::Txt txt{fitting_.line("podcast:txt", given.purpose, "txt", "purpose"),
                                 fitting_.text("podcast:txt", given.value, "txt", "value")};
            if (!txt.value.empty() && has_room(show_.txt, "txt")) show_.txt.push_back(txt);
        }
        for (const model::Funding& given : feed_.funding) {
            const model::Funding funding{fitting_.line("podcast:funding", given.text, "funding", "text"),
                                         fitting_.url("podcast:funding", given.url)};
            const bool whole = !funding.text.empty() && !funding.url.empty();
            if (whole && has_room(show_.funding, "funding")) show_.funding.push_back(funding);
        }
        for (const model::RemoteFeed& given : feed_.podroll) {
            if (!core::is_uuid(given.guid)) {
                fitting_.left_out("podcast:remoteItem", given.guid);
            } else if (has_room(show_.podroll, "podroll")) {
                show_.podroll.push_back({fitting_.line("podcast:remoteItem", given.title, "podroll", "title"),
                                         given.guid, fitting_.url("podcast:remoteItem", given.url)});
            }
        }
    }

    /// The id of a person: who has the same name and role is the same, whatever pages an item links to.
    std::string person(const FeedPerson& given) {
        model::Person wanted;
        wanted.name = fitting_.line("podcast:person", given.name, "person", "name");
        if (wanted.name.empty()) return {};
        const std::string role = fitting_.line("podcast:person", given.role, "person", "role");
        if (!role.empty()) wanted.role = role;
        for (const model::Person& known : show_.people) {
            if (known.name == wanted.name && known.role == wanted.role) return known.id;
        }
        if (options_.people || !has_room(show_.people, "person")) {
            fitting_.left_out("podcast:person", wanted.name);
            return {};
        }
        wanted.link = fitting_.url("podcast:person", given.link);
        wanted.image = fitting_.url("podcast:person", given.image);
        constexpr std::size_t most_of_id = 40;
        const std::string slug = model::propose_slug(model::propose_slug(wanted.name).substr(0, most_of_id));
        const std::string stem = slug.empty() ? "person" : slug;
        wanted.id = slug;
        for (int number = slug.empty() ? 1 : 2; wanted.id.empty() || show_.person(wanted.id) != nullptr;
             ++number)
            wanted.id = core::format("{}-{}", stem, number);
        show_.people.push_back(wanted);
        return wanted.id;
    }

    void season(const Item& item) {
        const model::Key& bound = model::key("season", "number");
        if (!item.season || *item.season < bound.least || *item.season > bound.most ||
            item.season_name.empty())
            return;
        const bool known = std::any_of(show_.seasons.begin(), show_.seasons.end(),
                                       [&](const model::Season& s) { return s.number == *item.season; });
        if (known || !has_room(show_.seasons, "season")) return;
        show_.seasons.push_back(
            {*item.season, fitting_.line("podcast:season", item.season_name, "season", "name")});
    }

    void add(const Item& item) {
        constexpr std::size_t most_shown = 60;
        const std::string name =
            text::cut_graphemes(text::one_line(item.title.empty() ? item.guid : item.title), most_shown);
        fitting_.enter(name);
        if (!core::is_http_url(core::ascii_url(item.enclosure.url))) {
            fitting_.say(Severity::warning, Code::item_without_sound, {{"title", name}});
        } else if (!guids_.insert(item.guid).second) {
            fitting_.say(Severity::warning, Code::item_twice, {{"title", name}, {"guid", item.guid}});
        } else {
            season(item);
            show_.episodes.push_back(episode(item));
        }
        fitting_.enter("");
    }

    model::Episode episode(const Item& item) {
        model::Episode made;
        made.title = fitting_.line("title", item.title, "episode", "title");
        made.date = date(item);
        if (made.title.empty())
            made.title = fitting_.missing("title", item.published.empty() ? "?" : item.published);
        made.folder = folder(item, *made.date);
        // One that is too long for TOML stands in the release alone.
        if (model::count_characters(item.guid) <= most_of("episode", "guid")) made.guid = item.guid;
        made.link = fitting_.url("link", item.link);
        made.number = fitting_.number("itunes:episode", item.number, "episode", "number");
        made.season = fitting_.number("itunes:season", item.season, "episode", "season");
        const std::string kind = core::in_small_letters(item.kind);
        if (kind == "trailer" || kind == "bonus") made.kind = kind;
        if (item.explicit_content != feed_.explicit_content) made.explicit_content = item.explicit_content;
        made.block = item.block;
        import_words(item, fitting_, made);
        for (const FeedPerson& given : item.people) {
            const std::string id = person(given);
            if (!id.empty() && std::find(made.people.begin(), made.people.end(), id) == made.people.end())
                made.people.push_back(id);
        }
        made.license = fitting_.license(item.license);
        made.location = fitting_.location(item.location);
        import_extras(item, fitting_, made);
        made.chapters = import_chapters(item, fitting_);
        made.foreign = keep(item.foreign);
        made.release = import_release(item, fitting_);
        return made;
    }

    /// Without a date of its own an item is a second older than the one above it.
    core::Instant date(const Item& item) {
        constexpr auto first_day = std::chrono::sys_days(std::chrono::year(2000) / 1 / 2);
        constexpr auto last_day = std::chrono::sys_days(std::chrono::year(2100) / 12 / 30);
        core::Instant moment = item.moment;
        if (moment < core::Instant(first_day) || moment > core::Instant(last_day)) {
            moment = last_date_ ? *last_date_ - std::chrono::seconds(1) : options_.now;
            fitting_.missing("pubDate", core::show_rfc3339(moment, show_.timezone));
        }
        last_date_ = moment;
        return moment;
    }

    std::string folder(const Item& item, core::Instant date) {
        const auto known = options_.folders.find(item.guid);
        if (known != options_.folders.end()) return known->second;
        const std::string day = core::show_minute(date, show_.timezone).substr(0, 10);
        const std::string name = day + "-" + words_for_folder(item);
        std::string unique = name;
        // What parts two of a day follows from the guid: it is the same whatever else the feed holds by then.
        const std::string digest = core::sha256(item.guid);
        for (std::size_t digits = 4; !folders_.insert(unique).second; ++digits)
            unique = name + "-" + digest.substr(0, digits);
        return unique;
    }

    std::string keep(const std::vector<std::string>& elements) {
        constexpr std::size_t most_bytes = 1'000'000;
        std::vector<std::string> kept;
        std::size_t bytes = 0;
        for (const std::string& element : elements) {
            bytes += element.size();
            if (bytes > most_bytes) {
                fitting_.left_out(name_of_foreign(element), element);
                continue;
            }
            ++foreign_[name_of_foreign(element)];
            kept.push_back(element);
        }
        return kept.empty() ? "" : write_foreign(kept);
    }

    void tell_of_foreign() {
        std::size_t count = 0;
        std::string names;
        for (const auto& [name, times] : foreign_) {
            count += times;
            names += (names.empty() ? "" : ", ") + name;
        }
        if (count > 0) {
            fitting_.say(Severity::hint, Code::kept_foreign,
                         {{"count", std::to_string(count)}, {"names", names}});
        }
    }

    const Feed& feed_;
    const ImportOptions& options_;
    Fitting fitting_;
    ImportedShow imported_;
    model::Show& show_;
    std::set<std::string> guids_;
    std::set<std::string> folders_;
    std::optional<core::Instant> last_date_;
    std::map<std::string, std::size_t> foreign_;
};

}  // namespace

ImportedShow import_feed(const Feed& feed, const ImportOptions& options) {
    return Importer(feed, options).run();
}

}  // namespace cityfm::rss
