// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace cityfm::tests {

/// Slack's no, which comes with 200; `messages` say more. docs.slack.dev/apis/web-api#responses
nlohmann::json slack_refusal(const std::string& word);
nlohmann::json slack_refusal(const std::string& word, const std::vector<std::string>& messages);

/// Its no to a call without an argument.
nlohmann::json slack_missing(const std::string& argument);

/// A flag among the arguments, of a form or of JSON.
bool flag_at(const nlohmann::json& args, const std::string& key);

/// A text or a number among the arguments, which in a form is a text as well.
std::string word_at(const nlohmann::json& args, const std::string& key);

/// `1767000000.000100` in microseconds; `1767000000` too, as `oldest` may be.
std::int64_t micros_of(const std::string& ts);

/// Microseconds as Slack names its messages.
std::string ts_of(std::int64_t micros);

}  // namespace cityfm::tests
