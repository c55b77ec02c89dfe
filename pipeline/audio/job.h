// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>

#include "pipeline/core/stop.h"
#include "pipeline/core/thread_pool.h"

namespace cityfm::audio {

/// Hears how far a piece of work is, from 0 to 1; from any thread.
using OnFraction = std::function<void(double)>;

/// Who does a piece of work, what ends it early, and who hears how far it is.
struct Job {
    core::ThreadPool& pool;
    std::stop_token stop = {};
    OnFraction on_fraction = [](double) {};

    /// As core::check_stop.
    void check_stop() const { core::check_stop(stop); }
    /// The same job, of whose fraction this is the stretch from `from` to `to`.
    Job part(double from, double to) const;
};

/// Counts the frames that several threads have done.
class FrameCount {
  public:
    FrameCount(const Job& job, std::int64_t frames) : job_(job), frames_(frames) {}
    /// Throws `interrupted` when the end was asked for.
    void operator()(std::int64_t frames);

  private:
    const Job& job_;
    std::int64_t frames_;
    std::atomic<std::int64_t> done_ = 0;
};

}  // namespace cityfm::audio
