// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using json = nlohmann::json;
using tests::Answer;
using tests::Asked;

namespace {

tests::Ran on(const std::filesystem::path& show, const std::vector<std::string>& arguments) {
    return tests::cityfm_on(show, "en", arguments);
}

/// Takes the target away: then `public/` is what is published.
void drop_target(const std::filesystem::path& show) {
    tests::replace_in(show / "show.toml", "[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n",
                      "");
}

/// The guid of an episode that was built.
std::string guid_of(const std::filesystem::path& show, const std::string& episode) {
    return json::parse(tests::read(show / "episodes" / episode / "release.json")).at("guid");
}

}  // namespace

TEST_CASE("a feed that would lose an episode is refused, named, and the target keeps the old one") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const auto before = tests::digests_below(show / "web");
    const std::string guid = guid_of(show.path(), "two");
    std::filesystem::remove_all(show / "episodes/two");
    for (const char* command : {"publish", "run"}) {
        const tests::Ran ran = on(show.path(), {command});
        INFO(ran.err);
        CHECK(ran.code == 3);
        CHECK(ran.err.find("\"ふたつめ\" is at") != std::string::npos);
        CHECK(ran.err.find("--without " + guid) != std::string::npos);
        CHECK(tests::digests_below(show / "web") == before);
    }
    const tests::Ran meant = on(show.path(), {"publish", "--without", guid});
    CHECK(meant.code == 0);
    CHECK(tests::read(show / "web/feed.xml").find("ふたつめ") == std::string::npos);
}

TEST_CASE("the refusal is told in Japanese, and in JSON") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::filesystem::remove_all(show / "episodes/two");
    CHECK(tests::holds(tests::cityfm_on(show.path(), "ja", {"publish"}).err,
                       "「ふたつめ」が新しいフィードにありません"));
    const json report = json::parse(on(show.path(), {"--json", "publish"}).out);
    REQUIRE(report.at("findings").size() == 1);
    CHECK(report["findings"][0].at("code") == "item-lost");
    CHECK(report["findings"][0].at("args").at("title") == "ふたつめ");
}

TEST_CASE("a guid that was changed in the published feed's place is refused") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const std::string guid = guid_of(show.path(), "one");
    tests::replace_in(show / "episodes/one/release.json", guid, "another-guid");
    const tests::Ran ran = on(show.path(), {"publish"});
    CHECK(ran.code == 3);
    CHECK(ran.err.find("has the guid another-guid, but " + guid) != std::string::npos);
}

TEST_CASE("other bytes under an old name are refused, a new name is told") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    SECTION("the published feed states another length at the same address") {
        const std::string feed = tests::read(show / "web/feed.xml");
        const std::size_t at = feed.find("length=\"") + 8;
        tests::write(show / "web/feed.xml", feed.substr(0, at) + "9" + feed.substr(at));
        const tests::Ran ran = on(show.path(), {"publish"});
        CHECK(ran.code == 3);
        CHECK(ran.err.find("would serve other bytes at https://radio.example.jp/media/") !=
              std::string::npos);
    }
    SECTION("made again, the episode has a new file") {
        tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "二つ目");
        const tests::Ran ran = on(show.path(), {"build", "--retag", "two"});
        REQUIRE(ran.code == 0);
        const tests::Ran published = on(show.path(), {"publish"});
        CHECK(published.code == 0);
        CHECK(published.err.find("moves to https://radio.example.jp/media/two-") != std::string::npos);
    }
}

TEST_CASE("a withdrawn episode may leave, since it was asked for by name") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    CHECK(on(show.path(), {"withdraw", "two"}).code == 0);
    CHECK(tests::read(show / "web/feed.xml").find("ふたつめ") == std::string::npos);
    CHECK(on(show.path(), {"publish"}).code == 0);
}

TEST_CASE("without a target, public/ is what is published, and build keeps it") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    drop_target(show.path());
    const auto before = tests::digests_below(show / "public");
    std::filesystem::remove_all(show / "episodes/two");
    const tests::Ran ran = on(show.path(), {"build"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(tests::read(show / "public/feed.xml").find("ふたつめ") != std::string::npos);
    CHECK(tests::digests_below(show / "public") == before);
    CHECK(on(show.path(), {"build", "--without", "two"}).code ==
          3);  // its folder is gone: nobody knows its guid
}

TEST_CASE("a target without a feed is compared with the feed at its address, and said to be the first else") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::string published = tests::read(show / "web/feed.xml");
    std::filesystem::remove_all(show / "web");
    std::filesystem::remove_all(show / "episodes/two");
    bool there = true;
    const tests::HttpServer server([&](const Asked& asked) {
        return there && asked.path == "/feed.xml" ? Answer{200, published, {}, {}} : Answer{404, "", {}, {}};
    });
    tests::replace_in(show / "show.toml", "https://radio.example.jp/", server.url("/"));
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
    const tests::Ran lost = on(show.path(), {"publish"});
    INFO(lost.err);
    CHECK(lost.code == 3);
    CHECK(lost.err.find("\"ふたつめ\" is at") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(show / "web/feed.xml"));
    there = false;
    const tests::Ran first = on(show.path(), {"publish"});
    INFO(first.err);
    CHECK(first.code == 0);
    CHECK(first.err.find("no published feed at " + server.url("/feed.xml") + " yet") != std::string::npos);
}

TEST_CASE("a feed that show.toml names no more is told of, once it is left behind without a word") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    tests::write(show / "show.toml", tests::read(show / "show.toml") + "\n[feed]\npath = \"radio.xml\"\n");
    const tests::Ran moved = on(show.path(), {"publish"});
    CHECK(moved.code == 0);
    CHECK(moved.err.find("warning: the feed feed.xml is still public") != std::string::npos);
    SECTION("but not where it says where it has moved to, or is another show's") {
        const std::string feed = tests::read(show / "web/feed.xml");
        const std::string guid = "9b024349-ccf0-5f69-a609-6b82873eab3c";
        REQUIRE(feed.find(guid) != std::string::npos);
        if (GENERATE(true, false)) {
            tests::replace_in(show / "web/feed.xml", "<podcast:guid>",
                              "<itunes:new-feed-url>https://radio.example.jp/radio.xml</"
                              "itunes:new-feed-url><podcast:guid>");
        } else {
            tests::replace_in(show / "web/feed.xml", guid, "917393e3-1b1e-5cef-ace4-edaa54e1f810");
        }
        CHECK(on(show.path(), {"publish"}).err.find("still public") == std::string::npos);
    }
}

TEST_CASE("the hub is told once the feed was written, and not when nothing changed") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    int status = 204;
    const tests::HttpServer hub([&](const Asked&) { return Answer{status, "", {}, {}}; });
    tests::write(show / "show.toml",
                 tests::read(show / "show.toml") + "\n[feed]\nhub = \"" + hub.url("/hub") + "\"\n");
    REQUIRE(on(show.path(), {"publish", "--allow-private"}).code == 0);
    REQUIRE(hub.asked().size() == 1);
    CHECK(hub.asked()[0].method == "POST");
    CHECK(hub.asked()[0].body == "hub.mode=publish&hub.url=https%3A%2F%2Fradio.example.jp%2Ffeed.xml");
    CHECK(tests::read(show / "web/feed.xml").find("rel=\"hub\"") != std::string::npos);
    REQUIRE(on(show.path(), {"publish", "--allow-private"}).code == 0);
    CHECK(hub.asked().size() == 1);
    SECTION("a hub that refuses is told of, and keeps nothing from being published") {
        status = 500;
        tests::replace_in(show / "show.toml", "テスト放送", "新しい放送");
        const tests::Ran ran = on(show.path(), {"publish", "--allow-private"});
        CHECK(ran.code == 0);
        CHECK(ran.err.find("was not told of the new feed (500)") != std::string::npos);
    }
}
