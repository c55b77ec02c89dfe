// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/report.h"

#include <fstream>

#include "pipeline/core/environment.h"
#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/text/printable.h"

namespace cityfm::cli {
namespace {

/// Text that Markdown, its tables and its HTML leave as it is, on one line.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text::printable(text)) {
        if (c == '<') {
            out += "&lt;";
        } else if (c == '&') {
            out += "&amp;";
        } else {
            if (std::string_view("\\`*_|[]~$").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    return out;
}

/// Text as code, between more backticks than it has in a row (CommonMark 6.1).
std::string as_code(const std::string& text) {
    const std::string shown = text::printable(text);
    std::string fence = "`";
    while (shown.find(fence) != std::string::npos) fence += '`';
    const std::string blank = fence.size() > 1 ? " " : "";
    return fence + blank + shown + blank + fence;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const std::string& cell : rows[i]) out += "| " + escaped(cell) + " ";
        out += "|\n";
        if (i > 0) continue;
        for (std::size_t column = 0; column < rows[i].size(); ++column) out += column == 0 ? "|---" : "|--:";
        out += "|\n";
    }
    return out + "\n";
}

std::string built(const Terminal& terminal, const core::Json& episodes) {
    const auto rows = rendition_rows(episodes, terminal);
    if (rows.size() > 1) return table(rows);
    return terminal.text({"Nothing had to be made.", "作り直したものはありません。"}) + "\n\n";
}

std::string published(const Terminal& terminal, const core::Json& targets) {
    std::string out;
    for (const core::Json& target : targets) {
        out += terminal.text({"- {id}: {puts} written, {same} already there\n",
                              "- {id}: 書き込み {puts} 件、公開済み {same} 件\n"},
                             {{"id", escaped(target.at("target").get<std::string>())},
                              {"puts", std::to_string(target.at("puts").size())},
                              {"same", target.at("unchanged").dump()}});
    }
    return out;
}

std::string announced(const core::Json& announcements) {
    std::string out;
    for (const core::Json& announcement : announcements) {
        if (!announcement.contains("status") || !announcement["status"].is_string()) continue;
        out += "- " + escaped(announcement.at("id").get<std::string>()) + ": " +
               announcement["status"].get<std::string>() + "\n";
    }
    return out;
}

std::string found(const core::Json& finding) {
    const auto severity = finding.value("severity", "error");
    std::string out = severity == "error" ? "- ❌ " : (severity == "warning" ? "- ⚠️ " : "- 💡 ");
    const auto file = finding.value("file", "");
    if (!file.empty()) {
        out += as_code(file + (finding.contains("line") ? ":" + finding["line"].dump() : "")) + " ";
    }
    return out + escaped(finding.value("message", "")) + "\n";
}

}  // namespace

std::vector<std::vector<std::string>> rendition_rows(const core::Json& episodes, const Terminal& terminal) {
    std::vector<std::vector<std::string>> rows;
    rows.push_back({terminal.text({"episode", "回"}), terminal.text({"file", "形式"}),
                    terminal.text({"size", "サイズ"}), terminal.text({"length", "長さ"}), "LUFS", "dBTP"});
    for (const core::Json& episode : episodes) {
        if (!episode.at("made").get<bool>()) continue;
        for (const core::Json& rendition : episode.at("release").at("renditions")) {
            rows.push_back({episode.at("episode").get<std::string>(), rendition.at("id").get<std::string>(),
                            core::format("{:.1f} MB", rendition.at("bytes").get<double>() / 1e6),
                            core::show_offset(rendition.at("duration_seconds").get<double>()),
                            core::format("{:.2f}", rendition.at("integrated_lufs").get<double>()),
                            core::format("{:.2f}", rendition.at("true_peak_dbtp").get<double>())});
        }
    }
    return rows;
}

std::string markdown_of(const Terminal& terminal, const core::Json& document) {
    std::string out = "### cityfm\n\n";
    if (document.contains("episodes")) out += built(terminal, document["episodes"]);
    if (document.contains("targets")) out += published(terminal, document["targets"]);
    if (document.contains("announcements")) out += announced(document["announcements"]);
    if (document.contains("findings")) {
        for (const core::Json& finding : document["findings"]) out += found(finding);
        if (document["findings"].empty()) {
            out += terminal.text({"Nothing to mend.", "直すところはありません。"}) + "\n";
        }
    } else {
        for (const core::Finding& finding : terminal.complaints())
            out += found(to_json(finding, terminal.language()));
    }
    return out + "\n";
}

core::Json complaints_in(const Terminal& terminal) {
    core::Json findings = core::Json::array();
    for (const core::Finding& finding : terminal.complaints()) {
        if (finding.code != core::Code::fix_first) findings.push_back(to_json(finding, terminal.language()));
    }
    return findings;
}

void report(const Terminal& terminal, const core::Json& document) {
    if (terminal.json()) terminal.document(document);
    const std::string page = core::variable("GITHUB_STEP_SUMMARY");
    // The page is a courtesy: that it cannot be written is no reason to fail.
    if (!page.empty()) std::ofstream(page, std::ios::app) << markdown_of(terminal, document);
}

}  // namespace cityfm::cli
