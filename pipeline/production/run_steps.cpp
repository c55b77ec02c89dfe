// SPDX-License-Identifier: MIT
#include "pipeline/production/run_steps.h"

#include <algorithm>

namespace cityfm::production {
namespace {

enum class State { waiting, running, done, failed };

/// The steps as parts that may begin when those they need are done.
class Board final : public core::PartedWork {
  public:
    Board(const std::vector<Step>& steps, const std::function<void(const Step&)>& run,
          const std::function<bool(const std::exception_ptr&)>& fatal)
        : steps_(steps), run_(run), fatal_(fatal), states_(steps.size(), State::waiting) {
        settle();
    }

    std::optional<std::size_t> next() override {
        for (std::size_t i = 0; i < steps_.size() && !over_; ++i) {
            if (states_[i] != State::waiting || !ready(i)) continue;
            states_[i] = State::running;
            return i;
        }
        return std::nullopt;
    }

    bool all_begun() override {
        return over_ || std::find(states_.begin(), states_.end(), State::waiting) == states_.end();
    }

    void ended(std::size_t step, std::exception_ptr failure) override {
        states_[step] = failure ? State::failed : State::done;
        if (failure) {
            over_ = over_ || fatal_(failure);
            failures_.push_back({step, std::move(failure)});
        }
        settle();
    }

    void run(std::size_t step) override { run_(steps_[step]); }

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
    void settle() {
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            if (states_[i] != State::waiting) continue;
            const auto& after = steps_[i].after;
            if (std::any_of(after.begin(), after.end(),
                            [&](std::size_t need) { return states_[need] == State::failed; })) {
                states_[i] = State::failed;
            } else if (!steps_[i].runs && ready(i)) {
                states_[i] = State::done;
            }
        }
    }

    const std::vector<Step>& steps_;
    const std::function<void(const Step&)>& run_;
    const std::function<bool(const std::exception_ptr&)>& fatal_;
    std::vector<State> states_;
    std::vector<Failure> failures_;
    bool over_ = false;
};

}  // namespace

std::vector<Failure> run_steps(const std::vector<Step>& steps, core::ThreadPool& pool,
                               const std::function<void(const Step&)>& run,
                               const std::function<bool(const std::exception_ptr&)>& fatal) {
    Board board(steps, run, fatal);
    pool.work(board);
    return board.take_failures();
}

}  // namespace cityfm::production
