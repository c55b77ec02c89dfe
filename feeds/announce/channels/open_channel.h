// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "feeds/announce/channel.h"
#include "feeds/announce/channels/service.h"
#include "pipeline/core/secret.h"
#include "pipeline/core/stop.h"
#include "pipeline/model/show.h"

namespace cityfm::announce {

/// What a channel is opened with.
struct Opening {
    model::Channel channel;
    std::filesystem::path show_folder;
    std::string show_title;
    std::string language = "ja";
    std::string timezone = "Asia/Tokyo";
    core::Secret secret;      ///< empty to look at bodies alone
    std::string secret_name;  ///< of the variable or the file that holds it
    /// The variables that hold other channels' secrets, which a program must not see.
    std::vector<std::string> withheld;
    core::Pause pause;
    std::chrono::seconds time_limit{30};  ///< of one question to the service
    std::stop_token stop;
};

/// The channel of its type.
std::unique_ptr<Channel> open_channel(const Opening& opening);

// Each opens one kind.

/// Appends each announcement as one JSON line to a file, and reads it back by its key.
std::unique_ptr<Channel> open_file(const Opening& opening);
/// Hands each announcement as JSON to a program of the city's own.
std::unique_ptr<Channel> open_command(const Opening& opening);
/// Posts by Slack's Web API (docs.slack.dev/apis/web-api).
std::unique_ptr<Channel> open_slack(const Opening& opening);
/// Posts to one of Slack's incoming webhooks.
std::unique_ptr<Channel> open_slack_webhook(const Opening& opening);
/// Posts to one of Discord's webhooks (docs.discord.com/developers/resources/webhook).
std::unique_ptr<Channel> open_discord(const Opening& opening);
/// Sends to all friends of a LINE official account (developers.line.biz/en/reference/messaging-api).
std::unique_ptr<Channel> open_line(const Opening& opening);
/// Writes a post into a repository of Bluesky's network (docs.bsky.app).
std::unique_ptr<Channel> open_bluesky(const Opening& opening);
/// Sends a mail to one address, a person's or a list's.
std::unique_ptr<Channel> open_email(const Opening& opening);

/// The service behind a channel that is asked by HTTP.
Service service_of(const Opening& opening);

}  // namespace cityfm::announce
