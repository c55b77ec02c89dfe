// SPDX-License-Identifier: MIT
#include "pipeline/model/channel_types.h"

#include <algorithm>
#include <array>

#include "pipeline/core/authority.h"

namespace cityfm::model {
namespace {

constexpr auto types = std::to_array<ChannelType>({
    {"file", "to", "", "", false},
    {"command", "to", "token_env url_env env", "", false},
    {"slack", "to", "api_base thread upload", "token_env", true},
    {"slack-webhook", "", "", "url_env", true},
    {"discord", "", "", "url_env", true},
    {"line", "", "api_base", "token_env", true},
    {"bluesky", "to", "api_base", "token_env", true},
    {"email", "to from smtp", "", "token_env", false},
});

bool holds(std::string_view words, std::string_view word) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (words.substr(0, end) == word) return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

}  // namespace

const ChannelType* channel_type(std::string_view name) {
    const auto* const found =
        std::find_if(types.begin(), types.end(), [&](const ChannelType& type) { return type.name == name; });
    return found != types.end() ? found : nullptr;
}

ChannelKeys compare_keys(const Channel& channel) {
    const ChannelType* type = channel_type(channel.type);
    ChannelKeys keys;
    if (type == nullptr) return keys;
    const std::pair<std::string_view, bool> written[] = {
        {"to", !channel.to.empty()},
        {"from", !channel.from.empty()},
        {"smtp", !channel.smtp.empty()},
        {"api_base", !channel.api_base.empty()},
        {"thread", channel.thread},
        {"upload", channel.upload},
        {"token_env", !channel.token_env.empty()},
        {"url_env", !channel.url_env.empty()},
        {"token_file", !channel.token_file.empty()},
        {"env", !channel.env.empty()},
    };
    for (const auto& [key, is_there] : written) {
        const bool needed = holds(type->needs, key);
        const bool secret = !type->secret.empty() && (key == type->secret || key == "token_file");
        if (needed && !is_there) keys.missing.emplace_back(key);
        if (is_there && !needed && !secret && !holds(type->may, key)) keys.idle.emplace_back(key);
    }
    const bool has_secret = !channel.token_file.empty() ||
                            !(type->secret == "url_env" ? channel.url_env : channel.token_env).empty();
    if (type->needs_secret && !has_secret) keys.missing.emplace_back(type->secret);
    return keys;
}

bool is_mail_server(std::string_view address) {
    const bool scheme = address.starts_with("smtps://") || address.starts_with("smtp://");
    return scheme && !core::host_of(address).empty() &&
           address.find_first_of(" \t\r\n\"<>") == std::string_view::npos;
}

}  // namespace cityfm::model
