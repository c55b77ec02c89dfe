// SPDX-License-Identifier: MIT
#include "pipeline/model/feed_values.h"

#include <regex>

namespace cityfm::model {
namespace {

/// Values are short; a longer one is none, and costs std::regex too much.
bool matches(std::string_view text, const std::regex& form) {
    constexpr std::size_t most = 500;
    return text.size() <= most && std::regex_match(text.begin(), text.end(), form);
}

}  // namespace

bool is_language(std::string_view text) {
    static const std::regex form("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    static const std::regex country("jp(-.*)?", std::regex::icase);
    return matches(text, form) && !matches(text, country);
}

bool is_geo(std::string_view text) {
    static const std::regex form(
        "geo:-?([0-8]?[0-9](\\.[0-9]+)?|90(\\.0+)?),-?((1[0-7][0-9]|[0-9]?[0-9])(\\.[0-9]+)?|180(\\.0+)?)"
        "(,-?[0-9]+(\\.[0-9]+)?)?(;[A-Za-z0-9-]+(=([A-Za-z0-9_.!~*'()\\[\\]:&+$-]|%[0-9A-Fa-f]{2})+)?)*");
    return matches(text, form);
}

bool is_osm(std::string_view text) {
    static const std::regex form("[NWR][0-9]+(#[0-9]+)?");
    return matches(text, form);
}

bool is_country(std::string_view text) {
    static const std::regex form("[A-Z]{2}");
    return matches(text, form);
}

bool is_rrule(std::string_view text) {
    static const std::regex form(
        "((UNTIL|COUNT|INTERVAL|BY[A-Z]+|WKST)=[A-Za-z0-9,+-]+;)*"
        "FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)"
        "(;(UNTIL|COUNT|INTERVAL|BY[A-Z]+|WKST)=[A-Za-z0-9,+-]+)*");
    return matches(text, form);
}

bool is_mail_address(std::string_view text) {
    static const std::regex form("[^@\\s<>\":]+@[^@\\s<>\"]+\\.[^@\\s<>\".]+");
    return matches(text, form);
}

}  // namespace cityfm::model
