// SPDX-License-Identifier: MIT
#include "pipeline/media/tags.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/media/id3_tags.h"
#include "pipeline/media/mp4_tags.h"
#include "pipeline/media/vorbis_tags.h"
#include "pipeline/text/notes.h"
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

/// Who writes and reads the tags of a format.
struct Tagger {
    std::string_view format;
    bool (*write)(const std::filesystem::path&, const Tags&);
    std::optional<Tags> (*read)(const std::filesystem::path&);
};

constexpr auto taggers = std::to_array<Tagger>({
    {"mp3", write_id3, read_id3},
    {"m4a", write_mp4, read_mp4},
    {"opus", write_opus, read_opus},
    {"flac", write_flac, read_flac},
    {"wav", write_wav_id3, read_wav_id3},
});

const Tagger& row_of(const std::string& format) {
    const auto* const row = std::find_if(taggers.begin(), taggers.end(),
                                         [&](const Tagger& tagger) { return tagger.format == format; });
    assert(row != taggers.end() && "presets name only formats of the table");
    return *row;
}

}  // namespace

Tags tags_for(const model::Show& show, const model::Episode& episode) {
    Tags tags;
    tags.title = text::clean(episode.title);
    tags.title_sort = text::clean(episode.reading);
    tags.show = text::clean(show.title);
    tags.show_sort = text::clean(show.reading);
    tags.author = text::clean(show.author);
    if (episode.date) tags.date = core::show_rfc3339(*episode.date, show.timezone).substr(0, 16);
    tags.comment = text::clean(text::description_plain(show, episode));
    tags.language = three_letters(show.language);
    tags.copyright = text::clean(show.copyright);
    tags.number = episode.number;
    tags.season = episode.season;
    return tags;
}

std::string digest_of(const Tags& tags, const std::string& picture_sha256) {
    const core::Json fields = {{"title", tags.title},
                               {"title_sort", tags.title_sort},
                               {"show", tags.show},
                               {"show_sort", tags.show_sort},
                               {"author", tags.author},
                               {"date", tags.date},
                               {"comment", tags.comment},
                               {"language", tags.language},
                               {"copyright", tags.copyright},
                               {"number", tags.number.value_or(0)},
                               {"season", tags.season.value_or(0)},
                               {"picture", picture_sha256}};
    return core::sha256(core::to_line(fields));
}

void write_tags(const std::filesystem::path& path, const std::string& format, const Tags& tags) {
    if (!row_of(format).write(path, tags))
        throw core::Error(core::Kind::failed, core::Code::tags_not_written, {{"path", path.string()}});
}

Tags read_tags(const std::filesystem::path& path, const std::string& format) {
    auto tags = row_of(format).read(path);
    if (!tags) throw core::Error(core::Kind::failed, core::Code::tags_not_written, {{"path", path.string()}});
    return *tags;
}

}  // namespace cityfm::media
