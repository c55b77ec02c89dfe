// SPDX-License-Identifier: MIT
#include "pipeline/model/check_channels.h"
#include "pipeline/core/url.h"

#include <catch2/catch.hpp>

#include "pipeline/model/channel_types.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

TEST_CASE("each kind of channel needs what it cannot do without, and is told what means nothing to it") {
    struct Row {
        const char* type;
        std::vector<std::string> missing;
    };
    const Row row =
        GENERATE(Row{"file", {"to"}}, Row{"command", {"to"}}, Row{"slack", {"to", "token_env"}},
                 Row{"slack-webhook", {"url_env"}}, Row{"discord", {"url_env"}}, Row{"line", {"token_env"}},
                 Row{"bluesky", {"to", "token_env"}}, Row{"email", {"to", "from", "smtp"}});
    INFO(row.type);
    CHECK(model::compare_keys(tests::sample_channel("x", row.type, 1)).missing == row.missing);
    model::Channel hook = tests::sample_channel("x", "slack-webhook", 30);
    hook.token_file = "~/.config/cityfm/hook";
    CHECK(model::compare_keys(hook).missing.empty());
    hook.thread = true;
    model::Show show = tests::faultless_show();
    show.channels = {hook};
    CHECK(tests::shown(model::check_channels(show)) ==
          Lines{"show.toml:30:1 warning key-not-used key=thread type=slack-webhook"});
}

TEST_CASE("only a program is given variables, and those of its secrets besides") {
    model::Channel channel = tests::sample_channel("x", "command", 30);
    channel.to = "post";
    channel.token_env = "TOKEN";
    channel.url_env = "URL";
    channel.env = {"BOARD"};
    CHECK(model::compare_keys(channel).idle.empty());
    channel.type = "file";
    CHECK(model::compare_keys(channel).idle == std::vector<std::string>{"token_env", "url_env", "env"});
    channel.token_env = channel.url_env = {};
    model::Show show = tests::faultless_show();
    show.channels = {channel};
    CHECK(tests::shown(model::check_channels(show)) ==
          Lines{"show.toml:30:1 warning key-not-used key=env type=file"});
}

TEST_CASE("a program that asks for another channel's secret is told that it does not get it") {
    model::Channel program = tests::sample_channel("board", "command", 30);
    program.to = "post";
    program.token_env = "OWN";
    program.env = {"BOARD", "OWN", "SLACK_TOKEN"};
    model::Channel slack = tests::sample_channel("slack", "slack", 40);
    slack.to = "C0FOOD";
    slack.token_env = "SLACK_TOKEN";
    model::Show show = tests::faultless_show();
    show.channels = {program, slack};
    CHECK(tests::shown(model::check_channels(show)) ==
          Lines{"show.toml:30:1 error env-is-secret name=SLACK_TOKEN id=slack"});
    // Nor as its own token; two programs may share one.
    show.channels[0].env = {"BOARD"};
    show.channels[0].token_env = "SLACK_TOKEN";
    CHECK(tests::shown(model::check_channels(show)) ==
          Lines{"show.toml:30:1 error env-is-secret name=SLACK_TOKEN id=slack"});
    show.channels[1] = show.channels[0];
    show.channels[1].id = "other";
    CHECK(tests::shown(model::check_channels(show)).empty());
}

TEST_CASE("a secret goes over no open wire, and lies in no file of the show") {
    model::Show show = tests::faultless_show();
    model::Channel slack = tests::sample_channel("slack", "slack", 30);
    slack.to = "C0FOOD";
    slack.token_file = "secrets/token";
    slack.api_base = "http://slack.example.jp/api";
    show.channels = {slack};
    CHECK(tests::shown(model::check_channels(show)) ==
          Lines{"show.toml:30:1 error bad-clear-address found=http://slack.example.jp/api",
                "show.toml:30:1 error secret-inside-show path=secrets/token"});
    for (const char* good : {"https://slack.com/api", "http://127.0.0.1:8080/api", "http://localhost/api",
                             "http://[::1]:80/api", "http://LOCALHOST/api", "http://127.0.0.2/"}) {
        INFO(good);
        CHECK(core::is_confidential(good));
    }
    for (const char* bad :
         {"http://127.0.0.1.example.jp/", "http://localhost@example.jp/", "http://10.0.0.1/",
          "ftp://127.0.0.1/", "127.0.0.1", "http://localhost.evil.localhost/", "http://[::1].example.jp/",
          "http://0x7f.1/", "http://localhost./", "http://127.0.0.1:80.example.jp/"}) {
        INFO(bad);
        CHECK_FALSE(core::is_confidential(bad));
    }
    CHECK(model::is_mail_server("smtps://radio@example.jp@mail.example.jp:465"));
    CHECK_FALSE(model::is_mail_server("smtp://localhost:25.example.jp"));
}

TEST_CASE("quiet hours are two times of the day, and may go over midnight") {
    using std::chrono::minutes;
    CHECK(model::parse_quiet_hours("22:00-07:00") == model::QuietHours{minutes(22 * 60), minutes(7 * 60)});
    CHECK(model::parse_quiet_hours("22:00-24:00") == model::QuietHours{minutes(22 * 60), minutes(0)});
    CHECK(model::parse_quiet_hours("00:00-07:00") == model::QuietHours{minutes(0), minutes(7 * 60)});
    for (const char* bad :
         {"22-07", "22:00", "22:00-25:00", "22:60-07:00", "22:00–07:00", "", "aa:bb-cc:dd"}) {
        INFO(bad);
        CHECK_FALSE(model::parse_quiet_hours(bad));
    }
}
