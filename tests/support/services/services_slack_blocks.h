// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace cityfm::tests {

/// What Slack says against blocks, in its words; empty where it takes them. `files` are those that an image
/// may show. Lengths are counted in UTF-16 units: Slack does not say in what, and no other count is larger.
/// docs.slack.dev/reference/block-kit
std::vector<std::string> slack_block_errors(const nlohmann::json& blocks, const std::set<std::string>& files);

/// True where the texts of all blocks together are too much (`msg_blocks_too_long`). Slack gives no number;
/// about 13,200 characters were measured. github.com/slackapi/bolt-js/issues/2509
bool slack_blocks_too_long(const nlohmann::json& blocks);

/// True where a text could call people: `<!channel>`, `<@U012>`. Slack would obey; the tests do not want it.
bool slack_mentions(const std::string& text);

}  // namespace cityfm::tests
