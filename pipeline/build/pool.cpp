// SPDX-License-Identifier: MIT
#include "pipeline/build/pool.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace cityfm::build {
namespace {

enum class State { waiting, running, done, failed };

/// What the threads share, under one mutex.
class Board {
  public:
    explicit Board(const std::vector<Step>& steps) : steps_(steps), states_(steps.size(), State::waiting) {
        for (std::size_t i = 0; i < steps.size(); ++i) settle(i);
    }

    /// The next step to run; waits for one, and gives nothing when there is none left.
    std::optional<std::size_t> take() {
        std::unique_lock lock(mutex_);
        for (;;) {
            bool any_waiting = false;
            for (std::size_t i = 0; i < steps_.size() && !ended_; ++i) {
                settle(i);
                if (states_[i] != State::waiting) continue;
                any_waiting = true;
                if (!ready(i)) continue;
                states_[i] = State::running;
                return i;
            }
            if (!any_waiting) return std::nullopt;
            changed_.wait(lock);
        }
    }

    void finish(std::size_t step, std::exception_ptr failure, bool ends) {
        const std::scoped_lock lock(mutex_);
        states_[step] = failure ? State::failed : State::done;
        if (failure) failures_.push_back({step, std::move(failure)});
        ended_ = ended_ || ends;
        changed_.notify_all();
    }

    std::vector<Failure> take_failures() {
        std::sort(failures_.begin(), failures_.end(),
                  [](const Failure& a, const Failure& b) { return a.step < b.step; });
        return std::move(failures_);
    }

  private:
    bool ready(std::size_t step) const {
        const auto& after = steps_[step].after;
        return std::all_of(after.begin(), after.end(),
                           [&](std::size_t i) { return states_[i] == State::done; });
    }

    /// A waiting step that has nothing to do, or whose need failed, is over as soon as that is known.
    void settle(std::size_t step) {
        if (states_[step] != State::waiting) return;
        const auto& after = steps_[step].after;
        if (std::any_of(after.begin(), after.end(),
                        [&](std::size_t i) { return states_[i] == State::failed; })) {
            states_[step] = State::failed;
        } else if (!steps_[step].runs && ready(step)) {
            states_[step] = State::done;
        }
    }

    const std::vector<Step>& steps_;
    std::vector<State> states_;
    std::vector<Failure> failures_;
    bool ended_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
};

}  // namespace

std::vector<Failure> run_steps(const std::vector<Step>& steps, int jobs,
                               const std::function<void(const Step&)>& run,
                               const std::function<bool(const std::exception_ptr&)>& fatal) {
    Board board(steps);
    const auto work = [&] {
        while (const auto step = board.take()) {
            try {
                run(steps[*step]);
                board.finish(*step, nullptr, false);
            } catch (...) {
                const std::exception_ptr failure = std::current_exception();
                board.finish(*step, failure, fatal(failure));
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < jobs; ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    return board.take_failures();
}

}  // namespace cityfm::build
