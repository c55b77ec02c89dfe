// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/model/episode_folders.h"
#include "pipeline/model/secrets.h"
#include "pipeline/model/show.h"
#include "pipeline/model/toml/nesting.h"
#include "pipeline/model/toml/toml_reader.h"

namespace cityfm::model {
namespace {

using core::Code;
using core::Severity;

/// The default of `answer` where a show writes none.
std::string default_answer(const std::string& language) {
    return language.rfind("ja", 0) == 0 ? "この投稿に返信して教えてください。"
                                        : "Reply to this post to answer.";
}

std::optional<int> to_int(std::optional<std::int64_t> value) {
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

std::optional<License> read_license(TableReader& reader) {
    std::optional<License> license;
    reader.table("license", "license", [&](TableReader& row) {
        license = License{row.text("name"), row.url("url")};
    });
    return license;
}

std::optional<Location> read_location(TableReader& reader) {
    std::optional<Location> location;
    reader.table("location", "location", [&](TableReader& row) {
        location = Location{};
        location->name = row.text("name");
        location->rel = row.choice("rel", location->rel);
        location->geo = row.text("geo");
        location->osm = row.text("osm");
        location->country = row.text("country");
    });
    return location;
}

void read_feeds(TableReader& reader, Show& show) {
    std::vector<FeedSettings> feeds;
    reader.tables("feed", "feed", [&](TableReader& row) {
        FeedSettings feed;
        feed.path = row.path("path", feed.path);
        feed.address = row.url("address");
        feed.guid = row.text("guid");
        feed.title = row.text("title");
        feed.description = row.text("description");
        feed.rendition = row.text("rendition");
        feed.topics = row.texts("topics");
        feed.season = to_int(row.integer("season"));
        feed.latest = to_int(row.integer("latest"));
        feed.page_size = to_int(row.integer("page_size"));
        feed.hub = row.url("hub");
        feed.new_feed_url = row.url("new_feed_url");
        feed.former_address = row.url("former_address");
        feed.block = row.boolean("block", false);
        feed.place = row.place();
        feeds.push_back(std::move(feed));
    });
    if (!feeds.empty()) show.feeds = std::move(feeds);
}

/// What the show tells directories besides its own words.
void read_listings(TableReader& reader, Show& show) {
    show.license = read_license(reader);
    show.location = read_location(reader);
    reader.table("update_frequency", "update_frequency", [&](TableReader& row) {
        show.update_frequency = {row.text("text"), row.text("rrule"), row.boolean("complete", false)};
    });
    reader.table("publisher", "publisher", [&](TableReader& row) {
        show.publisher = {"", row.text("guid"), row.url("url")};
    });
    reader.tables("season", "season", [&](TableReader& row) {
        show.seasons.push_back({to_int(row.integer("number")).value_or(1), row.text("name")});
    });
    reader.tables("funding", "funding", [&](TableReader& row) {
        show.funding.push_back({row.text("text"), row.url("url")});
    });
    reader.tables("txt", "txt", [&](TableReader& row) {
        show.txt.push_back({row.text("purpose"), row.text("value")});
    });
    reader.tables("podroll", "podroll", [&](TableReader& row) {
        show.podroll.push_back({row.text("title"), row.text("guid"), row.url("url")});
    });
}

void read_people(TableReader& reader, Show& show) {
    reader.tables("person", "person", [&](TableReader& row) {
        Person person;
        person.id = row.text("id");
        person.name = row.text("name");
        person.reading = row.text("reading");
        person.role = row.text("role", person.role);
        person.link = row.url("link");
        person.image = row.url("image");
        show.people.push_back(std::move(person));
    });
}

void read_targets(TableReader& reader, Show& show) {
    reader.tables("target", "target", [&](TableReader& row) {
        Target target;
        target.id = row.text("id");
        target.type = row.choice("type");
        target.path = row.text("path");
        target.place = row.place();
        show.targets.push_back(std::move(target));
    });
}

void read_announce(TableReader& reader, const Source& source, AnnounceSettings& announce) {
    reader.table("announce", "announce", [&](TableReader& row) {
        announce.from = row.choice("from", announce.from);
        announce.catch_up = row.duration("catch_up").value_or(announce.catch_up);
        if (const auto quiet = row.optional_text("quiet")) {
            const auto hours = parse_quiet_hours(*quiet);
            announce.quiet = hours.value_or(announce.quiet);
            if (!hours || hours->from == hours->to) {
                source.findings->push_back({Severity::error,
                                            hours ? Code::quiet_all_day : Code::bad_quiet,
                                            row.place("quiet"),
                                            {{"found", *quiet}}});
            }
        }
        announce.posts_per_run = to_int(row.integer("posts_per_run")).value_or(announce.posts_per_run);
        announce.assume_public = row.boolean("assume_public", false);
        announce.answer = row.text("answer");
    });
}

void read_channels(TableReader& reader, Show& show) {
    reader.tables("channel", "channel", [&](TableReader& row) {
        Channel channel;
        channel.id = row.text("id");
        channel.type = row.choice("type");
        channel.to = row.text("to");
        channel.token_env = row.text("token_env");
        channel.token_file = row.text("token_file");
        channel.url_env = row.text("url_env");
        channel.env = row.texts("env");
        channel.topics = row.texts("topics");
        channel.template_file = row.path("template");
        channel.delay = row.duration("delay").value_or(channel.delay);
        channel.api_base = row.url("api_base");
        channel.thread = row.boolean("thread", false);
        channel.upload = row.boolean("upload", false);
        channel.from = row.text("from");
        channel.smtp = row.text("smtp");
        channel.place = row.place();
        show.channels.push_back(std::move(channel));
    });
}

void read_show(const toml::table& table, Source& source, Show& show) {
    TableReader reader(table, "show", source);
    show.title = reader.text("title");
    show.reading = reader.text("reading");
    show.description = reader.text("description");
    show.language = reader.text("language", show.language);
    const std::string zone = reader.text("timezone", show.timezone);
    if (core::is_zone(zone)) {
        show.timezone = zone;
    } else {
        source.findings->push_back(
            {Severity::error, Code::bad_zone, reader.place("timezone"), {{"found", zone}}});
    }
    show.author = reader.text("author");
    show.owner_email = reader.text("owner_email");
    show.copyright = reader.text("copyright");
    show.guid = reader.text("guid");
    show.address = reader.url("address");
    show.media_address = reader.url("media_address");
    show.link = reader.url("link");
    show.categories = reader.categories("categories");
    show.explicit_content = reader.boolean("explicit", false);
    show.cover = reader.path("cover");
    show.preset = reader.text("preset", show.preset);
    show.type = reader.choice("type", show.type);
    show.locked = reader.boolean("locked", show.locked);
    show.max_hours = reader.number("max_hours").value_or(show.max_hours);
    read_listings(reader, show);
    read_feeds(reader, show);
    read_announce(reader, source, show.announce);
    read_people(reader, show);
    read_targets(reader, show);
    read_channels(reader, show);
    reader.finish();
    if (show.media_address.empty()) show.media_address = show.address;
    if (show.link.empty()) show.link = show.address;
    if (show.announce.answer.empty()) show.announce.answer = default_answer(show.language);
}

/// What apps can do with the episode besides playing it.
void read_extras(TableReader& reader, Episode& episode) {
    reader.tables("soundbite", "soundbite", [&](TableReader& row) {
        episode.soundbites.push_back(
            {row.offset("start").value_or(0), row.number("duration").value_or(0), row.text("title")});
    });
    reader.tables("social_interact", "social_interact", [&](TableReader& row) {
        episode.social_interacts.push_back(
            {row.text("uri"), row.text("protocol"), row.text("account_id"), row.url("account_url")});
    });
    reader.tables("content_link", "content_link", [&](TableReader& row) {
        episode.content_links.push_back({row.text("text"), row.url("url")});
    });
}

void read_episode(const toml::table& table, Source& source, Episode& episode) {
    TableReader reader(table, "episode", source);
    episode.title = reader.text("title");
    episode.reading = reader.text("reading");
    episode.date = reader.date("date");
    episode.audio = reader.path("audio");
    episode.use = {reader.text_or_number("track"), reader.choice("fix")};
    episode.question = reader.text("question");
    episode.number = to_int(reader.integer("number"));
    episode.season = to_int(reader.integer("season"));
    episode.kind = reader.choice("kind", episode.kind);
    episode.guid = reader.text("guid");
    episode.link = reader.url("link");
    episode.explicit_content = reader.optional_boolean("explicit");
    episode.block = reader.boolean("block", false);
    episode.summary = reader.text("summary");
    episode.topics = reader.texts("topics");
    episode.people = reader.texts("people");
    episode.chapters_file = reader.tables_or_path("chapters", "chapter", [&](TableReader& row) {
        Chapter chapter;
        chapter.start_seconds = row.offset("start").value_or(0);
        chapter.title = row.text("title");
        chapter.link = row.url("link");
        chapter.art = row.path("art");
        episode.chapters.push_back(std::move(chapter));
    });
    reader.tables("links", "link", [&](TableReader& row) {
        Link link;
        link.title = row.text("title");
        link.url = row.url("url");
        episode.links.push_back(std::move(link));
    });
    episode.art = reader.path("art");
    episode.preset = reader.text("preset");
    episode.transcript = reader.path("transcript");
    reader.table("rights", "rights", [&](TableReader& row) {
        episode.rights.music = row.optional_text("music");
        episode.rights.guests = row.optional_text("guests");
    });
    episode.license = read_license(reader);
    episode.location = read_location(reader);
    read_extras(reader, episode);
    reader.finish();
}

/// The text of a file of the show, with the secrets in it as findings; nothing where there is none, or where
/// it cannot be read.
std::optional<std::string> read_text(const core::Folder& folder, const std::string& file,
                                     core::Findings& findings) {
    constexpr std::uintmax_t most = 4U << 20U;
    try {
        const auto opened = folder.find_file(core::ShowPath(file));
        if (!opened) return std::nullopt;
        std::string text = opened->read(most);
        find_secrets(text, file, findings);
        return text;
    } catch (const core::Error& error) {
        const bool leads_away = error.code == Code::path_leaves_show || error.code == Code::path_hidden;
        const std::string name = file.substr(file.rfind('/') + 1);
        findings.push_back(
            {Severity::error,
             error.code,
             {file, 0, 0},
             leads_away ? core::Args{{"key", name}, {"found", core::arg(error.args, "found")}} : error.args});
        return std::nullopt;
    }
}

/// What looks like a secret in an imported episode has been public for long.
void no_secrets_in(const Episode& episode, core::Findings& findings) {
    for (core::Finding& finding : findings) {
        if (finding.code == Code::secret_in_file && finding.where.file.starts_with(episode.path_of("")))
            finding.severity = Severity::hint;
    }
}

std::optional<Episode> load_episode(const core::Folder& folder, const Show& show, const std::string& name,
                                    core::Findings& findings) {
    Episode episode;
    episode.folder = name;
    const std::string file = episode.path_of("episode.toml");
    const std::size_t found = findings.size();
    const auto text = read_text(folder, file, findings);
    // A link to nowhere: passed over, the episode would leave the feed.
    if (!text && findings.size() == found)
        findings.push_back({Severity::error, Code::file_missing, {file, 0, 0}, {{"path", file}}});
    if (!text) return std::nullopt;
    const auto table = parse_toml(*text, file, findings);
    if (!table) return std::nullopt;
    Source source{file, show.timezone, &findings, &episode.places};
    read_episode(*table, source, episode);
    episode.notes = read_text(folder, episode.path_of("notes.md"), findings).value_or("");
    if (const int line = line_of_deep_markup(episode.notes); line > 0) {
        findings.push_back({Severity::error,
                            Code::too_many,
                            {episode.path_of("notes.md"), line, 0},
                            {{"key", "notes.md"},
                             {"found", "> * -"},
                             {"least", "0"},
                             {"most", std::to_string(most_marks)}}});
        episode.notes.clear();
    }
    episode.foreign = read_text(folder, episode.path_of("foreign.xml"), findings).value_or("");
    const std::string release = episode.path_of("release.json");
    if (const auto record = read_text(folder, release, findings))
        episode.release = parse_release(*record, release, findings);
    if (is_imported(episode)) no_secrets_in(episode, findings);
    return episode;
}

}  // namespace

LoadedShow load_show(const std::filesystem::path& folder) {
    LoadedShow loaded;
    Show& show = loaded.show;
    show.folder = folder;
    std::error_code error;
    if (!std::filesystem::is_regular_file(folder / "show.toml", error)) {
        throw core::Error(core::Kind::usage, Code::no_show_here, {{"path", folder.string()}});
    }
    const core::Folder inside(folder);
    if (const auto text = read_text(inside, "show.toml", loaded.findings)) {
        if (const auto table = parse_toml(*text, "show.toml", loaded.findings)) {
            Source source{"show.toml", show.timezone, &loaded.findings, &show.places};
            read_show(*table, source, show);
        }
    }
    for (Channel& channel : show.channels) {
        if (!channel.template_file.empty())
            channel.wordings = load_wordings(folder, channel.template_file, loaded.findings);
    }
    show.foreign = read_text(inside, "foreign.xml", loaded.findings).value_or("");
    for (const std::string& name : episode_names(folder, loaded.findings)) {
        if (auto episode = load_episode(inside, show, name, loaded.findings))
            show.episodes.push_back(std::move(*episode));
    }
    hide_secrets(loaded.findings);
    return loaded;
}

}  // namespace cityfm::model
