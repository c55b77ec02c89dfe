// SPDX-License-Identifier: MIT
#include "feeds/rss/import/import_item.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "feeds/xml/document.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/format.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/keys.h"
#include "pipeline/text/from_html.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

struct Format {
    std::string_view type;
    std::string_view extension;
    const char* name;
};

/// What hosts call a format, and what releases do.
constexpr auto formats = std::to_array<Format>({{"audio/mpeg", ".mp3", "mp3"},
                                                {"audio/mp3", ".mp3", "mp3"},
                                                {"audio/x-m4a", ".m4a", "m4a"},
                                                {"audio/mp4", ".m4a", "m4a"},
                                                {"audio/aac", ".aac", "m4a"},
                                                {"audio/ogg", ".opus", "opus"},
                                                {"audio/opus", ".opus", "opus"},
                                                {"audio/flac", ".flac", "flac"},
                                                {"audio/wav", ".wav", "wav"},
                                                {"video/mp4", ".mp4", "mp4"}});

/// By its type, else by the name of its file.
std::string format_of(const Enclosure& enclosure) {
    const std::string type = xml::media_type(enclosure.type);
    const std::string path = core::in_small_letters(enclosure.url.substr(0, enclosure.url.find('?')));
    const auto* const found = std::find_if(formats.begin(), formats.end(), [&](const Format& format) {
        return type.empty() ? path.ends_with(format.extension) : type == format.type;
    });
    return found != formats.end() ? found->name : "file";
}

model::Rendition rendition_of(const Enclosure& enclosure, const std::string& id) {
    model::Rendition made;
    made.id = text::cut_bytes(text::one_line(text::clean(id)), model::Release::most_id_bytes);
    if (made.id.empty()) made.id = format_of(enclosure);
    made.format = format_of(enclosure);
    made.path = core::ascii_url(enclosure.url);
    made.type = text::cut_bytes(text::one_line(text::clean(enclosure.type)), model::Release::most_type_bytes);
    made.bytes = std::min<std::uintmax_t>(enclosure.bytes, model::Release::most_bytes);
    return made;
}

/// True where a number stands between the bounds of a key.
bool is_within(double value, const model::Key& bound) {
    return value >= static_cast<double>(bound.least) && value <= static_cast<double>(bound.most);
}

}  // namespace

std::string words_for_folder(const Item& item) {
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
    const std::string kind = model::propose_slug(item.kind);
    return kind.empty() || kind == "full" ? "episode" : kind;
}

void import_words(const Item& item, Fitting& fitting, model::Episode& episode) {
    // Longer ones would take CommonMark minutes.
    constexpr std::size_t most_html = 300'000;
    const std::string content = text::from_html(text::cut_html(text::clean(item.content), most_html));
    const std::string description = text::from_html(text::cut_html(text::clean(item.description), most_html));
    episode.notes = fitting.notes(content.empty() ? description : content);
    const std::string summary = text::to_plain(description);
    if (content.empty() || summary.empty() || text::to_plain(content).starts_with(summary)) return;
    episode.summary =
        text::cut_bytes(fitting.text("description", summary, "episode", "summary"), most_description_bytes);
}

std::vector<model::Chapter> import_chapters(const Item& item, Fitting& fitting) {
    std::vector<model::Chapter> given = item.chapter_list;
    std::stable_sort(given.begin(), given.end(), [](const model::Chapter& a, const model::Chapter& b) {
        return a.start_seconds < b.start_seconds;
    });
    std::vector<model::Chapter> kept;
    for (model::Chapter& chapter : given) {
        // As finely as it is written down.
        chapter.start_seconds = std::round(chapter.start_seconds * 1000) / 1000;
        const bool outside = chapter.start_seconds < 0 ||
                             (item.duration_seconds > 0 &&
                              chapter.start_seconds >= static_cast<double>(item.duration_seconds));
        const bool again = !kept.empty() && chapter.start_seconds <= kept.back().start_seconds;
        if (outside || again || kept.size() == most_of("episode", "chapters")) chapter.title.clear();
        chapter.title = fitting.line("psc:chapter", chapter.title, "chapter", "title");
        if (chapter.title.empty()) {
            fitting.left_out("psc:chapter", core::show_offset(chapter.start_seconds));
            continue;
        }
        chapter.link = fitting.url("psc:chapter", chapter.link);
        chapter.image.clear();
        kept.push_back(std::move(chapter));
    }
    // The first one begins where the sound does.
    if (!kept.empty()) kept.front().start_seconds = 0;
    return kept;
}

void import_extras(const Item& item, Fitting& fitting, model::Episode& episode) {
    const auto length = static_cast<double>(item.duration_seconds);
    for (model::Soundbite bite : item.soundbites) {
        const bool fits = bite.start_seconds >= 0 &&
                          (length == 0 || bite.start_seconds + bite.duration_seconds <= length) &&
                          episode.soundbites.size() < most_of("episode", "soundbite");
        if (!fits || !is_within(bite.duration_seconds, model::key("soundbite", "duration"))) {
            fitting.left_out("podcast:soundbite", core::show_offset(bite.start_seconds));
            continue;
        }
        bite.title = fitting.line("podcast:soundbite", bite.title, "soundbite", "title");
        episode.soundbites.push_back(std::move(bite));
    }
    for (model::SocialInteract social : item.social_interacts) {
        social.uri = fitting.whole("podcast:socialInteract", social.uri, "social_interact", "uri");
        social.protocol =
            fitting.whole("podcast:socialInteract", social.protocol, "social_interact", "protocol");
        social.account_id =
            fitting.whole("podcast:socialInteract", social.account_id, "social_interact", "account_id");
        const bool has_room = episode.social_interacts.size() < most_of("episode", "social_interact");
        if (social.uri.empty() || social.protocol.empty() || !has_room) continue;
        social.account_url = fitting.url("podcast:socialInteract", social.account_url);
        episode.social_interacts.push_back(std::move(social));
    }
    for (const model::Link& link : item.content_links) {
        const model::Link kept{fitting.line("podcast:contentLink", link.title, "content_link", "text"),
                               fitting.url("podcast:contentLink", link.url)};
        const bool has_room = episode.content_links.size() < most_of("episode", "content_link");
        if (!kept.title.empty() && !kept.url.empty() && has_room) episode.content_links.push_back(kept);
    }
}

model::Release import_release(const Item& item, Fitting& fitting) {
    model::Release made;
    made.guid = item.guid;
    made.guid_is_link = item.guid_is_link;
    made.renditions.push_back(rendition_of(item.enclosure, format_of(item.enclosure)));
    made.renditions.back().listed_seconds =
        std::clamp(static_cast<double>(item.duration_seconds), 0.0, model::Release::most_seconds);
    for (const AlternateEnclosure& alternate : item.alternates) {
        const std::string address = core::ascii_url(alternate.enclosure.url);
        // Some name the enclosure itself once more.
        if (!core::is_http_url(address) || address == made.renditions.front().path) continue;
        if (made.renditions.size() == model::Release::most_renditions) break;
        const std::string number = std::to_string(made.renditions.size() + 1);
        made.renditions.push_back(rendition_of(
            alternate.enclosure,
            alternate.title.empty() ? format_of(alternate.enclosure) + "-" + number : alternate.title));
        made.renditions.back().bitrate_kbps =
            std::clamp(alternate.bitrate / 1000, 0, model::Release::most_bitrate_kbps);
    }
    model::Imported rest;
    rest.image = fitting.url("itunes:image", item.image);
    for (const Resource& transcript : item.transcripts) {
        const std::string address = fitting.url("podcast:transcript", transcript.url);
        if (!address.empty()) rest.transcripts.push_back({address, transcript.type});
    }
    const std::string chapters = item.chapters ? fitting.url("podcast:chapters", item.chapters->url) : "";
    if (!chapters.empty()) rest.chapters = Resource{chapters, item.chapters->type};
    made.imported = std::move(rest);
    return made;
}

}  // namespace cityfm::rss
