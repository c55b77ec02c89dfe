// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <vector>

#include "pipeline/core/thread_pool.h"
#include "pipeline/production/plan.h"

namespace cityfm::production {

/// A step that threw.
struct Failure {
    std::size_t step = 0;
    std::exception_ptr what;
};

/// Runs the steps that are to run, each after those it needs, the first ones first. A step whose need failed
/// is left out; the others go on, unless `fatal` says that a failure ends it all.
std::vector<Failure> run_steps(const std::vector<Step>& steps, core::ThreadPool& pool,
                               const std::function<void(const Step&)>& run,
                               const std::function<bool(const std::exception_ptr&)>& fatal);

}  // namespace cityfm::production
