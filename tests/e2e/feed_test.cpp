// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;

namespace {

tests::Ran on(const std::filesystem::path& show, const std::vector<std::string>& arguments) {
    return tests::cityfm_on(show, "en", arguments);
}

const std::string second_feed =
    "\n[[feed]]\npath = \"feed.xml\"\n[[feed]]\npath = \"opus.xml\"\nrendition = \"opus\"\n"
    "guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"\n";

}  // namespace

TEST_CASE("feed prints what run published, from the texts of the show alone") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const std::string published = tests::read(show / "web/feed.xml");
    const std::string json = tests::read(show / "web/feed.json");
    for (const char* gone : {"public", "web", ".cityfm", "episodes/one/voice.wav", "episodes/two/voice.wav"})
        std::filesystem::remove_all(show / gone);
    const tests::Ran ran = on(show.path(), {"feed"});
    CHECK(ran.code == 0);
    CHECK(ran.out == published);
    CHECK(on(show.path(), {"--json", "feed"}).out == json);
    SECTION("and writes nothing but what it is told to") {
        CHECK_FALSE(std::filesystem::exists(show / "public"));
        CHECK_FALSE(std::filesystem::exists(show / ".cityfm"));
        CHECK(on(show.path(), {"feed", "-o", show / "out.xml"}).code == 0);
        CHECK(tests::read(show / "out.xml") == published);
    }
    SECTION("into a folder go all forms") {
        std::filesystem::create_directory(show / "out");
        CHECK(on(show.path(), {"feed", "-o", show / "out"}).code == 0);
        CHECK(tests::read(show / "out/feed.xml") == published);
        CHECK(tests::read(show / "out/feed.json") == json);
    }
}

TEST_CASE("an episode that is not due yet, and the names of its files, are in no form of the feed") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const std::vector<std::string> before = {"-C", show.path(), "--now", "2026-11-22T12:00:00+09:00"};
    for (const std::string form : {"feed", "--json"}) {
        std::vector<std::string> arguments = before;
        if (form == "--json") arguments.emplace_back("--json");
        arguments.emplace_back("feed");
        const tests::Ran ran = tests::cityfm(arguments);
        REQUIRE(ran.code == 0);
        CHECK(ran.out.find("ひとつめ") != std::string::npos);
        CHECK(ran.out.find("ふたつめ") == std::string::npos);
        CHECK(ran.out.find("media/two-") == std::string::npos);
    }
}

TEST_CASE("of several feeds one is chosen by its path, and all are published") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    tests::write(show / "show.toml", tests::read(show / "show.toml") + second_feed);
    REQUIRE(on(show.path(), {"run"}).code == 0);
    for (const char* file : {"feed.xml", "feed.json", "opus.xml", "opus.json"}) {
        INFO(file);
        CHECK(std::filesystem::exists(show / "web" / file));
    }
    CHECK(on(show.path(), {"feed"}).out == tests::read(show / "web/feed.xml"));
    CHECK(on(show.path(), {"feed", "opus.xml"}).out == tests::read(show / "web/opus.xml"));
    CHECK(tests::read(show / "web/opus.xml").find("917393e3-1b1e-5cef-ace4-edaa54e1f810") !=
          std::string::npos);
    SECTION("a file holds only one of them") {
        const tests::Ran ran = on(show.path(), {"feed", "-o", show / "out.xml"});
        CHECK(ran.code == 2);
        CHECK(ran.err.find("can hold one feed") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(show / "out.xml"));
    }
    SECTION("a path that is none is asked back") {
        const tests::Ran ran = on(show.path(), {"feed", "opus.xlm"});
        CHECK(ran.code == 2);
        CHECK(ran.err.find("did you mean \"opus.xml\"?") != std::string::npos);
    }
}

TEST_CASE("a feed in pages is published page by page, and compared as a whole") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    tests::write(show / "show.toml", tests::read(show / "show.toml") + "\n[feed]\npage_size = 1\n");
    REQUIRE(on(show.path(), {"run"}).code == 0);
    const std::string first = tests::read(show / "web/feed.xml");
    const std::string second = tests::read(show / "web/feed-2.xml");
    CHECK(first.find("ふたつめ") != std::string::npos);
    CHECK(first.find("https://radio.example.jp/feed-2.xml") != std::string::npos);
    CHECK(second.find("ひとつめ") != std::string::npos);
    tests::replace_in(show / "episodes/one/episode.toml", "2026-11-22", "2026-12-22");
    const tests::Ran lost = on(show.path(), {"publish"});
    CHECK(lost.code == 3);
    CHECK(lost.err.find("one is published, and its date was moved to 2026-12-22") != std::string::npos);
    CHECK(tests::read(show / "web/feed-2.xml") == second);
}

TEST_CASE("a page that the feed has no more leaves with what it named") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    tests::write(show / "show.toml", tests::read(show / "show.toml") + "\n[feed]\npage_size = 1\n");
    REQUIRE(on(show.path(), {"run"}).code == 0);
    tests::write(show / "web/feed-20.txt", "somebody else's");
    REQUIRE(on(show.path(), {"withdraw", "one"}).code == 0);
    for (const char* place : {"public", "web"}) {
        CHECK(std::filesystem::exists(show / place / "feed.xml"));
        CHECK_FALSE(std::filesystem::exists(show / place / "feed-2.xml"));
        CHECK(tests::read(show / place / "feed.xml").find("rel=\"next\"") == std::string::npos);
    }
    CHECK(std::filesystem::exists(show / "web/feed-20.txt"));
}

TEST_CASE("a feed of the latest episodes may let old ones go") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    REQUIRE(on(show.path(), {"run"}).code == 0);
    tests::write(show / "show.toml", tests::read(show / "show.toml") + "\n[feed]\nlatest = 1\n");
    const tests::Ran ran = on(show.path(), {"publish"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.err, "feed.xml shows the 1 latest of the 2 episodes that listeners have there"));
    CHECK(tests::read(show / "web/feed.xml").find("ひとつめ") == std::string::npos);
    // From now on the oldest goes without a word when the next one comes.
    CHECK_FALSE(tests::holds(on(show.path(), {"publish"}).err, "that listeners have there"));
}
