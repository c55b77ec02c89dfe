// SPDX-License-Identifier: MIT
#include "tests/support/services/services_slack_answers.h"

#include <charconv>

#include "tests/support/services/services.h"

namespace cityfm::tests {

using nlohmann::json;

json slack_refusal(const std::string& word) {
    return {{"ok", false}, {"error", word}};
}

json slack_refusal(const std::string& word, const std::vector<std::string>& messages) {
    return {{"ok", false}, {"error", word}, {"response_metadata", {{"messages", messages}}}};
}

json slack_missing(const std::string& argument) {
    return slack_refusal("invalid_arguments", {"[ERROR] missing required field: " + argument});
}

bool flag_at(const json& args, const std::string& key) {
    const json& value = member_at(args, key);
    if (value.is_boolean()) return value.get<bool>();
    const std::string text = text_at(args, key);
    return text == "true" || text == "1";
}

std::string word_at(const json& args, const std::string& key) {
    const json& value = member_at(args, key);
    return value.is_number() ? value.dump() : text_at(args, key);
}

std::int64_t micros_of(const std::string& ts) {
    std::string digits = ts.substr(0, ts.find('.'));
    std::string rest = digits.size() < ts.size() ? ts.substr(digits.size() + 1) : "";
    rest.resize(6, '0');
    digits += rest;
    std::int64_t micros = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), micros);
    return micros;
}

std::string ts_of(std::int64_t micros) {
    std::string digits = std::to_string(micros);
    return digits.insert(digits.size() - 6, ".");
}

}  // namespace cityfm::tests
