// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/servers/raw_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using tests::Answer;
using tests::Asked;
using tests::holds;

namespace {

std::string good_feed() {
    return tests::read(tests::good_show().folder() / "web/feed.xml");
}

tests::Ran on(const std::filesystem::path& show, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-C", show, "--lang", "en"});
    return tests::cityfm(arguments);
}

void serve_at(const std::filesystem::path& show, const std::string& address) {
    tests::replace_in(show / "show.toml", "https://radio.example.jp/", address);
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
}

void drop_target(const std::filesystem::path& show) {
    tests::replace_in(show / "show.toml", "[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n",
                      "");
}

/// Everything in the show but what is made anew each time.
std::map<std::string, std::string> state_of(const std::filesystem::path& show) {
    std::map<std::string, std::string> state = tests::digests_below(show);
    std::erase_if(state, [](const auto& entry) { return entry.first.starts_with(".cityfm/"); });
    return state;
}

/// The small show, not built yet, whose feed is served at an address.
void make_show_at(const std::filesystem::path& show, const std::string& address) {
    tests::make_small_show(show);
    serve_at(show, address);
}

/// A site with a feed, for which it answers with a status that may change.
tests::HttpServer::Handler site_with(const std::string& feed, const std::atomic<int>& status) {
    return [&](const Asked& asked) {
        return asked.path == "/feed.xml" ? Answer{status, feed, {}, {}} : Answer{200, "", {}, {}};
    };
}

/// The published feed with another page behind it.
std::string with_next(std::string feed, const std::string& address) {
    return feed.insert(feed.find("<item>"), "<atom:link rel=\"next\" href=\"" + address + "\"/>");
}

}  // namespace

TEST_CASE(
    "an address that says neither what is published nor that there is nothing stops a run before it begins") {
    struct Row {
        const char* what;
        int code;
        std::function<Answer()> answer;
    };
    const std::string feed = good_feed();
    const std::vector<Row> rows = {
        {"503", 75,
         [] {
             return Answer{503, "busy", {}, {}};
         }},
        {"500 with a feed", 75,
         [&] {
             return Answer{500, feed, {}, {}};
         }},
        {"429", 75,
         [] {
             return Answer{429, "", {}, {}};
         }},
        {"403", 4,
         [] {
             return Answer{403, "", {}, {}};
         }},
        {"401", 4,
         [] {
             return Answer{401, "", {}, {}};
         }},
        {"204", 4,
         [] {
             return Answer{204, "", {}, {}};
         }},
        {"HTML", 4,
         [] {
             return Answer{200, "<!DOCTYPE html><html><body>Wi-Fi</body></html>", {}, {}};
         }},
        {"a placeholder", 4,
         [] {
             return Answer{200, "<rss version=\"2.0\"><channel><title>x</title></channel></rss>", {}, {}};
         }},
        {"an empty body", 75,
         [] {
             return Answer{200, "", {}, {}};
         }},
        {"half a feed", 75,
         [&] {
             return Answer{200, feed.substr(0, feed.size() / 2), {}, {}};
         }},
        {"a feed that ends within its last tag", 75,
         [&] {
             return Answer{200, feed.substr(0, feed.rfind("</channel>") + 3), {}, {}};
         }},
        {"half a feed of a whole length", 75,
         [&] {
             return Answer{200, feed, {}, feed.size() / 2};
         }},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const tests::HttpServer server([&](const Asked&) { return row.answer(); });
        const tests::TempFolder show;
        make_show_at(show.path(), server.url("/"));
        const auto before = state_of(show.path());
        const tests::Ran ran = on(show.path(), {"run"});
        INFO(ran.err);
        CHECK(ran.code == row.code);
        CHECK(holds(ran.err, "nobody can tell what is published at " + server.url("/feed.xml")));
        CHECK(holds(ran.err, "--first-time"));
        CHECK(state_of(show.path()) == before);
    }
}

TEST_CASE("an address that leads in circles, breaks off or does not answer stops a run as well") {
    const tests::TempFolder show;
    SECTION("a loop of redirects") {
        const tests::HttpServer server([](const Asked& asked) {
            return Answer{302, "", {{"Location", asked.path}}, {}};
        });
        make_show_at(show.path(), server.url("/"));
        const tests::Ran ran = on(show.path(), {"run"});
        INFO(ran.err);
        CHECK((ran.code == 4 || ran.code == 75));
        CHECK(holds(ran.err, "nobody can tell what is published"));
    }
    SECTION("a connection that is dropped") {
        const tests::RawServer server([](const tests::Wire& wire, std::size_t) { wire.hear(); });
        make_show_at(show.path(), server.url("/"));
        const tests::Ran ran = on(show.path(), {"run"});
        INFO(ran.err);
        CHECK(ran.code == 75);
        CHECK(holds(ran.err, "nobody can tell what is published"));
    }
    SECTION("nobody there") {
        make_show_at(show.path(), "http://127.0.0.1:9/");
        const tests::Ran ran = on(show.path(), {"run"});
        INFO(ran.err);
        CHECK(ran.code == 75);
    }
    CHECK_FALSE(std::filesystem::exists(show / "web"));
    CHECK_FALSE(std::filesystem::exists(show / "public"));
    CHECK_FALSE(std::filesystem::exists(show / "episodes/one/release.json"));
}

TEST_CASE("404, 410 and a person who says so mean that nothing was published yet") {
    const int status = GENERATE(404, 410, 503);
    const tests::HttpServer server([&](const Asked& asked) {
        return asked.path == "/feed.xml" ? Answer{status, "", {}, {}} : Answer{200, "", {}, {}};
    });
    const tests::TempFolder show;
    make_show_at(show.path(), server.url("/"));
    std::vector<std::string> words = {"run"};
    if (status == 503) words.emplace_back("--first-time");
    const tests::Ran ran = on(show.path(), words);
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.err, "no published feed at " + server.url("/feed.xml") + " yet"));
    CHECK(std::filesystem::exists(show / "web/feed.xml"));
}

TEST_CASE("that it is the first time is no reason to lose what is published all the same") {
    const tests::HttpServer server([&](const Asked&) { return Answer{200, good_feed(), {}, {}}; });
    const tests::TempFolder show;
    make_show_at(show.path(), server.url("/"));
    std::filesystem::remove_all(show / "episodes/two");
    const tests::Ran ran = on(show.path(), {"run", "--first-time"});
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "\"ふたつめ\" is at"));
    CHECK_FALSE(std::filesystem::exists(show / "web/feed.xml"));
    CHECK_FALSE(std::filesystem::exists(show / "episodes/one/release.json"));
}

TEST_CASE("a page of the published feed that cannot be read, or leads back, leaves it unknown") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::filesystem::remove_all(show / "web");
    std::string url;
    const std::string second = GENERATE("missing", "503", "HTML", "cut", "loop");
    const tests::HttpServer server([&](const Asked& asked) {
        if (asked.path == "/feed.xml") return Answer{200, with_next(good_feed(), url + "feed-2.xml"), {}, {}};
        if (second == "missing") return Answer{404, "", {}, {}};
        if (second == "503") return Answer{503, "", {}, {}};
        if (second == "HTML") return Answer{200, "<html></html>", {}, {}};
        if (second == "cut") return Answer{200, good_feed().substr(0, 900), {}, {}};
        return Answer{200, with_next(good_feed(), url + "feed.xml"), {}, {}};
    });
    url = server.url("/");
    serve_at(show.path(), url);
    INFO(second);
    const tests::Ran ran = on(show.path(), {"publish"});
    INFO(ran.err);
    CHECK(ran.code == (second == "503" || second == "cut" ? 75 : 4));
    CHECK(holds(ran.err, "nobody can tell what is published"));
    CHECK_FALSE(std::filesystem::exists(show / "web"));
}

TEST_CASE("a feed on the target that cannot be read is left alone unless a person says --first-time") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    tests::write(show / "web/feed.xml", GENERATE("", "<html></html>", "\x1F\x8B", "<rss><channel>"));
    const auto before = tests::digests_below(show / "web");
    const tests::Ran ran = on(show.path(), {"publish"});
    INFO(ran.err);
    CHECK((ran.code == 75 || ran.code == 4));
    CHECK(holds(ran.err, "nobody can tell what is published at feed.xml"));
    CHECK(tests::digests_below(show / "web") == before);
    CHECK(on(show.path(), {"publish", "--first-time"}).code == 0);
    CHECK(tests::digests_below(show / "web") == tests::digests_below(show / "public"));
}

TEST_CASE("without a target, what is served counts besides what lies in public/") {
    const std::string published = good_feed();
    std::atomic<int> status = 200;
    const tests::HttpServer server(site_with(published, status));
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    drop_target(show.path());
    serve_at(show.path(), server.url("/"));
    // Another clone, where nothing was built yet: a deleted episode must not leave the live feed.
    std::filesystem::remove_all(show / "public");
    std::filesystem::remove_all(show / "episodes/two");
    for (const char* command : {"run", "publish", "compare"}) {
        const tests::Ran ran = on(show.path(), {command});
        INFO(command << ran.err);
        CHECK(ran.code == 3);
        CHECK(holds(ran.err, "\"ふたつめ\" is at"));
        CHECK_FALSE(std::filesystem::exists(show / "public/feed.xml"));
    }
    CHECK(on(show.path(), {"build"}).code == 0);
    CHECK(on(show.path(), {"compare"}).code == 3);
    status = 503;
    CHECK(on(show.path(), {"compare"}).code == 75);
    status = 404;
    CHECK(on(show.path(), {"compare"}).code == 0);
}

TEST_CASE("a target that is older than what is served loses no episode, and says so where nobody can ask") {
    const std::string published = good_feed();
    std::atomic<int> status = 200;
    const tests::HttpServer server(site_with(published, status));
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    serve_at(show.path(), server.url("/"));
    // The target as it was before the second episode, whose folder is gone.
    std::string older = published;
    const std::string::size_type title = older.find("ふたつめ");
    const std::string::size_type from = older.rfind("<item>", title);
    older.erase(from, older.find("</item>", title) + 7 - from);
    tests::write(show / "web/feed.xml", older);
    std::filesystem::remove_all(show / "public");
    std::filesystem::remove_all(show / "episodes/two");
    for (const char* command : {"run", "publish"}) {
        const tests::Ran ran = on(show.path(), {command});
        INFO(command << ran.err);
        CHECK(ran.code == 3);
        CHECK(holds(ran.err, "ふたつめ"));
        CHECK(tests::read(show / "web/feed.xml") == older);
    }
    // A site that does not answer is what a person may be about to repair.
    status = 503;
    const tests::Ran ran = on(show.path(), {"publish"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.err, "only the one on the target was compared"));
}

TEST_CASE("a target that cannot be read does not stop the others") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    tests::write(show / "show.toml",
                 tests::read(show / "show.toml") +
                     "\n[[target]]\nid = \"other\"\ntype = \"folder\"\npath = \"other\"\n");
    tests::write(show / "other/feed.xml", "<html></html>");
    tests::replace_in(show / "show.toml", "テスト放送", "新しい放送");
    const tests::Ran ran = on(show.path(), {"publish"});
    INFO(ran.err);
    CHECK(ran.code == 4);
    CHECK(holds(tests::read(show / "web/feed.xml"), "新しい放送"));
    CHECK(tests::read(show / "other/feed.xml") == "<html></html>");
}

TEST_CASE("an episode that is published and gets a date to come is told by name, and nothing is changed") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const bool has_target = GENERATE(true, false);
    if (!has_target) drop_target(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "2026-11-22T20:00", "2027-01-10T20:00");
    tests::replace_in(show / "episodes/one/episode.toml", "ひとつめ", "一つ目");
    const auto before = state_of(show.path());
    const std::string command = GENERATE("run", "publish");
    const tests::Ran ran = on(show.path(), {command});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "two is published, and its date was moved to 2027-01-10 20:00"));
    CHECK(state_of(show.path()) == before);
    const tests::Ran meant = on(show.path(), {command, "--without", "two"});
    CHECK(meant.code == 0);
    CHECK_FALSE(holds(tests::read(show / (has_target ? "web/feed.xml" : "public/feed.xml")), "ふたつめ"));
}

TEST_CASE("a feed that is cut in the middle is not imported, linted as whole or compared") {
    const tests::TempFolder folder;
    const std::string feed = good_feed();
    for (const std::size_t size : {feed.size() / 2, feed.rfind("</item>") + 7, feed.rfind("</channel>")}) {
        tests::write(folder / "cut.xml", feed.substr(0, size));
        const tests::Ran imported = tests::cityfm({"--lang", "en", "import", folder / "cut.xml", "--into",
                                                   folder / "show", "--address", "https://a.example/"});
        INFO(imported.err);
        CHECK(imported.code == 3);
        CHECK(holds(imported.err, "the feed ends in the middle: <channel> of line"));
        CHECK_FALSE(std::filesystem::exists(folder / "show"));
        CHECK(tests::cityfm({"lint", folder / "cut.xml"}).code == 3);
        CHECK(tests::cityfm({"compare", folder / "cut.xml", folder / "cut.xml"}).code == 3);
    }
    // Only the root's own end is missing: every item is there.
    tests::write(folder / "whole.xml", feed.substr(0, feed.rfind("</rss>")));
    CHECK(tests::cityfm({"compare", folder / "whole.xml", folder / "whole.xml"}).code == 0);
}

TEST_CASE("pages that lead in a circle are no feed with an end") {
    std::string url;
    const tests::HttpServer server([&](const Asked& asked) {
        const bool first = asked.path == "/feed.xml";
        return Answer{200, with_next(good_feed(), url + (first ? "feed-2.xml" : "feed.xml")), {}, {}};
    });
    url = server.url("/");
    const tests::TempFolder folder;
    const tests::Ran ran = tests::cityfm(
        {"--lang", "en", "import", server.url("/feed.xml"), "--allow-private", "--into", folder / "show"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "the pages of the feed lead back to " + server.url("/feed.xml")));
    CHECK_FALSE(std::filesystem::exists(folder / "show"));
}

TEST_CASE("a later page that is not the feed's is no end of it") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::filesystem::remove_all(show / "web");
    std::string url;
    const tests::HttpServer server([&](const Asked& asked) {
        if (asked.path == "/feed.xml") return Answer{200, with_next(good_feed(), url + "feed-2.xml"), {}, {}};
        return Answer{200, "<rss version=\"2.0\"><channel><title>Parked</title></channel></rss>", {}, {}};
    });
    url = server.url("/");
    serve_at(show.path(), url);
    const tests::Ran ran = on(show.path(), {"publish"});
    INFO(ran.err);
    CHECK(ran.code == 4);
    CHECK(holds(ran.err, "this page is not the feed's"));
    CHECK_FALSE(std::filesystem::exists(show / "web"));
}

TEST_CASE("a feed in which zeros stand for text is not imported, since items may be missing") {
    const tests::TempFolder folder;
    const std::string feed = good_feed();
    for (const std::string lost : {"<enclosure", "</item>"}) {
        std::string zeros = feed;
        zeros.replace(zeros.find(lost), 20, std::string(20, '\0'));
        tests::write(folder / "broken.xml", zeros);
        const tests::Ran ran = tests::cityfm({"--lang", "en", "import", folder / "broken.xml", "--into",
                                              folder / "show", "--address", "https://a.example/"});
        INFO(ran.err);
        CHECK(ran.code == 3);
        CHECK_FALSE(std::filesystem::exists(folder / "show"));
    }
}
