// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "pipeline/core/digest.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/old_host.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using tests::Answer;
using tests::Asked;
using tests::holds;

namespace {

/// An old host, and a folder beside which its show is brought.
class Move {
  public:
    tests::OldHost host;

    std::filesystem::path show() const { return folder_ / "show"; }

    tests::Ran import(std::vector<std::string> more = {}, const tests::Launch& launch = {}) const {
        std::vector<std::string> arguments = {"--lang",
                                              "en",
                                              "--now",
                                              tests::small_show_now,
                                              "import",
                                              host.feed(),
                                              "--into",
                                              show(),
                                              "--allow-private",
                                              "--address",
                                              "https://radio.example.jp/"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return tests::cityfm(arguments, launch);
    }

    tests::Ran download() const { return import({"--media", "download"}); }

    tests::Ran on_show(std::vector<std::string> arguments) const {
        return tests::cityfm_on(show(), "en", std::move(arguments));
    }

    /// The feed of what was imported, against the one that the host serves.
    tests::Ran compare() const {
        const tests::Ran feed = on_show({"feed"});
        REQUIRE(feed.code == 0);
        tests::write(folder_ / "new.xml", feed.out);
        tests::write(folder_ / "old.xml", host.xml());
        return tests::cityfm({"--lang", "en", "--json", "compare", folder_ / "old.xml", folder_ / "new.xml"});
    }

    /// The bytes of the sounds that lie in `public/`.
    std::multiset<std::string> sounds() const {
        std::multiset<std::string> found;
        for (const auto& [file, digest] : tests::digests_below(show() / "public/media"))
            if (file.ends_with(".mp3")) found.insert(digest);
        return found;
    }

    const std::filesystem::path folder() const { return folder_.path(); }

  private:
    tests::TempFolder folder_;
};

json release_of(const Move& move, const std::string& episode) {
    return json::parse(tests::read(move.show() / "episodes" / episode / "release.json"));
}

}  // namespace

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

TEST_CASE("with download everything lies in the show, byte for byte, and nothing leads to the old host") {
    const Move move;
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "2 sound files downloaded. Next"));
    CHECK(move.sounds().size() == 2);
    CHECK(move.on_show({"check"}).code == 0);
    const tests::Ran feed = move.on_show({"feed"});
    CHECK_FALSE(holds(feed.out, "<enclosure url=\"http://127.0.0.1"));
    CHECK_FALSE(holds(feed.out, move.host.url("/1.vtt")));
    CHECK_FALSE(holds(feed.out, move.host.url("/1.json")));
    CHECK(holds(feed.out, "<psc:chapter start=\"00:00:02.000\" title=\"つぎ\"/>"));
    CHECK(tests::read(move.show() / "assets/cover.png").size() > 100);
    const tests::Ran compared = move.compare();
    INFO(compared.out);
    CHECK(compared.code == 0);

    const auto before = tests::digests_below(move.show());
    const std::size_t asked = move.host.asked_for("/play/").size();
    CHECK(asked == 2);
    CHECK(move.download().code == 0);
    CHECK(move.host.asked_for("/play/").size() == asked);
    CHECK(tests::digests_below(move.show()) == before);
}

TEST_CASE("what was kept at the old host can be brought later") {
    const Move move;
    CHECK(move.import().code == 0);
    CHECK(release_of(move, "2025-06-01-1-ramen")
              .at("renditions")[0]
              .at("path")
              .get<std::string>()
              .starts_with("http"));
    CHECK(move.download().code == 0);
    const json rendition = release_of(move, "2025-06-01-1-ramen").at("renditions")[0];
    CHECK(rendition.at("path").get<std::string>().starts_with("media/2025-06-01-1-ramen-"));
    CHECK(rendition.at("origin") == move.host.url("/play/1.mp3?d=2025%2F06"));
    CHECK(move.sounds().size() == 2);
}

TEST_CASE("an import that was killed at any moment goes on, and ends as one that was not") {
    const Move whole;
    REQUIRE(whole.download().code == 0);
    for (const char* moment : {"show.toml", "episodes", "episodes/2025-06-02-2-ramen/episode.toml",
                               ".cityfm/import", "public/media"}) {
        const Move move;
        tests::Launch launch;
        launch.signal_when = move.show() / moment;
        const tests::Ran killed = move.import({"--media", "download"}, launch);
        INFO(moment << ": " << killed.code);
        const tests::Ran ran = move.download();
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
        CHECK(move.sounds() == whole.sounds());
        CHECK(move.on_show({"check"}).code == 0);
        CHECK(move.compare().code == 0);
        CHECK(std::filesystem::is_empty(move.show() / ".cityfm/import"));
    }
}

TEST_CASE("a download that broke off is asked for from where it stood") {
    Move move;
    std::atomic<int> cut = 0;
    move.host.get_wrong([&](const Asked& asked, Answer& answer) {
        if (asked.path == "/play/1.mp3" && cut++ == 0) answer.cut_after = 20'000;
    });
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    const auto asked = move.host.asked_for("/play/1.mp3");
    REQUIRE(asked.size() == 2);
    CHECK(asked[1].headers.at("range") == "bytes=20000-");
    CHECK(move.sounds().contains(core::sha256(tests::read(
        move.show() / "public" / release_of(move, "2025-06-01-1-ramen").at("renditions")[0].at("path")))));
    CHECK(move.sounds().size() == 2);
}

TEST_CASE("four files at most come at a time") {
    Move move;
    move.host.publish(9);
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    std::atomic<bool> together = false;
    move.host.get_wrong([&](const Asked& asked, Answer&) {
        if (!asked.path.starts_with("/play/")) return;
        const int count = ++now;
        for (int known = most; count > known && !most.compare_exchange_weak(known, count);) {
        }
        // The first waits until it is not alone.
        for (int i = 0; i < 1000 && !together; ++i) {
            if (now > 1) together = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        --now;
    });
    CHECK(move.download().code == 0);
    CHECK(together);
    CHECK(most <= 4);
    CHECK(move.sounds().size() == 9);
}

TEST_CASE("a file that the host refuses stays where it is, the others come, and the next run asks again") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path == "/play/1.mp3") answer = {503, "", {{"Retry-After", "3600"}}, {}};
    });
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 75);
    CHECK(holds(ran.out, "1 sound files downloaded"));
    CHECK(holds(ran.out,
                "could not be downloaded and is still at the old host: " + move.host.url("/play/1.mp3")));
    CHECK(move.on_show({"check"}).code == 0);
    CHECK(move.compare().code == 0);
    move.host.get_wrong({});
    CHECK(move.download().code == 0);
    CHECK(move.host.asked_for("/play/2.mp3").size() == 1);
    CHECK(move.sounds().size() == 2);
}

TEST_CASE("a page in the place of sound is no sound, and what is gone is told") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path == "/play/1.mp3") {
            answer.body = "<!DOCTYPE html><html><title>Sign in</title></html>";
            answer.headers["Content-Type"] = "text/html";
        }
        if (asked.path == "/play/2.mp3") answer = {410, "", {}, {}};
    });
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 1);
    CHECK(holds(ran.out, "HTTP 410"));
    CHECK(holds(ran.out, "0 sound files downloaded"));
    CHECK(move.sounds().empty());
    CHECK(move.compare().code == 0);
}

TEST_CASE("a length that the feed got wrong is told, and the right one is in the new feed") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path != "/rss") return;
        const std::size_t at = answer.body.find("length=\"");
        answer.body.replace(at, answer.body.find('"', at + 8) + 1 - at, "length=\"7\"");
    });
    const tests::Ran ran = move.import({"--media", "download", "--json"});
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "\"length-differs\""));
    const json rendition = release_of(move, "2025-06-02-2-ramen").at("renditions")[0];
    CHECK(rendition.at("bytes") ==
          std::filesystem::file_size(move.show() / "public" / rendition.at("path").get<std::string>()));
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

TEST_CASE("a folder with something else in it, or with another show, is left as it is") {
    const Move move;
    tests::write(move.show() / "letter.txt", "private");
    const tests::Ran other = move.import();
    CHECK(other.code == 2);
    CHECK(holds(other.err, "holds something that is no imported show"));
    CHECK(tests::digests_below(move.show()).size() == 1);
    std::filesystem::remove_all(move.show());
    tests::make_small_show(move.show());
    const auto before = tests::digests_below(move.show());
    const tests::Ran show = move.import();
    CHECK(show.code == 2);
    CHECK(holds(show.err, "holds another show (9b024349-ccf0-5f69-a609-6b82873eab3c)"));
    CHECK(tests::digests_below(move.show()) == before);
    std::filesystem::remove_all(move.show());
    tests::write(move.show(), "a file");
    CHECK(move.import().code == 2);
    CHECK(tests::read(move.show()) == "a file");
}

TEST_CASE("a new repository is as good as an empty folder") {
    const Move move;
    tests::write(move.show() / ".git/HEAD", "ref: refs/heads/main\n");
    tests::write(move.show() / "README.md", "# Radio\n");
    CHECK(move.import().code == 0);
    CHECK(tests::read(move.show() / "README.md") == "# Radio\n");
}

TEST_CASE("nothing is written through a link that leads out of the folder") {
    const Move move;
    REQUIRE(move.import().code == 0);
    std::filesystem::remove_all(move.show() / "episodes");
    std::filesystem::create_directories(move.folder() / "elsewhere");
    std::filesystem::create_directory_symlink(move.folder() / "elsewhere", move.show() / "episodes");
    CHECK(move.import().code == 3);
    CHECK(std::filesystem::is_empty(move.folder() / "elsewhere"));
}

TEST_CASE("without --allow-private nothing on this machine or in a private network is asked") {
    const Move move;
    const tests::Ran ran = tests::cityfm({"--lang", "en", "import", move.host.feed(), "--into", move.show()});
    CHECK(ran.code == 4);
    CHECK(holds(ran.err, "127.0.0.1, which is not on the public internet"));
    CHECK(move.host.asked_for("/").empty());
    CHECK_FALSE(std::filesystem::exists(move.show()));
}

TEST_CASE("a host that serves no feed is told, and no folder is made") {
    struct Row {
        Answer answer;
        int code;
        const char* told;
    };
    const std::string page = "<!DOCTYPE html><html><body>Sign in</body></html>";
    const std::vector<Row> rows = {
        {{200, page, {{"Content-Type", "text/html"}}, {}}, 3, "not an RSS feed"},
        {{404, "", {}, {}}, 3, "404"},
        {{500, "", {}, {}}, 3, "500"},
        {{301, "", {{"Location", "/rss"}}, {}}, 3, "redirects"},
        {{301, "", {{"Location", "file:///etc/passwd"}}, {}}, 3, "rotocol"},
    };
    for (const Row& row : rows) {
        Move move;
        move.host.get_wrong([&](const Asked&, Answer& answer) { answer = row.answer; });
        const tests::Ran ran = move.import();
        INFO(ran.err << ran.out);
        CHECK(ran.code == row.code);
        CHECK(holds(ran.err, row.told));
        CHECK_FALSE(std::filesystem::exists(move.show()));
    }
}

TEST_CASE("a feed that never ends, packed or not, is stopped at the bound") {
    Move move;
    const auto refused = [&](const Answer& given) {
        move.host.get_wrong([&](const Asked&, Answer& answer) { answer = given; });
        const tests::Ran ran = move.import();
        CHECK(ran.code == 3);
        CHECK(holds(ran.err, "is larger than 200000000 bytes"));
        CHECK_FALSE(std::filesystem::exists(move.show()));
    };
    const std::string bomb = tests::run_program({"sh", "-c", "head -c 300000000 /dev/zero | gzip -1"}).out;
    REQUIRE(bomb.size() < 2'000'000);
    refused({200, bomb, {{"Content-Encoding", "gzip"}}, {}});
    refused({200, std::string(201'000'000, 'x'), {}, {}});
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
    const tests::Ran ran =
        tests::cityfm({"-C", move.show(), "--lang", "en", "--now", "2025-06-02T20:00:00+09:00", "run"});
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

TEST_CASE("a downloaded file that was lost is fetched from where it came from, or its loss is told") {
    Move move;
    REQUIRE(move.download().code == 0);
    const auto sounds = move.sounds();
    std::filesystem::remove_all(move.show() / "public");
    std::filesystem::remove_all(move.show() / ".cityfm");
    tests::replace_in(move.show() / "show.toml", "https://radio.example.jp/\"",
                      move.host.url("/nothing/") + "\"");
    const tests::Ran ran = move.on_show({"build"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(move.sounds() == sounds);
    std::filesystem::remove_all(move.show() / "public");
    std::filesystem::remove_all(move.show() / ".cityfm");
    move.host.get_wrong([](const Asked&, Answer& answer) { answer = {404, "", {}, {}}; });
    const tests::Ran lost = move.on_show({"build"});
    CHECK(lost.code == 3);
    CHECK(holds(lost.err,
                "is not here, and " + move.host.url("/play/1.mp3?d=2025%2F06") + " does not give it"));
}

TEST_CASE("an import wants a feed and a folder, and an address that is one") {
    CHECK(tests::cityfm({"import"}).code == 2);
    CHECK(tests::cityfm({"import", "feed.xml"}).code == 2);
    const tests::TempFolder folder;
    const tests::Ran ran = tests::cityfm(
        {"--lang", "en", "import", "x.xml", "--into", folder / "show", "--address", "radio.jp"});
    CHECK(ran.code == 2);
    CHECK(holds(ran.err, "--address"));
    CHECK(tests::cityfm({"import", folder / "none.xml", "--into", folder / "show"}).code == 1);
    CHECK(tests::cityfm({"import", "x.xml", "--into", folder / "show", "--media", "all"}).code == 2);
    CHECK_FALSE(std::filesystem::exists(folder / "show"));
}

TEST_CASE("a feed from elsewhere never makes a file of this machine part of the show") {
    Move move;
    tests::write(move.folder() / "secret.xml", move.host.xml());
    for (const std::string& next :
         {(move.folder() / "secret.xml").string(), std::string("file:///etc/passwd"), std::string("-"),
          std::string("/dev/zero")}) {
        move.host.get_wrong([&](const Asked& asked, Answer& answer) {
            if (asked.path != "/rss") {
                answer = {404, "", {}, {}};
                return;
            }
            const std::size_t self = answer.body.find("<atom:link rel=\"self\"");
            answer.body.erase(self, answer.body.find("/>", self) + 2 - self);
            const std::size_t link = answer.body.find("<link>");
            answer.body.erase(link, answer.body.find("</link>") + 7 - link);
            answer.body.insert(answer.body.find("<item>"), "<atom:link rel=\"next\" href=\"" + next + "\"/>");
        });
        const tests::Ran ran = move.import();
        INFO(next << ran.out << ran.err);
        // A path is one of the host's, which has no such page.
        const bool of_host = next.starts_with("/") || next == "-";
        CHECK(ran.code == (of_host ? 3 : 0));
        CHECK(holds(ran.out + ran.err, of_host ? "404" : "the feed goes on at file:///etc/passwd"));
        std::filesystem::remove_all(move.show());
    }
}

TEST_CASE("links at the names of files that are being written lead nowhere") {
    const Move move;
    tests::write(move.folder() / "precious", "mine");
    std::filesystem::create_directories(move.show() / "assets");
    std::filesystem::create_symlink("../precious", move.show() / ".show.toml.part");
    REQUIRE(move.import().code == 0);
    CHECK(tests::read(move.folder() / "precious") == "mine");
    CHECK_FALSE(std::filesystem::is_symlink(move.show() / "show.toml"));
}

TEST_CASE("a lock that is a link out of the folder is not taken") {
    const Move move;
    std::filesystem::create_directories(move.folder() / "elsewhere");
    std::filesystem::create_directories(move.show());
    std::filesystem::create_directory_symlink("../elsewhere", move.show() / ".cityfm");
    CHECK(move.import().code == 3);
    CHECK(std::filesystem::is_empty(move.folder() / "elsewhere"));
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

TEST_CASE("a picture that was written and not judged is not taken for a good one") {
    const Move move;
    tests::write(move.show() / "assets/cover.png", "not a picture");
    CHECK(move.import().code == 0);
    CHECK(tests::read(move.show() / "assets/cover.png").starts_with("\x89PNG"));
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

TEST_CASE("a password in the old feed's address is not written into the show") {
    const Move move;
    std::string address = move.host.feed();
    address.insert(7, "me:secret@");
    const tests::Ran ran = tests::cityfm({"import", address, "--into", move.show(), "--allow-private"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(tests::read(move.show() / "show.toml"), "former_address = \"" + move.host.feed() + "\""));
}

TEST_CASE("sound is named and typed by what it is, not by what the feed says") {
    Move move;
    const auto made = [&](const std::string& name, const std::string& codec) {
        const std::string file = move.folder() / name;
        REQUIRE(tests::run_program(
                    {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", "-c:a", codec, file})
                    .code == 0);
        return tests::read(file);
    };
    struct Row {
        const char* file;
        const char* codec;
        const char* extension;
        const char* type;
    };
    for (const Row& row :
         {Row{"a.ogg", "libvorbis", ".ogg", "audio/ogg"},
          Row{"a.opus", "libopus", ".opus", "audio/ogg; codecs=opus"},
          Row{"a.aac", "aac", ".aac", "audio/aac"}, Row{"a.m4a", "aac", ".m4a", "audio/x-m4a"},
          Row{"a.wav", "pcm_s16le", ".wav", "audio/wav"}}) {
        const std::string bytes = made(row.file, row.codec);
        move.host.get_wrong([&](const Asked& asked, Answer& answer) {
            if (asked.path == "/play/1.mp3") answer.body = bytes;
        });
        INFO(row.file);
        REQUIRE(move.download().code == 0);
        const json rendition = release_of(move, "2025-06-01-1-ramen").at("renditions")[0];
        CHECK(rendition.at("path").get<std::string>().ends_with(row.extension));
        CHECK(rendition.at("type") == row.type);
        CHECK(move.on_show({"check"}).code == 0);
        std::filesystem::remove_all(move.show());
    }
}
