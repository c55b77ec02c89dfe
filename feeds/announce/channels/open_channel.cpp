// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/open_channel.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>
#include <utility>

namespace cityfm::announce {
namespace {

using Open = std::unique_ptr<Channel> (*)(const Opening&);

constexpr std::array<std::pair<std::string_view, Open>, 8> kinds = {{{"file", open_file},
                                                                     {"command", open_command},
                                                                     {"slack", open_slack},
                                                                     {"slack-webhook", open_slack_webhook},
                                                                     {"discord", open_discord},
                                                                     {"line", open_line},
                                                                     {"bluesky", open_bluesky},
                                                                     {"email", open_email}}};

}  // namespace

std::unique_ptr<Channel> open_channel(const Opening& opening) {
    const auto* const kind = std::find_if(
        kinds.begin(), kinds.end(), [&](const auto& pair) { return pair.first == opening.channel.type; });
    assert(kind != kinds.end());
    Opening tidy = opening;
    while (tidy.channel.api_base.ends_with('/')) tidy.channel.api_base.pop_back();
    return kind->second(tidy);
}

Service service_of(const Opening& opening) {
    return {opening.channel.id, opening.secret,     opening.secret_name,
            opening.pause,      opening.time_limit, opening.stop};
}

}  // namespace cityfm::announce
