// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/text/unicode.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/old_host.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using tests::holds;

namespace {

const std::string anchor = "https://anchor.fm/s/1063a53ac/podcast/rss";

/// A small show with that below `[feed]`.
class Show {
  public:
    explicit Show(const std::string& feed = {}) {
        tests::make_small_show(folder_.path());
        if (!feed.empty())
            tests::replace_in(folder_ / "show.toml", "[announce]", "[feed]\n" + feed + "\n[announce]");
    }

    tests::Ran move(std::vector<std::string> more = {}, const std::string& language = "en") const {
        more.insert(more.begin(), "move");
        return tests::cityfm_on(folder_.path(), language, more);
    }

    json steps(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), "--json");
        return json::parse(move(more).out).at("steps");
    }

  private:
    tests::TempFolder folder_;
};

bool any_holds(const json& texts, const std::string& part) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const json& text) { return holds(text.get<std::string>(), part); });
}

}  // namespace

TEST_CASE("the steps of a move are filled in for the show, in their order") {
    const Show show("former_address = \"" + anchor + "\"\n");
    const json steps = show.steps();
    REQUIRE(steps.size() == 12);
    CHECK(any_holds(steps[2].at("paste"), "cityfm import " + anchor + " --into my-radio --media download"));
    CHECK(any_holds(steps[3].at("paste"), "new_feed_url   = \"https://radio.example.jp/feed.xml\""));
    CHECK(any_holds(steps[5].at("paste"),
                    "cityfm compare " + anchor + " https://radio.example.jp/feed.xml --live"));
    CHECK(holds(steps[6].at("text").get<std::string>(), "Redirect your podcast"));
    CHECK(any_holds(steps[6].at("paste"), "https://radio.example.jp/feed.xml"));
    CHECK(any_holds(steps[7].at("paste"), "テスト放送"));
    CHECK(any_holds(steps[7].at("paste"), "9b024349-ccf0-5f69-a609-6b82873eab3c"));
    CHECK(holds(steps[7].at("text").get<std::string>(), "radio@example.jp"));
}

TEST_CASE("what the show's files say is done is marked so") {
    const json before = Show().steps();
    CHECK(before[0].at("done") == true);
    CHECK(before[2].at("done") == false);
    CHECK(before[3].at("done") == false);
    const json after = Show("new_feed_url = \"https://radio.example.jp/feed.xml\"\n").steps();
    CHECK(after[3].at("done") == true);
    CHECK(after[3].at("paste").empty());
    CHECK(
        holds(Show("new_feed_url = \"https://radio.example.jp/feed.xml\"\n").move().out, "points at itself"));
}

TEST_CASE("episodes whose sound is still at the old host are counted") {
    const tests::OldHost host;
    const tests::TempFolder folder;
    const auto import = [&](const char* media) {
        return tests::cityfm({"import", host.feed(), "--into", folder / "show", "--allow-private", "--media",
                              media, "--address", "https://radio.example.jp/"});
    };
    const auto bring = [&] {
        return json::parse(tests::cityfm_on(folder / "show", "en", {"--json", "move"}).out).at("steps").at(2);
    };
    REQUIRE(import("keep").code == 0);
    CHECK(holds(bring().at("text").get<std::string>(), "With their sound still at the old host: 2."));
    CHECK(bring().at("done") == false);
    REQUIRE(import("download").code == 0);
    CHECK(holds(bring().at("text").get<std::string>(), "Episodes imported: 2. All their sound is here."));
    CHECK(bring().at("done") == true);
}

TEST_CASE("for a host that nobody knows there are a mail, and lines for one's own server") {
    const json step = Show().steps({"--from", "https://old.example.jp/radio/rss"})[6];
    CHECK(any_holds(step.at("paste"),
                    "location = /radio/rss { return 301 https://radio.example.jp/feed.xml; }"));
    CHECK(any_holds(step.at("paste"), "Redirect 301 /radio/rss https://radio.example.jp/feed.xml"));
    CHECK(any_holds(step.at("paste"), "Subject: 301 redirect"));
    CHECK(any_holds(step.at("paste"), "curl -sI https://old.example.jp/radio/rss"));
    const json pages = Show().steps({"--from", "https://someone.github.io/feed.xml"})[6];
    CHECK(any_holds(pages.at("paste"),
                    "<itunes:new-feed-url>https://radio.example.jp/feed.xml</itunes:new-feed-url>"));
}

TEST_CASE("the texts fit 80 columns in both languages, but for addresses and what is to be pasted") {
    for (const char* language : {"en", "ja"}) {
        const Show show("former_address = \"" + anchor + "\"\n");
        const tests::Ran ran = show.move({}, language);
        CHECK(ran.code == 0);
        for (const std::string& line : text::split_lines(ran.out)) {
            if (line.starts_with("      ")) continue;
            INFO(line);
            CHECK(text::width(line) <= 80);
        }
    }
}

TEST_CASE("each host's own words are there in both languages") {
    for (const char* host :
         {"https://anchor.fm/s/1/podcast/rss", "https://feed.podbean.com/x/feed.xml",
          "https://x.libsyn.com/rss", "https://feeds.simplecast.com/x", "https://x.github.io/rss"}) {
        for (const char* language : {"en", "ja"}) {
            const tests::Ran ran = Show().move({"--from", host}, language);
            INFO(ran.out);
            CHECK(ran.code == 0);
            CHECK(holds(ran.out, host));
            for (const std::string& line : text::split_lines(ran.out)) {
                if (!line.starts_with("      ")) CHECK(text::width(line) <= 80);
            }
        }
    }
}

TEST_CASE("an old address that is none is refused") {
    CHECK(Show().move({"--from", "anchor.fm"}).code == 2);
    const tests::TempFolder nowhere;
    CHECK(tests::cityfm({"-C", nowhere.path(), "move"}).code == 2);
}

TEST_CASE("while nobody has decided where the show goes, that is the only step") {
    const tests::OldHost host;
    const tests::TempFolder folder;
    REQUIRE(tests::cityfm({"import", host.feed(), "--into", folder / "show", "--allow-private"}).code == 0);
    const tests::Ran ran = tests::cityfm_on(folder / "show", "en", {"--json", "move"});
    const json steps = json::parse(ran.out).at("steps");
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].at("done") == false);
    CHECK_FALSE(holds(ran.out, "undecided.example/feed.xml\\n"));
}

TEST_CASE("what the shell would take for its own stands in quotes") {
    const json steps = Show().steps({"--from", "https://feeds.example.jp/rss?id=1&k=2"});
    CHECK(any_holds(steps[5].at("paste"), "cityfm compare 'https://feeds.example.jp/rss?id=1&k=2' https://"));
    CHECK_FALSE(any_holds(steps[6].at("paste"), "nginx"));
}
