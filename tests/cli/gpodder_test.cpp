// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <set>

#include "pipeline/core/digest.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using tests::holds;

namespace {

/// A small show that is built for this server and served from its `public/`, as a web server of today would.
class HostedShow {
  public:
    HostedShow() : server_([this](const tests::Asked& asked) { return answer(asked); }) {
        tests::make_small_show(folder_.path());
        tests::replace_in(folder_ / "show.toml", "https://radio.example.jp/", server_.url("/"));
        build();
    }

    /// The feed stands under another name from now on, says so itself, and the old name leads there for good.
    void move_feed() {
        tests::replace_in(folder_ / "show.toml", "[announce]",
                          "[feed]\npath = \"radio.xml\"\nnew_feed_url = \"" + server_.url("/radio.xml") +
                              "\"\n\n[announce]");
        build();
        REQUIRE(holds(tests::read(folder_ / "public/radio.xml"),
                      "<itunes:new-feed-url>" + url("/radio.xml") + "</itunes:new-feed-url>"));
        moved_ = true;
    }

    /// The next sound file breaks off after so many bytes.
    void break_after(std::size_t bytes) { break_after_ = bytes; }

    std::string url(const std::string& path) const { return server_.url(path); }

    /// `GET` requests of which the path starts like this.
    std::vector<tests::Asked> asked_for(const std::string& start) const {
        std::vector<tests::Asked> found;
        for (const tests::Asked& asked : server_.asked())
            if (asked.method == "GET" && asked.path.starts_with(start)) found.push_back(asked);
        return found;
    }

    int not_modified() const { return not_modified_; }

    std::multiset<std::string> sounds() const { return sounds_below(folder_ / "public/media"); }

    static std::multiset<std::string> sounds_below(const std::filesystem::path& folder) {
        std::multiset<std::string> digests;
        for (const auto& [file, digest] : tests::digests_below(folder))
            if (file.ends_with(".mp3")) digests.insert(digest);
        return digests;
    }

  private:
    void build() const {
        const tests::Ran ran = tests::cityfm_on(folder_.path(), "en", {"build"});
        INFO(ran.err);
        REQUIRE(ran.code == 0);
    }

    tests::Answer answer(const tests::Asked& asked) {
        if (moved_ && asked.path == "/feed.xml") return {301, "", {{"Location", url("/radio.xml")}}, {}};
        const std::filesystem::path file = folder_ / ("public" + asked.path);
        if (!std::filesystem::is_regular_file(file)) return {404, "", {}, {}};
        const std::string body = tests::read(file);
        const std::string tag = '"' + core::sha256(body) + '"';
        const std::string modified = "Sun, 22 Nov 2026 12:00:00 GMT";
        const auto header = [&asked](const char* name) {
            const auto found = asked.headers.find(name);
            return found != asked.headers.end() ? found->second : std::string();
        };
        // RFC 9110, 13.1.3: the date does not count where a tag is given.
        const std::string known = header("if-none-match");
        if (known.empty() ? header("if-modified-since") == modified : known == tag) {
            ++not_modified_;
            return {304, "", {{"ETag", tag}}, {}};
        }
        // The part itself is cut by httplib.
        tests::Answer answer{header("range").empty() ? 200 : 206, body, {}, {}};
        answer.headers = {{"ETag", tag}, {"Last-Modified", modified}, {"Accept-Ranges", "bytes"}};
        answer.headers["Content-Type"] = file.extension() == ".mp3" ? "audio/mpeg" : "application/rss+xml";
        if (file.extension() == ".mp3" && break_after_ > 0) answer.cut_after = break_after_.exchange(0);
        return answer;
    }

    tests::TempFolder folder_;
    std::atomic<bool> moved_ = false;
    std::atomic<int> not_modified_ = 0;
    std::atomic<std::size_t> break_after_ = 0;
    tests::HttpServer server_;
};

/// A listener who has nothing but gPodder.
class Listener {
  public:
    std::string gpo(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"gpo", "-q"});
        tests::Launch launch;
        launch.environment = {"LC_ALL=C.UTF-8", "HOME=" + home_.path().string(),
                              "GPODDER_HOME=" + (home_ / "gpodder").string(),
                              "GPODDER_DOWNLOAD_DIR=" + (home_ / "sound").string()};
        const tests::Ran ran = tests::run_program(arguments, launch);
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
        return ran.out;
    }

    std::multiset<std::string> sounds() const { return HostedShow::sounds_below(home_ / "sound"); }

  private:
    tests::TempFolder home_;
};

}  // namespace

TEST_CASE("gPodder shows a show under our titles and downloads every episode, byte for byte") {
    const HostedShow show;
    const Listener listener;
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
    const Listener listener;
    listener.gpo({"subscribe", show.url("/feed.xml")});
    show.break_after(20'000);
    listener.gpo({"download"});
    const auto asked = show.asked_for("/media/");
    REQUIRE(asked.size() == 3);
    CHECK(asked[1].path == asked[0].path);
    CHECK(asked[1].headers.at("range") == "bytes=20000-");
    CHECK(listener.sounds() == show.sounds());
}

TEST_CASE("gPodder asks for a feed that has not changed and is told so") {
    const HostedShow show;
    const Listener listener;
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
    const Listener listener;
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
