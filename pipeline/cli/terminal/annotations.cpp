// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/annotations.h"

#include <algorithm>
#include <string_view>

#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"
#include "pipeline/text/printable.h"

namespace cityfm::cli {
namespace {

/// What a workflow command must not hold; a property (not the message) must not hold ":" and "," either.
std::string escaped(const std::string& text, bool property) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '%':
                out += "%25";
                break;
            case '\r':
                out += "%0D";
                break;
            case '\n':
                out += "%0A";
                break;
            case ':':
                out += property ? "%3A" : ":";
                break;
            case ',':
                out += property ? "%2C" : ",";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string path_of(const core::Finding& finding, const std::filesystem::path& folder) {
    return text::printable((folder / finding.where.file).lexically_normal().generic_string());
}

}  // namespace

std::string github_annotation(const core::Finding& finding, const std::filesystem::path& folder,
                              Language language) {
    std::string line = finding.severity == core::Severity::error     ? "::error "
                       : finding.severity == core::Severity::warning ? "::warning "
                                                                     : "::notice ";
    line += "file=" + escaped(path_of(finding, folder), true);
    if (finding.where.line > 0) line += ",line=" + std::to_string(finding.where.line);
    if (finding.where.column > 0) line += ",col=" + std::to_string(finding.where.column);
    line += ",title=" + escaped(std::string(core::name_of(finding.code)), true);
    return line + "::" + escaped(render(finding, language), false);
}

std::string without_commands(std::string line) {
    constexpr std::string_view colon = "\\u003A";
    constexpr std::string_view bracket = "\\u005B";
    // The runner skips any blanks of Unicode in front of a command: nothing but a graphic character of ASCII
    // keeps it from being one for sure.
    const std::size_t start = line.find("::");
    const std::string_view before = std::string_view(line).substr(0, start);
    const bool begins = std::all_of(before.begin(), before.end(), [](char c) { return c <= ' ' || c > '~'; });
    if (start != std::string::npos && begins) line.replace(start, 1, colon);
    // The older form counts wherever it is.
    for (std::size_t at = 0; (at = line.find("##[", at)) != std::string::npos;)
        line.replace(at + 2, 1, bracket);
    return line;
}

core::Json gitlab_report(const core::Findings& findings, const std::filesystem::path& folder,
                         Language language) {
    core::Json report = core::Json::array();
    for (const core::Finding& finding : findings) {
        const std::string path = path_of(finding, folder);
        const char* severity = finding.severity == core::Severity::error     ? "major"
                               : finding.severity == core::Severity::warning ? "minor"
                                                                             : "info";
        // The fingerprint tells a finding from others across commits: by what and where, not by the line it
        // stands in.
        std::string identity = path + "\n" + std::string(core::name_of(finding.code));
        for (const auto& [name, value] : finding.args) identity.append("\n").append(value);
        report.push_back(
            {{"description", render(finding, language)},
             {"check_name", core::name_of(finding.code)},
             {"fingerprint", core::sha256(identity)},
             {"severity", severity},
             {"location", {{"path", path}, {"lines", {{"begin", std::max(finding.where.line, 1)}}}}}});
    }
    return report;
}

}  // namespace cityfm::cli
