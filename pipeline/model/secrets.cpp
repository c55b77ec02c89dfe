// SPDX-License-Identifier: MIT
#include "pipeline/model/secrets.h"

#include <regex>
#include <sstream>

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
        {"password", std::regex("^\\s*(password|passwd|secret|token|access_key|secret_key|api_key)\\s*=\\s*['\"].+['\"]")},
        {"password in an address", std::regex("https?://[^/\\s:@'\"]+:[^/\\s:@'\"]+@")},
    };
    return all;
}

}  // namespace

void find_secrets(const std::string& text, const std::string& file, core::Findings& findings) {
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.size() > 2000) line.resize(2000);  // std::regex recurses; no real line of a show is longer
        for (const Pattern& pattern : patterns()) {
            std::smatch match;
            if (!std::regex_search(line, match, pattern.regex)) continue;
            findings.push_back({core::Severity::error, core::Code::secret_in_file,
                                {file, number, static_cast<int>(match.position(0)) + 1},
                                {{"what", pattern.what}}});
            break;
        }
    }
}

}  // namespace cityfm::model
