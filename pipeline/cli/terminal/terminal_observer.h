// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/app/observer.h"
#include "pipeline/cli/terminal/terminal.h"

namespace cityfm::cli {

/// Shows on a terminal what a use case reports. Steps are one moving line there, and a line a step elsewhere.
class TerminalObserver final : public app::Observer {
  public:
    TerminalObserver(Terminal& terminal, std::stop_token stop);
    TerminalObserver(const TerminalObserver&) = delete;
    TerminalObserver& operator=(const TerminalObserver&) = delete;
    ~TerminalObserver() override;

    using app::Observer::found;
    void found(const core::Finding& finding) override;
    void failed(const core::Error& error) override;
    void told(core::Code what, const core::Args& args) override;
    std::optional<bool> agreed(core::Code question, const core::Args& args) override;
    bool wants_hints() const override { return terminal_.verbose(); }

    void started(const core::Work& work) override;
    void advanced(const core::Work& work, double fraction) override;
    void finished(const core::Work& work) override;

  private:
    struct Running {
        std::chrono::steady_clock::time_point since;
        double fraction = 0;
        int drawn_percent = -1;
    };

    std::string label_of(const core::Work& work) const {
        return terminal_.text(text_of(work.doing), work.args);
    }
    /// The piece of work of that name, from now on where it is new. With the mutex held.
    Running& running(const std::string& label);
    void draw();

    Terminal& terminal_;
    std::stop_token stop_;
    std::mutex mutex_;
    std::map<std::string, Running> running_;
};

/// How long a step that came to `fraction` in `elapsed` seconds still needs, once that can be guessed.
std::optional<double> seconds_left(double elapsed, double fraction);

}  // namespace cityfm::cli
