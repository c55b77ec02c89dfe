// SPDX-License-Identifier: MIT
#include "pipeline/media/tags.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/media/deep_tags.h"
#include "pipeline/media/id3_tags.h"
#include "pipeline/media/mp4_tags.h"
#include "pipeline/media/text_fields.h"
#include "pipeline/media/untagged.h"
#include "pipeline/media/vorbis_tags.h"
#include "pipeline/model/public_names.h"
#include "pipeline/text/notes.h"
#include "pipeline/text/transcript.h"
#include "pipeline/text/unicode.h"

namespace cityfm::media {
namespace {

/// ISO 639-2 for the language tags that shows use; `und` says that it is not known.
std::string three_letters(const std::string& language) {
    static const std::vector<std::pair<std::string, std::string>> codes = {
        {"ja", "jpn"}, {"en", "eng"}, {"de", "deu"}, {"fr", "fra"}, {"es", "spa"}, {"it", "ita"},
        {"ko", "kor"}, {"zh", "zho"}, {"pt", "por"}, {"nl", "nld"}, {"pl", "pol"}, {"vi", "vie"}};
    for (const auto& [two, three] : codes) {
        if (language == two || language.rfind(two + "-", 0) == 0) return three;
    }
    return "und";
}

/// Copies a file whose tags count for nothing, whatever they are to be.
template <void (*copy)(const std::filesystem::path&, const std::filesystem::path&)>
void copy_sound(const std::filesystem::path& from, const Tags& /*tags*/, const std::filesystem::path& to) {
    copy(from, to);
}

/// Who brings the sound of a format to its new place, and who writes and reads its tags there.
struct Tagger {
    std::string_view format;
    void (*copy)(const std::filesystem::path&, const Tags&, const std::filesystem::path&);
    bool (*write)(const std::filesystem::path&, const Tags&);
    std::optional<Tags> (*read)(const std::filesystem::path&);
};

constexpr auto taggers = std::to_array<Tagger>({
    {"mp3", copy_sound<copy_untagged_mp3>, write_id3, read_id3},
    {"m4a", copy_mp4, write_mp4, read_mp4},
    {"opus", copy_sound<core::copy_file>, write_opus, read_opus},
    {"flac", copy_sound<copy_untagged_flac>, write_flac, read_flac},
    {"wav", copy_sound<copy_untagged_wav>, write_wav_id3, read_wav_id3},
});

const Tagger& row_of(const std::string& format) {
    const auto* const row = std::find_if(taggers.begin(), taggers.end(),
                                         [&](const Tagger& tagger) { return tagger.format == format; });
    assert(row != taggers.end() && "presets name only formats of the table");
    return *row;
}

}  // namespace

std::int64_t end_of_chapter(const Tags& tags, std::size_t index) {
    const std::int64_t end = index + 1 < tags.chapters.size()
                                 ? tags.chapters[index + 1].start_ms
                                 : std::llround(tags.sound.duration_seconds * 1000);
    return std::max(end, tags.chapters[index].start_ms);
}

Tags tags_for(const model::Show& show, const model::Episode& episode) {
    constexpr std::size_t most_summary = 255;  // what Apple's field for it holds
    Tags tags;
    tags.title = text::clean(episode.title);
    tags.title_sort = text::clean(episode.reading);
    tags.show = tags.artist = text::clean(show.title);
    tags.show_sort = tags.artist_sort = text::clean(show.reading);
    tags.publisher = text::clean(show.author);
    const auto publisher = std::find_if(show.people.begin(), show.people.end(),
                                        [&](const model::Person& p) { return p.name == show.author; });
    if (publisher != show.people.end()) tags.publisher_sort = text::clean(publisher->reading);
    if (!show.categories.empty()) tags.category = show.categories.front().front();
    for (const std::string& topic : episode.topics)
        tags.keywords += (tags.keywords.empty() ? "" : ",") + text::clean(topic);
    tags.summary = text::cut_graphemes(text::clean(text::short_text(episode)), most_summary);
    tags.description = text::clean(text::description_plain(show, episode));
    tags.guid = text::clean(model::identity(episode, show.guid));
    tags.feed = model::feed_address(show, show.feeds.front());
    tags.page = show.link;
    if (episode.date) tags.date = core::show_rfc3339(*episode.date, show.timezone).substr(0, 16);
    tags.language = three_letters(show.language);
    tags.copyright = text::clean(show.copyright);
    tags.words = text::clean(text::transcript_plain(episode.cues));
    tags.number = episode.number;
    tags.season = episode.season;
    for (const model::Chapter& chapter : episode.chapters) {
        tags.chapters.push_back(
            {std::llround(chapter.start_seconds * 1000), text::clean(chapter.title), chapter.link, {}});
    }
    return tags;
}

std::string digest_of(const Tags& tags, const std::vector<std::string>& pictures_sha256) {
    core::Json fields = core::Json::array();
    for (const TextField& field : text_fields) fields.push_back(text_in(tags, field));
    core::Json chapters = core::Json::array();
    for (const TagChapter& chapter : tags.chapters)
        chapters.push_back({chapter.start_ms, chapter.title, chapter.link});
    const core::Json all = {{"fields", fields},
                            {"number", tags.number.value_or(0)},
                            {"season", tags.season.value_or(0)},
                            {"chapters", chapters},
                            {"pictures", pictures_sha256}};
    return core::sha256(core::to_line(all));
}

void write_tagged(const std::filesystem::path& encoded, const std::string& format, const Tags& tags,
                  const std::filesystem::path& to) {
    const Tagger& tagger = row_of(format);
    tagger.copy(encoded, tags, to);
    refuse_harmful_tags(to, format);
    if (!tagger.write(to, tags))
        throw core::Error(core::Kind::failed, core::Code::tags_not_written, {{"path", to.string()}});
}

Tags read_tags(const std::filesystem::path& path, const std::string& format) {
    refuse_harmful_tags(path, format);
    return row_of(format).read(path).value_or(Tags());
}

}  // namespace cityfm::media
