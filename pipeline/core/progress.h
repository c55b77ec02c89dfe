// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/finding.h"

namespace cityfm::core {

/// A piece of work while it lasts: what is being done, and of what. No two that run at once are equal.
struct Work {
    Code doing;
    Args args;
};

/// Where work talks back while it goes on. Every call may come from any thread.
class Progress {
  public:
    virtual ~Progress() = default;

    virtual void started(const Work& work) = 0;
    /// `fraction` of the work is done, from 0 to 1.
    virtual void advanced(const Work& work, double fraction) = 0;
    virtual void finished(const Work& work) = 0;
};

/// Hears nothing.
class NoProgress final : public Progress {
  public:
    void started(const Work& /*work*/) override {}
    void advanced(const Work& /*work*/, double /*fraction*/) override {}
    void finished(const Work& /*work*/) override {}
};

}  // namespace cityfm::core
