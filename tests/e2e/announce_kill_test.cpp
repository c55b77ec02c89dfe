// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/e2e/channels.h"
#include "tests/support/faults.h"
#include "tests/support/services/services_bluesky.h"
#include "tests/support/services/services_discord.h"
#include "tests/support/services/services_line.h"
#include "tests/support/services/services_slack.h"
#include "tests/support/services/services_slack_webhook.h"

using namespace cityfm;

namespace {

/// A service, what its channel is called in show.toml, and where its secret goes.
struct Place {
    std::unique_ptr<tests::Service> service;
    std::unique_ptr<tests::ScriptedServer> server;
    std::function<std::size_t()> live;
    std::string toml;
    std::string secret;
    bool is_blind = false;
};

template <class Kind>
Place place_of(const std::string& type, bool is_blind) {
    Place place;
    auto service = std::make_unique<Kind>();
    Kind& kept = *service;
    place.service = std::move(service);
    place.server = std::make_unique<tests::ScriptedServer>(kept);
    place.live = [&kept] { return kept.live().size(); };
    place.toml = "[[channel]]\nid = \"x\"\ntype = \"" + type + "\"\n";
    place.is_blind = is_blind;
    if constexpr (
        requires { Kind::token; } || requires { Kind::password; }) {
        place.toml += "token_env = \"SECRET\"\napi_base = \"" +
                      place.server->url(type == "slack" ? "/api" : "") + "\"\n";
    }
    if constexpr (requires { Kind::token; }) place.secret = Kind::token;
    if constexpr (requires { Kind::password; }) {
        place.secret = Kind::password;
        place.toml += std::string("to = \"") + Kind::handle + "\"\n";
    }
    if constexpr (requires { Kind::channel; }) place.toml += std::string("to = \"") + Kind::channel + "\"\n";
    if constexpr (requires { Kind::path; }) {
        place.secret = place.server->url(Kind::path);
        place.toml += "url_env = \"SECRET\"\n";
    }
    return place;
}

Place place_of(const std::string& type) {
    if (type == "slack") return place_of<tests::SlackService>(type, false);
    if (type == "slack-webhook") return place_of<tests::SlackWebhookService>(type, true);
    if (type == "discord") return place_of<tests::DiscordService>(type, true);
    if (type == "line") return place_of<tests::LineService>(type, false);
    return place_of<tests::BlueskyService>(type, false);
}

/// Ten of the calls by which a run changes its ledger or talks to the service, from the first to the last.
std::vector<tests::Call> ten_moments(const tests::Traced& undisturbed) {
    std::vector<tests::Call> telling;
    for (const tests::Call& call : undisturbed.calls) {
        const bool talks = call.name == "connect" || call.name == "sendto" || call.name == "sendmsg";
        if (talks || call.words.find("announcements.jsonl") != std::string::npos) telling.push_back(call);
    }
    REQUIRE(telling.size() >= 4);
    std::vector<tests::Call> chosen;
    for (std::size_t i = 0; i < 10; ++i) {
        const tests::Call& call = telling[i * (telling.size() - 1) / 9];
        chosen.push_back(call);
    }
    return chosen;
}

}  // namespace

TEST_CASE("killed at ten moments and run again until it ends, an announcement stands there once, or waits") {
    const std::string type = GENERATE("slack", "slack-webhook", "discord", "line", "bluesky");
    INFO(type);
    std::vector<tests::Call> moments;
    std::filesystem::path made;
    const tests::TempFolder folder;
    {
        const Place place = place_of(type);
        tests::ChannelShow show(place.toml);
        std::filesystem::copy(show.path(), folder / "made", std::filesystem::copy_options::recursive);
        tests::Launch launch;
        launch.environment = {"SECRET=" + place.secret};
        moments = ten_moments(
            tests::trace_cityfm({"-C", show.path(), "announce", "--now", tests::small_show_now}, {}, launch));
    }
    for (std::size_t moment = 0; moment < moments.size(); ++moment) {
        const Place place = place_of(type);
        const std::filesystem::path show = folder / std::to_string(moment);
        std::filesystem::copy(folder / "made", show, std::filesystem::copy_options::recursive);
        // The service of this moment listens elsewhere.
        const std::string toml = tests::read(show / "show.toml");
        tests::write(show / "show.toml", toml.substr(0, toml.find("[[channel]]")) + place.toml);
        const tests::Call& call = moments[moment];
        INFO(call.name << " " << call.number << " " << call.words);
        tests::Launch launch;
        launch.environment = {"SECRET=" + place.secret};
        const std::vector<std::string> words = {"-C", show, "announce", "--now", tests::small_show_now};
        tests::trace_cityfm(words, tests::Fault{call.name, call.number, "signal=KILL"}, launch);
        int code = 75;
        for (int run = 0; run < 4 && code == 75; ++run) code = tests::cityfm(words, launch).code;
        const auto still = place.server->hold();
        if (place.is_blind) {
            CHECK((code == 0 || code == 5));
            CHECK(place.live() <= 1);
            CHECK((code == 5 || place.live() == 1));
        } else {
            CHECK(code == 0);
            CHECK(place.live() == 1);
        }
    }
}

TEST_CASE("killed when the post has arrived, or before it is applied, it stands there once, or waits") {
    const std::string type = GENERATE("slack", "slack-webhook", "discord", "line", "bluesky");
    const bool is_applied = GENERATE(true, false);
    INFO(type << (is_applied ? ", applied" : ", arrived"));
    const Place place = place_of(type);
    tests::ChannelShow show(place.toml);
    show.set("SECRET", place.secret);
    tests::Launch launch;
    launch.signal_when = show / "now";
    const auto signal = [&](const tests::Asked&) {
        tests::write(show / "now", "yes");
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    };
    (is_applied ? place.server->on_applied : place.server->on_arrival) = signal;
    CHECK(show.announce({}, launch).code == 128 + 9);
    (is_applied ? place.server->on_applied : place.server->on_arrival) =
        std::function<void(const tests::Asked&)>();
    const tests::Ran again = show.announce();
    INFO(again.err);
    const auto still = place.server->hold();
    CHECK(again.code == (place.is_blind ? 5 : 0));
    CHECK(place.live() <= 1);
    if (is_applied || !place.is_blind) CHECK(place.live() == 1);
}
