// SPDX-License-Identifier: MIT
#include "feeds/announce/retry_after.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "pipeline/core/feed_date.h"
#include "pipeline/core/json.h"

namespace cityfm::announce {
namespace {

using std::chrono::milliseconds;

/// What nobody waits for; greater numbers are not worth telling apart.
constexpr double most_seconds = 1e7;

milliseconds of_seconds(double count) {
    return milliseconds(std::llround(std::ceil(std::clamp(count, 0.0, most_seconds) * 1000)));
}

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<double> number_in(const core::Json& json, const char* name) {
    if (!json.is_object() || !json.contains(name) || !json[name].is_number()) return std::nullopt;
    return json[name].get<double>();
}

}  // namespace

std::optional<milliseconds> retry_after(const net::Response& response, core::Instant now) {
    const core::Json json = core::Json::parse(response.body, nullptr, false);
    if (const auto exact = number_in(json, "retry_after_ms")) return of_seconds(*exact / 1000);
    if (const auto exact = number_in(json, "retry_after")) return of_seconds(*exact);
    const auto until = [&](core::Instant moment) {
        return of_seconds(static_cast<double>((moment - now).count()));
    };
    if (const auto header = response.headers.find("retry-after"); header != response.headers.end()) {
        if (const auto count = number_of(header->second)) return of_seconds(*count);
        if (const auto date = core::parse_rfc5322(header->second)) return until(date->instant);
    }
    if (const auto header = response.headers.find("ratelimit-reset"); header != response.headers.end()) {
        if (const auto moment = number_of(header->second))
            return until(core::Instant(std::chrono::seconds(std::llround(*moment))));
    }
    return std::nullopt;
}

}  // namespace cityfm::announce
