// SPDX-License-Identifier: MIT
// What others read of a tagged file. Where a reader shows something else than what was written, the table of
// differences says what, and why.
#include <catch2/catch.hpp>

#include <map>
#include <optional>

#include "tests/pipeline/media/tagged.h"
#include "tests/support/command.h"

using namespace cityfm;
using nlohmann::json;

namespace {

using Fields = std::map<std::string, std::string>;

/// What a reader shows instead of a field's text; `absent` for nothing at all.
struct Difference {
    std::string formats;  ///< separated by blanks
    std::string readers;
    std::string fields;
    std::optional<std::string> shown;
};
const std::optional<std::string> absent;

bool among(const std::string& words, const std::string& word) {
    return (" " + words + " ").find(" " + word + " ") != std::string::npos;
}

std::vector<Difference> differences() {
    const std::string lines = "みかん: こんばんは。 / 今夜は。 /  / ゲンさん: はい。";
    const std::string mojibake =
        "ä¸\u0080è¡\u008cç\u009b® / äº\u008cè¡\u008cç\u009b® & <ä¸\u0089> \"å\u009b\u009b\"";
    return {
        // A date: ID3v2.3 has three frames of four digits, which readers join, and exiftool writes as its
        // own.
        {"mp3 wav", "exiftool mutagen", "date", "2026 2211 2000"},
        {"mp3", "ffprobe mediainfo", "date", "2026-11-22 20:00"},
        {"wav", "mediainfo", "date", "2026-11-22 20:00 / 2026-11-22T20:00"},
        {"m4a", "exiftool", "date", "2026:11:22 20:00"},
        // WFED in Apple's form, a text frame, is no link to those who read it as one.
        {"mp3 wav", "exiftool mutagen", "feed", ""},
        {"mp3 wav", "ffprobe mediainfo", "feed", absent},
        // PCST: iTunes' own frame of four zero bytes; mutagen shows its number.
        {"mp3 wav", "exiftool ffprobe mediainfo", "podcast", absent},
        {"mp3 wav", "mutagen", "podcast", "0"},
        {"mp3 wav", "ffprobe", "page", absent},
        {"mp3 wav", "mediainfo", "guid", absent},
        {"mp3 wav", "mediainfo", "description", absent},
        {"mp3", "mediainfo", "keywords", absent},
        // Both take UTF-16 for UCS-2, in which a character is never two numbers.
        {"mp3 wav", "exiftool", "title",
         "第12回 佐久のラーメン、どこがいちばん？ ??????野さん "
         "??????‍??????‍??????"},
        {"mp3 wav", "mediainfo", "title",
         "第12回 佐久のラーメン、どこがいちばん？ ??野さん ??‍??‍??"},
        // mediainfo joins lines by slashes, shortens the language, and leaves out the unit.
        {"mp3 m4a opus flac", "mediainfo", "comment", "一行目 / 二行目 & <三> \"四\""},
        {"m4a", "mediainfo", "description", "一行目 / 二行目 & <三> \"四\""},
        {"mp3 m4a opus flac wav", "mediainfo", "words", lines},
        {"mp3 opus flac wav", "mediainfo", "language", "ja"},
        {"mp3 flac", "mediainfo", "replaygain_track_gain", "-1.75"},
        // `purl` and `egid` are of no declared type, as iTunes writes them.
        {"m4a", "ffprobe", "guid", "51"},
        {"m4a", "ffprobe", "feed", absent},
        {"m4a", "mediainfo", "guid feed", "(Binary)"},
        {"m4a", "exiftool mediainfo", "media_kind", "Podcast"},
        {"m4a", "exiftool mediainfo", "podcast", "Yes"},
        // FFmpeg calls DESCRIPTION its comment, and COMMENT gives way.
        {"opus flac", "ffprobe", "comment", "みんなのすすめる一杯。"},
        {"opus flac", "ffprobe", "summary", absent},
        // Of a WAV, ffprobe takes the texts from its INFO list, which has but few.
        {"wav", "ffprobe",
         "artist_sort category description guid organization publisher replaygain_track_gain "
         "replaygain_track_peak season show_sort summary title_sort words",
         absent},
        // mediainfo shows both, and takes the list's UTF-8, which nothing declares, for Latin-1.
        {"wav", "mediainfo", "comment", "一行目 / 二行目 & <三> \"四\" / " + mojibake},
        {"wav", "mediainfo", "copyright", "© 2026 / Â© 2026"},
        {"wav", "mediainfo", "genre", "Podcast / Podcast"},
        {"wav", "mediainfo", "keywords", "é£²é£\u009f,å\u00ad\u0090è\u0082²ã\u0081¦"},
        {"wav", "mediainfo", "season", "2 / 12"},
        {"wav", "mediainfo", "replaygain_track_gain replaygain_track_peak", absent},
    };
}

/// The texts that a file of a format is to show.
Fields written(const std::string& format, const media::Tags& all) {
    const media::Tags tags = tests::kept_by(format, all);
    const bool vorbis = format == "opus" || format == "flac";
    Fields fields = {{"title", tags.title},
                     {"title_sort", tags.title_sort},
                     {"artist", tags.artist},
                     {"artist_sort", tags.artist_sort},
                     {"show", tags.show},
                     {"show_sort", tags.show_sort},
                     {"publisher", tags.publisher},
                     {"genre", "Podcast"},
                     {"category", tags.category},
                     {"keywords", tags.keywords},
                     {"summary", tags.summary},
                     {"comment", tags.description},
                     {"guid", tags.guid},
                     {"feed", tags.feed},
                     {"page", tags.page},
                     {"date", tags.date},
                     {"language", tags.language},
                     {"copyright", tags.copyright},
                     {"words", tags.words},
                     {"number", "12"},
                     {"season", "2"}};
    if (!vorbis) fields["description"] = tags.description;
    if (format != "m4a") fields["organization"] = tags.publisher;
    if (vorbis) fields["license"] = tags.copyright;
    if (format == "m4a") {
        fields["episode_number"] = "12";
        fields["episode_id"] = "S2E12";
        fields["media_kind"] = "21";
    }
    if (!vorbis) fields["podcast"] = "1";
    if (format == "opus") {
        fields["r128_track_gain"] = "-1728";
    } else {
        fields["replaygain_track_gain"] = "-1.75 dB";
        fields["replaygain_track_peak"] = "0.841395";
    }
    std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
    return fields;
}

/// What each reader shows of a file.
json read_by_all(const std::filesystem::path& file) {
    const tests::Ran ran = tests::run_program(
        {"/usr/bin/python3", std::string(CITYFM_SOURCE) + "/tests/support/readers.py", file});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return json::parse(ran.out);
}

std::optional<std::string> expected(const std::string& format, const std::string& reader,
                                    const std::string& field, const std::string& text) {
    for (const Difference& difference : differences()) {
        if (among(difference.formats, format) && among(difference.readers, reader) &&
            among(difference.fields, field)) {
            return difference.shown;
        }
    }
    return text;
}

}  // namespace

TEST_CASE("each field of each format is what each reader shows, or differs as the table says") {
    const media::Tags tags = tests::full_tags();
    for (const std::string format : tests::formats) {
        const tests::TempFolder folder;
        const json all = read_by_all(tests::tagged(folder, format, tags));
        for (const auto& [reader, shown] : all.items()) {
            if (reader == "opusinfo" && format != "opus") continue;
            for (const auto& [field, text] : written(format, tags)) {
                const auto wanted = expected(format, reader, field, text);
                const bool there = shown.contains(field);
                INFO(format << " " << reader << " " << field);
                if (there && wanted) {
                    CHECK(shown.at(field).get<std::string>() == *wanted);
                } else {
                    CHECK(there == wanted.has_value());
                }
            }
        }
    }
}

TEST_CASE("chapters and pictures are what each reader of them shows") {
    const media::Tags tags = tests::full_tags();
    for (const std::string format : tests::formats) {
        const tests::TempFolder folder;
        const json all = read_by_all(tests::tagged(folder, format, tags));
        int readers_of_chapters = 0;
        int readers_of_pictures = 0;
        for (const auto& [reader, shown] : all.items()) {
            INFO(format << " " << reader);
            if (shown.contains("chapters")) {
                ++readers_of_chapters;
                const json& chapters = shown.at("chapters");
                REQUIRE(chapters.size() == tags.chapters.size());
                for (std::size_t i = 0; i < chapters.size(); ++i) {
                    CHECK(chapters[i].at("start_ms") == tags.chapters[i].start_ms);
                    CHECK(chapters[i].at("title").get<std::string>() == tags.chapters[i].title);
                    if (format != "m4a" && chapters[i].contains("url"))
                        CHECK(chapters[i].at("url").get<std::string>() == tags.chapters[i].link);
                }
            }
            if (shown.contains("picture")) {
                ++readers_of_pictures;
                const json& picture = shown.at("picture");
                if (picture.contains("format")) CHECK(picture.at("format") == "jpeg");
                if (picture.contains("bytes")) CHECK(picture.at("bytes") == tags.picture.size());
                if (picture.contains("width")) CHECK(picture.at("width") == 1400);
            }
        }
        INFO(format << " " << all.dump());
        CHECK(readers_of_chapters >= 2);
        CHECK(readers_of_pictures >= 3);
    }
}

TEST_CASE("mp3val finds nothing wrong with a tagged MP3") {
    const tests::TempFolder folder;
    const tests::Ran ran = tests::run_program({"mp3val", tests::tagged(folder, "mp3", tests::full_tags())});
    CHECK(ran.out.find("WARNING") == std::string::npos);
    CHECK(ran.out.find("ERROR") == std::string::npos);
    CHECK(ran.out.find("+ID3v2") != std::string::npos);
}

TEST_CASE("opusinfo finds nothing wrong with a tagged Opus file") {
    const tests::TempFolder folder;
    const tests::Ran ran =
        tests::run_program({"opusinfo", tests::tagged(folder, "opus", tests::full_tags())});
    CHECK(ran.code == 0);
    CHECK((ran.out + ran.err).find("WARNING") == std::string::npos);
    CHECK((ran.out + ran.err).find("ERROR") == std::string::npos);
}
