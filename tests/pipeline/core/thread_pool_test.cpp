// SPDX-License-Identifier: MIT
#include "pipeline/core/thread_pool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>

using namespace cityfm;

TEST_CASE("every part runs once, on any number of threads, and on one in order") {
    for (const int threads : {1, 2, 5}) {
        core::ThreadPool pool(threads);
        std::vector<std::atomic<int>> ran(200);
        pool.each(ran.size(), [&](std::size_t part) { ++ran[part]; });
        for (const auto& times : ran) CHECK(times == 1);
    }
    core::ThreadPool alone(1);
    std::vector<std::size_t> order;
    alone.each(5, [&](std::size_t part) { order.push_back(part); });
    CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4});
    alone.each(0, [](std::size_t) { FAIL("there is no part"); });
}

TEST_CASE("the parts run on no more threads than the pool has, and on all of them") {
    core::ThreadPool pool(3);
    std::mutex mutex;
    std::condition_variable arrived;
    std::set<std::thread::id> threads;
    pool.each(3, [&](std::size_t) {
        std::unique_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
        arrived.notify_all();
        // Each part waits for the others: two on one thread would never meet.
        arrived.wait(lock, [&] { return threads.size() == 3; });
    });
    pool.each(300, [&](std::size_t) {
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
    });
    CHECK(threads.size() == 3);
}

TEST_CASE("work may be given from within work, however deep") {
    for (const int threads : {1, 2, 4}) {
        core::ThreadPool pool(threads);
        std::atomic<int> ran = 0;
        pool.each(4, [&](std::size_t) {
            pool.each(5, [&](std::size_t) { pool.each(3, [&](std::size_t) { ++ran; }); });
        });
        CHECK(ran == 4 * 5 * 3);
    }
}

TEST_CASE("whoever waits for the rest of his work helps with what began later") {
    core::ThreadPool pool(2);
    std::mutex mutex;
    std::condition_variable changed;
    bool inner_done = false;
    std::set<std::thread::id> inner_threads;
    pool.each(2, [&](std::size_t part) {
        if (part == 0) return;  // this thread is done at once and has to wait for the other part
        pool.each(2, [&](std::size_t) {
            std::unique_lock lock(mutex);
            inner_threads.insert(std::this_thread::get_id());
            changed.notify_all();
            changed.wait(lock, [&] { return inner_threads.size() == 2; });
        });
        inner_done = true;
    });
    CHECK(inner_done);
}

TEST_CASE("the first failure by its part is thrown, and no more parts begin") {
    for (const int threads : {1, 3}) {
        core::ThreadPool pool(threads);
        std::atomic<int> ran = 0;
        try {
            pool.each(1000, [&](std::size_t part) {
                ++ran;
                if (part >= 2) throw std::runtime_error(std::to_string(part));
            });
            FAIL("the failure was lost");
        } catch (const std::runtime_error& error) {
            CHECK(error.what() == std::string("2"));
        }
        CHECK(ran < 1000);
        // The pool goes on after a failure.
        pool.each(2, [&](std::size_t) { ran = -1; });
        CHECK(ran == -1);
    }
}
