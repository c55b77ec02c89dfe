// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "pipeline/core/error.h"
#include "pipeline/core/finding.h"
#include "pipeline/core/progress.h"

namespace cityfm::app {

/// Where a use case reports to while it works: a command line, a page in a browser, a test. It hears codes
/// and arguments, never a sentence. Progress may come from any thread, everything else from the thread that
/// called the use case.
///
/// A piece of work that is only `advanced`, without having been `started`, is short: worth showing while it
/// lasts, and worth no line in a log.
class Observer : public core::Progress {
  public:
    /// Something that people should know, about their material or about what was done with it.
    virtual void found(const core::Finding& finding) = 0;
    /// What failed while the rest goes on.
    virtual void failed(const core::Error& error) = 0;
    /// What was done, or why it was not.
    virtual void told(core::Code what, const core::Args& args) = 0;
    /// Asks a person to agree; empty if there is no one to ask. Throws `interrupted`.
    virtual std::optional<bool> agreed(core::Code question, const core::Args& args) = 0;
    /// True if hints about the show's files are wanted, too.
    virtual bool wants_hints() const = 0;

    void found(const core::Findings& findings) {
        for (const core::Finding& finding : findings) found(finding);
    }
};

/// Shows a short piece of work as long as it lives.
class ShortWork {
  public:
    ShortWork(core::Progress& progress, core::Work work) : progress_(progress), work_(std::move(work)) {}
    ShortWork(const ShortWork&) = delete;
    ShortWork& operator=(const ShortWork&) = delete;
    ~ShortWork() { progress_.finished(work_); }

    /// `fraction` of it is done, from 0 to 1.
    void advance(double fraction) const { progress_.advanced(work_, fraction); }
    /// `advance` as a function, which must not outlive this object.
    std::function<void(double)> advancing() const {
        return [this](double fraction) { advance(fraction); };
    }

  private:
    core::Progress& progress_;
    core::Work work_;
};

/// What the front end calls a thing, in the language of its reader: for what is written into files and
/// pictures that people look at.
using Words = std::function<std::string(core::Code code, const core::Args& args)>;

}  // namespace cityfm::app
