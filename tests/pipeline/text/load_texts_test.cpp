// SPDX-License-Identifier: MIT
#include "pipeline/text/load_texts.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/pipeline/text/read_cues.h"

using namespace cityfm;
using tests::Lines;

namespace {

/// A show with two people and the episode `ramen`, to whose four lines a test adds.
class SomeShow {
  public:
    explicit SomeShow(const std::string& keys) {
        tests::write(folder_ / "show.toml", tests::show_toml +
                                                "[[person]]\nid = \"mikan\"\nname = \"みかん\"\n"
                                                "[[person]]\nid = \"gen\"\nname = \"ゲンさん\"\n");
        add_episode("ramen", keys);
    }

    void add_episode(const std::string& name, const std::string& keys) {
        tests::write(folder_ / "episodes" / name / "episode.toml", tests::episode_toml + keys);
    }

    /// Writes a file of the episode `ramen`.
    void write(const std::string& file, const std::string& bytes) {
        tests::write(folder_ / "episodes/ramen" / file, bytes);
    }

    std::filesystem::path path(const std::string& file) const { return folder_ / "episodes/ramen" / file; }

    model::LoadedShow load() const {
        model::LoadedShow loaded = model::load_show(folder_.path());
        REQUIRE(tests::shown(loaded.findings) == Lines{});
        text::load_texts(loaded);
        return loaded;
    }

  private:
    tests::TempFolder folder_;
};

const std::string vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nmikan: こんにちは\n";

}  // namespace

TEST_CASE("a transcript is read into its episode, its speakers from the show's people") {
    SomeShow show("transcript = \"t.vtt\"\n");
    show.write("t.vtt", vtt);
    const model::LoadedShow loaded = show.load();
    CHECK(loaded.findings.empty());
    CHECK(tests::shown(loaded.show.episodes.at(0).cues) ==
          Lines{"00:00:00.000 00:00:01.000 [みかん] こんにちは"});
}

TEST_CASE("a transcript is read by what it holds, not by its name") {
    SomeShow show("transcript = \"text/t.vtt\"\n");
    show.write("text/t.vtt", "1\n00:00:00,000 --> 00:00:01,000\na\n");
    const model::LoadedShow loaded = show.load();
    CHECK(loaded.findings.empty());
    CHECK(tests::shown(loaded.show.episodes.at(0).cues) == Lines{"00:00:00.000 00:00:01.000 [] a"});
}

TEST_CASE("what is wrong with a transcript is found in it, by its path in the show") {
    SomeShow show("transcript = \"text/字幕.srt\"\n");
    show.write("text/字幕.srt", "1\n00:00:02,000 --> 00:00:01,000\na\n\nlost\n");
    Lines found = tests::shown(show.load().findings);
    std::sort(found.begin(), found.end());
    CHECK(found ==
          Lines{"episodes/ramen/text/字幕.srt:2:0 error cue-backwards start=00:00:02.000 end=00:00:01.000",
                "episodes/ramen/text/字幕.srt:5:0 error bad-transcript reason=lost"});
}

TEST_CASE("a transcript that is no text is found by its path in the show") {
    SomeShow show("transcript = \"t.vtt\"\n");
    show.write("t.vtt", std::string("\xFF\xD8\xFF\xE0\0\x10JFIF", 10));
    const model::LoadedShow loaded = show.load();
    CHECK(tests::shown(loaded.findings) ==
          Lines{"episodes/ramen/t.vtt:0:0 error bad-encoding path=episodes/ramen/t.vtt"});
    CHECK(loaded.show.episodes.at(0).cues.empty());
}

TEST_CASE("chapters of a file are read into their episode, each with its place") {
    SomeShow show("chapters = \"c.txt\"\n");
    show.write("c.txt", "# c\n00:00 はじめに\n\n01:02 店 <https://example.jp/>\n");
    const model::LoadedShow loaded = show.load();
    CHECK(loaded.findings.empty());
    const model::Episode& episode = loaded.show.episodes.at(0);
    CHECK(episode.chapters == std::vector<model::Chapter>{{0, "はじめに", "", "", ""},
                                                          {62, "店", "https://example.jp/", "", ""}});
    CHECK(episode.place("chapters.0.start") == core::Place{"episodes/ramen/c.txt", 2, 0});
    CHECK(episode.place("chapters.1.start") == core::Place{"episodes/ramen/c.txt", 4, 0});
}

TEST_CASE("chapters of JSON have the whole file for their place") {
    SomeShow show("chapters = \"c.json\"\n");
    show.write("c.json", R"({"chapters": [{"startTime": 0, "title": "a"}, {"startTime": 1, "title": "b"}]})");
    const model::LoadedShow loaded = show.load();
    CHECK(loaded.findings.empty());
    REQUIRE(loaded.show.episodes.at(0).chapters.size() == 2);
    CHECK(loaded.show.episodes.at(0).place("chapters.1.start") == core::Place{"episodes/ramen/c.json", 0, 0});
}

TEST_CASE("a chapter that is left out leaves no gap in the places") {
    SomeShow show("chapters = \"c.txt\"\n");
    show.write("c.txt", "00:00 a\nno time\n00:05\n00:09 b\n");
    const model::LoadedShow loaded = show.load();
    CHECK(tests::shown(loaded.findings) ==
          Lines{"episodes/ramen/c.txt:2:0 error bad-chapters reason=no time",
                "episodes/ramen/c.txt:3:0 error chapter-without-title start=00:05"});
    const model::Episode& episode = loaded.show.episodes.at(0);
    REQUIRE(episode.chapters.size() == 2);
    CHECK(episode.place("chapters.1.start") == core::Place{"episodes/ramen/c.txt", 4, 0});
}

TEST_CASE("chapters in episode.toml stay as they are") {
    SomeShow show("chapters = [{ start = \"00:00\", title = \"a\", art = \"a.png\" }]\n");
    const model::LoadedShow loaded = show.load();
    CHECK(loaded.findings.empty());
    const model::Episode& episode = loaded.show.episodes.at(0);
    CHECK(episode.chapters == std::vector<model::Chapter>{{0, "a", "", "a.png", ""}});
    CHECK(episode.place("chapters.0.start").file == "episodes/ramen/episode.toml");
    CHECK(episode.cues.empty());
}

TEST_CASE("a file that is missing is found where it is named") {
    const Lines found =
        tests::shown(SomeShow("transcript = \"t.vtt\"\nchapters = \"text/c.txt\"\n").load().findings);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == "episodes/ramen/episode.toml:6:12 error file-missing path=episodes/ramen/text/c.txt");
    CHECK(found[1] == "episodes/ramen/episode.toml:5:14 error file-missing path=episodes/ramen/t.vtt");
}

TEST_CASE("a folder is no file") {
    SomeShow show("transcript = \"t.vtt\"\n");
    show.write("t.vtt/a", "a");
    CHECK(tests::shown(show.load().findings) ==
          Lines{"episodes/ramen/episode.toml:5:14 error not-a-plain-file path=episodes/ramen/t.vtt"});
}

TEST_CASE("a file that is far too large for a text is found where it is named, unread") {
    SomeShow show("transcript = \"t.vtt\"\n");
    show.write("t.vtt", vtt);
    std::filesystem::resize_file(show.path("t.vtt"), (16U << 20U) + 1);
    const model::LoadedShow loaded = show.load();
    REQUIRE(loaded.findings.size() == 1);
    CHECK(loaded.findings[0].code == core::Code::file_too_large);
    CHECK(loaded.findings[0].severity == core::Severity::error);
    CHECK(loaded.findings[0].where == core::Place{"episodes/ramen/episode.toml", 5, 14});
}

TEST_CASE("a path said of a file that is too large is relative to the show") {
    SomeShow show("transcript = \"t.vtt\"\n");
    show.write("t.vtt", vtt);
    std::filesystem::resize_file(show.path("t.vtt"), (16U << 20U) + 1);
    const model::LoadedShow loaded = show.load();
    REQUIRE(loaded.findings.size() == 1);
    CHECK(core::arg(loaded.findings[0].args, "path") == "episodes/ramen/t.vtt");
}

TEST_CASE("what is wrong with one file keeps no other from being read") {
    SomeShow show("transcript = \"missing.vtt\"\nchapters = \"c.txt\"\n");
    show.add_episode("soba", "transcript = \"t.vtt\"\nchapters = \"missing.txt\"\n");
    show.write("c.txt", "00:00 a\n");
    show.write("../soba/t.vtt", vtt);
    const model::LoadedShow loaded = show.load();
    CHECK(tests::shown(loaded.findings) ==
          Lines{"episodes/ramen/episode.toml:5:14 error file-missing path=episodes/ramen/missing.vtt",
                "episodes/soba/episode.toml:6:12 error file-missing path=episodes/soba/missing.txt"});
    REQUIRE(loaded.show.episodes.size() == 2);
    CHECK(loaded.show.episodes[0].chapters.size() == 1);
    CHECK(loaded.show.episodes[1].cues.size() == 1);
}
