// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/support/move.h"

using namespace cityfm;
using tests::Answer;
using tests::Asked;
using tests::holds;
using tests::Move;

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
        {{500, "", {}, {}}, 75, "500"},
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

TEST_CASE("a picture that was written and not judged is not taken for a good one") {
    const Move move;
    tests::write(move.show() / "assets/cover.png", "not a picture");
    CHECK(move.import().code == 0);
    CHECK(tests::read(move.show() / "assets/cover.png").starts_with("\x89PNG"));
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
