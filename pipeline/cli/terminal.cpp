// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "pipeline/core/format.h"
#include "pipeline/text/unicode.h"

namespace cityfm::cli {
namespace {

/// A terminal that can neither move its cursor nor show colours.
bool is_dumb() {
    const char* term = std::getenv("TERM");
    return term == nullptr || std::string_view(term) == "dumb";
}

bool is_plain() {
    const char* no_color = std::getenv("NO_COLOR");
    return is_dumb() || (no_color != nullptr && *no_color != '\0');
}

std::size_t columns() {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

}  // namespace

Terminal::Terminal(Language language, Talk talk, bool json)
    : language_(language),
      talk_(talk),
      json_(json),
      draws_(talk != Talk::quiet && ::isatty(STDERR_FILENO) == 1 && !is_dumb()),
      colours_out_(!is_plain() && ::isatty(STDOUT_FILENO) == 1),
      colours_err_(!is_plain() && ::isatty(STDERR_FILENO) == 1) {}

void Terminal::result(const std::string& line) const {
    if (!json_) std::cout << line << '\n';
}

void Terminal::document(const core::Json& json) const {
    std::cout << core::to_document(json);
}

void Terminal::say(const std::string& line) const {
    if (talk_ != Talk::quiet) std::cerr << line << '\n';
}

void Terminal::complain(const core::Error& error) {
    complaints_.push_back(to_finding(error));
    const std::string line = text({"cityfm: ", "cityfm: "}) + show_error(error, language_);
    std::cerr << (colours_err_ ? "\033[31m" + line + "\033[0m" : line) << '\n';
}

void Terminal::show(const core::Finding& finding) {
    complaints_.push_back(finding);
    if (talk_ == Talk::quiet && finding.severity != core::Severity::error) return;
    const std::string line = show_finding(finding, language_);
    const char* colour = finding.severity == core::Severity::error     ? "\033[31m"
                         : finding.severity == core::Severity::warning ? "\033[33m"
                                                                       : "\033[36m";
    std::cerr << (colours_err_ ? colour + line + "\033[0m" : line) << '\n';
}

void Terminal::show(const core::Findings& findings) {
    for (const core::Finding& finding : findings) show(finding);
}

std::string Terminal::bold(const std::string& text) const {
    return colours_out_ ? "\033[1m" + text + "\033[0m" : text;
}

void Terminal::draw(const std::string& line) const {
    if (!draws_) return;
    std::cerr << "\r\033[K" << text::fit(line, line.empty() ? 0 : columns() - 1) << std::flush;
}

TerminalProgress::~TerminalProgress() {
    terminal_.draw("");
}

void TerminalProgress::started(const std::string& label) {
    const std::scoped_lock lock(mutex_);
    running_[label] = 0;
    if (terminal_.draws()) {
        draw();
    } else {
        terminal_.say(label);
    }
}

void TerminalProgress::advanced(const std::string& label, double fraction) {
    const std::scoped_lock lock(mutex_);
    running_[label] = fraction;
    const int percent = static_cast<int>(fraction * 100);
    if (percent != last_percent_) draw();
    last_percent_ = percent;
}

void TerminalProgress::finished(const std::string& label) {
    const std::scoped_lock lock(mutex_);
    running_.erase(label);
    draw();
}

void TerminalProgress::remark(const core::Finding& finding) {
    const std::scoped_lock lock(mutex_);
    terminal_.draw("");
    terminal_.show(finding);
}

void TerminalProgress::draw() {
    std::string line;
    for (const auto& [label, fraction] : running_) {
        line += core::format("{}{} {:3.0f} %", line.empty() ? "" : "  ", label,
                             std::clamp(fraction, 0.0, 1.0) * 100);
    }
    terminal_.draw(line);
}

std::vector<std::string> show_table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], text::width(row[i]));
    }
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string filler(widths[i] - text::width(row[i]), ' ');
            if (i > 0) line += "  ";
            line += i == 0 ? row[i] + filler : filler + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace cityfm::cli
