// SPDX-License-Identifier: MIT
#include "pipeline/media/tags.h"

#include <catch2/catch.hpp>

#include "pipeline/av/reader.h"
#include "pipeline/core/digest.h"
#include "pipeline/media/package.h"
#include "pipeline/model/show.h"
#include "tests/pipeline/media/tagged.h"

using namespace cityfm;
using tests::formats;

namespace {

/// Compares all that is text, number or picture, and the figures to what their tags resolve.
void check_equal(media::Tags read, media::Tags written, const std::string& format) {
    CHECK(read.sound.integrated_lufs.value_or(0) == Approx(*written.sound.integrated_lufs).margin(0.005));
    if (format != "opus")  // R128 has no peak
        CHECK(read.sound.true_peak_dbtp.value_or(0) == Approx(*written.sound.true_peak_dbtp).margin(0.0001));
    read.sound = written.sound = {};
    CHECK(read == tests::kept_by(format, written));
}

/// Frames that a file decodes to.
std::int64_t decoded_frames(const std::filesystem::path& path) {
    av::Reader reader(path);
    std::int64_t frames = 0;
    for (auto block = reader.read(); !block.empty(); block = reader.read())
        frames += static_cast<std::int64_t>(block.size()) / reader.format().channels;
    return frames;
}

}  // namespace

TEST_CASE("tags read back as they were written, chapters and pictures included") {
    for (const char* format : formats) {
        INFO(format);
        const tests::TempFolder folder;
        const media::Tags tags = tests::full_tags();
        check_equal(media::read_tags(tests::tagged(folder, format, tags), format), tags, format);
    }
}

TEST_CASE("tagging twice gives the bytes of tagging once, also after other and longer tags") {
    for (const char* format : formats) {
        INFO(format);
        const tests::TempFolder folder;
        const media::Tags tags = tests::full_tags();
        const std::filesystem::path plain = tests::sound_file(folder, format);
        media::package(plain, format, tags, folder / "once");
        media::package(folder / "once", format, tags, folder / "twice");
        media::Tags longer = tags;
        longer.description = std::string(50000, 'x');
        longer.chapters.push_back({1900, "もう一つ"});
        media::package(plain, format, longer, folder / "longer");
        media::package(folder / "longer", format, tags, folder / "back");
        CHECK(core::sha256_file(folder / "twice") == core::sha256_file(folder / "once"));
        CHECK(core::sha256_file(folder / "back") == core::sha256_file(folder / "once"));
        CHECK(core::sha256_file(folder / "longer") != core::sha256_file(folder / "once"));
    }
}

TEST_CASE("tagging leaves the sound as it is: its packets, and its length to the frame") {
    for (const char* format : formats) {
        INFO(format);
        const tests::TempFolder folder;
        const std::filesystem::path plain = tests::sound_file(folder, format);
        const std::string stream = media::package(plain, format, tests::full_tags(), folder / "out");
        CHECK(stream == av::stream_sha256(plain));
        CHECK(stream == av::stream_sha256(folder / "out"));
        const std::int64_t frames = decoded_frames(plain);
        CHECK(decoded_frames(folder / "out") == frames);
        // AAC ends with its last packet.
        CHECK(frames >= 96000);
        CHECK(frames <= 96000 + (format == std::string("m4a") ? 1023 : 0));
    }
}

TEST_CASE("texts of any length and script survive in every format") {
    const std::vector<std::string> texts = {
        std::string(10000, 'a'),
        [] {
            std::string kanji;
            for (int i = 0; i < 10000; ++i) kanji += "漢";
            return kanji;
        }(),
        "👩‍👩‍👧‍👦🏳️‍🌈 family",
        "\u200Fעברית\u200E abc",
        "𠮷野家で𩸽",
        "一行目\n二行目\n\n四行目",
        "\"quotes\" & <tags> = ; | ,",
    };
    for (const char* format : formats) {
        for (const std::string& text : texts) {
            INFO(format << " " << text.substr(0, 30));
            const tests::TempFolder folder;
            media::Tags tags;
            tags.title = tags.show = tags.description = tags.words = text;
            tags.language = "jpn";
            tags.chapters = {{0, text}, {1000, "b" + text}};
            tags.sound.duration_seconds = 2;
            const media::Tags read = media::read_tags(tests::tagged(folder, format, tags), format);
            CHECK(read.title == text);
            CHECK(read.show == text);
            CHECK(read.description == text);
            CHECK(read.words == text);
            CHECK(read.chapters == tags.chapters);
        }
    }
}

TEST_CASE("five hundred chapters are all there") {
    for (const char* format : formats) {
        INFO(format);
        const tests::TempFolder folder;
        media::Tags tags;
        tags.title = "題";
        tags.language = "jpn";
        tags.sound.duration_seconds = 2;
        for (int i = 0; i < 500; ++i) tags.chapters.push_back({4 * i, "その" + std::to_string(i)});
        const media::Tags read = media::read_tags(tests::tagged(folder, format, tags), format);
        CHECK(read.chapters == tags.chapters);
    }
}

TEST_CASE("a file without tags has none, and one without chapters has none") {
    for (const char* format : formats) {
        INFO(format);
        const tests::TempFolder folder;
        const media::Tags none = media::read_tags(tests::sound_file(folder, format), format);
        CHECK(none.title.empty());
        CHECK(none.chapters.empty());
        media::Tags tags = tests::full_tags();
        tags.chapters.clear();
        CHECK(media::read_tags(tests::tagged(folder, format, tags), format).chapters.empty());
    }
}

TEST_CASE("equal tags have equal digests, and every field counts") {
    const media::Tags tags = tests::full_tags();
    const std::string digest = media::digest_of(tags, {"picture", "", "", ""});
    CHECK(media::digest_of(tags, {"picture", "", "", ""}) == digest);
    CHECK(media::digest_of(tags, {"another", "", "", ""}) != digest);
    CHECK(media::digest_of(tags, {"picture", "", "chapter's", ""}) != digest);
    const std::vector<std::string media::Tags::*> texts = {
        &media::Tags::title,       &media::Tags::title_sort,     &media::Tags::artist,
        &media::Tags::artist_sort, &media::Tags::show,           &media::Tags::show_sort,
        &media::Tags::publisher,   &media::Tags::publisher_sort, &media::Tags::category,
        &media::Tags::keywords,    &media::Tags::summary,        &media::Tags::description,
        &media::Tags::guid,        &media::Tags::feed,           &media::Tags::page,
        &media::Tags::date,        &media::Tags::language,       &media::Tags::copyright,
        &media::Tags::words};
    for (const auto text : texts) {
        media::Tags changed = tags;
        changed.*text += "x";
        CHECK(media::digest_of(changed, {"picture", "", "", ""}) != digest);
    }
    const std::vector<void (*)(media::Tags&)> changes = {
        [](media::Tags& t) { t.number = 13; },
        [](media::Tags& t) { t.season.reset(); },
        [](media::Tags& t) { t.chapters[0].title += "x"; },
        [](media::Tags& t) { t.chapters[1].start_ms += 1; },
        [](media::Tags& t) { t.chapters[2].link += "x"; },
        [](media::Tags& t) { t.chapters.pop_back(); },
    };
    for (const auto& change : changes) {
        media::Tags changed = tags;
        change(changed);
        CHECK(media::digest_of(changed, {"picture", "", "", ""}) != digest);
    }
}

TEST_CASE("an episode's tags say what the show and the episode say") {
    model::Show show;
    show.title = "FMリモート市役所";
    show.reading = "えふえむ";
    show.author = "みかん";
    show.language = "ja";
    show.address = "https://radio.example.jp/";
    show.link = "https://town.example.jp/";
    show.guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    show.copyright = "© 2026";
    show.categories = {{"Society & Culture", "Places & Travel"}, {"Government"}};
    show.people = {{"mikan", "みかん", "みかんのよみ", "host", "", ""}};
    model::Episode episode;
    episode.folder = "one";
    episode.title = "ラーメン";
    episode.reading = "らーめん";
    episode.guid = "guid-1";
    episode.date = core::parse_rfc3339("2026-11-22T20:00:00+09:00");
    episode.number = 3;
    episode.summary = "短い文。";
    episode.notes = "長い**文**です。";
    episode.topics = {"飲食", "子育て"};
    episode.chapters = {{0, "はじめ"}, {61.5, "本題", "https://example.jp/"}};
    episode.cues = {{0, 1, "みかん", "こんばんは"}, {1, 2, "みかん", "二つ目"}, {2, 3, "", "声"}};
    const media::Tags tags = media::tags_for(show, episode);
    CHECK(tags.title == "ラーメン");
    CHECK(tags.title_sort == "らーめん");
    CHECK(tags.artist == show.title);
    CHECK(tags.show_sort == "えふえむ");
    CHECK(tags.publisher == "みかん");
    CHECK(tags.publisher_sort == "みかんのよみ");
    CHECK(tags.category == "Society & Culture");
    CHECK(tags.keywords == "飲食,子育て");
    CHECK(tags.summary == "短い文。");
    CHECK(tags.description.starts_with("長い文です。"));
    CHECK(tags.guid == "guid-1");
    CHECK(tags.feed == "https://radio.example.jp/feed.xml");
    CHECK(tags.page == "https://town.example.jp/");
    CHECK(tags.date == "2026-11-22T20:00");
    CHECK(tags.language == "jpn");
    CHECK(tags.words == "みかん: こんばんは\n二つ目\n\n声");
    CHECK(tags.number == 3);
    CHECK_FALSE(tags.season);
    CHECK(tags.chapters ==
          std::vector<media::TagChapter>{{0, "はじめ"}, {61500, "本題", "https://example.jp/"}});
}
