// SPDX-License-Identifier: MIT
#include "pipeline/core/thread_pool.h"

#include <map>
#include <system_error>

namespace cityfm::core {
namespace {

class Counted final : public PartedWork {
  public:
    Counted(std::size_t count, const std::function<void(std::size_t)>& part) : part_(part), count_(count) {}

    std::optional<std::size_t> next() override {
        return all_begun() ? std::nullopt : std::optional(begun_++);
    }
    bool all_begun() override { return begun_ == count_; }
    void ended(std::size_t part, std::exception_ptr failure) override {
        if (!failure) return;
        failures_.emplace(part, std::move(failure));
        count_ = begun_;
    }
    void run(std::size_t part) override { part_(part); }

    void rethrow() const {
        if (!failures_.empty()) std::rethrow_exception(failures_.begin()->second);
    }

  private:
    const std::function<void(std::size_t)>& part_;
    std::map<std::size_t, std::exception_ptr> failures_;
    std::size_t begun_ = 0;
    std::size_t count_;
};

}  // namespace

ThreadPool::ThreadPool(int threads) {
    try {
        for (int i = 1; i < threads; ++i) threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
        // The system gives no more threads: those that there are do it all.
    }
}

ThreadPool::~ThreadPool() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

/// What each thread but the giver's does.
void ThreadPool::serve() {
    std::unique_lock lock(mutex_);
    while (!closing_) {
        if (!run_one(lock, nullptr)) changed_.wait(lock);
    }
}

/// Runs a part of what is open, the newest work first and none older than `oldest`; false when none may
/// begin.
bool ThreadPool::run_one(std::unique_lock<std::mutex>& lock, const Open* oldest) {
    for (Open& open : open_) {
        if (const auto part = open.parts->next()) {
            ++open.running;
            lock.unlock();
            std::exception_ptr failure;
            try {
                open.parts->run(*part);
            } catch (...) {
                failure = std::current_exception();
            }
            lock.lock();
            --open.running;
            open.parts->ended(*part, std::move(failure));
            changed_.notify_all();
            return true;
        }
        if (&open == oldest) break;
    }
    return false;
}

void ThreadPool::work(PartedWork& parts) {
    std::unique_lock lock(mutex_);
    open_.push_front({&parts});
    const auto own = open_.begin();
    changed_.notify_all();
    while (!parts.all_begun() || own->running > 0) {
        if (!run_one(lock, &*own)) changed_.wait(lock);
    }
    open_.erase(own);
}

void ThreadPool::each(std::size_t count, const std::function<void(std::size_t)>& part) {
    Counted parts(count, part);
    work(parts);
    parts.rethrow();
}

}  // namespace cityfm::core
