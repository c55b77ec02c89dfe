// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/web_server.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/listener.h"

using namespace cityfm;
using tests::holds;

namespace {

/// A small show that is built for this server and served from its `public/`.
class HostedShow {
  public:
    HostedShow() : web_(folder_ / "public") {
        tests::make_small_show(folder_.path());
        tests::replace_in(folder_ / "show.toml", "https://radio.example.jp/", web_.url("/"));
        build();
    }

    /// The feed stands under another name from now on, says so itself, and the old name leads there for good.
    void move_feed() {
        tests::replace_in(
            folder_ / "show.toml", "[announce]",
            "[feed]\npath = \"radio.xml\"\nnew_feed_url = \"" + url("/radio.xml") + "\"\n\n[announce]");
        build();
        REQUIRE(holds(tests::read(folder_ / "public/radio.xml"),
                      "<itunes:new-feed-url>" + url("/radio.xml") + "</itunes:new-feed-url>"));
        web_.redirect("/feed.xml", "/radio.xml");
    }

    tests::WebServer& web() { return web_; }
    std::string url(const std::string& path) const { return web_.url(path); }
    std::vector<tests::Asked> asked_for(const std::string& start) const { return web_.asked_for(start); }
    int not_modified() const { return web_.not_modified(); }
    std::multiset<std::string> sounds() const { return tests::sounds_below(folder_ / "public/media"); }

  private:
    void build() const {
        const tests::Ran ran = tests::cityfm_on(folder_.path(), "en", {"build"});
        INFO(ran.err);
        REQUIRE(ran.code == 0);
    }

    tests::TempFolder folder_;
    tests::WebServer web_;
};

}  // namespace

TEST_CASE("gPodder shows a show under our titles and downloads every episode, byte for byte") {
    const HostedShow show;
    const tests::Listener listener;
    const std::string feed = show.url("/feed.xml");
    listener.gpo({"subscribe", feed});
    listener.gpo({"download"});
    CHECK(show.sounds().size() == 2);
    CHECK(listener.sounds() == show.sounds());

    const std::string info = listener.gpo({"info", feed});
    INFO(info);
    CHECK(holds(info, "Title: テスト放送\n"));
    CHECK(holds(info, "試験のための番組\n"));
    CHECK(holds(info, "Link: " + show.url("/") + "\n"));
    CHECK(holds(info, "1.  ▉  ふたつめ\n"));
    CHECK(holds(info, "2.  ▉  ひとつめ\n"));
}

TEST_CASE("gPodder goes on with a download that broke off where it stood") {
    HostedShow show;
    const tests::Listener listener;
    listener.gpo({"subscribe", show.url("/feed.xml")});
    show.web().break_after(20'000);
    listener.gpo({"download"});
    const auto asked = show.asked_for("/media/");
    REQUIRE(asked.size() == 3);
    CHECK(asked[1].path == asked[0].path);
    CHECK(asked[1].headers.at("range") == "bytes=20000-");
    CHECK(listener.sounds() == show.sounds());
}

TEST_CASE("gPodder asks for a feed that has not changed and is told so") {
    const HostedShow show;
    const tests::Listener listener;
    listener.gpo({"subscribe", show.url("/feed.xml")});
    CHECK(show.not_modified() == 0);
    listener.gpo({"update"});
    const auto asked = show.asked_for("/feed.xml");
    REQUIRE(asked.size() == 2);
    CHECK_FALSE(asked[0].headers.contains("if-none-match"));
    CHECK(asked[1].headers.contains("if-none-match"));
    CHECK(asked[1].headers.contains("if-modified-since"));
    CHECK(show.not_modified() == 1);
}

TEST_CASE("gPodder follows a feed that has moved, and has every episode already") {
    HostedShow show;
    const tests::Listener listener;
    listener.gpo({"subscribe", show.url("/feed.xml")});
    listener.gpo({"download"});
    std::string episodes = listener.gpo({"episodes", "--guid"});
    REQUIRE(show.asked_for("/media/").size() == 2);

    show.move_feed();
    listener.gpo({"update"});
    listener.gpo({"download"});
    const std::string from = show.url("/feed.xml");
    REQUIRE(holds(episodes, from));
    CHECK(listener.gpo({"episodes", "--guid"}) ==
          episodes.replace(episodes.find(from), from.size(), show.url("/radio.xml")));
    CHECK(show.asked_for("/media/").size() == 2);
    CHECK(show.not_modified() == 0);

    const std::size_t old = show.asked_for("/feed.xml").size();
    listener.gpo({"update"});
    CHECK(show.asked_for("/feed.xml").size() == old);
    CHECK(show.not_modified() == 1);
}
