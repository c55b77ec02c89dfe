// SPDX-License-Identifier: MIT
#include "pipeline/core/backoff.h"

#include <algorithm>
#include <random>

namespace cityfm::core {

std::chrono::milliseconds full_jitter(int repetition) {
    using std::chrono::milliseconds;
    constexpr milliseconds first_bound{1000};
    constexpr milliseconds longest_bound{16'000};
    thread_local std::mt19937 random{std::random_device{}()};
    const milliseconds bound = std::min(longest_bound, first_bound * (1 << std::min(repetition, 8)));
    return milliseconds(std::uniform_int_distribution<long>(0, bound.count())(random));
}

}  // namespace cityfm::core
