// SPDX-License-Identifier: MIT
#include "pipeline/av/timeline.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace cityfm;

namespace {

/// Plays packets of 20 ms whose timestamps `at` gives, and sums up the holes.
template <class At>
double holes(int packets, const At& at) {
    av::Timeline timeline;
    double sum = 0;
    for (int i = 0; i < packets; ++i) {
        const double hole = timeline.hole_before(at(i));
        sum += hole;
        timeline.advance(hole + 0.02);
    }
    return sum;
}

}  // namespace

TEST_CASE("a jump of the timestamps is a hole as long as the jump") {
    CHECK(holes(1000, [](int i) { return 0.02 * i + (i >= 500 ? 10.0 : 0.0); }) == Approx(10).margin(0.001));
    CHECK(holes(1000, [](int i) { return 0.02 * i + (i >= 500 ? 0.1 : 0.0); }) == Approx(0.1).margin(0.001));
}

TEST_CASE("single packets that are missing close together add up to a hole") {
    // Every tenth of a hundred packets is missing, and the sound after them has to be in its place.
    CHECK(holes(1000, [](int i) { return 0.02 * (i + std::min(i, 100) / 10); }) == Approx(0.2).margin(0.06));
}

TEST_CASE("rounded timestamps, jitter and a clock that drifts make no holes") {
    CHECK(holes(100'000, [](int i) { return std::round(0.02 * i * 1000) / 1000; }) == 0);
    CHECK(holes(100'000, [](int i) { return 0.02 * i + (i % 7) * 0.008; }) == 0);
    // 100 ppm are 0.36 s in an hour.
    CHECK(holes(180'000, [](int i) { return 0.02 * i * 1.0001; }) == 0);
}

TEST_CASE("timestamps that begin anew or jump by days make no holes") {
    CHECK(holes(1000, [](int i) { return 0.02 * (i % 500); }) == 0);
    CHECK(holes(1000, [](int i) { return 0.02 * i + (i >= 500 ? 1e6 : 0.0); }) == 0);
}
