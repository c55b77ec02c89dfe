// SPDX-License-Identifier: MIT
#include "pipeline/model/toml/keys.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>

#include "pipeline/core/format.h"

namespace cityfm::model {
namespace {

constexpr auto all_keys = std::to_array<Key>({
    {"show", "title", Type::text, true, "", 1, 255, ""},
    {"show", "reading", Type::text, false, "", 0, 255, ""},
    {"show", "description", Type::text, true, "", 1, 4000, ""},
    {"show", "language", Type::text, false, "\"ja\"", 2, 35, ""},
    {"show", "timezone", Type::text, false, "\"Asia/Tokyo\"", 1, 64, ""},
    {"show", "author", Type::text, true, "", 1, 255, ""},
    {"show", "owner_email", Type::text, false, "", 3, 254, ""},
    {"show", "copyright", Type::text, false, "", 0, 255, ""},
    {"show", "guid", Type::text, false, "", 36, 36, ""},
    {"show", "address", Type::url, true, "", 0, 0, ""},
    {"show", "media_address", Type::url, false, "address", 0, 0, ""},
    {"show", "link", Type::url, false, "address", 0, 0, ""},
    {"show", "categories", Type::categories, true, "", 1, 9, ""},
    {"show", "explicit", Type::boolean, false, "false", 0, 0, ""},
    {"show", "cover", Type::path, true, "", 0, 0, ""},
    {"show", "preset", Type::text, false, "\"podcast\"", 1, 64, ""},
    {"show", "type", Type::choice, false, "\"episodic\"", 0, 0, "episodic serial"},
    {"show", "locked", Type::boolean, false, "true", 0, 0, ""},
    {"show", "max_hours", Type::number, false, "6", 0, 48, ""},
    {"show", "license", Type::table, false, "", 0, 0, ""},
    {"show", "location", Type::table, false, "", 0, 0, ""},
    {"show", "update_frequency", Type::table, false, "", 0, 0, ""},
    {"show", "publisher", Type::table, false, "", 0, 0, ""},
    {"show", "feed", Type::table_or_tables, false, "", 1, 20, ""},
    {"show", "announce", Type::table, false, "", 0, 0, ""},
    {"show", "person", Type::tables, false, "", 0, 5000, ""},
    {"show", "season", Type::tables, false, "", 0, 200, ""},
    {"show", "funding", Type::tables, false, "", 0, 20, ""},
    {"show", "txt", Type::tables, false, "", 0, 20, ""},
    {"show", "podroll", Type::tables, false, "", 0, 100, ""},
    {"show", "target", Type::tables, false, "", 0, 20, ""},
    {"show", "channel", Type::tables, false, "", 0, 50, ""},

    {"feed", "path", Type::path, false, "\"feed.xml\"", 0, 0, ""},
    {"feed", "address", Type::url, false, "of its path", 0, 0, ""},
    {"feed", "guid", Type::text, false, "the show's", 36, 36, ""},
    {"feed", "title", Type::text, false, "the show's", 1, 255, ""},
    {"feed", "description", Type::text, false, "the show's", 1, 4000, ""},
    {"feed", "rendition", Type::text, false, "", 1, 32, ""},
    {"feed", "topics", Type::texts, false, "[]", 1, 64, ""},
    {"feed", "season", Type::integer, false, "", 1, 10000, ""},
    {"feed", "latest", Type::integer, false, "", 1, 100000, ""},
    {"feed", "page_size", Type::integer, false, "", 1, 100000, ""},
    {"feed", "hub", Type::url, false, "", 0, 0, ""},
    {"feed", "new_feed_url", Type::url, false, "", 0, 0, ""},
    {"feed", "former_address", Type::url, false, "", 0, 0, ""},
    {"feed", "block", Type::boolean, false, "false", 0, 0, ""},

    {"license", "name", Type::text, true, "", 1, 128, ""},
    {"license", "url", Type::url, false, "", 0, 0, ""},

    {"location", "name", Type::text, true, "", 1, 128, ""},
    {"location", "rel", Type::choice, false, "\"subject\"", 0, 0, "subject creator"},
    {"location", "geo", Type::text, false, "", 0, 128, ""},
    {"location", "osm", Type::text, false, "", 0, 64, ""},
    {"location", "country", Type::text, false, "", 2, 2, ""},

    {"update_frequency", "text", Type::text, true, "", 1, 128, ""},
    {"update_frequency", "rrule", Type::text, false, "", 0, 255, ""},
    {"update_frequency", "complete", Type::boolean, false, "false", 0, 0, ""},

    {"publisher", "guid", Type::text, true, "", 36, 36, ""},
    {"publisher", "url", Type::url, false, "", 0, 0, ""},

    {"season", "number", Type::integer, true, "", 1, 10000, ""},
    {"season", "name", Type::text, true, "", 1, 128, ""},

    {"funding", "text", Type::text, true, "", 1, 128, ""},
    {"funding", "url", Type::url, true, "", 0, 0, ""},

    {"txt", "purpose", Type::text, false, "", 0, 128, ""},
    {"txt", "value", Type::text, true, "", 1, 4000, ""},

    {"podroll", "title", Type::text, false, "", 0, 255, ""},
    {"podroll", "guid", Type::text, true, "", 36, 36, ""},
    {"podroll", "url", Type::url, false, "", 0, 0, ""},

    {"announce", "from", Type::choice, false, "\"host\"", 0, 0, "host ci"},
    {"announce", "catch_up", Type::duration, false, "\"24h\"", 0, 0, ""},
    {"announce", "quiet", Type::text, false, "", 11, 11, ""},
    {"announce", "posts_per_run", Type::integer, false, "5", 1, 1000, ""},
    {"announce", "assume_public", Type::boolean, false, "false", 0, 0, ""},
    {"announce", "answer", Type::text, false, "", 0, 300, ""},

    {"person", "id", Type::text, true, "", 1, 64, ""},
    {"person", "name", Type::text, true, "", 1, 128, ""},
    {"person", "reading", Type::text, false, "", 0, 128, ""},
    {"person", "role", Type::text, false, "\"host\"", 1, 64, ""},
    {"person", "link", Type::url, false, "", 0, 0, ""},
    {"person", "image", Type::url, false, "", 0, 0, ""},

    {"target", "id", Type::text, true, "", 1, 64, ""},
    {"target", "type", Type::choice, true, "", 0, 0, "folder"},
    {"target", "path", Type::text, false, "", 1, 4000, ""},

    {"channel", "id", Type::text, true, "", 1, 64, ""},
    {"channel", "type", Type::choice, true, "", 0, 0,
     "file command slack slack-webhook discord line bluesky email"},
    {"channel", "to", Type::text, false, "", 1, 1000, ""},
    {"channel", "token_env", Type::text, false, "", 1, 128, ""},
    {"channel", "url_env", Type::text, false, "", 1, 128, ""},
    {"channel", "token_file", Type::text, false, "", 1, 4000, ""},
    {"channel", "env", Type::texts, false, "[]", 1, 128, ""},
    {"channel", "topics", Type::texts, false, "[]", 1, 64, ""},
    {"channel", "template", Type::path, false, "", 0, 0, ""},
    {"channel", "delay", Type::duration, false, "\"0m\"", 0, 0, ""},
    {"channel", "api_base", Type::url, false, "the service's", 0, 0, ""},
    {"channel", "thread", Type::boolean, false, "false", 0, 0, ""},
    {"channel", "upload", Type::boolean, false, "false", 0, 0, ""},
    {"channel", "from", Type::text, false, "", 3, 320, ""},
    {"channel", "smtp", Type::text, false, "", 1, 1000, ""},

    {"template", "published", Type::table, false, "", 0, 0, ""},
    {"template", "correction", Type::table, false, "", 0, 0, ""},
    {"template", "letters", Type::table, false, "", 0, 0, ""},

    {"wording", "headline", Type::text, false, "", 0, 1000, ""},
    {"wording", "summary", Type::text, false, "", 0, 1000, ""},
    {"wording", "question", Type::text, false, "", 0, 1000, ""},
    {"wording", "answer", Type::text, false, "", 0, 1000, ""},
    {"wording", "listen", Type::text, false, "", 0, 100, ""},
    {"wording", "transcript", Type::text, false, "", 0, 100, ""},
    {"wording", "footer", Type::text, false, "", 0, 1000, ""},

    {"episode", "title", Type::text, true, "", 1, 255, ""},
    {"episode", "reading", Type::text, false, "", 0, 255, ""},
    {"episode", "date", Type::date, true, "", 2000, 2100, ""},
    {"episode", "audio", Type::path, false, "", 0, 0, ""},
    {"episode", "track", Type::text_or_integer, false, "", 1, 255, ""},
    {"episode", "fix", Type::choice, false, "", 0, 0, "invert-left invert-right none"},
    {"episode", "question", Type::text, false, "", 1, 300, ""},
    {"episode", "number", Type::integer, false, "", 1, 100000, ""},
    {"episode", "season", Type::integer, false, "", 1, 10000, ""},
    {"episode", "kind", Type::choice, false, "\"full\"", 0, 0, "full trailer bonus"},
    {"episode", "guid", Type::text, false, "", 1, 1000, ""},
    {"episode", "link", Type::url, false, "", 0, 0, ""},
    {"episode", "explicit", Type::boolean, false, "the show's", 0, 0, ""},
    {"episode", "block", Type::boolean, false, "false", 0, 0, ""},
    {"episode", "summary", Type::text, false, "", 0, 4000, ""},
    {"episode", "topics", Type::texts, false, "[]", 1, 64, ""},
    {"episode", "people", Type::texts, false, "[]", 1, 64, ""},
    {"episode", "chapters", Type::tables_or_path, false, "[]", 0, 500, ""},
    {"episode", "links", Type::tables, false, "[]", 0, 100, ""},
    {"episode", "art", Type::path, false, "the show's cover", 0, 0, ""},
    {"episode", "preset", Type::text, false, "the show's", 1, 64, ""},
    {"episode", "transcript", Type::path, false, "", 0, 0, ""},
    {"episode", "rights", Type::table, false, "", 0, 0, ""},
    {"episode", "license", Type::table, false, "", 0, 0, ""},
    {"episode", "location", Type::table, false, "", 0, 0, ""},
    {"episode", "soundbite", Type::tables, false, "", 0, 50, ""},
    {"episode", "social_interact", Type::tables, false, "", 0, 20, ""},
    {"episode", "content_link", Type::tables, false, "", 0, 50, ""},

    {"chapter", "start", Type::offset, true, "", 0, 0, ""},
    {"chapter", "title", Type::text, true, "", 1, 255, ""},
    {"chapter", "link", Type::url, false, "", 0, 0, ""},
    {"chapter", "art", Type::path, false, "", 0, 0, ""},

    {"link", "title", Type::text, true, "", 1, 255, ""},
    {"link", "url", Type::url, true, "", 0, 0, ""},

    {"soundbite", "start", Type::offset, true, "", 0, 0, ""},
    {"soundbite", "duration", Type::number, true, "", 1, 600, ""},
    {"soundbite", "title", Type::text, false, "", 0, 128, ""},

    {"social_interact", "uri", Type::text, true, "", 1, 2000, ""},
    {"social_interact", "protocol", Type::text, true, "", 1, 64, ""},
    {"social_interact", "account_id", Type::text, false, "", 0, 255, ""},
    {"social_interact", "account_url", Type::url, false, "", 0, 0, ""},

    {"content_link", "text", Type::text, true, "", 1, 255, ""},
    {"content_link", "url", Type::url, true, "", 0, 0, ""},

    {"rights", "music", Type::text, false, "", 0, 1000, ""},
    {"rights", "guests", Type::text, false, "", 0, 1000, ""},

    {"preset", "description", Type::text, false, "", 0, 1000, ""},
    {"preset", "target_lufs", Type::number, false, "", -40, -5, ""},
    {"preset", "ceiling_dbtp", Type::number, false, "-1", -20, 0, ""},
    {"preset", "channels", Type::integer, false, "2", 1, 2, ""},
    {"preset", "dual_mono", Type::boolean, false, "false", 0, 0, ""},
    {"preset", "allow_below_target", Type::boolean, false, "false", 0, 0, ""},
    {"preset", "rendition", Type::tables, true, "", 1, 20, ""},

    {"rendition", "id", Type::text, true, "", 1, 32, ""},
    {"rendition", "format", Type::choice, true, "", 0, 0, "mp3 m4a opus flac wav"},
    {"rendition", "bitrate_kbps", Type::integer, false, "", 24, 320, ""},
    {"rendition", "bits", Type::integer, false, "24", 16, 24, ""},
});

}  // namespace

std::string_view name_of(Type type) {
    switch (type) {
        case Type::text:
            return "text";
        case Type::text_or_integer:
            return "text or integer";
        case Type::integer:
            return "integer";
        case Type::number:
            return "number";
        case Type::boolean:
            return "boolean";
        case Type::date:
            return "date";
        case Type::duration:
            return "duration";
        case Type::offset:
            return "offset";
        case Type::path:
            return "path";
        case Type::url:
            return "url";
        case Type::choice:
            return "choice";
        case Type::texts:
            return "texts";
        case Type::categories:
            return "categories";
        case Type::table:
            return "table";
        case Type::tables:
            return "tables";
        case Type::table_or_tables:
            return "table or tables";
        case Type::tables_or_path:
            return "tables or path";
    }
    return "text";
}

std::span<const Key> keys() {
    return all_keys;
}

const Key& key(std::string_view table, std::string_view name) {
    const auto found = std::find_if(all_keys.begin(), all_keys.end(),
                                    [&](const Key& k) { return k.table == table && k.name == name; });
    if (found == all_keys.end()) {
        assert(false && "the parser asked for a key that the table of keys does not hold");
        std::abort();
    }
    return *found;
}

bool is_choice(const Key& key, std::string_view word) {
    const std::string padded = " " + std::string(key.choices) + " ";
    return !word.empty() && word.find(' ') == std::string_view::npos &&
           padded.find(" " + std::string(word) + " ") != std::string::npos;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string show_bound(const Key& key) {
    if (!key.choices.empty()) return std::string(key.choices);
    if (key.least == 0 && key.most == 0) return {};
    return core::format("{}–{}", key.least, key.most);
}

}  // namespace cityfm::model
