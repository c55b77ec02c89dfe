// SPDX-License-Identifier: MIT
#include "tests/e2e/two_clones.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/mail_server.h"
#include "tests/support/servers/scripted_server.h"
#include "tests/support/services/services_bluesky.h"
#include "tests/support/services/services_discord.h"
#include "tests/support/services/services_line.h"
#include "tests/support/services/services_slack.h"
#include "tests/support/services/services_slack_webhook.h"
#include "tests/support/small_show.h"

namespace cityfm::tests {
namespace {

std::string channel(const std::string& id, const std::string& type, const std::string& more) {
    return "[[channel]]\nid = \"" + id + "\"\ntype = \"" + type + "\"\n" + more + "\n";
}

/// The command line that keeps the intent, as the workflow or the README has it.
std::string command_of(const std::string& whose) {
    if (whose == "workflow") {
        const std::string text = read(std::filesystem::path(CITYFM_SOURCE) / "presets/ci-github.yml");
        const std::size_t begin = text.find("SAVE: >-") + 8;
        return text.substr(begin, text.find("\n\n", begin) - begin);
    }
    const std::string text = read(std::filesystem::path(CITYFM_SOURCE) / "README.md");
    const std::string option = "--commit-intent '";
    const std::size_t begin = text.find(option) + option.size();
    REQUIRE(begin > option.size());
    return text.substr(begin, text.find('\'', begin) - begin);
}

/// One line, as a folded block of YAML becomes.
std::string folded(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// Every kind of channel on loopback, and a show in a bare repository that two machines have cloned.
class Town {
  public:
    explicit Town(const std::string& whose)
        : slack_server_(slack_),
          webhook_server_(webhook_),
          discord_server_(discord_),
          line_server_(line_),
          bluesky_server_(bluesky_),
          command_(folded(command_of(whose))) {
        const std::filesystem::path show = folder_ / "show";
        make_small_show(show);
        std::filesystem::remove_all(show / "episodes/two");
        const std::string toml = read(show / "show.toml");
        write(show / "show.toml", toml.substr(0, toml.find("[[channel]]")) + channels());
        write(folder_ / "post", "#!/bin/sh\ncat >>'" + (folder_ / "board.json").string() + "'\n");
        std::filesystem::permissions(folder_ / "post", std::filesystem::perms::owner_all);
        write(show / ".gitignore", ".cityfm/\npublic/\nweb/\n*.wav\n");
        write(show / ".gitattributes", "announcements.jsonl merge=union\n");
        REQUIRE(cityfm({"-C", show, "build"}).code == 0);
        shell(
            show,
            "git init -q -b main && git add --all && git commit -q -m show && git clone -q --bare . ../bare");
        for (const char* clone : {"one", "two"})
            shell(folder_.path(),
                  std::string("git clone -q bare ") + clone + " && cp -r show/.cityfm " + clone);
    }

    /// Both machines run, the second so much later; their exit codes.
    std::pair<int, int> race(std::chrono::milliseconds later) {
        auto first = std::async(std::launch::async, [&] { return run("one"); });
        std::this_thread::sleep_for(later);
        auto second = std::async(std::launch::async, [&] { return run("two"); });
        return {first.get(), second.get()};
    }

    int run(const std::string& clone) const {
        Launch launch = surroundings();
        launch.folder = folder_ / clone;
        const Ran ran = run_program(
            {CITYFM_COMMAND, "--lang", "en", "run", "--first-time", "--commit-intent", command_}, launch);
        const std::scoped_lock lock(mutex_);
        told_ += clone + ": " + std::to_string(ran.code) + "\n" + ran.err;
        return ran.code;
    }

    /// How many posts stand in each channel; of mail, only once nothing more is sent.
    std::map<std::string, std::size_t> live() {
        const auto lines = [&](const char* name) {
            return std::filesystem::exists(folder_ / name) ? lines_of(folder_ / name).size() : 0U;
        };
        return {{"slack", slack_.live().size()},       {"hook", webhook_.messages.size()},
                {"discord", discord_.messages.size()}, {"line", line_.broadcasts.size()},
                {"bluesky", bluesky_.records.size()},  {"mail", mail_.messages().size()},
                {"board", lines("board.json")},        {"log", lines("sent.jsonl")}};
    }

    std::string told() const { return told_; }
    std::string ledger(const std::string& clone) const {
        return read(folder_ / clone / "announcements.jsonl");
    }

  private:
    std::string channels() const {
        return channel("slack", "slack",
                       "to = \"C0RADIO\"\ntoken_env = \"SLACK\"\napi_base = \"" + slack_server_.url("/api") +
                           "\"") +
               channel("hook", "slack-webhook", "url_env = \"HOOK\"") +
               channel("discord", "discord", "url_env = \"DISCORD\"") +
               channel("line", "line", "token_env = \"LINE\"\napi_base = \"" + line_server_.url("") + "\"") +
               channel("bluesky", "bluesky",
                       "to = \"radio.example\"\ntoken_env = \"BLUESKY\"\napi_base = \"" +
                           bluesky_server_.url("") + "\"") +
               channel(
                   "mail", "email",
                   "to = \"list@example.jp\"\nfrom = \"radio@example.jp\"\nsmtp = \"" + mail_.url() + "\"") +
               channel("board", "command", "to = \"" + (folder_ / "post").string() + "\"") +
               channel("log", "file", "to = \"" + (folder_ / "sent.jsonl").string() + "\"");
    }

    Launch surroundings() const {
        Launch launch;
        launch.environment = {"GIT_CONFIG_GLOBAL=/dev/null",
                              "GIT_AUTHOR_NAME=a",
                              "GIT_AUTHOR_EMAIL=a@example.jp",
                              "GIT_COMMITTER_NAME=a",
                              "GIT_COMMITTER_EMAIL=a@example.jp",
                              "GITHUB_REF_NAME=main",
                              std::string("SLACK=") + SlackService::token,
                              "HOOK=" + webhook_server_.url(SlackWebhookService::path),
                              "DISCORD=" + discord_server_.url(DiscordService::path),
                              std::string("LINE=") + LineService::token,
                              std::string("BLUESKY=") + BlueskyService::password};
        return launch;
    }

    void shell(const std::filesystem::path& folder, const std::string& script) const {
        Launch launch = surroundings();
        launch.folder = folder;
        const Ran ran = run_program({"sh", "-c", script}, launch);
        INFO(script << "\n" << ran.out << ran.err);
        REQUIRE(ran.code == 0);
    }

    TempFolder folder_;
    SlackService slack_;
    SlackWebhookService webhook_;
    DiscordService discord_;
    LineService line_;
    BlueskyService bluesky_;
    ScriptedServer slack_server_;
    ScriptedServer webhook_server_;
    ScriptedServer discord_server_;
    ScriptedServer line_server_;
    ScriptedServer bluesky_server_;
    MailServer mail_;
    std::string command_;
    mutable std::mutex mutex_;
    mutable std::string told_;
};

}  // namespace

void check_race(const std::string& whose, std::chrono::milliseconds later) {
    INFO(whose << ", the second after " << later.count() << " ms");
    Town town(whose);
    const auto [one, two] = town.race(later);
    {
        INFO(town.told());
        CHECK((one == 0 || one == 75));
        CHECK((two == 0 || two == 75));
    }
    // What one of them put off because the other was faster is sent by the next run, or was sent by then.
    // Nobody pulls or pushes but the command.
    for (const char* clone : {"one", "two", "one", "two"}) town.run(clone);
    INFO(town.told());
    CHECK(town.run("one") == 0);
    CHECK(town.run("two") == 0);
    INFO(town.ledger("one"));
    CHECK(town.ledger("one").find("\"unknown\"") == std::string::npos);
    for (const auto& [channel, posts] : town.live()) {
        INFO(channel);
        CHECK(posts == 1);
    }
}

}  // namespace cityfm::tests
