// SPDX-License-Identifier: MIT
// Chapters, transcripts and pictures on their way from a show's files to the feed and into the sound files.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/av/picture.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/raw_bytes.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using namespace std::string_literals;
using nlohmann::json;

namespace {

tests::Ran on_show(const tests::TempFolder& show, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-C", show.path(), "--now", tests::small_show_now, "--lang", "en"});
    return tests::cityfm(tests::for_the_first_time(std::move(arguments)));
}

/// The public files of an episode by their extension.
std::vector<std::filesystem::path> public_files(const tests::TempFolder& show, const std::string& stem,
                                                const std::string& extension) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(show / "public/media")) {
        const std::string name = entry.path().filename();
        if (name.starts_with(stem) && name.ends_with(extension)) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// What a file that `key` of the first episode names makes `check` say.
tests::Ran checked_with(const std::string& key, const std::string& name, const std::string& content) {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / "episodes/one/episode.toml",
                 tests::episode_toml("ひとつめ", "2026-11-22T08:00:00+09:00", key + " = \"" + name + "\"\n"));
    tests::write(show / ("episodes/one/" + name), content);
    return on_show(show, {"check"});
}

struct BadFile {
    std::string name;
    std::string content;
    std::string said;
};

void check_refused(const std::string& key, const std::vector<BadFile>& files) {
    for (const BadFile& file : files) {
        const tests::Ran ran = checked_with(key, file.name, file.content);
        INFO(file.name << "\n" << file.content.substr(0, 200) << "\n" << ran.out);
        CHECK(ran.code == 3);
        CHECK(ran.out.find(file.said) != std::string::npos);
    }
}

/// こんばんは in Shift_JIS.
const std::string good_evening = "\x82\xb1\x82\xf1\x82\xce\x82\xf1\x82\xcd";

}  // namespace

TEST_CASE("a file of labels and a SubRip in Shift_JIS become chapters and transcripts in every form") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/one/episode.toml", "transcript = \"t.vtt\"", "transcript = \"t.srt\"");
    tests::replace_in(show / "episodes/one/episode.toml",
                      "chapters = [{ start = \"00:00\", title = \"はじめ\" }]", "chapters = \"labels.txt\"");
    tests::write(show / "episodes/one/t.srt",
                 "1\r\n00:00:00,500 --> 00:00:02,000\r\n" + good_evening + "\r\n");
    tests::write(show / "episodes/one/labels.txt", "0.000\t1.0\tはじめ\n1.5\t1.5\t本題\n");
    const tests::Ran ran = on_show(show, {"run"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(ran.err.find("it was read as Shift_JIS") != std::string::npos);

    const auto vtt = public_files(show, "one", ".vtt");
    REQUIRE(vtt.size() == 1);
    CHECK(tests::read(vtt[0]) == "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nこんばんは\n");
    CHECK(public_files(show, "one", ".srt").size() == 1);
    CHECK(public_files(show, "one", ".json").size() == 2);
    const std::string feed = tests::read(show / "public/feed.xml");
    CHECK(tests::count_of(feed, "<podcast:transcript ") == 3);
    CHECK(tests::count_of(feed, "<podcast:chapters ") == 1);
    CHECK(feed.find("<psc:chapter start=\"00:00:01.500\" title=\"本題\"/>") != std::string::npos);
    CHECK(feed.find("00:01 本題") != std::string::npos);

    for (const char* extension : {".mp3", ".opus"}) {
        const auto sound = public_files(show, "one", extension);
        REQUIRE(sound.size() == 1);
        const json seen = json::parse(on_show(show, {"inspect", "--json", sound[0]}).out).at("files").at(0);
        CHECK(seen.at("chapters").size() == 2);
        CHECK(seen.at("chapters").at(1).at("title") == "本題");
        CHECK(seen.at("chapters").at(1).at("start_seconds") == 1.5);
        CHECK(seen.at("tags").at("words") == "こんばんは");
        CHECK(seen.at("misses").empty());
    }
}

TEST_CASE("a chapter's picture goes into the file, the feed and chapters.json") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/one/episode.toml", "title = \"はじめ\" }",
                      "title = \"はじめ\", art = \"a.png\" }");
    tests::write(show / "episodes/one/a.png", av::plain_png(800, 200, 0, 0));
    REQUIRE(on_show(show, {"run"}).code == 0);
    const auto pictures = public_files(show, "one", ".png");
    REQUIRE(pictures.size() == 1);
    CHECK(tests::read(pictures[0]) == tests::read(show / "episodes/one/a.png"));
    const std::string address = "https://radio.example.jp/media/" + pictures[0].filename().string();
    CHECK(tests::read(show / "public/feed.xml").find("image=\"" + address + "\"") != std::string::npos);
    bool named = false;
    for (const auto& file : public_files(show, "one", ".json"))
        named = named || tests::read(file).find("\"img\": \"" + address + "\"") != std::string::npos;
    CHECK(named);
    const auto mp3 = public_files(show, "one", ".mp3");
    const json seen = json::parse(on_show(show, {"inspect", "--json", mp3.at(0)}).out).at("files").at(0);
    CHECK(seen.at("chapters").at(0).at("picture_bytes").get<int>() > 500);

    // Another picture is another tag: what listeners hold stays, and how to change it is said.
    tests::write(show / "episodes/one/a.png", av::plain_png(800, 0, 200, 0));
    CHECK(on_show(show, {"build"}).err.find("--retag one") != std::string::npos);
    REQUIRE(on_show(show, {"build", "--retag", "one"}).code == 0);
    CHECK(public_files(show, "one", ".mp3") != mp3);
}

TEST_CASE("thumbnails of cover and art are published, and a post shows one") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "number = 2", "number = 2\nart = \"art.webp\"");
    const tests::Ran made =
        tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=1500x1500", "-frames:v",
                            "1", "-c:v", "libwebp", show / "episodes/two/art.webp"});
    REQUIRE(made.code == 0);
    REQUIRE(on_show(show, {"run"}).code == 0);
    // Directories take no WebP: the whole one and both thumbnails are JPEGs.
    std::vector<int> sides;
    for (const auto& file : public_files(show, "two", ".jpg"))
        sides.push_back(av::inspect_picture(tests::read(file)).width);
    std::sort(sides.begin(), sides.end());
    CHECK(sides == std::vector<int>{300, 600, 1500});
    CHECK(public_files(show, "cover", ".jpg").size() == 2);
    CHECK(public_files(show, "cover", ".png").size() == 1);
    CHECK(public_files(show, "two", ".webp").empty());
    // A second run scales nothing anew, and writes nothing.
    const auto before = tests::digests_below(show / "public");
    REQUIRE(on_show(show, {"run"}).code == 0);
    CHECK(tests::digests_below(show / "public") == before);
}

TEST_CASE("transcripts that are wrong are refused with the place and what to do") {
    check_refused(
        "transcript",
        {{"t.vtt", "WEBVTT\n\n00:02.000 --> 00:01.000\na\n", "t.vtt:3: error: this cue ends at"},
         {"t.vtt", "WEBVTT\n\n-00:01.000 --> 00:01.000\na\n", "t.vtt:3: error: the transcript cannot"},
         {"t.srt", "1\n01:00:00,000 --> 01:00:01,000\na\n", "goes on until 1:00:01"},
         {"t.json", "{\"segments\": [{\"startTime\": -1, \"endTime\": 1, \"body\": \"a\"}]}", "segments[0]"},
         {"t.vtt", "\x89PNG\r\n\x1a\n\0\0\0"s, "is not UTF-8 text. Save it again as UTF-8"},
         {"t.txt", "ただの文章です。\n", "the transcript cannot be read here"}});
    const tests::Ran overlap = checked_with(
        "transcript", "t.vtt",
        "WEBVTT\n\n00:00.000 --> 00:02.000\na\n\n00:01.000 --> 00:03.000\nb\n\n00:02.500 --> 00:03.500\nc\n");
    INFO(overlap.out);
    CHECK(overlap.code == 0);
    CHECK(overlap.out.find("t.vtt:6: warning: this cue begins before the one above it ends (so do 2") !=
          std::string::npos);
}

TEST_CASE("files of chapters that are wrong are refused with the place and what to do") {
    std::string many;
    for (int i = 0; i <= 500; ++i)
        many += "00:00:0" + std::to_string(i % 4) + "." + std::to_string(i) + " a\n";
    check_refused(
        "chapters",
        {{"c.txt", "00:00 a\n00:02 b\n00:02 c\n",
          "c.txt:3: error: the chapter \"c\" starts at 00:02, not after"},
         {"c.txt", "00:01 a\n", "c.txt:1: error: the first chapter has to start at 00:00"},
         {"c.txt", "00:00 a\n59:00 b\n", "c.txt:2: error: the chapter \"b\" starts at 59:00, but the sound"},
         {"c.txt", "00:00\n", "c.txt:1: error: the chapter at 00:00 has no title"},
         {"c.txt", "はじめ\n", "c.txt:1: error: this is no chapter: はじめ"},
         {"c.txt", many, "\"chapters\" has 501 entries; at most 500"},
         {"c.json", "{\"chapters\": [{\"startTime\": 0, \"title\": \"a\", \"img\": \"../../x.png\"}]}",
          "is \"../../x.png\", which is outside its folder"},
         {"c.json", "{\"chapters\": [{\"startTime\": 0, \"title\": \"a\", \"img\": \"x.png\"}]}",
          "episodes/one/x.png is not there"}});
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/one/episode.toml", "[{ start = \"00:00\", title = \"はじめ\" }]",
                      "\"c.txt\"");
    const tests::Ran missing = on_show(show, {"check"});
    CHECK(missing.code == 3);
    CHECK(missing.out.find("episodes/one/c.txt is not there. Copy it in") != std::string::npos);
}

TEST_CASE("a novel in the place of chapters is not told line by line") {
    std::string novel;
    for (int i = 0; i < 10000; ++i) novel += "吾輩は猫である。\n";
    const tests::Ran ran = checked_with("chapters", "novel.txt", novel);
    CHECK(ran.code == 3);
    CHECK(tests::count_of(ran.out, "this is no chapter") == 20);
}

TEST_CASE("inspect says what others' files lack, in both languages, and goes on behind one that is none") {
    const tests::TempFolder folder;
    tests::write(folder / "text.mp3", "not sound");
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-id3v2_version",
                                "0", "-write_xing", "0", folder / "bare.mp3"})
                .code == 0);
    const tests::Ran english = tests::cityfm({"--lang", "en", "inspect", folder / "bare.mp3"});
    CHECK(english.code == 0);
    CHECK(english.err.find("says nothing of its title") != std::string::npos);
    CHECK(english.err.find("does not state its length") != std::string::npos);
    CHECK(english.out.find("tags      none") != std::string::npos);
    const tests::Ran japanese = tests::cityfm({"--lang", "ja", "inspect", folder / "bare.mp3"});
    CHECK(japanese.err.find("に題名が書かれていません") != std::string::npos);
    const tests::Ran both = tests::cityfm({"--json", "inspect", folder / "text.mp3", folder / "bare.mp3"});
    CHECK(both.code == 3);
    CHECK(json::parse(both.out).at("files").size() == 1);
    CHECK(json::parse(both.out).at("findings").size() == 1);
    CHECK(tests::cityfm({"inspect", folder / "absent.mp3"}).code == 1);
    CHECK(tests::cityfm({"inspect"}).code == 2);
}
