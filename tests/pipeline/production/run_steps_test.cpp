// SPDX-License-Identifier: MIT
#include "pipeline/production/run_steps.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>

#include "pipeline/core/error.h"

using namespace cityfm;

namespace {

production::Step step(const std::string& name, std::vector<std::size_t> after, bool runs = true) {
    return {
        name, production::StepKind::encode, "", name, runs, core::Code::because_never_made, std::move(after)};
}

bool never(const std::exception_ptr&) {
    return false;
}

}  // namespace

TEST_CASE("every step runs once, behind those it needs, on any number of threads") {
    std::vector<production::Step> steps;
    for (std::size_t i = 0; i < 60; ++i) {
        std::vector<std::size_t> after;
        if (i >= 7) after = {i - 7, i / 2};
        steps.push_back(step(std::to_string(i), after, i % 11 != 3));
    }
    for (const int jobs : {1, 2, 8}) {
        std::mutex mutex;
        std::vector<std::string> order;
        core::ThreadPool pool(jobs);
        const auto failures = production::run_steps(
            steps, pool,
            [&](const production::Step& s) {
                const std::scoped_lock lock(mutex);
                for (const std::size_t need : s.after) {
                    if (!steps[need].runs) continue;
                    CHECK(std::find(order.begin(), order.end(), steps[need].key) != order.end());
                }
                order.push_back(s.key);
            },
            never);
        CHECK(failures.empty());
        CHECK(order.size() == 54);
    }
}

TEST_CASE("a step whose need failed is left out, and the others go on") {
    const std::vector<production::Step> steps = {step("a", {}), step("b", {0}), step("c", {1}), step("d", {}),
                                                 step("e", {3})};
    std::mutex mutex;
    std::vector<std::string> ran;
    core::ThreadPool pool(2);
    const auto failures = production::run_steps(
        steps, pool,
        [&](const production::Step& s) {
            if (s.key == "a") throw core::Error(core::Kind::failed, core::Code::unexpected);
            const std::scoped_lock lock(mutex);
            ran.push_back(s.key);
        },
        never);
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].step == 0);
    CHECK(ran == std::vector<std::string>{"d", "e"});
}

TEST_CASE("a fatal failure starts nothing more") {
    const std::vector<production::Step> steps = {step("a", {}), step("b", {}), step("c", {})};
    std::atomic<int> ran = 0;
    core::ThreadPool pool(1);
    const auto failures = production::run_steps(
        steps, pool,
        [&](const production::Step&) {
            ++ran;
            throw core::Error(core::Kind::failed, core::Code::disk_full);
        },
        [](const std::exception_ptr&) { return true; });
    CHECK(ran == 1);
    CHECK(failures.size() == 1);
}
