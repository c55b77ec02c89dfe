// SPDX-License-Identifier: MIT
#include "pipeline/model/toml/write_toml.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "pipeline/core/format.h"

namespace cityfm::model {
namespace {

/// Lines of `key = value`, their signs under each other; what is empty or as it is by default is left out.
class Lines {
  public:
    Lines& raw(const char* key, std::string value) {
        lines_.emplace_back(key, std::move(value));
        return *this;
    }

    Lines& text(const char* key, const std::string& value, const std::string& fallback = {}) {
        return value.empty() || value == fallback ? *this : raw(key, toml_string(value));
    }
    Lines& duration(const char* key, std::chrono::seconds value, std::chrono::seconds fallback = {}) {
        return value == fallback ? *this : raw(key, core::format("\"{}s\"", value.count()));
    }
    Lines& boolean(const char* key, bool value, bool fallback = false) {
        return value == fallback ? *this : raw(key, value ? "true" : "false");
    }
    template <class Number>
    Lines& number(const char* key, const std::optional<Number>& value) {
        return value ? raw(key, core::format("{}", *value)) : *this;
    }
    Lines& texts(const char* key, const std::vector<std::string>& values) {
        return values.empty() ? *this : raw(key, array_of(values));
    }
    /// An array of tables, one a line.
    Lines& tables(const char* key, const std::vector<Lines>& rows) {
        if (rows.empty()) return *this;
        std::string array = "[\n";
        for (const Lines& row : rows) array += "    { " + row.on_one_line() + " },\n";
        return raw(key, array + "]");
    }

    static std::string array_of(const std::vector<std::string>& values) {
        std::string array = "[";
        for (const std::string& value : values) array += (array.size() > 1 ? ", " : "") + toml_string(value);
        return array + "]";
    }

    std::string take() const {
        std::size_t widest = 0;
        for (const auto& [key, value] : lines_) widest = std::max(widest, key.size());
        std::string toml;
        for (const auto& [key, value] : lines_) {
            toml += key;
            toml.append(widest - key.size(), ' ').append(" = ").append(value).append("\n");
        }
        return toml;
    }

  private:
    std::string on_one_line() const {
        std::string line;
        for (const auto& [key, value] : lines_) {
            line.append(line.empty() ? "" : ", ").append(key).append(" = ").append(value);
        }
        return line;
    }

    std::vector<std::pair<std::string, std::string>> lines_;
};

std::string table(const char* head, const Lines& lines) {
    return std::string("\n").append(head).append("\n").append(lines.take());
}

/// A point in the sound, to the millisecond where it has any.
std::string offset(double seconds) {
    const auto milliseconds = std::llround(seconds * 1000);
    if (milliseconds % 1000 == 0) return toml_string(core::show_offset(seconds));
    return toml_string(core::show_milliseconds(milliseconds));
}

std::string license_toml(const License& license) {
    return table("[license]", Lines().text("name", license.name).text("url", license.url));
}

std::string location_toml(const Location& location) {
    return table("[location]", Lines()
                                   .text("name", location.name)
                                   .text("rel", location.rel, Location{}.rel)
                                   .text("geo", location.geo)
                                   .text("osm", location.osm)
                                   .text("country", location.country));
}

std::string feed_toml(const FeedSettings& feed, const char* head) {
    const FeedSettings standard;
    Lines lines;
    lines.text("path", feed.path, standard.path);
    lines.text("address", feed.address);
    lines.text("guid", feed.guid);
    lines.text("title", feed.title);
    lines.text("description", feed.description);
    lines.text("rendition", feed.rendition);
    lines.texts("topics", feed.topics);
    lines.number("season", feed.season);
    lines.number("latest", feed.latest);
    lines.number("page_size", feed.page_size);
    lines.text("hub", feed.hub);
    lines.text("new_feed_url", feed.new_feed_url);
    lines.text("former_address", feed.former_address);
    lines.boolean("block", feed.block);
    const std::string toml = lines.take();
    return toml.empty() && head == std::string("[feed]") ? "" : table(head, lines);
}

/// What the show tells directories besides its own words.
std::string listings_toml(const Show& show) {
    std::string toml;
    if (show.license) toml += license_toml(*show.license);
    if (show.location) toml += location_toml(*show.location);
    if (show.update_frequency) {
        toml += table("[update_frequency]", Lines()
                                                .text("text", show.update_frequency->text)
                                                .text("rrule", show.update_frequency->rrule)
                                                .boolean("complete", show.update_frequency->complete));
    }
    if (show.publisher) {
        toml +=
            table("[publisher]", Lines().text("guid", show.publisher->guid).text("url", show.publisher->url));
    }
    for (const Season& season : show.seasons) {
        toml += table("[[season]]",
                      Lines().raw("number", std::to_string(season.number)).text("name", season.name));
    }
    for (const Funding& funding : show.funding) {
        toml += table("[[funding]]", Lines().text("text", funding.text).text("url", funding.url));
    }
    for (const Txt& txt : show.txt) {
        toml += table("[[txt]]", Lines().text("purpose", txt.purpose).text("value", txt.value));
    }
    for (const RemoteFeed& remote : show.podroll) {
        toml += table("[[podroll]]",
                      Lines().text("title", remote.title).text("guid", remote.guid).text("url", remote.url));
    }
    return toml;
}

std::string people_toml(const Show& show) {
    std::string toml;
    for (const Person& person : show.people) {
        toml += table("[[person]]", Lines()
                                        .text("id", person.id)
                                        .text("name", person.name)
                                        .text("reading", person.reading)
                                        .text("role", person.role, Person{}.role)
                                        .text("link", person.link)
                                        .text("image", person.image));
    }
    return toml;
}

std::string places_toml(const Show& show) {
    std::string toml;
    for (const Target& target : show.targets) {
        toml += table("[[target]]",
                      Lines().text("id", target.id).text("type", target.type).text("path", target.path));
    }
    for (const Channel& channel : show.channels) {
        toml += table("[[channel]]", Lines()
                                         .text("id", channel.id)
                                         .text("type", channel.type)
                                         .text("to", channel.to)
                                         .text("token_env", channel.token_env)
                                         .text("url_env", channel.url_env)
                                         .text("token_file", channel.token_file)
                                         .texts("env", channel.env)
                                         .texts("topics", channel.topics)
                                         .text("template", channel.template_file)
                                         .duration("delay", channel.delay)
                                         .text("api_base", channel.api_base)
                                         .boolean("thread", channel.thread)
                                         .boolean("upload", channel.upload)
                                         .text("from", channel.from)
                                         .text("smtp", channel.smtp));
    }
    return toml;
}

std::string clock_of(std::chrono::minutes time) {
    return core::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

std::string announce_toml(const AnnounceSettings& announce) {
    const AnnounceSettings standard;
    Lines lines;
    lines.text("from", announce.from, standard.from);
    lines.duration("catch_up", announce.catch_up, standard.catch_up);
    if (announce.quiet != standard.quiet)
        lines.text("quiet", clock_of(announce.quiet.from) + "-" + clock_of(announce.quiet.to));
    if (announce.posts_per_run != standard.posts_per_run)
        lines.number("posts_per_run", std::optional<int>(announce.posts_per_run));
    lines.boolean("assume_public", announce.assume_public);
    lines.text("answer", announce.answer);
    return lines.take().empty() ? "" : table("[announce]", lines);
}

std::vector<Lines> rows_of(const std::vector<Chapter>& chapters) {
    std::vector<Lines> rows;
    for (const Chapter& chapter : chapters) {
        Lines& row = rows.emplace_back();
        row.raw("start", offset(chapter.start_seconds));
        row.text("title", chapter.title);
        row.text("link", chapter.link);
        row.text("art", chapter.art);
    }
    return rows;
}

std::vector<Lines> rows_of(const std::vector<Link>& links) {
    std::vector<Lines> rows;
    for (const Link& link : links) {
        Lines& row = rows.emplace_back();
        row.text("title", link.title);
        row.text("url", link.url);
    }
    return rows;
}

std::string extras_toml(const Episode& episode) {
    std::string toml;
    for (const Soundbite& bite : episode.soundbites) {
        toml += table("[[soundbite]]", Lines()
                                           .raw("start", offset(bite.start_seconds))
                                           .raw("duration", core::format("{}", bite.duration_seconds))
                                           .text("title", bite.title));
    }
    for (const SocialInteract& social : episode.social_interacts) {
        toml += table("[[social_interact]]", Lines()
                                                 .text("uri", social.uri)
                                                 .text("protocol", social.protocol)
                                                 .text("account_id", social.account_id)
                                                 .text("account_url", social.account_url));
    }
    for (const Link& link : episode.content_links) {
        toml += table("[[content_link]]", Lines().text("text", link.title).text("url", link.url));
    }
    return toml;
}

}  // namespace

std::string toml_string(const std::string& text) {
    const bool several_lines = text.find('\n') != std::string::npos;
    std::string quoted = several_lines ? "\"\"\"\n" : "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool line_end = several_lines && c == '\n';
        if (c == '"' || c == '\\') quoted += '\\';
        if ((byte < 0x20 && !line_end) || byte == 0x7f) {
            quoted += core::format("\\u{:04X}", static_cast<unsigned>(byte));
        } else {
            quoted += c;
        }
    }
    return quoted + (several_lines ? "\"\"\"" : "\"");
}

std::string to_toml(const Show& show) {
    const Show standard;
    Lines lines;
    lines.text("title", show.title);
    lines.text("reading", show.reading);
    lines.text("description", show.description);
    lines.raw("language", toml_string(show.language));
    lines.raw("timezone", toml_string(show.timezone));
    lines.text("author", show.author);
    lines.text("owner_email", show.owner_email);
    lines.text("copyright", show.copyright);
    lines.text("guid", show.guid);
    lines.text("address", show.address);
    lines.text("media_address", show.media_address, show.address);
    lines.text("link", show.link, show.address);
    std::string categories;
    for (const auto& category : show.categories)
        categories += (categories.empty() ? "" : ", ") + Lines::array_of(category);
    lines.raw("categories", "[" + categories + "]");
    lines.raw("explicit", show.explicit_content ? "true" : "false");
    lines.text("cover", show.cover);
    lines.text("preset", show.preset);
    lines.text("type", show.type, standard.type);
    lines.boolean("locked", show.locked, standard.locked);
    if (show.max_hours != standard.max_hours) lines.number("max_hours", std::optional(show.max_hours));
    std::string toml = lines.take();
    const char* const head = show.feeds.size() > 1 ? "[[feed]]" : "[feed]";
    for (const FeedSettings& feed : show.feeds) toml += feed_toml(feed, head);
    return toml + announce_toml(show.announce) + listings_toml(show) + people_toml(show) + places_toml(show);
}

std::string to_toml(const Episode& episode, const std::string& timezone) {
    const Episode standard;
    Lines lines;
    lines.text("title", episode.title);
    lines.text("reading", episode.reading);
    if (episode.date) lines.raw("date", core::show_rfc3339(*episode.date, timezone));
    lines.text("audio", episode.audio);
    lines.text("track", episode.use.track);
    lines.text("fix", episode.use.fix);
    lines.text("question", episode.question);
    lines.number("number", episode.number);
    lines.number("season", episode.season);
    lines.text("kind", episode.kind, standard.kind);
    lines.text("guid", episode.guid);
    lines.text("link", episode.link);
    if (episode.explicit_content) lines.raw("explicit", *episode.explicit_content ? "true" : "false");
    lines.boolean("block", episode.block);
    lines.text("summary", episode.summary);
    lines.texts("topics", episode.topics);
    lines.texts("people", episode.people);
    if (episode.chapters_file.empty()) {
        lines.tables("chapters", rows_of(episode.chapters));
    } else {
        lines.text("chapters", episode.chapters_file);
    }
    lines.tables("links", rows_of(episode.links));
    lines.text("art", episode.art);
    lines.text("preset", episode.preset);
    lines.text("transcript", episode.transcript);
    std::string toml = lines.take();
    if (episode.rights.music || episode.rights.guests) {
        Lines rights;
        if (episode.rights.music) rights.raw("music", toml_string(*episode.rights.music));
        if (episode.rights.guests) rights.raw("guests", toml_string(*episode.rights.guests));
        toml += table("[rights]", rights);
    }
    if (episode.license) toml += license_toml(*episode.license);
    if (episode.location) toml += location_toml(*episode.location);
    return toml + extras_toml(episode);
}

}  // namespace cityfm::model
