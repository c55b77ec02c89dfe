// SPDX-License-Identifier: MIT
#include "pipeline/model/show.h"

namespace cityfm::model {
namespace {

/// `22:00` as minutes of the day, `24:00` with them.
std::optional<std::chrono::minutes> minutes_of(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const int hour = (text[0] - '0') * 10 + text[1] - '0';
    const int minute = (text[3] - '0') * 10 + text[4] - '0';
    if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
    return std::chrono::minutes(hour * 60 + minute);
}

}  // namespace

std::optional<QuietHours> parse_quiet_hours(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = minutes_of(text.substr(0, dash));
    const auto to = minutes_of(text.substr(dash + 1));
    if (!from || !to) return std::nullopt;
    constexpr std::chrono::minutes day = std::chrono::hours(24);
    return QuietHours{*from % day, *to % day};
}

}  // namespace cityfm::model
