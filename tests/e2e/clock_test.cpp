// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/e2e/channels.h"
#include "tests/support/command.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using tests::Answer;
using tests::Asked;
using tests::ChannelShow;
using tests::holds;

namespace {

constexpr const char* file_channel = "[[channel]]\nid = \"lobby\"\ntype = \"file\"\nto = \"sent.jsonl\"\n";

std::size_t sent(const ChannelShow& show) {
    return std::filesystem::exists(show / "sent.jsonl") ? tests::lines_of(show / "sent.jsonl").size() : 0;
}

}  // namespace

TEST_CASE("another day that --now names is for plans and previews, and for nothing else") {
    const tests::TempFolder show;
    tests::GoodShow().copy_to(show.path());
    const auto state = [&] { return tests::digests_without_cache(show.path()); };
    const auto before = state();
    const auto on = [&](std::vector<std::string> words) {
        words.insert(words.begin(),
                     {"-C", show.path(), "--lang", "en", "--now", "2026-11-22T07:00:00+09:00"});
        return tests::cityfm(words, tests::at("2026-11-23T09:00:00+09:00"));
    };
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"run"}, {"build"}, {"publish"}, {"announce"}, {"withdraw", "one"}}) {
        const tests::Ran ran = on(words);
        INFO(words[0] << ran.err);
        CHECK(ran.code == 2);
        CHECK(holds(ran.err, "--now 2026-11-22T07:00:00+09:00 is not today"));
        CHECK(state() == before);
    }
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"build", "--plan"}, {"announce", "--preview"}, {"next-due"}, {"feed"}}) {
        const tests::Ran ran = on(words);
        INFO(words[0] << ran.err);
        CHECK(ran.code == 0);
        CHECK(state() == before);
    }
    // Before the first episode the feed would be empty: listeners lose both, and a plan says so.
    CHECK(on({"publish", "--plan"}).code == 3);
    CHECK(state() == before);
}

TEST_CASE("the time of --now counts where it is of the same day in the show's zone") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran ran =
        tests::cityfm({"-C", show.path(), "run", "--first-time", "--now", "2026-11-22T12:00:00+09:00"},
                      // In UTC it is the day before.
                      tests::at("2026-11-22T08:30:00+09:00"));
    CHECK(ran.code == 0);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
}

TEST_CASE("CITYFM_CLOCK has to be a moment") {
    const tests::Ran ran = tests::cityfm({"--lang", "en", "check"}, tests::at("yesterday"));
    CHECK(ran.code == 2);
    CHECK(holds(ran.err, "CITYFM_CLOCK is \"yesterday\""));
}

TEST_CASE("a clock that says an earlier day than the ledger is told before anything is done") {
    ChannelShow show(file_channel);
    REQUIRE(show.announce().code == 0);
    std::filesystem::copy(show / "episodes/one", show / "episodes/two",
                          std::filesystem::copy_options::recursive);
    std::filesystem::remove(show / "episodes/two/release.json");
    tests::replace_in(show / "episodes/two/episode.toml", "number = 1", "number = 2");
    tests::replace_in(show / "episodes/two/episode.toml", "2026-11-22T", "2026-11-20T");
    for (const std::string command : {"run", "announce", "publish"}) {
        const tests::Ran ran = show.run({command}, tests::at("2026-11-21T20:00:00+09:00"));
        INFO(ran.err);
        CHECK(ran.code == 1);
        // Both clocks go on while the commands run.
        CHECK(holds(ran.err, "this computer's clock says 2026-11-21T11:0"));
        CHECK(holds(ran.err, ", but announcements.jsonl says 2026-11-22T12:0"));
    }
    CHECK(sent(show) == 1);
    CHECK_FALSE(std::filesystem::exists(show / "episodes/two/release.json"));
    // Less than a day is no reason.
    CHECK(show.run({"announce"}, tests::at("2026-11-21T22:00:00+09:00")).code == 0);
}

TEST_CASE("a clock that is more than a day away from the show's server is told before anything is marked") {
    const std::string date = GENERATE("Sun, 29 Nov 2026 12:00:00 GMT", "Fri, 20 Nov 2026 12:00:00 GMT");
    const tests::HttpServer server([&](const Asked&) { return Answer{200, "", {{"Date", date}}, {}}; });
    ChannelShow show(file_channel);
    tests::replace_in(show / "show.toml", "https://radio.example.jp/", server.url("/"));
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
    // Whether it would be sent or has missed its time.
    for (const char* clock : {"2026-11-22T21:00:00+09:00", "2026-11-24T20:59:00+09:00"}) {
        const tests::Ran ran = show.run({"announce"}, tests::at(clock));
        INFO(ran.err);
        CHECK(ran.code == 1);
        CHECK(holds(ran.err, "but 127.0.0.1 says"));
        CHECK_FALSE(std::filesystem::exists(show / "announcements.jsonl"));
    }
    CHECK(sent(show) == 0);
}

TEST_CASE("what missed its time is told with what to do, and goes out by its name or with more time") {
    ChannelShow show(file_channel);
    const tests::Launch late = tests::at("2026-11-25T21:00:00+09:00");
    const tests::Ran missed = show.run({"announce"}, late);
    INFO(missed.err);
    CHECK(missed.code == 0);
    CHECK(holds(missed.err, "lobby/one was not announced: its time passed on 2026-11-23 08:00"));
    CHECK(holds(missed.err, "cityfm announce one"));
    CHECK(show.status_of("lobby/one") == "missed");
    CHECK_FALSE(holds(show.run({"announce"}, late).err, "lobby/one"));
    CHECK(sent(show) == 0);
    SECTION("by the episode's name") {
        CHECK(show.run({"announce", "one"}, late).code == 0);
    }
    SECTION("by the channel's, for the newest episode") {
        CHECK(show.run({"announce", "--only", "lobby"}, late).code == 0);
    }
    SECTION("with a larger catch_up") {
        tests::replace_in(show / "show.toml", "[announce]", "[announce]\ncatch_up = \"7d\"");
        CHECK(show.run({"announce"}, late).code == 0);
    }
    CHECK(sent(show) == 1);
    CHECK(show.status_of("lobby/one") == "sent");
    CHECK(show.run({"announce", "one"}, late).code == 0);
    CHECK(sent(show) == 1);
}

TEST_CASE("a channel's name alone sends no old episode that missed its time, and says how it could go out") {
    ChannelShow show(file_channel);
    std::filesystem::copy(show / "episodes/one", show / "episodes/new",
                          std::filesystem::copy_options::recursive);
    std::filesystem::remove(show / "episodes/new/release.json");
    tests::replace_in(show / "episodes/new/episode.toml", "number = 1", "number = 2");
    tests::replace_in(show / "episodes/new/episode.toml", "2026-11-22T08", "2026-11-24T08");
    const tests::Launch late = tests::at("2026-11-26T21:00:00+09:00");
    REQUIRE(show.run({"build"}, late).code == 0);
    REQUIRE(show.run({"announce"}, late).code == 0);
    REQUIRE(sent(show) == 0);
    const tests::Ran ran = show.run({"announce", "--only", "lobby"}, late);
    INFO(ran.err);
    CHECK(sent(show) == 1);
    CHECK(show.status_of("lobby/new") == "sent");
    CHECK(holds(ran.err, "cityfm announce one"));
}

TEST_CASE("on a terminal what missed its time is asked about before it is sent") {
    ChannelShow show(file_channel);
    tests::Launch late = tests::at("2026-11-25T21:00:00+09:00");
    late.folder = show.path();
    const auto answering = [&](const std::string& answer) {
        tests::write(show / "typed", answer + "\n");
        const std::string command = std::string(CITYFM_COMMAND) + " --lang en announce one";
        return tests::run_program({"sh", "-c", "script -qec \"$0\" /dev/null <typed", command}, late).out;
    };
    const std::string refused = answering("n");
    INFO(refused);
    CHECK(holds(refused, "lobby/one was due at 2026-11-22 08:00. Announce it now? [y/N]"));
    CHECK(sent(show) == 0);
    answering("y");
    CHECK(sent(show) == 1);
}

TEST_CASE("without a server that says the time nothing is marked as missed") {
    ChannelShow show(file_channel);
    tests::replace_in(show / "show.toml", "https://radio.example.jp/", "http://127.0.0.1:9/");
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
    const tests::Ran ran = show.run({"announce"}, tests::at("2026-11-27T21:00:00+09:00"));
    INFO(ran.err);
    CHECK(ran.code == 75);
    CHECK_FALSE(std::filesystem::exists(show / "announcements.jsonl"));
}

TEST_CASE("a ledger that has lost lines which git has is told, and nothing is said twice") {
    const std::string how = GENERATE("emptied", "removed", "shortened", "emptied, and no text for git");
    ChannelShow show(file_channel);
    REQUIRE(show.announce().code == 0);
    const auto git = [&](std::vector<std::string> words) {
        words.insert(words.begin(),
                     {"git", "-C", show.path(), "-c", "user.name=a", "-c", "user.email=a@example.jp"});
        REQUIRE(tests::run_program(words).code == 0);
    };
    git({"init", "-q"});
    if (how == "emptied, and no text for git")
        tests::write(show / ".gitattributes", "announcements.jsonl binary\n");
    git({"add", "--all"});
    git({"commit", "-q", "-m", "announced"});
    const std::filesystem::path ledger = show / "announcements.jsonl";
    if (how.starts_with("emptied")) tests::write(ledger, "");
    if (how == "removed") std::filesystem::remove(ledger);
    if (how == "shortened")
        tests::write(ledger, tests::read(ledger).substr(0, tests::read(ledger).find('\n') + 1));
    std::filesystem::remove(show / "sent.jsonl");
    const tests::Ran ran = show.announce();
    INFO(how << ran.err);
    CHECK(ran.code == 5);
    CHECK(holds(ran.err, "git checkout -- announcements.jsonl"));
    CHECK(sent(show) == 0);
}

TEST_CASE("a ledger whose line has another key than its announcement is told, and nothing is said twice") {
    const std::string how = GENERATE("shorter", "another");
    ChannelShow show(file_channel);
    REQUIRE(show.announce().code == 0);
    const std::filesystem::path ledger = show / "announcements.jsonl";
    std::string text = tests::read(ledger);
    constexpr std::string_view member = "\"key\":\"";
    for (std::size_t at = text.find(member); at != std::string::npos; at = text.find(member, at + 1)) {
        const std::size_t digit = at + member.size() + 3;
        if (how == "shorter")
            text.erase(digit, 1);
        else
            text[digit] = text[digit] == 'a' ? 'b' : 'a';
    }
    tests::write(ledger, text);
    std::filesystem::remove(show / "sent.jsonl");
    const tests::Ran ran = show.announce();
    INFO(how << ran.err);
    CHECK(ran.code == 5);
    CHECK(holds(ran.err, "under another key"));
    CHECK(sent(show) == 0);
}
