// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "pipeline/core/finding.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {

/// What is wrong with one file as it is read. Where it is of another kind altogether, each of its lines is
/// wrong: some findings say enough.
class FileFindings {
  public:
    /// No more than `most` findings are added.
    FileFindings(const std::string& file, core::Findings& findings, int most = 20)
        : file_(file), findings_(findings), most_(most) {}

    /// `line` is 0 where there are no lines.
    void say(core::Severity severity, core::Code code, int line, core::Args args) {
        if (said_++ < most_) findings_.push_back({severity, code, {file_, line, 0}, std::move(args)});
    }

    /// What cannot be read, shown in part where it is long.
    void say_unreadable(core::Code code, int line, const std::string& reason) {
        constexpr std::size_t most_shown = 60;
        say(core::Severity::error, code, line, {{"reason", cut_graphemes(reason, most_shown)}});
    }

  private:
    const std::string& file_;
    core::Findings& findings_;
    int most_;
    int said_ = 0;
};

}  // namespace cityfm::text
