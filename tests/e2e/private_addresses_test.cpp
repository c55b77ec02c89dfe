// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/apart.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/servers/own_network.h"
#include "tests/support/servers/raw_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using tests::Answer;
using tests::Asked;
using tests::holds;

namespace {

tests::Ran on(const std::filesystem::path& show, const std::vector<std::string>& arguments) {
    return tests::cityfm_on(show, "en", arguments);
}

/// An address of loopback as it stands in somebody's file, or one of a private network or of a cloud.
std::vector<std::string> private_addresses(const tests::HttpServer& server) {
    const std::string here = server.url("");
    const std::string port = here.substr(here.rfind(':'));
    return {here,
            "http://localhost" + port,
            "http://[::1]" + port,
            "http://2130706433" + port,
            "http://10.1.2.3",
            "http://192.168.1.1:8080",
            "http://169.254.169.254"};
}

std::string feed_of(const std::string& sound) {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>x</title>
<item><title>A</title><guid isPermaLink="false">1</guid><enclosure url=")" +
           sound + R"(" length="5" type="audio/mpeg"/></item></channel></rss>
)";
}

/// How often a code is found by a command that ends with a JSON document.
long count_of(const tests::Ran& ran, const std::string& code) {
    const json findings = json::parse(ran.out).at("findings");
    return std::count_if(findings.begin(), findings.end(),
                         [&](const json& finding) { return finding.at("code") == code; });
}

/// The released show as others clone it, its sound served at `media`.
void clone_with_media(const std::filesystem::path& folder, const std::string& media) {
    tests::good_show().copy_to(folder);
    for (const char* path :
         {".cityfm", "public", "episodes/one/voice.wav", "episodes/two/voice.wav", "sent.jsonl"})
        std::filesystem::remove_all(folder / path);
    tests::replace_in(folder / "show.toml", "cover =", "media_address = \"" + media + "/\"\ncover =");
}

void no_longer_assume_public(const std::filesystem::path& show) {
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
}

constexpr const char* outer_host = "93.184.215.14";

/// A server on the public internet that sends everyone on to this machine.
tests::RawServer one_that_leads_to(const tests::HttpServer& inside) {
    return tests::RawServer(
        [&](const tests::Wire& wire, std::size_t) {
            wire.say("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + inside.url("/secret") +
                     "\r\n\r\n");
        },
        outer_host);
}

/// An address that a person typed and that redirects to this machine; throws where that is followed.
void be_led_inside_by_an_address() {
    if (!tests::enter_own_network(outer_host)) return;
    const tests::HttpServer inside([](const Asked&) { return Answer{200, "secret", {}, {}}; });
    const tests::RawServer outside = one_that_leads_to(inside);
    const std::string url = outside.url("/feed.xml");
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"lint", url}, {"lint", "--live", url}, {"compare", url, url}, {"import", url, "--into", "x"}}) {
        const tests::Ran ran = tests::cityfm(words);
        if (ran.code != 4) throw std::runtime_error(words[0] + ": " + std::to_string(ran.code) + ran.err);
    }
    if (outside.asked().size() != 4 || !inside.asked().empty()) throw std::runtime_error("it was followed");
    tests::cityfm({"lint", "--allow-private", url});
    if (inside.asked().empty()) throw std::runtime_error("nothing was allowed");
}

/// A feed's sound that redirects from the public internet to this machine; throws where that is followed.
void be_led_inside_by_a_feed() {
    if (!tests::enter_own_network(outer_host)) return;
    const tests::HttpServer inside([](const Asked&) { return Answer{}; });
    const tests::RawServer outside = one_that_leads_to(inside);
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml", feed_of(outside.url("/a.mp3")));
    const tests::Ran ran = tests::cityfm({"--json", "lint", "--live", folder / "feed.xml"});
    if (outside.asked().empty()) throw std::runtime_error("nothing was asked: " + ran.err);
    if (!inside.asked().empty() || count_of(ran, "address-refused") != 1) throw std::runtime_error(ran.out);
}

}  // namespace

TEST_CASE("lint --live asks for nothing on this machine or in its networks unless that is allowed") {
    const tests::HttpServer server([](const Asked&) { return Answer{200, "sound", {}, {}}; });
    const tests::TempFolder folder;
    for (const std::string& address : private_addresses(server)) {
        INFO(address);
        tests::write(folder / "feed.xml", feed_of(address + "/a.mp3"));
        const tests::Ran ran = tests::cityfm({"--json", "lint", "--live", folder / "feed.xml"});
        CHECK(ran.code == 3);
        CHECK(count_of(ran, "address-refused") == 1);
        CHECK(count_of(ran, "not-served") == 0);
    }
    CHECK(server.asked().empty());
    tests::write(folder / "feed.xml", feed_of(server.url("/a.mp3")));
    const tests::Ran told = tests::cityfm({"--lang", "en", "lint", "--live", folder / "feed.xml"});
    CHECK(holds(told.out, "--allow-private"));
    const tests::Ran allowed =
        tests::cityfm({"--json", "lint", "--live", "--allow-private", folder / "feed.xml"});
    CHECK(count_of(allowed, "address-refused") == 0);
    CHECK_FALSE(server.asked().empty());
}

TEST_CASE("lint --live follows no redirect from the public internet to this machine") {
    CHECK(tests::apart(be_led_inside_by_a_feed).how == "well");
}

TEST_CASE("an address that was typed is not followed from the public internet to this machine") {
    const tests::Ended end = tests::apart(be_led_inside_by_an_address);
    INFO(end.how);
    CHECK(end.how == "well");
}

TEST_CASE("a feed's own address was typed by a person, and may be anywhere") {
    const tests::HttpServer server([](const Asked&) {
        return Answer{200, feed_of("http://10.1.2.3/a.mp3"), {}, {}};
    });
    CHECK(count_of(tests::cityfm({"--json", "lint", server.url("/feed.xml")}), "not-served") == 0);
    const tests::Ran live = tests::cityfm({"--json", "lint", "--live", server.url("/feed.xml")});
    CHECK(count_of(live, "address-refused") == 1);
    CHECK(tests::cityfm({"compare", server.url("/a.xml"), server.url("/b.xml")}).code == 0);
}

TEST_CASE("compare asks for no sound and no page in private networks unless that is allowed") {
    std::string next;
    const tests::HttpServer server([&](const Asked& asked) {
        if (asked.path == "/a.mp3") return Answer{200, "sound", {}, {}};
        std::string feed = feed_of("https://old.example.jp/a.mp3");
        if (!next.empty())
            feed.insert(feed.find("<item>"),
                        "<link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"next\" href=\"" + next + "\"/>");
        return Answer{200, feed, {}, {}};
    });
    const tests::TempFolder folder;
    tests::write(folder / "old.xml", feed_of("https://old.example.jp/a.mp3"));
    for (const std::string& address : private_addresses(server)) {
        INFO(address);
        tests::write(folder / "new.xml", feed_of(address + "/a.mp3"));
        const tests::Ran ran =
            tests::cityfm({"--json", "compare", folder / "old.xml", folder / "new.xml", "--live"});
        CHECK(ran.code == 3);
        CHECK(count_of(ran, "address-refused") == 1);
        CHECK(count_of(ran, "enclosure-gone") == 0);
    }
    CHECK(server.asked().empty());
    tests::write(folder / "new.xml", feed_of(server.url("/a.mp3")));
    CHECK(tests::cityfm({"compare", folder / "old.xml", folder / "new.xml", "--live", "--allow-private"})
              .code == 0);
    next = "http://169.254.169.254/feed.xml";
    const tests::Ran paged =
        tests::cityfm({"--lang", "en", "compare", folder / "old.xml", server.url("/feed.xml")});
    CHECK(paged.code == 4);
    CHECK(holds(paged.err, "169.254.169.254"));
    CHECK(holds(paged.err, "--allow-private"));
}

TEST_CASE("a build fetches nothing from private networks, tells so, and makes nothing in its place") {
    const tests::HttpServer server([](const Asked& asked) {
        const std::filesystem::path file = tests::good_show().folder() / ("public" + asked.path);
        if (!std::filesystem::is_regular_file(file)) return Answer{404, "", {}, {}};
        return Answer{200, tests::read(file), {}, {}};
    });
    for (const std::string& address : private_addresses(server)) {
        INFO(address);
        const tests::TempFolder folder;
        clone_with_media(folder / "show", address);
        // With the recording at hand the file could be made again.
        std::filesystem::copy_file(tests::good_show().folder() / "episodes/one/voice.wav",
                                   folder / "show/episodes/one/voice.wav");
        const std::string release = tests::read(folder / "show/episodes/one/release.json");
        const tests::Ran ran = on(folder / "show", {"build", "one"});
        CHECK(ran.code == 4);
        CHECK(holds(ran.err, "is not on the public internet"));
        CHECK(tests::read(folder / "show/episodes/one/release.json") == release);
        CHECK_FALSE(std::filesystem::exists(folder / "show/.cityfm/reports/one.svg"));
    }
    CHECK(server.asked().empty());
    const tests::TempFolder folder;
    clone_with_media(folder / "show", server.url(""));
    const tests::Ran allowed = on(folder / "show", {"build", "one", "--allow-private"});
    INFO(allowed.err);
    CHECK_FALSE(holds(allowed.err, "is not on the public internet"));
    CHECK_FALSE(server.asked().empty());
}

TEST_CASE("where the published feed may not be asked for, nothing is published, as if there were none") {
    const std::string published = tests::read(tests::good_show().folder() / "web/feed.xml");
    const tests::HttpServer server([&](const Asked&) { return Answer{200, published, {}, {}}; });
    const std::string command = GENERATE("publish", "run");
    const bool former = GENERATE(true, false);
    for (const std::string& address : private_addresses(server)) {
        INFO(address);
        const tests::TempFolder show;
        tests::good_show().copy_to(show.path());
        std::filesystem::remove_all(show / "web");
        no_longer_assume_public(show.path());
        tests::write(show / "show.toml", tests::read(show / "show.toml") + "\n[feed]\n" +
                                             (former ? "former_address = \"" : "address = \"") + address +
                                             "/feed.xml\"\n");
        const tests::Ran ran = on(show.path(), {command});
        CHECK(ran.code == 4);
        CHECK(holds(ran.err, "is not on the public internet"));
        CHECK_FALSE(holds(ran.err, "no published feed at"));
        CHECK_FALSE(std::filesystem::exists(show / "web/feed.xml"));
        CHECK(server.asked().empty());
    }
}

TEST_CASE("with --allow-private, or a show that is served on this machine, private addresses are asked") {
    const std::string published = tests::read(tests::good_show().folder() / "web/feed.xml");
    const tests::HttpServer server([&](const Asked&) { return Answer{200, published, {}, {}}; });
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::filesystem::remove_all(show / "web");
    no_longer_assume_public(show.path());
    tests::write(show / "show.toml", tests::read(show / "show.toml") + "\n[feed]\naddress = \"" +
                                         server.url("/feed.xml") + "\"\n");
    const bool flag = GENERATE(true, false);
    std::vector<std::string> arguments = {"publish"};
    if (flag) {
        arguments.emplace_back("--allow-private");
    } else {
        tests::replace_in(show / "show.toml", "https://radio.example.jp/", "http://localhost:1/");
    }
    on(show.path(), arguments);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("a show whose address only begins like this machine's is asked for like any other") {
    const tests::HttpServer server([](const Asked&) { return Answer{404, "", {}, {}}; });
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::filesystem::remove_all(show / "web");
    no_longer_assume_public(show.path());
    tests::replace_in(show / "show.toml", "https://radio.example.jp/",
                      "http://localhost.evil.localhost" + server.url("/").substr(server.url("").rfind(':')));
    CHECK(on(show.path(), {"publish"}).code == 4);
    CHECK(server.asked().empty());
}

TEST_CASE("announce takes sound at a private address neither for public nor for not yet public") {
    const tests::HttpServer server([](const Asked&) { return Answer{200, "", {}, {}}; });
    for (const std::string& address : private_addresses(server)) {
        INFO(address);
        const tests::TempFolder show;
        tests::good_show().copy_to(show.path());
        no_longer_assume_public(show.path());
        for (const char* path : {"announcements.jsonl", "sent.jsonl"}) std::filesystem::remove(show / path);
        tests::replace_in(show / "show.toml", "cover =", "media_address = \"" + address + "/\"\ncover =");
        const tests::Ran ran = on(show.path(), {"announce"});
        CHECK(ran.code == 4);
        CHECK(holds(ran.err, "is not on the public internet"));
        CHECK_FALSE(std::filesystem::exists(show / "sent.jsonl"));
        CHECK(server.asked().empty());
        if (address != private_addresses(server).back()) continue;
        tests::replace_in(show / "show.toml", address, server.url(""));
        CHECK(on(show.path(), {"announce", "--allow-private"}).code == 0);
        CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    }
}

TEST_CASE("a hub at a private address is not told, which keeps nothing from being published") {
    const tests::HttpServer hub([](const Asked&) { return Answer{204, "", {}, {}}; });
    for (const std::string& address : private_addresses(hub)) {
        INFO(address);
        const tests::TempFolder show;
        tests::good_show().copy_to(show.path());
        tests::write(show / "show.toml",
                     tests::read(show / "show.toml") + "\n[feed]\nhub = \"" + address + "/hub\"\n");
        const tests::Ran ran = on(show.path(), {"publish"});
        INFO(ran.err);
        CHECK(ran.code == 0);
        CHECK(holds(ran.err, "warning: "));
        CHECK(holds(ran.err, "is not on the public internet"));
        CHECK(holds(tests::read(show / "web/feed.xml"), address + "/hub"));
    }
    CHECK(hub.asked().empty());
}
