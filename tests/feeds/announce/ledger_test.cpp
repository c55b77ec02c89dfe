// SPDX-License-Identifier: MIT
#include "feeds/announce/ledger.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "pipeline/core/error.h"
#include "tests/support/files.h"

using namespace cityfm;
using announce::Ledger;
using announce::Status;
using namespace std::string_literals;

namespace {

const std::string key(64, 'k');

core::Instant at(const std::string& time) {
    return core::parse_rfc3339("2026-11-22T" + time + "+00:00").value();
}

announce::Event event(Status status, const std::string& time, const std::string& of_key = key,
                      const std::string& run = {}) {
    return {"lobby/2026-11-22-ramen", of_key, status, at(time), "revision", "", "", "", run};
}

/// The line that the ledger writes for an event.
std::string line_of(const announce::Event& written) {
    const tests::TempFolder folder;
    Ledger(folder / "ledger").append(written);
    return tests::read(folder / "ledger");
}

/// What a ledger says that holds these events, for every order of their lines.
std::map<std::string, std::string> known_in_every_order(const std::vector<announce::Event>& events) {
    std::vector<std::size_t> order(events.size());
    std::iota(order.begin(), order.end(), 0U);
    std::map<std::string, std::string> known;
    do {
        std::string name;
        std::string text;
        for (const std::size_t i : order) {
            name += std::string(announce::name_of(events[i].status)) + " " +
                    core::show_rfc3339(events[i].time, "UTC").substr(11, 8) + " " + events[i].run + ", ";
            text += line_of(events[i]);
        }
        const tests::TempFolder folder;
        tests::write(folder / "ledger", text);
        known[name] = announce::name_of(Ledger(folder / "ledger").latest(key)->status);
    } while (std::next_permutation(order.begin(), order.end()));
    return known;
}

core::Error error_of(const std::filesystem::path& file) {
    try {
        const Ledger ledger(file);
    } catch (const core::Error& error) {
        return error;
    }
    return {core::Kind::failed, core::Code::unexpected, {{"reason", "it was read"}}};
}

}  // namespace

TEST_CASE("no file is an empty ledger, and reading makes none") {
    const tests::TempFolder folder;
    const Ledger ledger(folder / "announcements.jsonl");
    CHECK(ledger.latest(key) == nullptr);
    CHECK_FALSE(std::filesystem::exists(folder / "announcements.jsonl"));
}

TEST_CASE("an event is there for this run and the next, with all it holds") {
    const tests::TempFolder folder;
    Ledger ledger(folder / "ledger");
    announce::Event sent = event(Status::sent, "11:00:00");
    sent.remote_id = "1700000000.000100";
    sent.link = "https://chat.example/p1";
    sent.configuration = "settings";
    ledger.append(sent);
    const Ledger again(folder / "ledger");
    for (const Ledger* each : {static_cast<const Ledger*>(&ledger), &again}) {
        const announce::Event* latest = each->latest(key);
        REQUIRE(latest != nullptr);
        CHECK(latest->id == "lobby/2026-11-22-ramen");
        CHECK(latest->status == Status::sent);
        CHECK(latest->time == at("11:00:00"));
        CHECK(latest->revision == "revision");
        CHECK(latest->remote_id == "1700000000.000100");
        CHECK(latest->link == "https://chat.example/p1");
        CHECK(latest->configuration == "settings");
        CHECK(each->latest("another") == nullptr);
    }
}

TEST_CASE("events are lines of JSON that say their version, and earlier lines stay as they are") {
    const tests::TempFolder folder;
    const std::vector<Status> statuses = {Status::sending, Status::sent,   Status::failed,
                                          Status::unknown, Status::missed, Status::withdrawn};
    std::string before;
    for (const Status status : statuses) {
        Ledger(folder / "ledger").append(event(status, "11:00:00", std::string(announce::name_of(status))));
        const std::string now = tests::read(folder / "ledger");
        CHECK(now.rfind(before, 0) == 0);
        before = now;
    }
    const auto lines = tests::lines_of(folder / "ledger");
    REQUIRE(lines.size() == statuses.size());
    const Ledger ledger(folder / "ledger");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        CHECK(nlohmann::json::parse(lines[i]).at("v") == 2);
        const std::string name(announce::name_of(statuses[i]));
        REQUIRE(ledger.latest(name) != nullptr);
        CHECK(ledger.latest(name)->status == statuses[i]);
    }
}

TEST_CASE("a line torn anywhere by a crash counts for nothing and spoils neither this run nor a later one") {
    const std::string first = line_of(event(Status::sent, "11:00:00", "first"));
    const std::string torn = line_of(event(Status::sent, "11:01:00", "torn"));
    for (std::size_t length = 1; length + 1 < torn.size(); ++length) {
        CAPTURE(torn.substr(0, length));
        const tests::TempFolder folder;
        tests::write(folder / "ledger", first + torn.substr(0, length));
        {
            Ledger ledger(folder / "ledger");
            CHECK(ledger.latest("first") != nullptr);
            CHECK(ledger.latest("torn") == nullptr);
            ledger.append(event(Status::sent, "11:02:00", "next"));
        }
        REQUIRE_NOTHROW(Ledger(folder / "ledger"));
        const Ledger again(folder / "ledger");
        CHECK(again.latest("first") != nullptr);
        CHECK(again.latest("torn") == nullptr);
        CHECK(again.latest("next") != nullptr);
    }
}

TEST_CASE("a whole last line counts even when its newline was lost") {
    const tests::TempFolder folder;
    std::string line = line_of(event(Status::sent, "11:00:00"));
    line.pop_back();
    tests::write(folder / "ledger", line);
    CHECK(Ledger(folder / "ledger").latest(key) != nullptr);
}

TEST_CASE("of several tries the last one counts, in whatever order git merged their lines") {
    // Of the second try either the intent alone was written, or its outcome as well.
    const bool arrived = GENERATE(true, false);
    std::vector<announce::Event> events = {event(Status::sending, "11:00:00"),
                                           event(Status::failed, "11:00:01"),
                                           event(Status::sending, "12:00:00")};
    if (arrived) events.push_back(event(Status::sent, "12:00:01"));
    for (const auto& [order, known] : known_in_every_order(events)) {
        INFO(order);
        CHECK(known == (arrived ? "sent" : "sending"));
    }
}

TEST_CASE("what one machine sent stays sent, whatever another one noted before or after") {
    const Status noted = GENERATE(Status::sending, Status::failed, Status::unknown, Status::missed);
    const std::string time = GENERATE("10:00:00", "11:00:00", "12:00:00");
    for (const auto& [order, known] :
         known_in_every_order({event(Status::sent, "11:00:00"), event(noted, time)})) {
        INFO(order);
        CHECK(known == "sent");
    }
}

TEST_CASE("of one second the later line counts, but an intent does not undo what was sent") {
    const auto known = [](Status first, Status second) {
        const tests::TempFolder folder;
        tests::write(folder / "ledger",
                     line_of(event(first, "11:00:00")) + line_of(event(second, "11:00:00")));
        return Ledger(folder / "ledger").latest(key)->status;
    };
    CHECK(known(Status::sending, Status::sent) == Status::sent);
    CHECK(known(Status::sending, Status::failed) == Status::failed);
    CHECK(known(Status::sending, Status::unknown) == Status::unknown);
    CHECK(known(Status::failed, Status::sending) == Status::sending);
    CHECK(known(Status::sent, Status::sending) == Status::sent);
}

TEST_CASE("a post that was taken back later is withdrawn") {
    for (const auto& [order, known] :
         known_in_every_order({event(Status::sent, "11:00:00"), event(Status::withdrawn, "12:00:00")})) {
        INFO(order);
        CHECK(known == "withdrawn");
    }
}

TEST_CASE("a damaged line stops the announcement that it names, or all if it names none") {
    struct Row {
        std::string line;
        std::vector<std::string> stopped;
    };
    const std::vector<std::string> all = {"k", "kilo", "other"};
    const std::string whole = line_of(event(Status::sending, "11:00:00", "k"));
    const std::string text = whole.substr(0, whole.size() - 1);
    const std::string next = line_of(event(Status::sending, "11:00:00", "other"));
    const Row row = GENERATE_COPY(
        Row{"<<<<<<< HEAD", all}, Row{R"({"v":1,"key":"k","status":"posted"})", {"k", "kilo"}},
        Row{R"({"v":1,"status":"sent"})", all}, Row{"[1]", all}, Row{R"("sent")", all},
        Row{R"({"v":"1","key":"other","status":"sent"})", {"other"}},
        Row{R"({"v":1,"key":5,"status":"sent"})", all}, Row{R"({"v":1,"key":"other","status":5})", {"other"}},
        Row{R"({"v":1,"key":"other","status":"sent","time":5})", {"other"}},
        Row{text + next.substr(0, next.size() - 1), {"k", "kilo", "other"}},
        Row{text.substr(0, text.size() - 1) + R"(,"status":"failed"})", {"k", "kilo"}},
        Row{R"({"v":1,"key":")" + std::string(65, 'a') +
                R"(","status":"sent","time":"2026-11-22T11:00:00Z"})",
            all},
        Row{text.substr(0, text.find("status")), {"k", "kilo"}}, Row{text.substr(0, 10), all},
        Row{text.substr(0, 10) + text, all}, Row{text.substr(20), all}, Row{std::string(40, '\0'), all},
        Row{text.substr(0, 70) + std::string(9, '\0'), all});
    CAPTURE(row.line);
    const tests::TempFolder folder;
    const std::string sent = line_of(event(Status::sent, "11:00:00", "sent"));
    tests::write(folder / "announcements.jsonl", sent + row.line + "\n" + sent);
    Ledger ledger(folder / "announcements.jsonl");
    for (const std::string& one : all) {
        const bool stopped = std::find(row.stopped.begin(), row.stopped.end(), one) != row.stopped.end();
        CAPTURE(one);
        CHECK(ledger.damaged_line(one) == (stopped ? std::optional(2) : std::nullopt));
    }
    CHECK(ledger.damaged_lines() == std::vector<int>{2});
    CHECK(ledger.latest("sent")->status == Status::sent);
    // Nothing that is appended takes the damage away.
    ledger.append(event(Status::sending, "11:01:00", "more"));
    CHECK(Ledger(folder / "announcements.jsonl").damaged_lines() == std::vector<int>{2});
}

TEST_CASE("an event of the same name under another key is told by its line") {
    const tests::TempFolder folder;
    const announce::Event other = event(Status::sent, "11:00:00", "a2");
    tests::write(folder / "ledger", line_of(event(Status::sent, "10:00:00", "b")) + line_of(other));
    const Ledger ledger(folder / "ledger");
    CHECK(ledger.other_key_line(other.id, "a2a") == 2);
    CHECK(ledger.other_key_line("another/name", "a2a") == std::nullopt);
    const Ledger none(folder / "nothing");
    CHECK(none.other_key_line(other.id, "a2a") == std::nullopt);
}

TEST_CASE(
    "a torn line counts for nothing at the end of the file, where it is taken away, and is damage "
    "elsewhere") {
    const std::string whole = line_of(event(Status::sending, "11:00:00", "torn"));
    const std::string sent = line_of(event(Status::sent, "11:00:00", "sent"));
    const std::string torn = whole.substr(0, whole.find("status"));
    const tests::TempFolder folder;
    tests::write(folder / "ledger", sent + torn);
    Ledger ledger(folder / "ledger");
    CHECK(ledger.damaged_lines().empty());
    ledger.append(event(Status::sent, "11:02:00", "next"));
    CHECK(tests::read(folder / "ledger") == sent + line_of(event(Status::sent, "11:02:00", "next")));
    tests::write(folder / "ledger", sent + torn + "\n" + sent);
    CHECK(Ledger(folder / "ledger").damaged_line("torn") == 2);
    // Two events on the last line are no torn one, whether or not its end was written.
    for (const char* end : {"", "\n"}) {
        tests::write(folder / "ledger",
                     sent + whole.substr(0, whole.size() - 1) + whole.substr(0, whole.size() - 1) + end);
        CHECK(Ledger(folder / "ledger").damaged_line("torn") == 2);
    }
}

TEST_CASE("times are compared as moments, whatever their zone") {
    const tests::TempFolder folder;
    const auto line = [](const std::string& status, const std::string& time) {
        return R"({"v":1,"id":"lobby/ramen","key":"k","status":")" + status + R"(","time":")" + time +
               R"(","revision":""})" + "\n";
    };
    // As strings the first of them would be the later one.
    tests::write(folder / "ledger",
                 line("failed", "2026-11-22T20:00:00+09:00") + line("sending", "2026-11-22T12:00:00Z"));
    CHECK(Ledger(folder / "ledger").latest("k")->status == Status::sending);
    CHECK(Ledger(folder / "ledger").first_sending("k") == at("12:00:00"));
}

TEST_CASE("what one run knows of its attempt says nothing about another run's") {
    const std::vector<announce::Event> first = {event(Status::sending, "11:00:00", key, "a-1")};
    const std::vector<announce::Event> second = {event(Status::sending, "11:00:05", key, "b-1"),
                                                 event(Status::failed, "11:00:06", key, "b-1")};
    std::vector<announce::Event> both = first;
    both.insert(both.end(), second.begin(), second.end());
    for (const auto& [order, known] : known_in_every_order(both)) {
        INFO(order);
        CHECK(known == "sending");
    }
    both.push_back(event(Status::sent, "11:00:01", key, "a-1"));
    for (const auto& [order, known] : known_in_every_order(both)) {
        INFO(order);
        CHECK(known == "sent");
    }
}

TEST_CASE(
    "the runs whose attempt is open are known, and another run ends them once nothing of them is there") {
    const tests::TempFolder folder;
    tests::write(folder / "ledger", line_of(event(Status::sending, "10:00:00", key)) +
                                        line_of(event(Status::sending, "11:00:00", key, "a-1")) +
                                        line_of(event(Status::unknown, "11:30:00", key, "b-1")) +
                                        line_of(event(Status::failed, "11:40:00", key, "c-1")));
    Ledger ledger(folder / "ledger", "d-1");
    CHECK(ledger.open_runs(key) == std::set<std::string>{"", "a-1", "b-1"});
    CHECK(ledger.own(key) == nullptr);
    ledger.append(event(Status::sending, "12:00:00", key, "d-1"));
    ledger.close_others(key, at("12:00:01"));
    CHECK(ledger.open_runs(key) == std::set<std::string>{"d-1"});
    const Ledger again(folder / "ledger", "d-1");
    CHECK(again.open_runs(key) == std::set<std::string>{"d-1"});
    CHECK(again.own(key)->status == Status::sending);
    CHECK(again.first_sending(key) == at("12:00:00"));
}

TEST_CASE("what another run notes later counts as later, though its clock is behind") {
    const tests::TempFolder folder;
    Ledger(folder / "ledger", "z-1").append(event(Status::sent, "11:00:00", key, "z-1"));
    Ledger(folder / "ledger", "a-1").append(event(Status::withdrawn, "10:00:00", key, "a-1"));
    CHECK(Ledger(folder / "ledger").latest(key)->status == Status::withdrawn);
}

TEST_CASE("whatever a service answers, the line that is written is an event") {
    const std::string odd = GENERATE(as<std::string>{}, "two\nlines", "nul\0in it"s, "\xff\xfe", "\x1b[31m",
                                     "\u202e", std::string(100'000, 'x'), "javascript:alert(1)");
    const tests::TempFolder folder;
    Ledger ledger(folder / "ledger");
    announce::Event sent = event(Status::sent, "11:00:00");
    sent.remote_id = odd;
    sent.link = odd;
    ledger.append(sent);
    const Ledger again(folder / "ledger");
    CHECK(again.damaged_lines().empty());
    REQUIRE(again.latest(key) != nullptr);
    CHECK(again.latest(key)->status == Status::sent);
    CHECK(again.latest(key)->link.empty());
    CHECK(tests::lines_of(folder / "ledger").size() == 1);
}

TEST_CASE("lines that another program merged in are there after the ledger was read again") {
    const tests::TempFolder folder;
    Ledger ledger(folder / "ledger", "a-1");
    ledger.append(event(Status::sending, "11:00:00", key, "a-1"));
    const std::string own = tests::read(folder / "ledger");
    tests::write(folder / "ledger", line_of(event(Status::sent, "10:59:00", key, "b-1")) + own);
    CHECK(ledger.latest(key)->status == Status::sending);
    ledger.reread();
    CHECK(ledger.latest(key)->status == Status::sent);
    CHECK(ledger.own(key)->status == Status::sending);
    std::filesystem::remove(folder / "ledger");
    ledger.reread();
    CHECK(ledger.latest(key) == nullptr);
}

TEST_CASE("a ledger of a newer version is refused, not misread") {
    const tests::TempFolder folder;
    tests::write(folder / "ledger",
                 line_of(event(Status::sent, "11:00:00")) + R"({"v":3,"status":"scheduled"})" + "\n");
    const core::Error error = error_of(folder / "ledger");
    CHECK(core::name_of(error.code) == "ledger-newer");
    CHECK(core::arg(error.args, "line") == "2");
}

TEST_CASE("empty lines say nothing") {
    const tests::TempFolder folder;
    tests::write(folder / "ledger", "\n" + line_of(event(Status::sent, "11:00:00")) + "\n");
    CHECK(Ledger(folder / "ledger").latest(key) != nullptr);
}

TEST_CASE(
    "a key's life is counted from the first try since it certainly was not there, in any order of lines") {
    const std::vector<announce::Event> events = {
        event(Status::sending, "09:00:00"), event(Status::failed, "09:00:01"),
        event(Status::sending, "10:00:00"), event(Status::unknown, "10:00:05"),
        event(Status::sending, "11:00:00")};
    std::vector<std::size_t> order = {0, 1, 2, 3, 4};
    do {
        const tests::TempFolder folder;
        std::string lines;
        for (const std::size_t i : order) lines += line_of(events[i]);
        tests::write(folder / "ledger", lines);
        const Ledger ledger(folder / "ledger");
        CHECK(ledger.first_sending(key) == core::parse_rfc3339("2026-11-22T10:00:00Z"));
        CHECK_FALSE(ledger.first_sending("another"));
    } while (std::next_permutation(order.begin(), order.end()));
}
