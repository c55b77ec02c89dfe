// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "feeds/announce/channels/slack/slack_api.h"

namespace cityfm::announce {

/// Brings a picture to Slack in three steps (docs.slack.dev/messaging/working-with-files) and gives its id.
/// It is in no channel until a message shows it, so one that is left behind is seen by nobody. Throws the
/// errors of the service, and of the file.
std::string upload_to_slack(const std::filesystem::path& picture, const SlackApi& slack);

}  // namespace cityfm::announce
