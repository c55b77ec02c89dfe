// SPDX-License-Identifier: MIT
#include "pipeline/core/time.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::core {
namespace {

/// Reads exactly `digits` digits at `at`, and moves `at` behind them.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    at += count;
    return value;
}

bool accept(std::string_view text, std::size_t& at, std::string_view any_of) {
    if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
    ++at;
    return true;
}

constexpr std::string_view zone_files = "/usr/share/zoneinfo/";

/// True for names like `Asia/Tokyo` and `Etc/GMT+9`. No other name is looked for in the database: it could
/// lead out of it, name the machine's own zone, or count leap seconds.
bool is_zone_name(std::string_view zone) {
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto is_allowed = [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '+' || c == '-';
    };
    if (zone.empty() || !is_letter(zone.front()) || zone.back() == '/') return false;
    if (!std::all_of(zone.begin(), zone.end(), is_allowed)) return false;
    if (zone.find("//") != std::string_view::npos) return false;
    return zone != "localtime" && zone != "posixrules" && zone != "Factory" && !zone.starts_with("posix/") &&
           !zone.starts_with("right/");
}

/// Absl looks for an absolute path in that place only, whatever TZ and TZDIR say.
std::optional<absl::TimeZone> find_zone(std::string_view zone) {
    absl::TimeZone found;
    if (!is_zone_name(zone) || !absl::LoadTimeZone(format("{}{}", zone_files, zone), &found))
        return std::nullopt;
    return found;
}

absl::TimeZone zone_named(const std::string& zone) {
    const auto found = find_zone(zone);
    if (!found) throw Error(Kind::failed, Code::bad_zone, {{"found", zone}});
    return *found;
}

struct Local {
    LocalTime time;
    std::chrono::seconds offset;
};

Local local_in(Instant instant, const std::string& zone) {
    const auto since_epoch = instant.time_since_epoch();
    const auto civil = zone_named(zone).At(absl::FromUnixSeconds(since_epoch.count()));
    const std::chrono::seconds offset(civil.offset);
    return {LocalTime(since_epoch + offset), offset};
}

std::string show_offset_of_zone(std::chrono::seconds offset, std::string_view separator) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    const auto size = std::abs(minutes);
    return format("{}{:02}{}{:02}", minutes < 0 ? '-' : '+', size / 60, separator, size % 60);
}

struct Parts {
    int year;
    unsigned month;
    unsigned day;
    unsigned weekday;
    long hour;
    long minute;
    long second;
};

Parts parts_of(LocalTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            std::chrono::weekday(day).c_encoding(),
            clock.hours().count(),
            clock.minutes().count(),
            clock.seconds().count()};
}

}  // namespace

Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    std::size_t at = 0;
    const auto year = digits(text, at, 4);
    if (!year || !accept(text, at, "-")) return std::nullopt;
    const auto month = digits(text, at, 2);
    if (!month || !accept(text, at, "-")) return std::nullopt;
    const auto day = digits(text, at, 2);
    if (!day || !accept(text, at, "Tt ")) return std::nullopt;
    const auto hour = digits(text, at, 2);
    if (!hour || !accept(text, at, ":")) return std::nullopt;
    const auto minute = digits(text, at, 2);
    if (!minute || !accept(text, at, ":")) return std::nullopt;
    const auto second = digits(text, at, 2);
    if (!second) return std::nullopt;
    if (accept(text, at, ".")) {
        const std::size_t before = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        if (at == before) return std::nullopt;
    }
    std::chrono::seconds offset{0};
    if (!accept(text, at, "Zz")) {
        const bool west = at < text.size() && text[at] == '-';
        if (!accept(text, at, "+-")) return std::nullopt;
        const auto hours = digits(text, at, 2);
        if (!hours || !accept(text, at, ":")) return std::nullopt;
        const auto minutes = digits(text, at, 2);
        if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
        offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
        if (west) offset = -offset;
    }
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                                           std::chrono::day(unsigned(*day))};
    if (at != text.size() || !date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) - offset;
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    long value = 0;
    const char* end = text.data() + text.size() - 1;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value < 0 || value > 1'000'000) return std::nullopt;
    switch (text.back()) {
        case 's':
            return std::chrono::seconds(value);
        case 'm':
            return std::chrono::minutes(value);
        case 'h':
            return std::chrono::hours(value);
        case 'd':
            return std::chrono::days(value);
        default:
            return std::nullopt;
    }
}

std::optional<double> parse_offset(std::string_view text) {
    std::vector<double> fields;
    while (true) {
        const std::size_t colon = text.find(':');
        const std::string_view field = text.substr(0, colon);
        if (field.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
        double value = 0;
        const auto [stop, error] =
            std::from_chars(field.data(), field.data() + field.size(), value, std::chars_format::fixed);
        const bool whole = field.find('.') == std::string_view::npos;
        const bool last = colon == std::string_view::npos;
        if (error != std::errc{} || stop != field.data() + field.size() || (!last && !whole)) {
            return std::nullopt;
        }
        if (!fields.empty() && value >= 60) return std::nullopt;
        fields.push_back(value);
        if (last) break;
        text.remove_prefix(colon + 1);
    }
    if (fields.size() > 3) return std::nullopt;
    double seconds = 0;
    for (const double field : fields) seconds = seconds * 60 + field;
    if (seconds > most_offset_seconds) return std::nullopt;
    return seconds;
}

std::string show_offset(double seconds) {
    const long whole = static_cast<long>(std::floor(seconds + 1e-9));
    if (whole >= 3600) return format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return format("{:02}:{:02}", whole / 60, whole % 60);
}

std::string show_milliseconds(std::int64_t milliseconds) {
    const std::int64_t seconds = milliseconds / 1000;
    return format("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                  milliseconds % 1000);
}

bool is_zone(const std::string& zone) {
    return find_zone(zone).has_value();
}

Instant to_instant(LocalTime time, const std::string& zone) {
    const absl::CivilSecond civil = absl::CivilSecond() + time.time_since_epoch().count();
    // `pre` takes the only offset, or the one in force before the clock changes.
    return Instant(std::chrono::seconds(absl::ToUnixSeconds(zone_named(zone).At(civil).pre)));
}

LocalTime to_local(Instant instant, const std::string& zone) {
    return local_in(instant, zone).time;
}

std::string show_rfc3339(Instant instant, const std::string& zone) {
    const Local local = local_in(instant, zone);
    const Parts p = parts_of(local.time);
    return format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", p.year, p.month, p.day, p.hour, p.minute, p.second,
                  show_offset_of_zone(local.offset, ":"));
}

std::string show_rfc5322(Instant instant, const std::string& zone) {
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Local local = local_in(instant, zone);
    const Parts p = parts_of(local.time);
    return format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}", days.at(p.weekday), p.day,
                  months.at(p.month - 1), p.year, p.hour, p.minute, p.second,
                  show_offset_of_zone(local.offset, ""));
}

std::string show_minute(Instant instant, const std::string& zone) {
    const Parts p = parts_of(local_in(instant, zone).time);
    return format("{:04}-{:02}-{:02} {:02}:{:02}", p.year, p.month, p.day, p.hour, p.minute);
}

}  // namespace cityfm::core
