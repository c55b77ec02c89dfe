// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cityfm::core {

/// Parts of a work, and which of them may begin: asked by one thread at a time.
class PartedWork {
  public:
    virtual ~PartedWork() = default;

    /// A part that may begin now, which thereby has begun; nothing while others have to end first.
    virtual std::optional<std::size_t> next() = 0;
    /// True when no part is left to begin.
    virtual bool all_begun() = 0;
    /// A part has ended; with `failure` when it threw.
    virtual void ended(std::size_t part, std::exception_ptr failure) = 0;
    /// Does a part. Called from any thread, of several at once.
    virtual void run(std::size_t part) = 0;
};

/// A fixed number of threads that share whatever work there is. Work may be given from within work: whoever
/// gives it takes part in it, and in what was given later while he waits for the rest. He begins nothing
/// older: so no thread waits for itself, and what is newest is done soonest.
class ThreadPool {
  public:
    /// `threads` counts the one that gives the work; at least 1.
    explicit ThreadPool(int threads);
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;
    ~ThreadPool();

    /// Returns when every part has ended.
    void work(PartedWork& parts);

    /// Runs `part(0)` to `part(count − 1)`, begun in this order. After a failure no more are begun, and the
    /// failure of the lowest part is thrown when all that had begun have ended.
    void each(std::size_t count, const std::function<void(std::size_t)>& part);

  private:
    struct Open {
        PartedWork* parts;
        std::size_t running = 0;
    };
    void serve();
    bool run_one(std::unique_lock<std::mutex>& lock, const Open* oldest);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::list<Open> open_;  ///< the newest first: it is what older work waits for
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace cityfm::core
