// SPDX-License-Identifier: MIT
#include "tests/feeds/announce/rig.h"

#include <stdexcept>

#include "tests/feeds/announce/channel_contract.h"
#include "tests/feeds/announce/fake_channel.h"
#include "tests/support/services/services_bluesky.h"
#include "tests/support/services/services_discord.h"
#include "tests/support/services/services_line.h"
#include "tests/support/services/services_slack.h"
#include "tests/support/services/services_slack_webhook.h"

namespace cityfm::tests {
namespace {

template <class Kind>
Kind& serve(Rig& rig) {
    auto service = std::make_unique<Kind>();
    Kind& kept = *service;
    rig.service = std::move(service);
    rig.server = std::make_unique<ScriptedServer>(kept);
    rig.live = [&kept] { return kept.live().size(); };
    if constexpr (requires { kept.created(); }) {
        rig.created = [&kept] { return kept.created(); };
    } else {
        rig.created = [&kept] { return kept.created; };
    }
    return kept;
}

}  // namespace

const std::vector<std::string>& http_types() {
    static const std::vector<std::string> types = {"slack", "slack-webhook", "discord", "line", "bluesky"};
    return types;
}

Rig::Rig(const std::string& type) {
    opening.channel.id = "lobby";
    opening.channel.type = type;
    opening.pause = [](std::chrono::milliseconds) {};
    opening.time_limit = std::chrono::seconds(1);
    opening.secret_name = "TOKEN";
    std::string secret;
    if (type == "slack") {
        serve<SlackService>(*this);
        opening.channel.to = SlackService::channel;
        opening.channel.api_base = server->url("/api");
        secret = SlackService::token;
    } else if (type == "slack-webhook") {
        serve<SlackWebhookService>(*this);
        secret = server->url(SlackWebhookService::path);
    } else if (type == "discord") {
        serve<DiscordService>(*this);
        secret = server->url(DiscordService::path);
    } else if (type == "line") {
        serve<LineService>(*this);
        opening.channel.api_base = server->url("");
        secret = LineService::token;
    } else if (type == "bluesky") {
        serve<BlueskyService>(*this);
        opening.channel.to = BlueskyService::handle;
        opening.channel.api_base = server->url("");
        secret = BlueskyService::password;
    } else {
        throw std::logic_error("no service for " + type);
    }
    opening.secret = core::Secret(secret);
}

announce::Outcome Rig::run(const announce::Due& due, int hours) const {
    announce::Ledger ledger(folder / "announcements.jsonl");
    return announce::settle(due, *open(), ledger, rules_after(hours), surroundings(heard));
}

announce::Due due_for(const Rig& rig) {
    announce::Due due = due_announcement();
    due.announcement = announce::worded(full_announcement(), {}, "ja", rig.open()->traits().consent);
    due.configuration = "as it is";
    // Looking back begins before the service's own clock.
    due.since = core::system_now() - std::chrono::days(1);
    return due;
}

}  // namespace cityfm::tests
