// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/terminal_observer.h"

#include <algorithm>
#include <utility>

#include "pipeline/core/format.h"
#include "pipeline/core/time.h"

namespace cityfm::cli {

TerminalObserver::TerminalObserver(Terminal& terminal, std::stop_token stop)
    : terminal_(terminal), stop_(std::move(stop)) {}

TerminalObserver::~TerminalObserver() {
    terminal_.draw("");
}

void TerminalObserver::found(const core::Finding& finding) {
    const std::scoped_lock lock(mutex_);
    terminal_.draw("");
    terminal_.show(finding);
}

void TerminalObserver::failed(const core::Error& error) {
    const std::scoped_lock lock(mutex_);
    terminal_.draw("");
    terminal_.complain(error);
}

void TerminalObserver::told(core::Code what, const core::Args& args) {
    const std::scoped_lock lock(mutex_);
    terminal_.draw("");
    terminal_.say(terminal_.text(text_of(what), args));
}

std::optional<bool> TerminalObserver::agreed(core::Code question, const core::Args& args) {
    if (!terminal_.asks()) return std::nullopt;
    const auto typed = terminal_.ask(terminal_.text(text_of(question), args), stop_);
    return typed && (*typed == "y" || *typed == "Y" || *typed == "yes" || *typed == "はい");
}

TerminalObserver::Running& TerminalObserver::running(const std::string& label) {
    return running_.try_emplace(label, Running{std::chrono::steady_clock::now()}).first->second;
}

void TerminalObserver::started(const core::Work& work) {
    const std::scoped_lock lock(mutex_);
    const std::string label = label_of(work);
    running(label);
    if (terminal_.draws()) {
        draw();
    } else {
        terminal_.say(label);
    }
}

void TerminalObserver::advanced(const core::Work& work, double fraction) {
    const std::scoped_lock lock(mutex_);
    Running& step = running(label_of(work));
    step.fraction = std::clamp(fraction, 0.0, 1.0);
    const int percent = static_cast<int>(step.fraction * 100);
    if (std::exchange(step.drawn_percent, percent) != percent) draw();
}

void TerminalObserver::finished(const core::Work& work) {
    const std::scoped_lock lock(mutex_);
    running_.erase(label_of(work));
    draw();
}

void TerminalObserver::draw() {
    std::string line;
    for (const auto& [label, step] : running_) {
        line += core::format("{}{} {:3.0f} %", line.empty() ? "" : "  ", label, step.fraction * 100);
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - step.since;
        if (const auto left = seconds_left(elapsed.count(), step.fraction)) {
            line +=
                terminal_.text({" ({left} left)", "（残り {left}）"}, {{"left", core::show_offset(*left)}});
        }
    }
    terminal_.draw(line);
}

std::optional<double> seconds_left(double elapsed, double fraction) {
    // A guess from the first moments jumps about, and helps nobody.
    if (elapsed < 2 || fraction < 0.03) return std::nullopt;
    return elapsed * (1 - fraction) / fraction;
}

}  // namespace cityfm::cli
