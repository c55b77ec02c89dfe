// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/finding.h"

namespace cityfm::core {

/// Where work talks back while it goes on. Every call may come from any thread.
class Progress {
  public:
    virtual ~Progress() = default;

    /// `label` names a piece of work once, for as long as it lasts: `2026-11-22-ramen encode mp3`.
    virtual void started(const std::string& label) = 0;
    /// `fraction` of the work is done, from 0 to 1.
    virtual void advanced(const std::string& label, double fraction) = 0;
    virtual void finished(const std::string& label) = 0;
    /// Something that the user should know and that stops nothing.
    virtual void remark(const Finding& finding) = 0;
};

/// Hears nothing.
class NoProgress final : public Progress {
  public:
    void started(const std::string& /*label*/) override {}
    void advanced(const std::string& /*label*/, double /*fraction*/) override {}
    void finished(const std::string& /*label*/) override {}
    void remark(const Finding& /*finding*/) override {}
};

}  // namespace cityfm::core
