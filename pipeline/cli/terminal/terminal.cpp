// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <numeric>
#include <utility>

#include "pipeline/cli/terminal/annotations.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/core/stop.h"
#include "pipeline/core/time.h"
#include "pipeline/text/printable.h"
#include "pipeline/text/unicode.h"

namespace cityfm::cli {
namespace {

/// A terminal that can neither move its cursor nor show colours.
bool is_dumb() {
    const std::string term = core::variable("TERM");
    return term.empty() || term == "dumb";
}

bool is_plain() {
    return is_dumb() || !core::variable("NO_COLOR").empty();
}

std::size_t columns_of(int descriptor) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

/// Waits until there is a line to read, so that Ctrl-C is not left waiting for Enter.
void wait_for_input(const std::stop_token& stop) {
    for (;;) {
        core::check_stop(stop);
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, 100) > 0) return;
    }
}

}  // namespace

Terminal::Terminal(Language language, Talk talk, bool json, std::string command)
    : language_(language),
      talk_(talk),
      json_(json),
      command_(std::move(command)),
      guards_(core::is_set("GITHUB_ACTIONS")),
      draws_(talk != Talk::quiet && ::isatty(STDERR_FILENO) == 1 && !is_dumb()),
      asks_(!json && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1),
      colours_out_(!is_plain() && ::isatty(STDOUT_FILENO) == 1),
      colours_err_(!is_plain() && ::isatty(STDERR_FILENO) == 1) {}

std::string Terminal::shown(const std::string& text) const {
    return guards_ ? without_commands(text::printable(text)) : text::printable(text);
}

void Terminal::result(const std::string& line) const {
    if (!json_) std::cout << shown(line) << '\n';
}

void Terminal::styled(const std::vector<Piece>& line) const {
    if (!colours_out_) {
        std::string plain;
        for (const Piece& piece : line) plain += piece.text;
        return result(plain);
    }
    if (json_) return;
    for (const Piece& piece : line) {
        const std::string text = shown(piece.text);
        std::cout << (piece.is_bold ? "\033[1m" + text + "\033[0m" : text);
    }
    std::cout << '\n';
}

void Terminal::annotate(const std::string& line) const {
    if (!json_) std::cout << text::printable(line) << '\n';
}

void Terminal::document(const core::Json& json) const {
    constexpr int version = 1;
    core::Json document = {{"version", version}, {"command", command_}};
    document.update(json);
    artifact(document);
}

void Terminal::artifact(const core::Json& json) const {
    const std::string document = text::printable_json(core::to_document(json));
    std::cout << (guards_ ? without_commands(document) : document);
}

void Terminal::content(const std::string& bytes) const {
    std::cout << (::isatty(STDOUT_FILENO) == 1 ? text::printable_lines(bytes) : bytes);
}

void Terminal::say(const std::string& line) const {
    if (talk_ != Talk::quiet) std::cerr << shown(line) << '\n';
}

void Terminal::complain_in(const char* colour, const std::string& line) const {
    std::cerr << (colours_err_ ? colour + shown(line) + "\033[0m" : shown(line)) << '\n';
}

void Terminal::complain(const core::Error& error) {
    complaints_.push_back(to_finding(error));
    complain_in("\033[31m", "cityfm: " + show_error(error, language_));
}

void Terminal::show(const core::Finding& finding) {
    complaints_.push_back(finding);
    if (talk_ == Talk::quiet && finding.severity != core::Severity::error) return;
    const char* colour = finding.severity == core::Severity::error     ? "\033[31m"
                         : finding.severity == core::Severity::warning ? "\033[33m"
                                                                       : "\033[36m";
    complain_in(colour, show_finding(finding, language_));
}

void Terminal::show(const core::Findings& findings) {
    for (const core::Finding& finding : findings) show(finding);
}

std::size_t Terminal::columns(std::size_t elsewhere) const {
    return ::isatty(STDOUT_FILENO) == 1 ? columns_of(STDOUT_FILENO) : elsewhere;
}

std::optional<std::string> Terminal::ask(const std::string& question, const std::stop_token& stop) const {
    std::cerr << shown(question) << ' ' << std::flush;
    wait_for_input(stop);
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return std::string(text::trimmed(line));
}

void Terminal::draw(const std::string& line) const {
    if (!draws_) return;
    const std::size_t room = line.empty() ? 0 : columns_of(STDERR_FILENO) - 1;
    std::cerr << "\r\033[K" << text::fit(shown(line), room) << std::flush;
}

std::vector<std::string> show_table(const std::vector<std::vector<std::string>>& given, std::size_t most) {
    std::vector<std::vector<std::string>> rows = given;
    std::vector<std::size_t> widths(1);
    for (auto& row : rows) {
        for (std::string& cell : row) cell = text::printable(cell);
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], text::width(row[i]));
    }
    const std::size_t rest = std::accumulate(widths.begin() + 1, widths.end(), 2 * (widths.size() - 1));
    widths[0] = std::min(widths[0], std::max<std::size_t>(most > rest ? most - rest : 0, 12));
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += i == 0 ? text::fit(row[i], widths[i])
                           : "  " + std::string(widths[i] - text::width(row[i]), ' ') + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace cityfm::cli
