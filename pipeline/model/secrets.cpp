// SPDX-License-Identifier: MIT
#include "pipeline/model/secrets.h"

#include <regex>
#include <sstream>
#include <string_view>

#include "pipeline/core/authority.h"

namespace cityfm::model {
namespace {

struct Pattern {
    const char* what;
    std::regex regex;
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all = {
        {"Slack token", std::regex("xox[abeprs]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}")},
        {"Slack webhook", std::regex("hooks\\.slack\\.com/(services|workflows|triggers)/[A-Za-z0-9]+")},
        {"Discord webhook", std::regex("discord(app)?\\.com/api/webhooks/[0-9]+/[A-Za-z0-9_-]+")},
        {"AWS access key", std::regex("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b")},
        {"GitHub token", std::regex("\\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})")},
        {"GitLab token", std::regex("\\bglpat-[A-Za-z0-9_-]{16,}")},
        {"private key", std::regex("-----BEGIN [A-Z ]*PRIVATE KEY-----")},
        {"password",
         std::regex(
             "^\\s*(password|passwd|secret|token|access_key|secret_key|api_key)\\s*=\\s*['\"].+['\"]")},
    };
    return all;
}

/// What in a line looks like a secret, and where.
struct Hit {
    const char* what = nullptr;
    std::size_t at = 0;
};

/// Looks for an address of any scheme with a password before its host.
Hit search_addresses(std::string_view line) {
    constexpr std::string_view of_schemes =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.";
    for (std::size_t colon = line.find("://"); colon != std::string_view::npos;
         colon = line.find("://", colon + 3)) {
        const std::size_t before =
            colon == 0 ? std::string_view::npos : line.find_last_not_of(of_schemes, colon - 1);
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        // An address ends at a blank or a quotation mark; ' may stand in one that is not quoted by it.
        const bool in_apostrophes = start > 0 && line[start - 1] == '\'';
        const std::size_t end = line.find_first_of(in_apostrophes ? " \t\r\"'<>" : " \t\r\"<>", colon);
        if (start < colon && core::has_password(line.substr(start, end - start)))
            return {"password in an address", start};
    }
    return {};
}

/// std::regex recurses, so a long line is searched window by window.
Hit search_patterns(const std::string& line) {
    constexpr std::size_t window = 2000;
    constexpr std::size_t overlap = 300;
    for (std::size_t start = 0; start == 0 || start + overlap < line.size(); start += window - overlap) {
        const std::string part = line.substr(start, window);
        for (const Pattern& pattern : patterns()) {
            std::smatch match;
            if (std::regex_search(part, match, pattern.regex)) {
                return {pattern.what, start + static_cast<std::size_t>(match.position(0))};
            }
        }
    }
    return {};
}

Hit search(const std::string& line) {
    const Hit hit = search_patterns(line);
    return hit.what != nullptr ? hit : search_addresses(line);
}

/// True for a name and password with a host behind them, as in an address whose scheme was forgotten.
bool is_half_an_address(const std::string& value) {
    const std::size_t at = value.rfind('@');
    if (at == std::string::npos || value.starts_with("mailto:")) return false;
    const std::size_t start = value.find_last_of(" \t/\\", at) + 1;
    const std::size_t colon = value.find(':', start);
    return colon != std::string::npos && colon > start && colon + 1 < at;
}

}  // namespace

void find_secrets(const std::string& text, const std::string& file, core::Findings& findings) {
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const Hit hit = search(line);
        if (hit.what == nullptr) continue;
        findings.push_back({core::Severity::error,
                            core::Code::secret_in_file,
                            {file, number, static_cast<int>(hit.at) + 1},
                            {{"what", hit.what}}});
    }
}

void hide_secrets(core::Findings& findings) {
    for (core::Finding& finding : findings) {
        for (auto& [name, value] : finding.args) {
            if (name != "what" && (search(value).what != nullptr || is_half_an_address(value))) value = "…";
        }
    }
}

}  // namespace cityfm::model
