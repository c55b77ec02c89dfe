// SPDX-License-Identifier: MIT
#include <tinyxml2.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <iterator>
#include <latch>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/core/digest.h"
#include "tests/support/command.h"
#include "tests/support/faults.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

namespace {

using Folder = std::filesystem::path;
using Outcome = std::map<std::string, std::string>;
/// Chooses calls of a run that nothing disturbed.
using Choose = std::function<std::vector<tests::Call>(const tests::Traced& undisturbed, const Folder& show)>;

/// A small show that is made in no time: its recordings last a second. Its cover fills several blocks of the
/// disk in a tag, as a photograph does.
void make_short_show(const Folder& folder) {
    tests::make_small_show(folder);
    tests::write_wav(folder / "episodes/one/voice.wav", tests::speech_like(1, -18, 1));
    tests::write_wav(folder / "episodes/two/voice.wav", tests::speech_like(1, -3, 2, 1, 44100));
    tests::write(folder / "episodes/one/t.vtt", "WEBVTT\n\n00:00.100 --> 00:00.900\n<v みかん>こんにちは\n");
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=1400x1400",
                                "-frames:v", "1", "-q:v", "4", folder / "cover.jpg"})
                .code == 0);
    tests::replace_in(folder / "show.toml", "cover.png", "cover.jpg");
}

void add_slack(const Folder& show) {
    tests::write(show / "show.toml",
                 tests::read(show / "show.toml") +
                     "\n[[channel]]\nid = \"slack\"\ntype = \"slack-webhook\"\nurl_env = \"SLACK_URL\"\n");
}

void copy_show(const Folder& from, const Folder& to) {
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

std::vector<std::string> job(const Folder& show, const std::string& command = "run") {
    return tests::for_the_first_time({"-C", show, command, "--now", tests::small_show_now});
}

/// The same calls in the same order each time.
std::vector<std::string> in_one_thread(const Folder& show) {
    std::vector<std::string> arguments = job(show);
    arguments.insert(arguments.end(), {"--jobs", "1"});
    return arguments;
}

/// All files of a show but the store's and the ledger, which know of what was disturbed.
Outcome outcome_of(const Folder& show) {
    Outcome outcome = tests::digests_below(show);
    std::erase_if(outcome, [](const auto& file) {
        return file.first.starts_with(".cityfm/") || file.first == "announcements.jsonl";
    });
    return outcome;
}

/// A feed can be read, and what it names under the show's address lies whole in the folder that it is served
/// from: names hold the start of the content's hash.
void check_feed(const Folder& feed, const Folder& served) {
    INFO(feed);
    tinyxml2::XMLDocument document;
    REQUIRE(document.LoadFile(feed.c_str()) == tinyxml2::XML_SUCCESS);
    const std::string address = "https://radio.example.jp/";
    const std::string text = tests::read(feed);
    for (std::size_t at = 0; (at = text.find(address, at)) != std::string::npos;) {
        at += address.size();
        const std::string path = text.substr(at, text.find_first_of("\"<&", at) - at);
        if (path.empty()) continue;  // the show's page
        INFO(path);
        REQUIRE(std::filesystem::is_regular_file(served / path));
        if (!path.starts_with("media/")) continue;
        const std::string digest = core::sha256_file(served / path);
        CHECK(path.find("-" + digest.substr(0, 12) + ".") != std::string::npos);
    }
    const auto* item = document.RootElement()->FirstChildElement("channel")->FirstChildElement("item");
    for (; item != nullptr; item = item->NextSiblingElement("item")) {
        const auto* enclosure = item->FirstChildElement("enclosure");
        REQUIRE(enclosure != nullptr);
        const std::string path = std::string(enclosure->Attribute("url")).substr(address.size());
        CHECK(std::filesystem::file_size(served / path) == enclosure->Unsigned64Attribute("length"));
    }
}

bool is_one_of(const std::string& name, const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool opens_to_read(const tests::Call& call) {
    const auto says = [&](const char* flag) { return call.words.find(flag) != std::string::npos; };
    return is_one_of(call.name, {"open", "openat", "openat2"}) && !says("O_CREAT") && !says("O_WRONLY") &&
           !says("O_RDWR");
}

bool writes_bytes(const tests::Call& call) {
    return is_one_of(call.name, {"write", "pwrite64", "writev", "pwritev"});
}

/// The calls by which a run changes its show or talks to a server. Of a row of writes into one file only the
/// first and the last count, so that sound does not crowd out the rest.
std::vector<tests::Call> changes(const tests::Traced& traced, const Folder& show) {
    std::vector<tests::Call> found;
    for (const tests::Call& call : traced.calls) {
        const bool talks = is_one_of(call.name, {"connect", "sendto", "sendmsg"});
        const std::vector<std::string> paths = tests::paths_below(show, call);
        if (opens_to_read(call) || (paths.empty() && !talks)) continue;
        const auto continues = [&](std::size_t before) {
            return found.size() >= before && found[found.size() - before].name == call.name &&
                   tests::paths_below(show, found[found.size() - before]) == paths;
        };
        if (writes_bytes(call) && continues(1) && continues(2)) found.pop_back();
        found.push_back(call);
    }
    return found;
}

/// So many of the calls, evenly from the first to the last.
std::vector<tests::Call> spread(const std::vector<tests::Call>& calls, std::size_t count) {
    REQUIRE(calls.size() >= count);
    std::vector<tests::Call> chosen;
    for (std::size_t i = 0; i < count; ++i) chosen.push_back(calls[i * (calls.size() - 1) / (count - 1)]);
    return chosen;
}

/// Where a run has built, and its target gets its first change.
std::vector<tests::Call>::iterator first_published(std::vector<tests::Call>& calls, const Folder& show) {
    return std::find_if(calls.begin(), calls.end(), [&](const tests::Call& call) {
        const auto paths = tests::paths_below(show, call);
        return !paths.empty() && paths[0].starts_with("web");
    });
}

/// Posts that have an intent in the ledger and no outcome.
int unsettled_posts(const Folder& show) {
    std::map<std::string, std::string> statuses;
    for (const std::string& line : tests::lines_of(show / "announcements.jsonl")) {
        const json event = json::parse(line);
        if (event.at("id").get<std::string>().starts_with("slack/"))
            statuses[event.at("id")] = event.at("status");
    }
    return static_cast<int>(std::count_if(statuses.begin(), statuses.end(),
                                          [](const auto& post) { return post.second == "sending"; }));
}

/// How often each announcement arrived.
std::map<std::string, int> posts_at(const tests::HttpServer& server) {
    std::map<std::string, int> posts;
    for (const tests::Asked& asked : server.asked())
        ++posts[json::parse(asked.body).at("blocks").at(0).at("block_id").get<std::string>()];
    return posts;
}

tests::Answer say_ok(const tests::Asked& /*asked*/) {
    tests::Answer answer;
    answer.body = "ok";
    return answer;
}

tests::Launch with_slack(const tests::HttpServer& server) {
    tests::Launch launch;
    launch.environment = {"SLACK_URL=" + server.url("/services/T000")};
    return launch;
}

/// Kills a run of a copy of `start` at each chosen call, looks at what it left and at what another run makes
/// of it. Gives how many posts were left unsettled.
int kill_runs_of(const Folder& start, const Choose& choose) {
    const tests::TempFolder undisturbed;
    copy_show(start, undisturbed.path());
    std::vector<tests::Call> chosen;
    {
        const tests::HttpServer server(say_ok);
        const tests::Traced whole =
            tests::trace_cityfm(in_one_thread(undisturbed.path()), {}, with_slack(server));
        INFO(whole.ran.err);
        REQUIRE(whole.ran.code == 0);
        REQUIRE(posts_at(server).size() == 2);
        chosen = choose(whole, undisturbed.path());
    }
    const Outcome expected = outcome_of(undisturbed.path());
    REQUIRE(tests::lines_of(undisturbed / "sent.jsonl").size() == 2);

    int held = 0;
    for (const tests::Call& call : chosen) {
        INFO("killed at " << call.name << " " << call.number << ": " << call.words);
        const tests::TempFolder show;
        copy_show(start, show.path());
        const tests::HttpServer server(say_ok);
        const tests::Traced killed =
            tests::trace_cityfm(in_one_thread(show.path()),
                                tests::Fault{call.name, call.number, "signal=KILL"}, with_slack(server));
        CHECK(killed.ran.code == 128 + 9);
        for (const char* folder : {"public", "web"}) {
            if (std::filesystem::exists(show / folder / "feed.xml"))
                check_feed(show / folder / "feed.xml", show / folder);
        }
        const int unsettled = unsettled_posts(show.path());
        held += unsettled;

        const tests::Ran again = tests::cityfm(job(show.path()), with_slack(server));
        INFO(again.err);
        CHECK(again.code == (unsettled > 0 ? 5 : 0));
        CHECK(outcome_of(show.path()) == expected);
        CHECK(tests::digests_below(show / ".cityfm/store/scratch").empty());
        const auto posts = posts_at(server);
        CHECK(posts.size() + static_cast<std::size_t>(unsettled) >= 2);
        for (const auto& [key, times] : posts) CHECK(times == 1);
    }
    return held;
}

/// What a message may call a file that a call was about: its own path or, of a file that becomes another one,
/// that path. Names that only a run itself knows are none.
std::vector<std::string> names_of(const tests::Call& call, const tests::Traced& whole, const Folder& show) {
    std::vector<std::string> names = tests::paths_below(show, call);
    for (const tests::Call& rename : whole.calls) {
        if (!rename.name.starts_with("rename")) continue;
        const auto paths = tests::paths_below(show, rename);
        if (paths.size() == 2 && is_one_of(paths[0], names) && !is_one_of(paths[1], names))
            names.push_back(paths[1]);
    }
    std::erase_if(names, [](const std::string& name) { return name.ends_with(".part"); });
    return names;
}

/// So many of the calls that change files. What cannot be removed is only in the way; what is remembered of
/// files depends on how long the run takes, and does without being written.
Choose changes_of_files(std::size_t count) {
    return [count](const tests::Traced& undisturbed, const Folder& show) {
        std::vector<tests::Call> calls = changes(undisturbed, show);
        std::erase_if(calls, [](const tests::Call& call) {
            return is_one_of(call.name, {"unlink", "unlinkat", "rmdir"}) ||
                   call.words.find("verified.json") != std::string::npos ||
                   call.words.find("/.cityfm/store>") != std::string::npos;
        });
        return spread(calls, count);
    };
}

/// A run of a copy of `before`, in `show`, in which the call fails that was `call` in the undisturbed run.
/// What the run does itself is the same each time, but the sanitizers' runtime opens files of its own, now
/// and then once more: a run whose fault hit another call is made again.
tests::Traced fail_at(const tests::Call& call, const std::string& error, const Folder& before,
                      const Folder& undisturbed, const Folder& show) {
    const std::vector<std::string> meant = tests::paths_below(undisturbed, call);
    for (int attempt = 0; attempt < 5; ++attempt) {
        std::filesystem::remove_all(show);
        copy_show(before, show);
        tests::Traced failed =
            tests::trace_cityfm(in_one_thread(show), tests::Fault{call.name, call.number, "error=" + error});
        const auto hit = std::find_if(failed.calls.begin(), failed.calls.end(),
                                      [](const tests::Call& one) { return one.was_injected; });
        if (hit != failed.calls.end() && tests::paths_below(show, *hit) == meant) return failed;
    }
    FAIL("no run's fault hit " << call.name << " " << call.number << ": " << call.words);
    return {};
}

/// Lets each chosen call fail in a run that has a new version to publish, looks at what is public then and at
/// what another run makes of it.
void fail_runs_with(const std::string& error, const Choose& choose) {
    const tests::TempFolder before;
    make_short_show(before.path());
    REQUIRE(tests::cityfm(job(before.path())).code == 0);
    tests::write_wav(before / "episodes/one/voice.wav", tests::speech_like(1, -9, 3));
    tests::write(before / "episodes/three/episode.toml",
                 tests::episode_toml("みっつめ", "2026-11-22T20:30:00+09:00"));
    tests::write_wav(before / "episodes/three/voice.wav", tests::speech_like(1, -12, 4));

    const tests::TempFolder undisturbed;
    copy_show(before.path(), undisturbed.path());
    const tests::Traced whole = tests::trace_cityfm(in_one_thread(undisturbed.path()));
    REQUIRE(whole.ran.code == 0);
    const Outcome expected = outcome_of(undisturbed.path());
    REQUIRE(tests::lines_of(undisturbed / "sent.jsonl").size() == 3);
    const std::vector<tests::Call> chosen = choose(whole, undisturbed.path());
    REQUIRE_FALSE(chosen.empty());

    for (const tests::Call& call : chosen) {
        INFO(error << " at " << call.name << " " << call.number << ": " << call.words);
        const tests::TempFolder show;
        const tests::Traced failed = fail_at(call, error, before.path(), undisturbed.path(), show.path());
        INFO(failed.ran.err);
        CHECK(failed.ran.code == 1);
        const auto names = names_of(call, whole, undisturbed.path());
        const std::string told = tests::without_random_digits(failed.ran.err);
        CHECK(std::any_of(names.begin(), names.end(), [&](const std::string& name) {
            return told.find(tests::without_random_digits((show / name).string())) != std::string::npos;
        }));
        CHECK(failed.ran.err.find(".part") == std::string::npos);
        for (const char* folder : {"public", "web"}) {
            check_feed(show / folder / "feed.xml", show / folder);
            check_feed(before / folder / "feed.xml", show / folder);
        }

        const tests::Ran again = tests::cityfm(job(show.path()));
        INFO(again.err);
        CHECK(again.code == 0);
        CHECK(outcome_of(show.path()) == expected);
        CHECK(tests::digests_below(show / ".cityfm/store/scratch").empty());
    }
}

void check_kills_while_building(std::size_t count) {
    const tests::TempFolder start;
    make_short_show(start.path());
    add_slack(start.path());
    const int held = kill_runs_of(start.path(), [&](const tests::Traced& undisturbed, const Folder& show) {
        std::vector<tests::Call> calls = changes(undisturbed, show);
        calls.erase(first_published(calls, show), calls.end());
        std::vector<tests::Call> chosen = spread(calls, count);
        // Between a release and the end of its scratch sound a run leaves more than it should.
        std::copy_if(calls.begin(), calls.end(), std::back_inserter(chosen), [](const tests::Call& call) {
            return is_one_of(call.name, {"unlink", "unlinkat"});
        });
        return chosen;
    });
    CHECK(held == 0);
}

void check_kills_while_publishing(std::size_t count) {
    const tests::TempFolder start;
    make_short_show(start.path());
    add_slack(start.path());
    REQUIRE(tests::cityfm(job(start.path(), "build")).code == 0);
    const int held = kill_runs_of(start.path(), [&](const tests::Traced& undisturbed, const Folder& show) {
        std::vector<tests::Call> calls = changes(undisturbed, show);
        calls.erase(calls.begin(), first_published(calls, show));
        std::vector<tests::Call> chosen = spread(calls, count);
        // Between an intent and its outcome.
        std::copy_if(calls.begin(), calls.end(), std::back_inserter(chosen), [](const tests::Call& call) {
            return is_one_of(call.name, {"sendto", "sendmsg"});
        });
        return chosen;
    });
    CHECK(held > 0);
}

void check_races(int races) {
    const tests::TempFolder start;
    make_short_show(start.path());
    const tests::TempFolder undisturbed;
    copy_show(start.path(), undisturbed.path());
    REQUIRE(tests::cityfm(job(undisturbed.path())).code == 0);
    const Outcome expected = outcome_of(undisturbed.path());
    for (int race = 1; race <= races; ++race) {
        const tests::TempFolder show;
        copy_show(start.path(), show.path());
        std::latch both(2);
        const auto run = [&] {
            both.arrive_and_wait();
            return tests::cityfm(job(show.path()));
        };
        tests::Ran one;
        std::thread other([&] { one = run(); });
        const tests::Ran two = run();
        other.join();
        INFO("race " << race << ": " << one.err << two.err);
        CHECK((one.code == 0 || two.code == 0));
        for (const int code : {one.code, two.code}) CHECK((code == 0 || code == 6));
        CHECK(outcome_of(show.path()) == expected);
        CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    }
}

}  // namespace

TEST_CASE("a run killed while it builds goes on to the same bytes and posts everything once") {
    check_kills_while_building(5);
}

TEST_CASE("the same at 26 calls that build", "[.soak]") {
    check_kills_while_building(26);
}

TEST_CASE("a run killed while it publishes or announces goes on and posts nothing twice") {
    check_kills_while_publishing(8);
}

TEST_CASE("the same at 30 calls that publish or announce", "[.soak]") {
    check_kills_while_publishing(30);
}

TEST_CASE("a disk that is full at a call: 1, the file's name, and what was public stays whole") {
    fail_runs_with("ENOSPC", changes_of_files(7));
}

TEST_CASE("the same at 20 calls", "[.soak]") {
    fail_runs_with("ENOSPC", changes_of_files(20));
}

TEST_CASE("a disk that fails at a call: 1, the file's name, and what was public stays whole") {
    fail_runs_with("EIO", changes_of_files(7));
}

TEST_CASE("the same of a disk that fails at 20 calls", "[.soak]") {
    fail_runs_with("EIO", changes_of_files(20));
}

TEST_CASE("a disk that is full while a sound file gets its tags: no half picture is published") {
    fail_runs_with("ENOSPC", [](const tests::Traced& undisturbed, const Folder& show) {
        std::vector<tests::Call> writes = changes(undisturbed, show);
        std::erase_if(writes, [&](const tests::Call& call) {
            const auto paths = tests::paths_below(show, call);
            return !writes_bytes(call) || paths.empty() || !paths[0].starts_with(".cityfm/store/work/");
        });
        return writes;
    });
}

TEST_CASE("what cannot be read is not taken for absent: no episode goes, and nothing is said twice") {
    fail_runs_with("EIO", [](const tests::Traced& undisturbed, const Folder& show) {
        std::vector<tests::Call> reads = undisturbed.calls;
        std::erase_if(reads, [&](const tests::Call& call) {
            const auto paths = tests::paths_below(show, call);
            return !opens_to_read(call) || paths.empty() ||
                   !is_one_of(paths[0],
                              {"episodes", "announcements.jsonl", "sent.jsonl", "web/.feed.xml.part"});
        });
        return reads;
    });
}

TEST_CASE("two runs started at once: each ends with 0 or 6, and the show as after one") {
    check_races(6);
}

TEST_CASE("the same of twenty races", "[.soak]") {
    check_races(20);
}
