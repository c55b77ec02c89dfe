// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/e2e/channels.h"
#include "tests/support/services/services_line.h"
#include "tests/support/services/services_slack.h"

using namespace cityfm;

namespace {

/// A Slack workspace and a show that announces there, where something is wrong.
struct Scene {
    Scene() { show.set("SLACK_BOT_TOKEN", tests::SlackService::token); }

    tests::Ran announce(const std::vector<std::string>& more = {}) const { return show.announce(more); }
    std::string doctor() const { return show.run({"doctor"}).out; }

    tests::SlackService slack;
    tests::ScriptedServer server{slack};
    tests::ChannelShow show{
        "[[channel]]\nid = \"food\"\ntype = \"slack\"\nto = \"C0RADIO\"\n"
        "token_env = \"SLACK_BOT_TOKEN\"\napi_base = \"" +
        server.url("/api") + "\"\n"};
};

bool says(const std::string& text, const std::string& words) {
    INFO(text);
    INFO(words);
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a missing token ends with 2 before anything is asked, and doctor says which") {
    Scene scene;
    scene.show.set("SLACK_BOT_TOKEN", "");
    const tests::Ran ran = scene.announce();
    CHECK(ran.code == 2);
    CHECK(says(ran.err, "SLACK_BOT_TOKEN is not set"));
    CHECK(says(scene.doctor(), "SLACK_BOT_TOKEN is not set"));
    CHECK(scene.server.asked().empty());
}

TEST_CASE("a wrong token is told once, not tried again as it is, and tried again when it is another one") {
    Scene scene;
    scene.show.set("SLACK_BOT_TOKEN", "xoxb-wrong-token");
    const tests::Ran ran = scene.announce();
    CHECK(ran.code == 4);
    CHECK(says(ran.err, "food does not accept the secret in SLACK_BOT_TOKEN (invalid_auth)"));
    CHECK_FALSE(says(ran.out + ran.err, "xoxb-wrong-token"));
    CHECK(says(scene.doctor(), "invalid_auth"));
    const std::size_t asked = scene.server.asked_to_post();
    CHECK(scene.announce().code == 4);
    CHECK(scene.server.asked_to_post() == asked);
    scene.show.set("SLACK_BOT_TOKEN", tests::SlackService::token);
    CHECK(scene.announce().code == 0);
    CHECK(scene.slack.created == 1);
}

TEST_CASE(
    "what Slack says is wrong is told with what to do, by announce and by doctor, and mended it is sent") {
    struct Row {
        void (*spoil)(tests::SlackService&);
        void (*mend)(tests::SlackService&);
        const char* words;
    };
    const Row row =
        GENERATE(Row{[](tests::SlackService& slack) { slack.is_member = false; },
                     [](tests::SlackService& slack) { slack.is_member = true; }, "/invite"},
                 Row{[](tests::SlackService& slack) { slack.is_archived = true; },
                     [](tests::SlackService& slack) { slack.is_archived = false; }, "C0RADIO was archived"},
                 Row{[](tests::SlackService& slack) { slack.scopes.erase("chat:write"); },
                     [](tests::SlackService& slack) { slack.scopes.insert("chat:write"); },
                     "lacks the right \"chat:write\""},
                 Row{[](tests::SlackService& slack) { slack.scopes.erase("channels:history"); },
                     [](tests::SlackService& slack) { slack.scopes.insert("channels:history"); },
                     "lacks the right \"channels:history"});
    Scene scene;
    row.spoil(scene.slack);
    const tests::Ran ran = scene.announce();
    CHECK(ran.code == 4);
    CHECK(says(ran.err, row.words));
    const std::size_t posts = scene.slack.created;
    CHECK(says(scene.doctor(), row.words));
    CHECK(scene.slack.created == posts);
    CHECK(scene.announce().code == 4);
    CHECK(scene.slack.created == 0);
    row.mend(scene.slack);
    CHECK(scene.announce().code == 0);
    CHECK(scene.slack.created == 1);
    CHECK(scene.show.run({"doctor"}).code == 0);
}

TEST_CASE("a channel that is not there is told with where to find its id") {
    Scene scene;
    tests::replace_in(scene.show / "show.toml", "C0RADIO", "C0NOBODY");
    CHECK(says(scene.announce().err, "does not know \"C0NOBODY\""));
}

TEST_CASE("a month's quota that would not reach everybody is not begun") {
    tests::LineService line;
    line.quota = 200;
    line.used = 195;
    line.friends = 10;
    tests::ScriptedServer server(line);
    tests::ChannelShow show(
        "[[channel]]\nid = \"line\"\ntype = \"line\"\ntoken_env = \"LINE\"\napi_base = \"" + server.url("") +
        "\"\n");
    show.set("LINE", tests::LineService::token);
    const tests::Ran ran = show.announce();
    CHECK(ran.code == 4);
    CHECK(says(ran.err, "line may send 200 messages this month; 195 are gone, and this post needs 10"));
    CHECK(server.asked_to_post() == 0);
    CHECK(says(show.run({"doctor"}).out, "195 are gone"));
    line.used = 190;
    CHECK(show.announce().code == 0);
    CHECK(line.broadcasts.size() == 1);
}

TEST_CASE("a picture that is not public is left out, and the post goes") {
    tests::SlackService slack;
    tests::ScriptedServer server(slack);
    tests::ChannelShow show(
        "[[channel]]\nid = \"food\"\ntype = \"slack\"\nto = \"C0RADIO\"\n"
        "token_env = \"SLACK_BOT_TOKEN\"\napi_base = \"" +
        server.url("/api") + "\"\n");
    show.set("SLACK_BOT_TOKEN", tests::SlackService::token);
    const tests::HttpServer web([](const tests::Asked& asked) {
        tests::Answer answer;
        answer.status = asked.path.ends_with(".jpg") ? 404 : 200;
        return answer;
    });
    tests::replace_in(show / "show.toml", "assume_public = true", "assume_public = false");
    tests::replace_in(show / "show.toml", "address = \"https://radio.example.jp/\"",
                      "address = \"" + web.url("/") + "\"");
    const tests::Ran ran = show.announce();
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(says(ran.err, "food/one goes without its picture"));
    REQUIRE(slack.live().size() == 1);
    CHECK_FALSE(says(slack.live()[0].body.dump(), "\"image"));
}

TEST_CASE("nothing is announced before its sound answers at its address, unless that is not to be asked") {
    Scene scene;
    const tests::HttpServer web([](const tests::Asked&) {
        tests::Answer answer;
        answer.status = 404;
        return answer;
    });
    tests::replace_in(scene.show / "show.toml", "assume_public = true", "assume_public = false");
    tests::replace_in(scene.show / "show.toml", "address = \"https://radio.example.jp/\"",
                      "address = \"" + web.url("/") + "\"");
    const tests::Ran waits = scene.announce();
    CHECK(waits.code == 75);
    CHECK(says(waits.err, "cannot be heard yet"));
    CHECK(scene.slack.created == 0);
    CHECK(scene.announce({"--assume-public"}).code == 0);
    CHECK(scene.slack.created == 1);
}

TEST_CASE("an unknown slot, two channels with one id and a wrong key stop everything, with their places") {
    Scene scene;
    tests::replace_in(scene.show / "show.toml", "type = \"slack\"",
                      "type = \"slack\"\ntemplate = \"t.toml\"");
    tests::write(scene.show / "t.toml", "[published]\nheadline = \"{{titel}}\"\n");
    tests::Ran ran = scene.announce();
    CHECK(ran.code == 3);
    CHECK(says(ran.err, "t.toml:2:"));
    CHECK(says(ran.err, "did you mean \"title\"?"));
    tests::write(scene.show / "t.toml", "");
    tests::write(scene.show / "show.toml", tests::read(scene.show / "show.toml") +
                                               "[[channel]]\nid = \"food\"\ntype = \"file\"\nto = \"x\"\n");
    ran = scene.announce();
    CHECK(ran.code == 3);
    CHECK(says(ran.err, "food"));
    CHECK(scene.server.asked().empty());
}

TEST_CASE("a secret may lie in a file that its owner alone can read, and in no other") {
    Scene scene;
    const tests::TempFolder home;
    scene.show.set("HOME", home.path());
    tests::write(home / "token", std::string(tests::SlackService::token) + "\n");
    tests::replace_in(scene.show / "show.toml", "token_env = \"SLACK_BOT_TOKEN\"",
                      "token_file = \"~/token\"");
    std::filesystem::permissions(home / "token", std::filesystem::perms(0644));
    const tests::Ran open = scene.announce();
    CHECK(open.code == 2);
    CHECK(says(open.err, "chmod 600"));
    std::filesystem::permissions(home / "token", std::filesystem::perms(0600));
    CHECK(scene.announce().code == 0);
    std::filesystem::remove(home / "token");
    CHECK(scene.announce().code != 0);
}

TEST_CASE("a ledger whose last line a crash tore, or that a newer version wrote, loses nothing") {
    Scene scene;
    CHECK(scene.announce().code == 0);
    const std::string ledger = tests::read(scene.show / "announcements.jsonl");
    tests::write(scene.show / "announcements.jsonl", ledger + ledger.substr(0, 40));
    CHECK(scene.announce().code == 0);
    CHECK(scene.slack.created == 1);
    tests::write(scene.show / "announcements.jsonl", ledger + "{\"v\":9,\"new\":true}\n");
    const tests::Ran newer = scene.announce();
    CHECK(newer.code == 3);
    CHECK(says(newer.err, "newer cityfm"));
    CHECK(scene.slack.created == 1);
}

TEST_CASE("a clock that jumps back makes no second post") {
    Scene scene;
    CHECK(scene.announce().code == 0);
    tests::replace_in(scene.show / "episodes/one/episode.toml", "ひとつめ", "一つ目");
    CHECK(scene.show.run({"announce", "--now", "2026-11-22T12:00:00+09:00"}).code == 0);
    CHECK(scene.show.run({"announce", "--now", "2026-11-22T11:00:00+09:00"}).code == 0);
    CHECK(scene.slack.created == 1);
    CHECK(scene.slack.live().at(0).body.dump().find("一つ目") != std::string::npos);
    CHECK(scene.server.asked_to_post() == 2);
}

TEST_CASE("an unknown channel is told with a proposal") {
    Scene scene;
    const tests::Ran ran = scene.announce({"--only", "fod"});
    CHECK(ran.code == 2);
    CHECK(says(ran.err, "did you mean \"food\"?"));
}

TEST_CASE("secrets are in no output, ledger, preview, argument list or core") {
    Scene scene;
    scene.show.set("SLACK_BOT_TOKEN", "xoxb-12345-verysecret");
    std::string everything;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"announce", "--verbose"},
                                                  {"announce", "--json"},
                                                  {"announce", "--preview"},
                                                  {"announce", "--status"},
                                                  {"doctor"},
                                                  {"doctor", "--json"},
                                                  {"run", "--json"}}) {
        std::vector<std::string> with_time = words;
        with_time.insert(with_time.end(), {"--now", tests::small_show_now});
        const tests::Ran ran = scene.show.run(with_time);
        everything += ran.out + ran.err;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scene.show.path())) {
        if (entry.is_regular_file()) everything += tests::read(entry.path());
    }
    CHECK_FALSE(everything.find("verysecret") != std::string::npos);

    // While it waits for its answer: its arguments are without it, and a crash then leaves no core.
    scene.show.set("SLACK_BOT_TOKEN", tests::SlackService::token);
    scene.server.on_arrival = [&](const tests::Asked&) {
        tests::write(scene.show / "now", "yes");
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    };
    const std::string command = "ulimit -c unlimited; \"$COMMAND\" -C . announce --now " +
                                std::string(tests::small_show_now) +
                                " & pid=$!; for i in $(seq 500); do [ -e now ] && break; sleep 0.02; done; "
                                "tr '\\0' ' ' < /proc/$pid/cmdline; "
                                "grep 'core file' /proc/$pid/limits; kill -ABRT $pid; wait $pid";
    tests::Launch launch;
    launch.folder = scene.show.path();
    launch.environment = {std::string("COMMAND=") + CITYFM_COMMAND,
                          std::string("SLACK_BOT_TOKEN=") + tests::SlackService::token};
    const tests::Ran aborted = tests::run_program({"bash", "-c", command}, launch);
    INFO(aborted.out + aborted.err);
    CHECK(aborted.code == 128 + 6);
    CHECK(says(aborted.out, "announce --now"));
    CHECK_FALSE(aborted.out.find(tests::SlackService::token) != std::string::npos);
    CHECK_FALSE(aborted.err.find("core dumped") != std::string::npos);
    CHECK(says(aborted.out, "Max core file size        0                    0"));
}
