// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <latch>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/e2e/channels.h"
#include "tests/support/servers/mail_server.h"
#include "tests/support/services/services_bluesky.h"
#include "tests/support/services/services_discord.h"
#include "tests/support/services/services_line.h"
#include "tests/support/services/services_slack.h"
#include "tests/support/services/services_slack_webhook.h"

using namespace cityfm;
using nlohmann::json;
using Fault = tests::ScriptedServer::Fault;

namespace {

std::string channel(const std::string& id, const std::string& type, const std::string& more) {
    return "[[channel]]\nid = \"" + id + "\"\ntype = \"" + type + "\"\n" + more + "\n";
}

/// A Slack workspace on loopback, and a show that announces there.
class SlackScene {
  public:
    explicit SlackScene(const std::string& more = {})
        : server(slack),
          show(channel("slack-food", "slack",
                       "to = \"C0RADIO\"\ntoken_env = \"SLACK_BOT_TOKEN\"\napi_base = \"" +
                           server.url("/api") + "\"\n" + more)) {
        show.set("SLACK_BOT_TOKEN", tests::SlackService::token);
    }

    tests::SlackService slack;
    tests::ScriptedServer server;
    tests::ChannelShow show;
};

}  // namespace

TEST_CASE("an episode reaches every kind of channel once, and a second run asks nobody to post") {
    tests::SlackService slack;
    tests::SlackWebhookService webhook;
    tests::DiscordService discord;
    tests::LineService line;
    tests::BlueskyService bluesky;
    tests::ScriptedServer slack_server(slack);
    tests::ScriptedServer webhook_server(webhook);
    tests::ScriptedServer discord_server(discord);
    tests::ScriptedServer line_server(line);
    tests::ScriptedServer bluesky_server(bluesky);
    tests::MailServer mail;
    tests::ChannelShow show(
        channel("slack", "slack",
                "to = \"C0RADIO\"\ntoken_env = \"SLACK\"\napi_base = \"" + slack_server.url("/api") + "\"") +
        channel("hook", "slack-webhook", "url_env = \"HOOK\"") +
        channel("discord", "discord", "url_env = \"DISCORD\"") +
        channel("line", "line", "token_env = \"LINE\"\napi_base = \"" + line_server.url("") + "\"") +
        channel("bluesky", "bluesky",
                "to = \"radio.example\"\ntoken_env = \"BLUESKY\"\napi_base = \"" + bluesky_server.url("") +
                    "\"") +
        channel("mail", "email",
                "to = \"list@example.jp\"\nfrom = \"radio@example.jp\"\nsmtp = \"" + mail.url() + "\"") +
        channel("board", "command", "to = \"post\"") + channel("log", "file", "to = \"sent.jsonl\""));
    show.set("SLACK", tests::SlackService::token);
    show.set("HOOK", webhook_server.url(tests::SlackWebhookService::path));
    show.set("DISCORD", discord_server.url(tests::DiscordService::path));
    show.set("LINE", tests::LineService::token);
    show.set("BLUESKY", tests::BlueskyService::password);
    tests::write(show / "post", "#!/bin/sh\ncat >> board.json\n");
    std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);

    const tests::Ran first = show.announce();
    INFO(first.err);
    CHECK(first.code == 0);
    const auto asked = [&] {
        return slack_server.asked_to_post() + webhook_server.asked_to_post() +
               discord_server.asked_to_post() + line_server.asked_to_post() + bluesky_server.asked_to_post();
    };
    CHECK(asked() == 5);
    CHECK(show.announce().code == 0);
    CHECK(asked() == 5);
    CHECK(slack.live().size() == 1);
    CHECK(webhook.messages.size() == 1);
    CHECK(discord.messages.size() == 1);
    CHECK(line.broadcasts.size() == 1);
    CHECK(bluesky.records.size() == 1);
    CHECK(mail.messages().size() == 1);
    CHECK(tests::lines_of(show / "board.json").size() == 1);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    CHECK(bluesky.blobs.size() == 1);

    SECTION("a mended title is one edit in each that can, and is told for those that cannot") {
        tests::replace_in(show / "episodes/one/episode.toml", "ひとつめ", "一つ目");
        const std::size_t before = asked();
        const tests::Ran edited = show.announce();
        INFO(edited.err);
        CHECK(edited.code == 0);
        CHECK(asked() == before + 3);
        CHECK(edited.err.find("edited: slack/one") != std::string::npos);
        CHECK(edited.err.find("announce --correction --only line") != std::string::npos);
        CHECK(slack.live().at(0).body.dump().find("一つ目") != std::string::npos);
        CHECK(discord.messages.begin()->second.dump().find("一つ目") != std::string::npos);
        CHECK(bluesky.records.begin()->second.value.dump().find("一つ目") != std::string::npos);
        CHECK(tests::read(show / "sent.jsonl").find("一つ目") != std::string::npos);
        show.announce();
        CHECK(asked() == before + 3);
        CHECK(show.announce({"--correction", "--only", "line"}).code == 0);
        CHECK(show.announce({"--correction", "--only", "line"}).code == 0);
        REQUIRE(line.broadcasts.size() == 2);
        CHECK(line.broadcasts[1].messages.dump().find("【訂正】") != std::string::npos);
    }
    SECTION("withdrawn, it leaves every channel that can take a post back") {
        const tests::Ran withdrawn = show.run({"withdraw", "one", "--first-time"});
        INFO(withdrawn.err);
        CHECK(withdrawn.code == 0);
        CHECK(slack.live().empty());
        CHECK(discord.messages.empty());
        CHECK(bluesky.records.empty());
        CHECK(withdrawn.err.find("delete it there by hand: hook/one") != std::string::npos);
    }
}

TEST_CASE("three runs at once make one post") {
    const SlackScene scene;
    std::latch start(3);
    std::vector<std::thread> runs;
    std::vector<int> codes(3);
    for (int& code : codes) {
        runs.emplace_back([&] {
            start.arrive_and_wait();
            code = scene.show.announce().code;
        });
    }
    for (std::thread& run : runs) run.join();
    for (const int code : codes) CHECK((code == 0 || code == 6));
    CHECK(scene.slack.created == 1);
}

TEST_CASE("a channel that fails for ever changes nothing for the others") {
    tests::SlackService slack;
    tests::ScriptedServer good(slack);
    tests::LineService line;
    tests::ScriptedServer bad(line);
    bad.misbehave(Fault::error_before, 1000);
    tests::ChannelShow show(
        channel("line", "line", "token_env = \"LINE\"\napi_base = \"" + bad.url("") + "\"") +
        channel("slack", "slack",
                "to = \"C0RADIO\"\ntoken_env = \"SLACK\"\napi_base = \"" + good.url("/api") + "\""));
    show.set("LINE", tests::LineService::token);
    show.set("SLACK", tests::SlackService::token);
    CHECK(show.announce().code == 75);
    CHECK(slack.created == 1);
    CHECK(show.status_of("line/one") == "unknown");
    CHECK(show.status_of("slack/one") == "sent");
    bad.misbehave(Fault::none);
    CHECK(show.announce().code == 0);
    CHECK(line.broadcasts.size() == 1);
    CHECK(slack.created == 1);
}

TEST_CASE("with a thread the post tells of the episode, and the question stands in its thread") {
    SlackScene scene("thread = true\n");
    CHECK(scene.show.announce().code == 0);
    auto live = scene.slack.live();
    REQUIRE(live.size() == 2);
    CHECK(live[0].body.dump().find("どう思いますか？") == std::string::npos);
    CHECK(live[1].thread_ts == live[0].ts);
    CHECK(live[1].body.dump().find("どう思いますか？") != std::string::npos);
    tests::replace_in(scene.show / "episodes/one/episode.toml", "どう思いますか？", "どう思う？");
    const std::size_t asked = scene.server.asked_to_post();
    CHECK(scene.show.announce().code == 0);
    CHECK(scene.server.asked_to_post() == asked + 1);
    live = scene.slack.live();
    CHECK(live[1].body.dump().find("どう思う？") != std::string::npos);
}

TEST_CASE("a lost ledger is read back from Slack, page by page, with and without the metadata scope") {
    SlackScene scene;
    const bool has_scope = GENERATE(true, false);
    scene.slack.page_size = GENERATE(15, 200);
    if (!has_scope) scene.slack.scopes.erase("metadata.message:read");
    scene.slack.add_foreign_before(40);
    CHECK(scene.show.announce().code == 0);
    scene.slack.add_foreign_after(40);
    std::filesystem::remove(scene.show / "announcements.jsonl");
    const tests::Ran again = scene.show.announce();
    CHECK(again.code == 0);
    CHECK(again.err.find("already there, found again: slack-food/one") != std::string::npos);
    CHECK(scene.slack.created == 1);
}

TEST_CASE("a picture that is uploaded is shown from there, and one that Slack does not take is left out") {
    SlackScene scene("upload = true\n");
    SECTION("it is taken, once Slack has looked at it") {
        scene.slack.files_unready_for = 1;
        CHECK(scene.show.announce().code == 0);
        REQUIRE(scene.slack.files().size() == 1);
        CHECK(scene.slack.live().at(0).body.dump().find(scene.slack.files().begin()->first) !=
              std::string::npos);
    }
    SECTION("it is not") {
        scene.slack.scopes.erase("files:write");
        const tests::Ran ran = scene.show.announce();
        CHECK(ran.code == 0);
        CHECK(ran.err.find("goes without its picture") != std::string::npos);
        CHECK(scene.slack.live().size() == 1);
    }
}

TEST_CASE("letters are asked for once, before the episode is out, with how to consent") {
    SlackScene scene;
    tests::write(scene.show / "episodes/next/episode.toml",
                 "title = \"次の回\"\ndate = 2026-12-06T20:00:00+09:00\nquestion = \"冬の楽しみは？\"\n");
    CHECK(scene.show.announce({"--letters"}).code == 2);
    CHECK(scene.show.announce({"--letters", "next"}).code == 0);
    CHECK(scene.show.announce({"--letters", "next"}).code == 0);
    REQUIRE(scene.slack.live().size() == 1);
    const std::string body = scene.slack.live()[0].body.dump();
    CHECK(body.find("おたより募集：次の回") != std::string::npos);
    CHECK(body.find("📻") != std::string::npos);
    CHECK(scene.show.status_of("slack-food/next/letters") == "sent");
    CHECK(scene.show.status_of("slack-food/next") == "planned");
}

TEST_CASE("letters that are asked for in quiet hours are not sent, and the command has to be given again") {
    SlackScene scene;
    tests::replace_in(scene.show / "show.toml", "[announce]", "[announce]\nquiet = \"20:30-07:00\"");
    CHECK(scene.show.announce({"--letters", "one"}).code == 75);
    CHECK(scene.slack.created == 0);
    CHECK(scene.show.run({"announce", "--letters", "one"}, tests::at("2026-11-23T07:00:00+09:00")).code == 0);
    CHECK(scene.slack.created == 1);
}

TEST_CASE("a template says it in the city's own words") {
    SlackScene scene;
    tests::replace_in(scene.show / "show.toml", "type = \"slack\"",
                      "type = \"slack\"\ntemplate = \"templates/slack.toml\"");
    tests::write(
        scene.show / "templates/slack.toml",
        "[published]\nheadline = \"📻 新しい回：{{title}}\"\nlisten = \"いますぐ聴く\"\nfooter = \"\"\n");
    CHECK(scene.show.announce().code == 0);
    const std::string body = scene.slack.live().at(0).body.dump();
    CHECK(body.find("📻 新しい回：ひとつめ") != std::string::npos);
    CHECK(body.find("いますぐ聴く") != std::string::npos);
    CHECK(body.find("\"context\"") == std::string::npos);
}

TEST_CASE("a post waits for its delay and for the end of quiet hours, and is said when") {
    SlackScene scene("delay = \"30m\"\n");
    tests::replace_in(scene.show / "show.toml", "[announce]", "[announce]\nquiet = \"22:00-07:00\"");
    tests::replace_in(scene.show / "episodes/one/episode.toml", "2026-11-22T08:00:00", "2026-11-22T21:45:00");
    const auto at = [&](const std::string& time) {
        return scene.show.run({"announce"}, tests::at("2026-11-" + time + ":00+09:00"));
    };
    REQUIRE(scene.show.run({"build", "--now", "2026-11-22T21:50:00+09:00"}).code == 0);
    const tests::Ran waits = at("22T21:50");
    CHECK(waits.code == 0);
    CHECK(waits.err.find("waits until 2026-11-23 07:00: slack-food/one") != std::string::npos);
    CHECK(at("23T06:59").err.find("waits until") != std::string::npos);
    CHECK(scene.slack.created == 0);
    CHECK(at("23T07:00").code == 0);
    CHECK(scene.slack.created == 1);
}

TEST_CASE("a channel gets no more posts a run than it may, and the next run goes on") {
    SlackScene scene;
    tests::replace_in(scene.show / "show.toml", "[announce]", "[announce]\nposts_per_run = 1");
    std::filesystem::copy(scene.show / "episodes/one", scene.show / "episodes/two");
    tests::replace_in(scene.show / "episodes/two/episode.toml", "number = 1", "number = 2");
    std::filesystem::remove(scene.show / "episodes/two/release.json");
    REQUIRE(scene.show.run({"build", "--now", tests::small_show_now}).code == 0);
    const tests::Ran first = scene.show.announce();
    CHECK(first.code == 75);
    CHECK(first.err.find("slack-food/two waits for the next run") != std::string::npos);
    CHECK(scene.slack.created == 1);
    CHECK(scene.show.announce().code == 0);
    CHECK(scene.slack.created == 2);
}

TEST_CASE("a preview writes each body byte for byte and a page of all, needs no secret and sends nothing") {
    SlackScene scene("thread = true\n");
    scene.show.set("SLACK_BOT_TOKEN", "");
    const tests::Ran ran = scene.show.announce({"--preview", "--json"});
    CHECK(ran.code == 0);
    CHECK(scene.server.asked().empty());
    const json document = json::parse(ran.out);
    REQUIRE(document.at("announcements").size() == 2);
    const json& first = document["announcements"][0];
    CHECK(first.at("file") == ".cityfm/preview/slack-food.one.json");
    const std::string body = tests::read(scene.show / first.at("file").get<std::string>());
    CHECK(body == first.at("body"));
    CHECK(std::filesystem::exists(scene.show / ".cityfm/preview/index.html"));
    scene.show.set("SLACK_BOT_TOKEN", tests::SlackService::token);
    CHECK(scene.show.announce().code == 0);
    std::vector<std::string> bodies;
    for (const tests::Asked& asked : scene.server.asked()) {
        if (asked.path == "/api/chat.postMessage") bodies.push_back(asked.body);
    }
    REQUIRE(bodies.size() == 2);
    CHECK(bodies[0] == body);
}
