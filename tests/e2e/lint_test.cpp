// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"

using namespace cityfm;
using json = nlohmann::json;
using tests::Answer;
using tests::Asked;

namespace {

constexpr const char* now = "2026-12-01T00:00:00+09:00";

std::string golden(const std::string& name) {
    return tests::read(std::filesystem::path(CITYFM_SOURCE) / "tests/golden" / name);
}

tests::Ran lint(const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"--now", now, "lint"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return tests::cityfm(all);
}

/// The codes that a feed of these bytes gets, once each.
std::set<std::string> codes_of(const std::string& bytes, int exit_code) {
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml", bytes);
    const tests::Ran ran = tests::cityfm({"--now", now, "--json", "lint", folder / "feed.xml"});
    INFO(ran.err);
    CHECK(ran.code == exit_code);
    std::set<std::string> codes;
    const json report = json::parse(ran.out);
    for (const json& finding : report.at("findings")) {
        codes.insert(finding.at("code"));
        CHECK_FALSE(finding.at("message").get<std::string>().empty());
    }
    return codes;
}

/// The full feed with the first `from` replaced.
std::string with(const std::string& from, const std::string& to) {
    std::string feed = golden("feed_full.xml");
    const std::size_t at = feed.find(from);
    REQUIRE(at != std::string::npos);
    return feed.replace(at, from.size(), to);
}

using Codes = std::set<std::string>;

/// What a shell command prints, by gzip.
std::string zipped(const std::string& command) {
    return tests::run_program({"sh", "-c", command + " | gzip -c"}).out;
}

}  // namespace

TEST_CASE("a good feed ends with 0 and nothing to mend, from a file, a pipe or an address") {
    const std::filesystem::path feed = std::filesystem::path(CITYFM_SOURCE) / "tests/golden/feed_full.xml";
    const tests::Ran file = lint({feed});
    CHECK(file.code == 0);
    CHECK(file.out.empty());
    CHECK(file.err == "nothing to mend\n");
    const std::string command =
        std::string("'") + CITYFM_COMMAND + "' --now " + now + " lint - < '" + feed.string() + "'";
    const tests::Ran piped = tests::run_program({"sh", "-c", command});
    CHECK(piped.code == 0);
    CHECK(piped.err == "nothing to mend\n");
    const tests::HttpServer server([&](const Asked&) {
        return Answer{200, golden("feed_full.xml"), {}, {}};
    });
    const tests::Ran served = lint({server.url("/feed.xml")});
    CHECK(served.code == 0);
    CHECK(served.out.find("the feed calls itself https://radio.example.jp/feed.xml") != std::string::npos);
}

TEST_CASE("a finding names its line, its item and the remedy, in both languages") {
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml", with("<itunes:duration>1800", "<itunes:duration>30:00"));
    const tests::Ran english = lint({folder / "feed.xml"});
    CHECK(english.code == 0);
    CHECK(english.out.find(
              "ラーメンの話: <itunes:duration> is \"30:00\"; whole seconds are read everywhere: 1800") !=
          std::string::npos);
    const tests::Ran japanese = lint({"--lang", "ja", folder / "feed.xml"});
    CHECK(japanese.out.find("注意: 「ラーメンの話」: <itunes:duration> の「30:00」は") != std::string::npos);
}

TEST_CASE("what is no feed is told as what it is, and ends with 3") {
    const std::string kind =
        GENERATE("", " \n", "<!DOCTYPE html><html><body>x</body></html>", "{\"a\":1}", "words",
                 "\x1F\x8B\x08 zip", "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"/>");
    CHECK(codes_of(kind, 3) == Codes{"not-a-feed"});
}

TEST_CASE("a feed that cannot be read is a finding for each fault, and ends with 3") {
    CHECK(codes_of(with("ラジオ部</itunes:author>", "Q&A</itunes:author>"), 3) == Codes{"bare-ampersand"});
    CHECK(codes_of(with("<title>", "<title>\x01"), 3) == Codes{"control-character"});
    CHECK(codes_of(with("ラーメンの話", "\xFF\xFE"), 3) == Codes{"wrong-encoding"});
    CHECK(codes_of(with("guid-yuki", "guid-ramen"), 3) == Codes{"guid-repeated"});
    CHECK(codes_of(with("Society &amp; Culture", "Society & Culture"), 3) == Codes{"bare-ampersand"});
    CHECK(codes_of("\n" + golden("feed_full.xml"), 3) == Codes{"text-before-declaration"});
}

TEST_CASE("nothing is expanded and nothing deep is followed, however little it took to write") {
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const std::string inner = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + inner + inner + inner + "\">";
    }
    bomb += "]><rss version=\"2.0\"><channel><title>&a29;</title></channel></rss>";
    const Codes found = codes_of(bomb, 3);
    CHECK(found.contains("declared-entity"));
    std::string deep = "<rss version=\"2.0\"><channel>";
    for (int i = 0; i < 200'000; ++i) deep += "<a>";
    CHECK(codes_of(deep, 3).contains("nested-too-deep"));
}

TEST_CASE("a file that is not there, or a folder, is told, and none is linted") {
    const tests::TempFolder folder;
    const tests::Ran none = lint({folder / "nothing.xml"});
    CHECK(none.code == 1);
    CHECK(none.err.find("nothing.xml does not exist") != std::string::npos);
    CHECK(lint({folder.path()}).code == 1);
    CHECK(lint({}).code == 2);
}

TEST_CASE("a server that gives no feed is a finding, and ends with 3") {
    const tests::HttpServer server([](const Asked& asked) -> Answer {
        if (asked.path == "/loop") return {301, "", {{"Location", "/loop"}}, {}};
        if (asked.path == "/html") return {200, "<!doctype html><html></html>", {}, {}};
        if (asked.path == "/hops") return {302, "", {{"Location", "/hop"}}, {}};
        if (asked.path == "/hop") return {302, "", {{"Location", "/html"}}, {}};
        return {404, "", {}, {}};
    });
    const auto said = [&](const std::string& path) {
        const tests::Ran ran = lint({server.url(path)});
        CHECK(ran.code == 3);
        return ran.out;
    };
    CHECK(said("/none").find("answers 404") != std::string::npos);
    CHECK(said("/loop").find("redirects") != std::string::npos);
    CHECK(said("/html").find("this is HTML, not an RSS feed") != std::string::npos);
    CHECK(said("/hops").find("is reached over 2 redirects") != std::string::npos);
}

TEST_CASE("an answer that expands without end is stopped at the bound, and ends with 3") {
    const std::string bomb = zipped("head -c 300000000 /dev/zero");
    REQUIRE(bomb.size() < 1'000'000);
    const tests::HttpServer server([&](const Asked&) {
        return Answer{200, bomb, {{"Content-Encoding", "gzip"}, {"Content-Type", "application/rss+xml"}}, {}};
    });
    const tests::Ran ran = lint({server.url("/feed.xml")});
    CHECK(ran.code == 3);
    CHECK(ran.out.find("is larger than 200000000 bytes") != std::string::npos);
}

TEST_CASE("a compressed feed is read") {
    const std::string feed = zipped(std::string("cat '") + CITYFM_SOURCE + "/tests/golden/feed_full.xml'");
    const tests::HttpServer server([&](const Asked& asked) {
        CHECK(asked.headers.at("accept-encoding").find("gzip") != std::string::npos);
        return Answer{200, feed, {{"Content-Encoding", "gzip"}}, {}};
    });
    CHECK(lint({server.url("/feed.xml")}).code == 0);
}

TEST_CASE("on a terminal the same fault is shown ten times, and counted") {
    std::string feed = golden("feed_full.xml");
    const std::size_t from = feed.find("<item>");
    const std::size_t to = feed.rfind("</item>") + 7;
    std::string many;
    for (int i = 0; i < 30; ++i) many += "<item><title>第" + std::to_string(i) + "回</title></item>\n";
    feed.replace(from, to - from, many);
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml", feed);
    const tests::Ran ran = lint({folder / "feed.xml"});
    CHECK(ran.code == 3);
    CHECK(ran.err.find("and 140 more \"tag-missing\"") != std::string::npos);
    const tests::Ran whole = tests::cityfm({"--now", now, "--json", "lint", folder / "feed.xml"});
    CHECK(json::parse(whole.out).at("findings").size() > 140);
}
