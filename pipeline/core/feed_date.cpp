// SPDX-License-Identifier: MIT
#include "pipeline/core/feed_date.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <vector>

#include "pipeline/core/ascii_case.h"
#include "pipeline/core/format.h"

namespace cityfm::core {
namespace {

constexpr std::array<std::string_view, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};

/// A zone's name and its hours east of Greenwich; `safe` where RFC 5322 still defines it for all readers.
struct Zone {
    std::string_view name;
    int hours;
    bool safe;
};

// RFC 5322, section 4.3, and what Japanese and European hosts write.
constexpr auto zones = std::to_array<Zone>({{"gmt", 0, true},
                                            {"ut", 0, true},
                                            {"utc", 0, true},
                                            {"z", 0, true},
                                            {"est", -5, false},
                                            {"edt", -4, false},
                                            {"cst", -6, false},
                                            {"cdt", -5, false},
                                            {"mst", -7, false},
                                            {"mdt", -6, false},
                                            {"pst", -8, false},
                                            {"pdt", -7, false},
                                            {"jst", 9, false},
                                            {"cet", 1, false},
                                            {"cest", 2, false},
                                            {"bst", 1, false}});

/// Words between blanks and commas, without comments in parentheses.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    int depth = 0;
    for (const char c : text) {
        if (c == '(') ++depth;
        const bool parts = depth > 0 || c == ',' || std::isspace(static_cast<unsigned char>(c)) != 0;
        if (c == ')' && depth > 0) --depth;
        if (!parts) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

std::optional<int> whole(std::string_view text, std::size_t least, std::size_t most) {
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || text.size() < least || text.size() > most) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The place of the name that begins with `word`, of three letters at least: `Sun`, `Sept`, `Thursday`.
template <class Names>
std::optional<unsigned> place_in(const Names& names, const std::string& word) {
    const std::string lower = in_small_letters(word);
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](std::string_view name) { return name.starts_with(lower); });
    if (found == names.end() || lower.size() < 3) return std::nullopt;
    return static_cast<unsigned>(found - names.begin());
}

std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
    std::array<int, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t colon = text.find(':');
        const auto part = whole(text.substr(0, colon), 1, 2);
        if (!part) return std::nullopt;
        parts.at(i) = *part;
        if (colon == std::string_view::npos) {
            if (i == 0) return std::nullopt;
            break;
        }
        if (i == 2) return std::nullopt;
        text.remove_prefix(colon + 1);
    }
    const auto [hour, minute, second] = parts;
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

/// Reads the zone into `date`; gives its distance from Greenwich.
std::optional<std::chrono::minutes> read_zone(const std::string& word, FeedDate& date) {
    const bool west = word.front() == '-';
    if (west || word.front() == '+') {
        std::string digits = word.substr(1);
        std::erase(digits, ':');
        const auto hours = whole(std::string_view(digits).substr(0, 2), 2, 2);
        const auto minutes =
            digits.size() == 4 ? whole(std::string_view(digits).substr(2), 2, 2) : std::nullopt;
        if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
        const std::chrono::minutes east = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
        return west ? -east : east;
    }
    const std::string lower = in_small_letters(word);
    const auto* const found =
        std::find_if(zones.begin(), zones.end(), [&](const Zone& zone) { return zone.name == lower; });
    if (found == zones.end()) return std::nullopt;
    if (!found->safe) {
        date.named_zone = word;
        date.offset = format("{}{:02}00", found->hours < 0 ? '-' : '+', std::abs(found->hours));
    }
    return std::chrono::hours(found->hours);
}

}  // namespace

std::optional<FeedDate> parse_rfc5322(std::string_view text) {
    std::vector<std::string> words = words_of(text);
    std::optional<unsigned> weekday;
    if (!words.empty() && std::isalpha(static_cast<unsigned char>(words[0][0])) != 0) {
        weekday = place_in(weekdays, words[0]);
        if (!weekday) return std::nullopt;
        words.erase(words.begin());
    }
    if (words.size() != 5) return std::nullopt;
    const auto day = whole(words[0], 1, 2);
    const auto month = place_in(months, words[1]);
    auto year = whole(words[2], 2, 4);
    const auto time = time_of_day(words[3]);
    FeedDate date;
    const auto east = read_zone(words[4], date);
    if (!day || !month || !year || words[2].size() == 3 || !time || !east) return std::nullopt;
    if (words[2].size() == 2) *year += *year < 50 ? 2000 : 1900;
    const std::chrono::year_month_day calendar{std::chrono::year(*year), std::chrono::month(*month + 1),
                                               std::chrono::day(static_cast<unsigned>(*day))};
    if (!calendar.ok()) return std::nullopt;
    const std::chrono::sys_days midnight(calendar);
    date.instant = midnight + *time - *east;
    const unsigned right = std::chrono::weekday(midnight).c_encoding();
    date.wrong_weekday = weekday && *weekday != right;
    date.right_weekday = weekdays.at(right).substr(0, 3);
    date.right_weekday.replace(0, 1, in_capitals(date.right_weekday.substr(0, 1)));
    return date;
}

}  // namespace cityfm::core
