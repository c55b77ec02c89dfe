// SPDX-License-Identifier: MIT
#include "feeds/rss/import.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "feeds/rss/foreign.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/core/letters.h"
#include "pipeline/model/address.h"
#include "pipeline/model/categories.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/keys.h"
#include "pipeline/text/from_html.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using core::Code;
using core::Severity;

std::size_t most_of(const char* table, const char* key) {
    return static_cast<std::size_t>(model::key(table, key).most);
}

/// What a format is called in releases, by the type and else the name of a file.
std::string format_of(const Enclosure& enclosure) {
    struct Row {
        std::string_view type;
        std::string_view extension;
        const char* format;
    };
    static constexpr auto rows = std::to_array<Row>({{"audio/mpeg", ".mp3", "mp3"},
                                                     {"audio/mp3", ".mp3", "mp3"},
                                                     {"audio/x-m4a", ".m4a", "m4a"},
                                                     {"audio/mp4", ".m4a", "m4a"},
                                                     {"audio/aac", ".aac", "m4a"},
                                                     {"audio/ogg", ".opus", "opus"},
                                                     {"audio/opus", ".opus", "opus"},
                                                     {"audio/flac", ".flac", "flac"},
                                                     {"audio/wav", ".wav", "wav"},
                                                     {"video/mp4", ".mp4", "mp4"}});
    const std::string type = media_type(enclosure.type);
    const std::string path = core::in_small_letters(enclosure.url.substr(0, enclosure.url.find('?')));
    for (const Row& row : rows) {
        if (type == row.type) return row.format;
    }
    for (const Row& row : rows) {
        if (type.empty() && path.ends_with(row.extension)) return row.format;
    }
    return "file";
}

/// The part of a folder's name that tells people which episode it is: words of the title, else its number.
std::string words_of(const Item& item) {
    constexpr std::size_t most = 40;
    std::string words = model::propose_slug(item.title);
    if (words.size() > most) {
        const std::size_t end = words.rfind('-', most);
        words.resize(end == std::string::npos ? most : end);
    }
    const bool has_letter = words.find_first_not_of("0123456789-") != std::string::npos;
    if (has_letter) return words;
    if (item.number && item.season) return core::format("s{}-ep{}", *item.season, *item.number);
    if (item.number) return core::format("ep{}", *item.number);
    if (!words.empty()) return "ep" + words;
    return item.kind == "full" ? "episode" : model::propose_slug(item.kind);
}

class Importer {
  public:
    Importer(const Feed& feed, const ImportOptions& options) : feed_(feed), options_(options) {}

    ImportedShow run() {
        model::Show& show = imported_.show;
        show.address = options_.address;
        names(show);
        listings(show);
        show.feeds.front().former_address = url("former_address", options_.former_address);
        if (options_.decided) show.feeds.front().new_feed_url = model::feed_address(show, show.feeds.front());
        show.foreign = keep(feed_.foreign);
        for (const FeedPerson& given : feed_.people) person(given);
        for (const auto& [guid, folder] : options_.folders) folders_.insert(folder);
        for (const Item& item : feed_.items) add(item);
        std::sort(show.episodes.begin(), show.episodes.end(),
                  [](const model::Episode& a, const model::Episode& b) { return a.folder < b.folder; });
        imported_.cover = url("itunes:image", feed_.image);
        tell_of_foreign();
        return std::move(imported_);
    }

  private:
    void say(Severity severity, Code code, core::Args args) {
        if (!item_.empty()) args.emplace_back("item", item_);
        imported_.findings.push_back({severity, code, {options_.file, 0, 0}, std::move(args)});
    }

    void left_out(const std::string& tag, const std::string& found) {
        constexpr std::size_t most_shown = 60;
        say(Severity::warning, Code::value_left_out,
            {{"tag", tag}, {"found", text::cut_graphemes(found, most_shown)}});
    }

    std::string missing(const std::string& tag, const std::string& taken) {
        say(Severity::warning, Code::value_missing, {{"tag", tag}, {"found", taken}});
        return taken;
    }

    /// A text of at most so many characters, without blanks at its ends.
    std::string fitted(const std::string& tag, const std::string& value, std::size_t most) {
        std::string trimmed(without_blanks(text::clean(value)));
        if (model::count_characters(trimmed) <= most) return trimmed;
        say(Severity::warning, Code::value_shortened, {{"tag", tag}, {"most", std::to_string(most)}});
        std::string cut = text::cut_graphemes(trimmed, most);
        // Graphemes may be of several characters.
        for (std::size_t graphemes = most; model::count_characters(cut) > most; graphemes /= 2)
            cut = text::cut_graphemes(trimmed, graphemes);
        return cut;
    }

    /// An address as TOML and feeds take it; empty where it is none.
    std::string url(const std::string& tag, const std::string& value) {
        const std::string ascii = model::ascii_url(without_blanks(value));
        if (ascii.empty() || model::is_http_url(ascii)) return ascii;
        left_out(tag, value);
        return {};
    }

    void names(model::Show& show) {
        show.title = fitted("title", text::one_line(feed_.title), most_of("show", "title"));
        if (show.title.empty()) show.title = missing("title", "Podcast");
        show.description = text::to_plain(text::from_html(feed_.description));
        show.description = text::cut_bytes(
            fitted("description", show.description, most_of("show", "description")), most_description_bytes);
        if (show.description.empty()) show.description = missing("description", show.title);
        show.author = fitted("itunes:author", text::one_line(feed_.author), most_of("show", "author"));
        if (show.author.empty()) show.author = missing("itunes:author", show.title);
        show.copyright = fitted("copyright", text::one_line(feed_.copyright), most_of("show", "copyright"));
        show.language = feed_.language == "jp" ? "ja" : feed_.language;
        std::replace(show.language.begin(), show.language.end(), '_', '-');
        if (!model::is_language(show.language)) show.language = missing("language", "ja");
        show.timezone = show.language.starts_with("ja") ? "Asia/Tokyo" : "UTC";
        show.owner_email = feed_.owner_email;
        if (!show.owner_email.empty() && !model::is_mail_address(show.owner_email)) {
            left_out("itunes:email", show.owner_email);
            show.owner_email.clear();
        }
        const std::string& former = options_.former_address;
        show.guid = feed_.guid;
        if (!core::is_uuid(show.guid)) {
            if (!show.guid.empty()) left_out("podcast:guid", show.guid);
            // Without an address of its own the page of the show has to do: it is nobody else's.
            show.guid = model::podcast_guid(former.empty() ? feed_.link : former);
            if (former.empty()) missing("podcast:guid", show.guid);
        }
        show.link = url("link", feed_.link);
        show.type = core::in_small_letters(feed_.type) == "serial" ? "serial" : "episodic";
        show.explicit_content = feed_.explicit_content;
        show.locked = feed_.locked;
        show.feeds.front().block = feed_.block;
    }

    void categories(model::Show& show) {
        for (const auto& written : feed_.categories) {
            std::vector<std::string> category = written;
            if (!model::is_apple_category(category)) category = model::successor_of(written);
            if (category.empty() && written.size() > 1 && model::is_apple_category({written.front()}))
                category = {written.front()};
            if (category.empty()) {
                left_out("itunes:category", model::show_category(written));
            } else if (std::find(show.categories.begin(), show.categories.end(), category) ==
                       show.categories.end()) {
                show.categories.push_back(category);
            }
        }
        if (show.categories.empty()) show.categories = {{missing("itunes:category", "Society & Culture")}};
        if (show.categories.size() > most_of("show", "categories"))
            show.categories.resize(most_of("show", "categories"));
    }

    void listings(model::Show& show) {
        categories(show);
        show.license = license(feed_.license);
        show.location = location(feed_.location);
        if (feed_.update_frequency) {
            show.update_frequency = feed_.update_frequency;
            auto& frequency = *show.update_frequency;
            frequency.text =
                fitted("podcast:updateFrequency", frequency.text, most_of("update_frequency", "text"));
            if (!frequency.rrule.empty() && !model::is_rrule(frequency.rrule)) {
                left_out("podcast:updateFrequency", frequency.rrule);
                frequency.rrule.clear();
            }
            if (frequency.text.empty()) show.update_frequency.reset();
        }
        for (const model::Txt& given : feed_.txt) {
            const model::Txt txt{fitted("podcast:txt", given.purpose, most_of("txt", "purpose")),
                                 fitted("podcast:txt", given.value, most_of("txt", "value"))};
            if (!txt.value.empty() && show.txt.size() < most_of("show", "txt")) show.txt.push_back(txt);
        }
        for (const model::Funding& given : feed_.funding) {
            const model::Funding funding{fitted("podcast:funding", given.text, most_of("funding", "text")),
                                         url("podcast:funding", given.url)};
            const bool whole = !funding.text.empty() && !funding.url.empty();
            if (whole && show.funding.size() < most_of("show", "funding")) show.funding.push_back(funding);
        }
        for (const model::RemoteFeed& given : feed_.podroll) {
            if (!core::is_uuid(given.guid)) {
                left_out("podcast:remoteItem", given.guid);
            } else if (show.podroll.size() < most_of("show", "podroll")) {
                show.podroll.push_back(
                    {fitted("podcast:remoteItem", given.title, most_of("podroll", "title")), given.guid,
                     url("podcast:remoteItem", given.url)});
            }
        }
        if (feed_.publisher && core::is_uuid(feed_.publisher->guid)) {
            show.publisher = feed_.publisher;
            show.publisher->url = url("podcast:publisher", show.publisher->url);
        }
        for (const Trailer& trailer : feed_.trailers) {
            const bool is_item = std::any_of(feed_.items.begin(), feed_.items.end(), [&](const Item& item) {
                return item.enclosure.url == trailer.enclosure.url;
            });
            if (!is_item) left_out("podcast:trailer", trailer.enclosure.url);
        }
    }

    std::optional<model::License> license(const std::optional<model::License>& given) {
        if (!given || given->name.empty()) return std::nullopt;
        return model::License{fitted("podcast:license", given->name, most_of("license", "name")),
                              url("podcast:license", given->url)};
    }

    std::optional<model::Location> location(const std::optional<model::Location>& given) {
        if (!given || given->name.empty()) return std::nullopt;
        model::Location place = *given;
        const auto only = [&](std::string& value, bool good) {
            if (value.empty() || good) return;
            left_out("podcast:location", value);
            value.clear();
        };
        place.name = fitted("podcast:location", place.name, most_of("location", "name"));
        only(place.geo, model::is_geo(place.geo));
        only(place.osm, model::is_osm(place.osm));
        only(place.country, model::is_country(place.country));
        if (place.rel != "creator") place.rel = "subject";
        return place;
    }

    /// The id of a person: who has the same name and role is the same, whatever pages an item links to.
    std::string person(const FeedPerson& given) {
        model::Person wanted;
        wanted.name = fitted("podcast:person", text::one_line(given.name), most_of("person", "name"));
        if (wanted.name.empty()) return {};
        const std::string role = fitted("podcast:person", given.role, most_of("person", "role"));
        if (!role.empty()) wanted.role = role;
        wanted.link = url("podcast:person", given.link);
        wanted.image = url("podcast:person", given.image);
        auto& people = imported_.show.people;
        for (const model::Person& known : people) {
            if (known.name == wanted.name && known.role == wanted.role) return known.id;
        }
        if (people.size() == most_of("show", "person")) return {};
        const std::string name = model::propose_slug(wanted.name).substr(0, 40);
        const std::string stem = name.empty() ? "person" : name;
        wanted.id = name;
        for (int number = name.empty() ? 1 : 2;
             wanted.id.empty() || imported_.show.person(wanted.id) != nullptr; ++number)
            wanted.id = core::format("{}-{}", stem, number);
        people.push_back(wanted);
        return wanted.id;
    }

    void season(const Item& item) {
        if (!item.season || *item.season < 1 || item.season_name.empty()) return;
        auto& seasons = imported_.show.seasons;
        const bool known = std::any_of(seasons.begin(), seasons.end(),
                                       [&](const model::Season& s) { return s.number == *item.season; });
        if (!known && seasons.size() < most_of("show", "season"))
            seasons.push_back(
                {*item.season, fitted("podcast:season", item.season_name, most_of("season", "name"))});
    }

    void add(const Item& item) {
        item_ = text::cut_graphemes(text::one_line(item.title.empty() ? item.guid : item.title), 60);
        const std::string sound = model::ascii_url(item.enclosure.url);
        if (!model::is_http_url(sound)) {
            say(Severity::warning, Code::item_without_sound, {{"title", item_}});
        } else if (!guids_.insert(item.guid).second) {
            say(Severity::warning, Code::item_twice, {{"title", item_}, {"guid", item.guid}});
        } else {
            season(item);
            imported_.show.episodes.push_back(episode(item));
        }
        item_.clear();
    }

    model::Episode episode(const Item& item) {
        model::Episode made;
        made.title = fitted("title", text::one_line(item.title), most_of("episode", "title"));
        made.date = date(item);
        if (made.title.empty()) made.title = missing("title", item.published.empty() ? "?" : item.published);
        made.folder = folder(item, *made.date);
        if (model::count_characters(item.guid) <= most_of("episode", "guid")) made.guid = item.guid;
        made.link = url("link", item.link);
        made.number = number("itunes:episode", item.number, "number");
        made.season = number("itunes:season", item.season, "season");
        const std::string kind = core::in_small_letters(item.kind);
        made.kind = kind == "trailer" || kind == "bonus" ? kind : "full";
        if (item.explicit_content != feed_.explicit_content) made.explicit_content = item.explicit_content;
        made.block = item.block;
        words(item, made);
        for (const FeedPerson& given : item.people) {
            const std::string id = person(given);
            if (!id.empty() && std::find(made.people.begin(), made.people.end(), id) == made.people.end())
                made.people.push_back(id);
        }
        made.license = license(item.license);
        made.location = location(item.location);
        extras(item, made);
        made.chapters = chapters(item);
        made.foreign = keep(item.foreign);
        made.release = release(item);
        return made;
    }

    /// Without a date of its own an item is a second older than the one above it.
    core::Instant date(const Item& item) {
        constexpr auto first_year = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
        core::Instant moment = item.moment;
        if (moment < core::Instant(first_year)) {
            moment = last_date_ ? *last_date_ - std::chrono::seconds(1) : options_.now;
            missing("pubDate", core::show_rfc3339(moment, imported_.show.timezone));
        }
        last_date_ = moment;
        return moment;
    }

    std::string folder(const Item& item, core::Instant date) {
        const auto known = options_.folders.find(item.guid);
        if (known != options_.folders.end()) return known->second;
        const std::string day = core::show_minute(date, imported_.show.timezone).substr(0, 10);
        const std::string name = day + "-" + words_of(item);
        std::string unique = name;
        // What parts two of a day follows from the guid: it is the same whatever else the feed holds by then.
        const std::string digest = core::sha256(item.guid);
        for (std::size_t digits = 4; !folders_.insert(unique).second; ++digits)
            unique = name + "-" + digest.substr(0, digits);
        return unique;
    }

    std::optional<int> number(const std::string& tag, std::optional<int> given, const char* key) {
        if (!given) return given;
        const model::Key& bound = model::key("episode", key);
        if (*given >= bound.least && *given <= bound.most) return given;
        left_out(tag, std::to_string(*given));
        return std::nullopt;
    }

    /// The longer text becomes the notes; a shorter one that says something else the summary.
    void words(const Item& item, model::Episode& made) {
        const std::string content = text::from_html(item.content);
        const std::string description = text::from_html(item.description);
        made.notes = content.empty() ? description : content;
        const std::string summary = text::to_plain(description);
        if (content.empty() || summary.empty() || text::to_plain(content).starts_with(summary)) return;
        made.summary = text::cut_bytes(fitted("description", summary, most_of("episode", "summary")),
                                       most_description_bytes);
    }

    void extras(const Item& item, model::Episode& made) {
        const double length = static_cast<double>(item.duration_seconds);
        for (const model::Soundbite& bite : item.soundbites) {
            const model::Key& bound = model::key("soundbite", "duration");
            const bool fits = length == 0 || bite.start_seconds + bite.duration_seconds <= length;
            if (!fits || bite.duration_seconds < static_cast<double>(bound.least) ||
                bite.duration_seconds > static_cast<double>(bound.most)) {
                left_out("podcast:soundbite", core::format("{}", bite.start_seconds));
                continue;
            }
            made.soundbites.push_back(bite);
            made.soundbites.back().title =
                fitted("podcast:soundbite", text::one_line(bite.title), most_of("soundbite", "title"));
        }
        for (const model::SocialInteract& social : item.social_interacts) {
            if (social.uri.empty() || social.protocol.empty()) continue;
            made.social_interacts.push_back(social);
            made.social_interacts.back().account_url = url("podcast:socialInteract", social.account_url);
        }
        for (const model::Link& link : item.content_links) {
            const model::Link kept{fitted("podcast:contentLink", link.title, most_of("content_link", "text")),
                                   url("podcast:contentLink", link.url)};
            if (!kept.title.empty() && !kept.url.empty()) made.content_links.push_back(kept);
        }
    }

    /// Ascending from 0, within the sound.
    std::vector<model::Chapter> chapters(const Item& item) {
        std::vector<model::Chapter> given = item.chapter_list;
        std::stable_sort(given.begin(), given.end(), [](const model::Chapter& a, const model::Chapter& b) {
            return a.start_seconds < b.start_seconds;
        });
        std::vector<model::Chapter> kept;
        for (model::Chapter& chapter : given) {
            const bool past_end = item.duration_seconds > 0 &&
                                  chapter.start_seconds >= static_cast<double>(item.duration_seconds);
            const bool again = !kept.empty() && chapter.start_seconds <= kept.back().start_seconds;
            chapter.title = fitted("psc:chapter", text::one_line(chapter.title), most_of("chapter", "title"));
            if (past_end || again || chapter.title.empty() || kept.size() == most_of("episode", "chapters")) {
                left_out("psc:chapter", core::show_offset(chapter.start_seconds));
                continue;
            }
            chapter.link = url("psc:chapter", chapter.link);
            chapter.image.clear();
            kept.push_back(std::move(chapter));
        }
        // The first one begins where the sound does.
        if (!kept.empty()) kept.front().start_seconds = 0;
        return kept;
    }

    model::Rendition rendition(const Enclosure& enclosure, const std::string& id) {
        model::Rendition made;
        made.id = id;
        made.format = format_of(enclosure);
        made.path = model::ascii_url(enclosure.url);
        made.type = enclosure.type;
        made.bytes = enclosure.bytes;
        return made;
    }

    model::Release release(const Item& item) {
        model::Release made;
        made.guid = item.guid;
        made.guid_is_link = item.guid_is_link;
        made.renditions.push_back(rendition(item.enclosure, format_of(item.enclosure)));
        made.renditions.back().listed_seconds = static_cast<double>(item.duration_seconds);
        for (const AlternateEnclosure& alternate : item.alternates) {
            const std::string address = model::ascii_url(alternate.enclosure.url);
            // Some name the enclosure itself once more.
            if (!model::is_http_url(address) || address == made.renditions.front().path) continue;
            const std::string id =
                alternate.title.empty()
                    ? core::format("{}-{}", format_of(alternate.enclosure), made.renditions.size() + 1)
                    : alternate.title;
            made.renditions.push_back(rendition(alternate.enclosure, id));
            made.renditions.back().bitrate_kbps = alternate.bitrate / 1000;
        }
        model::Imported rest;
        rest.image = url("itunes:image", item.image);
        for (const Resource& transcript : item.transcripts) {
            const std::string address = url("podcast:transcript", transcript.url);
            if (!address.empty()) rest.transcripts.push_back({address, transcript.type});
        }
        if (item.chapters) {
            const std::string address = url("podcast:chapters", item.chapters->url);
            if (!address.empty()) rest.chapters = Resource{address, item.chapters->type};
        }
        made.imported = std::move(rest);
        return made;
    }

    std::string keep(const std::vector<std::string>& elements) {
        for (const std::string& element : elements) ++foreign_[name_of_foreign(element)];
        return elements.empty() ? "" : write_foreign(elements);
    }

    void tell_of_foreign() {
        std::size_t count = 0;
        std::string names;
        for (const auto& [name, times] : foreign_) {
            count += times;
            names += (names.empty() ? "" : ", ") + name;
        }
        if (count > 0)
            say(Severity::hint, Code::kept_foreign, {{"count", std::to_string(count)}, {"names", names}});
    }

    const Feed& feed_;
    const ImportOptions& options_;
    ImportedShow imported_;
    std::string item_;  ///< what findings are about; empty for the channel
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
