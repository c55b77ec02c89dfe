// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/move.h"

using namespace cityfm;
using nlohmann::json;
using tests::Answer;
using tests::Asked;
using tests::holds;
using tests::Move;
using tests::release_of;

TEST_CASE("an imported show passes check, and its feed keeps every identity") {
    const Move move;
    const tests::Ran ran = move.import();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.out,
                ": 2 episodes (2 new), 0 sound files downloaded, the sound of 2 still at the old host."));
    const tests::Ran checked = move.on_show({"check"});
    INFO(checked.out << checked.err);
    CHECK(checked.code == 0);
    const tests::Ran compared = move.compare();
    INFO(compared.out);
    CHECK(compared.code == 0);
    const json report = json::parse(compared.out);
    for (const json& finding : report.at("findings")) CHECK(finding.at("code") == "picture-changed");
    CHECK(report.at("items") == json{{"before", 2}, {"after", 2}});
    const std::string feed = move.on_show({"feed"}).out;
    CHECK(holds(feed, "<guid isPermaLink=\"false\">892ad84c-A15e-0001</guid>"));
    CHECK(holds(feed, "<guid isPermaLink=\"true\">" + move.host.url("/?p=2") + "</guid>"));
    CHECK(holds(feed, "<enclosure url=\"" + move.host.url("/play/1.mp3?d=2025%2F06") + "\""));
    CHECK(holds(feed, "<anchor:extra xmlns:anchor=\"https://anchor.fm/xmlns\" kind=\"x\">1</anchor:extra>"));
    CHECK(holds(
        feed,
        "<anchor:support xmlns:anchor=\"https://anchor.fm/xmlns\" enabled=\"false\"></anchor:support>"));
    CHECK(holds(feed, "<itunes:new-feed-url>https://radio.example.jp/feed.xml</itunes:new-feed-url>"));
    CHECK(holds(feed, "<podcast:transcript url=\"" + move.host.url("/1.vtt") + "\""));
}

TEST_CASE("import tells what was odd, in the language that was asked for, and as JSON") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path == "/rss") answer.body.insert(0, "\n");
    });
    const tests::Ran japanese =
        tests::cityfm({"--lang", "ja", "import", move.host.feed(), "--into", move.show(), "--allow-private"});
    CHECK(japanese.code == 0);
    CHECK(holds(
        japanese.out,
        "全 2 回（今回取り込んだのは 2 回）、音声のダウンロード 0 件、音声が古いホストにあるのは 2 回"));
    CHECK(holds(japanese.out, "anchor:extra, anchor:support"));
    const tests::Ran ran = move.import({"--json"});
    const json report = json::parse(ran.out);
    CHECK(report.at("episodes") == 2);
    CHECK(report.at("written") == 0);
    std::set<std::string> codes;
    for (const json& finding : report.at("findings")) codes.insert(finding.at("code"));
    CHECK(codes == std::set<std::string>{"text-before-declaration", "old-boolean", "old-category",
                                         "duration-with-colons", "kept-foreign"});
}

TEST_CASE("what hosts wrote stays when an import goes on, and what the feed has by then comes too") {
    Move move;
    REQUIRE(move.import().code == 0);
    tests::write(move.show() / "episodes/2025-06-01-1-ramen/notes.md", "Mein Text\n");
    tests::replace_in(move.show() / "show.toml", "テスト放送", "わたしの番組");
    const auto before = tests::digests_below(move.show() / "episodes");
    move.host.publish(3);
    const tests::Ran ran = move.import();
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, ": 3 episodes (1 new)"));
    auto after = tests::digests_below(move.show() / "episodes");
    std::erase_if(after, [](const auto& file) { return file.first.starts_with("2025-06-03"); });
    CHECK(after == before);
    CHECK(holds(tests::read(move.show() / "show.toml"), "わたしの番組"));
}

TEST_CASE("a new repository is as good as an empty folder") {
    const Move move;
    tests::write(move.show() / ".git/HEAD", "ref: refs/heads/main\n");
    tests::write(move.show() / "README.md", "# Radio\n");
    CHECK(move.import().code == 0);
    CHECK(tests::read(move.show() / "README.md") == "# Radio\n");
}

TEST_CASE("a feed of several pages comes whole") {
    Move move;
    move.host.get_wrong([&](const Asked& asked, Answer& answer) {
        if (asked.path != "/rss" && asked.path != "/rss-2") return;
        std::string xml = move.host.xml();
        const std::size_t one = xml.find("<item>");
        const std::size_t two = xml.find("<item>", one + 1);
        const std::size_t end = xml.find("</channel>");
        const std::string next = "<atom:link rel=\"next\" href=\"rss-2\"/>";
        answer = {200,
                  asked.path == "/rss"
                      ? xml.substr(0, one) + next + xml.substr(one, two - one) + xml.substr(end)
                      : xml.substr(0, one) + xml.substr(two),
                  {},
                  {}};
    });
    const tests::Ran ran = move.import();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, ": 2 episodes"));
    tests::write(move.folder() / "page.xml", tests::cityfm({"lint", move.host.feed()}).out);
}

TEST_CASE("a file whose feed goes on elsewhere says so") {
    const Move move;
    std::string xml = move.host.xml();
    xml.insert(xml.find("<item>"), "<atom:link rel=\"next\" href=\"https://old.example.jp/rss?page=2\"/>");
    tests::write(move.folder() / "old.xml", xml);
    const tests::Ran ran = tests::cityfm(
        {"--lang", "en", "import", move.folder() / "old.xml", "--into", move.show(), "--allow-private"});
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "the feed goes on at https://old.example.jp/rss?page=2"));
}

TEST_CASE("imported episodes are published as they were, and announced to nobody") {
    Move move;
    REQUIRE(move.download().code == 0);
    REQUIRE(move.import({}).code == 0);
    tests::write(move.show() / "show.toml",
                 tests::read(move.show() / "show.toml") +
                     "\n[announce]\nassume_public = true\n\n[[target]]\nid = \"web\"\ntype = "
                     "\"folder\"\npath = \"web\"\n\n[[channel]]\nid = \"lobby\"\ntype = "
                     "\"file\"\nto = \"sent.jsonl\"\n");
    const tests::Ran ran = tests::cityfm({"-C", move.show(), "--lang", "en", "run", "--first-time"},
                                         tests::at("2025-06-02T20:00:00+09:00"));
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK_FALSE(std::filesystem::exists(move.show() / "sent.jsonl"));
    std::size_t sounds = 0;
    for (const auto& [file, digest] : tests::digests_below(move.show() / "web"))
        sounds += file.ends_with(".mp3") ? 1 : 0;
    CHECK(sounds == 2);
    const tests::Ran compared =
        tests::cityfm({"--lang", "en", "compare", move.host.feed(), move.show() / "web/feed.xml"});
    INFO(compared.out);
    CHECK(compared.code == 0);
}

TEST_CASE("kept episodes are published without their sound, which stays where it is") {
    Move move;
    REQUIRE(move.import().code == 0);
    const tests::Ran ran = move.on_show({"build"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(move.sounds().empty());
    CHECK(holds(tests::read(move.show() / "public/feed.xml"), move.host.url("/play/2.mp3?d=2025%2F06")));
}

TEST_CASE("someone new in a feed is told when show.toml is there already, and the show stays whole") {
    Move move;
    const auto guest = [&](const std::string& item, const std::string& name) {
        return [item, name](const Asked& asked, Answer& answer) {
            if (asked.path != "/rss") return;
            const std::size_t at = answer.body.find("<title><![CDATA[第" + item);
            answer.body.insert(at, "<podcast:person>" + name + "</podcast:person>");
        };
    };
    move.host.get_wrong(guest("1", "Jo"));
    REQUIRE(move.import().code == 0);
    move.host.publish(3);
    move.host.get_wrong(guest("3", "Jo!"));
    const tests::Ran ran = move.import();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "\"Jo!\" cannot be used for <podcast:person>"));
    CHECK_FALSE(holds(tests::read(move.show() / "episodes/2025-06-03-3-ramen/episode.toml"), "people"));
}

TEST_CASE(
    "episodes that an interrupted import has begun keep their folders, in whatever order the feed comes") {
    Move move;
    const auto same = [](const std::string& first, const std::string& second) {
        return [=](const Asked& asked, Answer& answer) {
            if (asked.path != "/rss") return;
            const auto item = [](const std::string& guid) {
                return "<item><title>Same</title><guid isPermaLink=\"false\">" + guid +
                       "</guid><pubDate>Sun, 01 Jun 2025 09:00:00 GMT</pubDate><enclosure "
                       "url=\"https://old.example.jp/" +
                       guid + ".mp3\" length=\"5\" type=\"audio/mpeg\"/></item>";
            };
            const std::size_t at = answer.body.find("<item>");
            answer.body.replace(at, answer.body.find("</channel>") - at, item(first) + item(second));
        };
    };
    move.host.get_wrong(same("AAA", "BBB"));
    REQUIRE(move.import().code == 0);
    const json before = release_of(move, "2025-06-01-same");
    for (const auto& entry : std::filesystem::directory_iterator(move.show() / "episodes"))
        std::filesystem::remove(entry.path() / "episode.toml");
    move.host.get_wrong(same("BBB", "AAA"));
    const tests::Ran ran = move.import();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(release_of(move, "2025-06-01-same") == before);
    CHECK(move.on_show({"check"}).code == 0);
}

TEST_CASE("an item of tomorrow that listeners have already stays in the feed") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path != "/rss") return;
        answer.body.replace(answer.body.find("02 Jun 2025"), 11, "02 Jun 2031");
    });
    REQUIRE(move.import().code == 0);
    CHECK(holds(move.on_show({"feed"}).out, "02 Jun 2031"));
    CHECK(move.on_show({"build"}).code == 0);
}

TEST_CASE("before its first publishing a show is compared with every page of the feed it came from") {
    Move move;
    REQUIRE(move.import().code == 0);
    tests::write(move.show() / "show.toml",
                 tests::read(move.show() / "show.toml") +
                     "\n[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n");
    std::filesystem::remove_all(move.show() / "episodes/2025-06-01-1-ramen");
    const auto refused = [&] {
        const tests::Ran ran = move.on_show({"publish", "--allow-private"});
        INFO(ran.err);
        CHECK(ran.code == 3);
        CHECK(holds(ran.err, "\"第1回 Ramen\" is at"));
        CHECK_FALSE(std::filesystem::exists(move.show() / "web/feed.xml"));
    };
    refused();
    // The lost one is on the second page, by a name of the host's.
    move.host.get_wrong([&](const Asked& asked, Answer& answer) {
        if (asked.path != "/rss" && asked.path != "/more") return;
        std::string xml = move.host.xml();
        const std::size_t one = xml.find("<item>");
        const std::size_t two = xml.find("<item>", one + 1);
        const std::size_t end = xml.find("</channel>");
        answer.status = 200;
        answer.body = asked.path == "/rss" ? xml.substr(0, one) + "<atom:link rel=\"next\" href=\"more\"/>" +
                                                 xml.substr(one, two - one) + xml.substr(end)
                                           : xml.substr(0, one) + xml.substr(two);
    });
    refused();
}

TEST_CASE("a guid that holds a line end is kept as it is, and the folder that import makes is whole") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path != "/rss") return;
        const std::string guid = "892ad84c-A15e-0001";
        answer.body.replace(answer.body.find(guid), guid.size(), "892ad84c\n\tA15e-0001");
    });
    const tests::Ran ran = move.import();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(move.on_show({"check"}).code == 0);
    CHECK(holds(move.on_show({"feed"}).out, "892ad84c\n\tA15e-0001"));
    CHECK(move.import().code == 0);
}
