// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/old_host.h"

using namespace cityfm;
using nlohmann::json;
using tests::Answer;
using tests::Asked;
using tests::holds;

namespace {

std::string item(const std::string& name, const std::string& guid, const std::string& url) {
    return "<item><title>" + name + "</title><guid isPermaLink=\"false\">" + guid +
           "</guid><pubDate>Sun, 03 Mar 2024 20:00:00 +0900</pubDate><enclosure url=\"" + url +
           "\" length=\"1000\" type=\"audio/mpeg\"/></item>";
}

/// Two files that hold a feed each.
class Two {
  public:
    Two(const std::string& before, const std::string& after) {
        tests::write(folder_ / "old.xml", feed(before));
        tests::write(folder_ / "new.xml", feed(after));
    }

    tests::Ran compare(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments = {"--lang", "en", "compare", folder_ / "old.xml",
                                              folder_ / "new.xml"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return tests::cityfm(arguments);
    }

  private:
    static std::string feed(const std::string& items) {
        return "<rss version=\"2.0\"><channel><title>x</title>" + items + "</channel></rss>";
    }

    tests::TempFolder folder_;
};

const std::string a = item("A", "1", "https://old.example.jp/a.mp3");
const std::string b = item("B", "2", "https://old.example.jp/b.mp3");

}  // namespace

TEST_CASE("a feed that is the same ends with 0 and says so") {
    const tests::Ran ran = Two(a + b, a + b).compare();
    CHECK(ran.code == 0);
    CHECK(ran.out.empty());
    CHECK(holds(ran.err, "no app loses an episode or loads one again"));
}

TEST_CASE("an item that is gone, and a guid that changed, end with 3") {
    const tests::Ran gone = Two(a + b, a).compare();
    CHECK(gone.code == 3);
    CHECK(holds(gone.out, "\"B\" is at"));
    CHECK_FALSE(holds(gone.out, "--without"));
    const tests::Ran changed = Two(a + b, a + item("B", "3", "https://old.example.jp/b.mp3")).compare();
    CHECK(changed.code == 3);
    CHECK(holds(changed.out, "every app would take it for a new episode and load it again"));
}

TEST_CASE("what is new, moves or stands in another order is told and ends with 0") {
    CHECK(holds(Two(a, b + a).compare().out, "\"B\" is new"));
    const tests::Ran moved = Two(a, item("A", "1", "https://new.example.jp/a.mp3")).compare();
    CHECK(moved.code == 0);
    CHECK(holds(moved.out, "the sound of \"A\" moves to https://new.example.jp/a.mp3"));
    const tests::Ran order = Two(a + b, b + a).compare();
    CHECK(order.code == 0);
    CHECK(holds(order.out, "another order from \"A\" on"));
}

TEST_CASE("a page that a file goes on with, and that was not read, is told") {
    const std::string next =
        "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"next\" "
        "href=\"https://old.example.jp/2.xml\"/>";
    const tests::Ran ran = Two(next + a, a).compare();
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "old.xml: warning: the feed goes on at https://old.example.jp/2.xml"));
}

TEST_CASE("with --json the document counts the items and holds every finding") {
    const json report = json::parse(Two(a + b, a).compare({"--json"}).out);
    CHECK(report.at("items") == json{{"before", 2}, {"after", 1}});
    CHECK(report.at("findings").at(0).at("code") == "item-lost");
    CHECK(report.at("findings").at(0).at("args").at("guid") == "2");
}

TEST_CASE("with --live sound that moves to where it is not to be had ends with 3") {
    tests::OldHost host;
    const auto compared = [&](const std::string& path) {
        return Two(a, item("A", "1", host.url(path))).compare({"--live", "--allow-private"});
    };
    const tests::Ran there = compared("/play/1.mp3");
    INFO(there.out);
    CHECK(there.code == 0);
    const tests::Ran gone = compared("/play/nothing.mp3");
    CHECK(gone.code == 3);
    CHECK(holds(gone.out, "cannot be fetched from " + host.url("/play/nothing.mp3") + " (HTTP 404)"));
    // A server that heeds no range is a server all the same.
    host.get_wrong([](const Asked&, Answer& answer) { answer.status = 200; });
    CHECK(compared("/play/1.mp3").code == 0);
    CHECK(Two(a, item("A", "1", "http://127.0.0.1:1/a.mp3")).compare({"--live", "--allow-private"}).code ==
          3);
}

TEST_CASE("feeds at addresses are compared with all their pages, and one that is none is told") {
    const tests::OldHost host;
    const tests::TempFolder folder;
    tests::write(folder / "old.xml", host.xml());
    CHECK(tests::cityfm({"compare", folder / "old.xml", host.feed()}).code == 0);
    CHECK(tests::cityfm({"compare", folder / "old.xml", host.url("/nothing")}).code == 3);
    CHECK(tests::cityfm({"compare", folder / "old.xml", folder / "none.xml"}).code == 1);
    tests::write(folder / "page.html", "<html><body>x</body></html>");
    const tests::Ran page =
        tests::cityfm({"--lang", "en", "compare", folder / "page.html", folder / "old.xml"});
    CHECK(page.code == 3);
    CHECK(holds(page.err, "page.html"));
    CHECK(tests::cityfm({"compare", folder / "old.xml"}).code == 2);
}
