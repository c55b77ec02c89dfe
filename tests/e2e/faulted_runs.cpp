// SPDX-License-Identifier: MIT
#include "tests/e2e/faulted_runs.h"

#include <tinyxml2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <latch>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/core/digest.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;
using Folder = std::filesystem::path;
using Outcome = std::map<std::string, std::string>;

/// A small show that is made in no time: its recordings last a second. Its cover fills several blocks of the
/// disk in a tag, as a photograph does.
void make_short_show(const Folder& folder) {
    make_small_show(folder);
    write_wav(folder / "episodes/one/voice.wav", speech_like(1, -18, 1));
    write_wav(folder / "episodes/two/voice.wav", speech_like(1, -3, 2, 1, 44100));
    write(folder / "episodes/one/t.vtt", "WEBVTT\n\n00:00.100 --> 00:00.900\n<v みかん>こんにちは\n");
    REQUIRE(run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=1400x1400", "-frames:v",
                         "1", "-q:v", "4", folder / "cover.jpg"})
                .code == 0);
    replace_in(folder / "show.toml", "cover.png", "cover.jpg");
}

void add_slack(const Folder& show) {
    write(show / "show.toml",
          read(show / "show.toml") +
              "\n[[channel]]\nid = \"slack\"\ntype = \"slack-webhook\"\nurl_env = \"SLACK_URL\"\n");
}

void copy_show(const Folder& from, const Folder& to) {
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

std::vector<std::string> job(const Folder& show, const std::string& command = "run") {
    return for_the_first_time({"-C", show, command, "--now", small_show_now});
}

/// The same calls in the same order each time.
std::vector<std::string> in_one_thread(const Folder& show) {
    std::vector<std::string> arguments = job(show);
    arguments.insert(arguments.end(), {"--jobs", "1"});
    return arguments;
}

/// All files of a show but the store's and the ledger, which know of what was disturbed.
Outcome outcome_of(const Folder& show) {
    Outcome outcome = digests_below(show);
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
    const std::string text = read(feed);
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

/// Posts that have an intent in the ledger and no outcome.
int unsettled_posts(const Folder& show) {
    std::map<std::string, std::string> statuses;
    for (const std::string& line : lines_of(show / "announcements.jsonl")) {
        const json event = json::parse(line);
        if (event.at("id").get<std::string>().starts_with("slack/"))
            statuses[event.at("id")] = event.at("status");
    }
    return static_cast<int>(std::count_if(statuses.begin(), statuses.end(),
                                          [](const auto& post) { return post.second == "sending"; }));
}

/// How often each announcement arrived.
std::map<std::string, int> posts_at(const HttpServer& server) {
    std::map<std::string, int> posts;
    for (const Asked& asked : server.asked())
        ++posts[json::parse(asked.body).at("blocks").at(0).at("block_id").get<std::string>()];
    return posts;
}

Answer say_ok(const Asked& /*asked*/) {
    Answer answer;
    answer.body = "ok";
    return answer;
}

Launch with_slack(const HttpServer& server) {
    Launch launch;
    launch.environment = {"SLACK_URL=" + server.url("/services/T000")};
    return launch;
}

/// Kills a run of a copy of `start` at each chosen call, looks at what it left and at what another run makes
/// of it. Gives how many posts were left unsettled.
int kill_runs_of(const Folder& start, const Choose& choose) {
    const TempFolder undisturbed;
    copy_show(start, undisturbed.path());
    std::vector<Call> chosen;
    {
        const HttpServer server(say_ok);
        const Traced whole = trace_cityfm(in_one_thread(undisturbed.path()), {}, with_slack(server));
        INFO(whole.ran.err);
        REQUIRE(whole.ran.code == 0);
        REQUIRE(posts_at(server).size() == 2);
        chosen = choose(whole, undisturbed.path());
    }
    const Outcome expected = outcome_of(undisturbed.path());
    REQUIRE(lines_of(undisturbed / "sent.jsonl").size() == 2);

    int held = 0;
    for (const Call& call : chosen) {
        INFO("killed at " << call.name << " " << call.number << ": " << call.words);
        const TempFolder show;
        copy_show(start, show.path());
        const HttpServer server(say_ok);
        const Traced killed = trace_cityfm(in_one_thread(show.path()),
                                           Fault{call.name, call.number, "signal=KILL"}, with_slack(server));
        CHECK(killed.ran.code == 128 + 9);
        for (const char* folder : {"public", "web"}) {
            if (std::filesystem::exists(show / folder / "feed.xml"))
                check_feed(show / folder / "feed.xml", show / folder);
        }
        const int unsettled = unsettled_posts(show.path());
        held += unsettled;

        const Ran again = cityfm(job(show.path()), with_slack(server));
        INFO(again.err);
        CHECK(again.code == (unsettled > 0 ? 5 : 0));
        CHECK(outcome_of(show.path()) == expected);
        CHECK(digests_below(show / ".cityfm/store/scratch").empty());
        const auto posts = posts_at(server);
        CHECK(posts.size() + static_cast<std::size_t>(unsettled) >= 2);
        for (const auto& [key, times] : posts) CHECK(times == 1);
    }
    return held;
}

/// What a message may call a file that a call was about: its own path or, of a file that becomes another one,
/// that path. Names that only a run itself knows are none.
std::vector<std::string> names_of(const Call& call, const Traced& whole, const Folder& show) {
    std::vector<std::string> names = paths_below(show, call);
    for (const Call& rename : whole.calls) {
        if (!rename.name.starts_with("rename")) continue;
        const auto paths = paths_below(show, rename);
        const auto knows = [&](const std::string& path) {
            return std::find(names.begin(), names.end(), path) != names.end();
        };
        if (paths.size() == 2 && knows(paths[0]) && !knows(paths[1])) names.push_back(paths[1]);
    }
    std::erase_if(names, [](const std::string& name) { return name.ends_with(".part"); });
    return names;
}

/// A run of a copy of `before`, in `show`, in which the call fails that was `call` in the undisturbed run.
/// What the run does itself is the same each time, but the sanitizers' runtime opens files of its own, now
/// and then once more: a run whose fault hit another call is made again.
Traced fail_at(const Call& call, const std::string& error, const Folder& before, const Folder& undisturbed,
               const Folder& show) {
    const std::vector<std::string> meant = paths_below(undisturbed, call);
    for (int attempt = 0; attempt < 5; ++attempt) {
        std::filesystem::remove_all(show);
        copy_show(before, show);
        Traced failed = trace_cityfm(in_one_thread(show), Fault{call.name, call.number, "error=" + error});
        const auto hit = std::find_if(failed.calls.begin(), failed.calls.end(),
                                      [](const Call& one) { return one.was_injected; });
        if (hit != failed.calls.end() && paths_below(show, *hit) == meant) return failed;
    }
    FAIL("no run's fault hit " << call.name << " " << call.number << ": " << call.words);
    return {};
}

}  // namespace

void fail_runs_with(const std::string& error, const Choose& choose) {
    const TempFolder before;
    make_short_show(before.path());
    REQUIRE(cityfm(job(before.path())).code == 0);
    write_wav(before / "episodes/one/voice.wav", speech_like(1, -9, 3));
    write(before / "episodes/three/episode.toml", episode_toml("みっつめ", "2026-11-22T20:30:00+09:00"));
    write_wav(before / "episodes/three/voice.wav", speech_like(1, -12, 4));

    const TempFolder undisturbed;
    copy_show(before.path(), undisturbed.path());
    const Traced whole = trace_cityfm(in_one_thread(undisturbed.path()));
    REQUIRE(whole.ran.code == 0);
    const Outcome expected = outcome_of(undisturbed.path());
    REQUIRE(lines_of(undisturbed / "sent.jsonl").size() == 3);
    const std::vector<Call> chosen = choose(whole, undisturbed.path());
    REQUIRE_FALSE(chosen.empty());

    for (const Call& call : chosen) {
        INFO(error << " at " << call.name << " " << call.number << ": " << call.words);
        const TempFolder show;
        const Traced failed = fail_at(call, error, before.path(), undisturbed.path(), show.path());
        INFO(failed.ran.err);
        CHECK(failed.ran.code == 1);
        const auto names = names_of(call, whole, undisturbed.path());
        const std::string told = without_random_digits(failed.ran.err);
        CHECK(std::any_of(names.begin(), names.end(), [&](const std::string& name) {
            return told.find(without_random_digits((show / name).string())) != std::string::npos;
        }));
        CHECK(failed.ran.err.find(".part") == std::string::npos);
        for (const char* folder : {"public", "web"}) {
            check_feed(show / folder / "feed.xml", show / folder);
            check_feed(before / folder / "feed.xml", show / folder);
        }

        const Ran again = cityfm(job(show.path()));
        INFO(again.err);
        CHECK(again.code == 0);
        CHECK(outcome_of(show.path()) == expected);
        CHECK(digests_below(show / ".cityfm/store/scratch").empty());
    }
}

void check_kills_while_building(std::size_t count) {
    const TempFolder start;
    make_short_show(start.path());
    add_slack(start.path());
    const int held = kill_runs_of(start.path(), calls_that_build(count));
    CHECK(held == 0);
}

void check_kills_while_publishing(std::size_t count) {
    const TempFolder start;
    make_short_show(start.path());
    add_slack(start.path());
    REQUIRE(cityfm(job(start.path(), "build")).code == 0);
    const int held = kill_runs_of(start.path(), calls_that_publish(count));
    CHECK(held > 0);
}

void check_races(int races) {
    const TempFolder start;
    make_short_show(start.path());
    const TempFolder undisturbed;
    copy_show(start.path(), undisturbed.path());
    REQUIRE(cityfm(job(undisturbed.path())).code == 0);
    const Outcome expected = outcome_of(undisturbed.path());
    for (int race = 1; race <= races; ++race) {
        const TempFolder show;
        copy_show(start.path(), show.path());
        std::latch both(2);
        const auto run = [&] {
            both.arrive_and_wait();
            return cityfm(job(show.path()));
        };
        Ran one;
        std::thread other([&] { one = run(); });
        const Ran two = run();
        other.join();
        INFO("race " << race << ": " << one.err << two.err);
        CHECK((one.code == 0 || two.code == 0));
        for (const int code : {one.code, two.code}) CHECK((code == 0 || code == 6));
        CHECK(outcome_of(show.path()) == expected);
        CHECK(lines_of(show / "sent.jsonl").size() == 2);
    }
}

}  // namespace cityfm::tests
