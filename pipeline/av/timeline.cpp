// SPDX-License-Identifier: MIT
#include "pipeline/av/timeline.h"

#include <algorithm>

namespace cityfm::av {
namespace {

/// Crystals are a tenth as bad.
constexpr double most_drift = 0.001;
/// Timestamps that go back, or on by more than a day, begin anew.
constexpr double least_restart_seconds = 1;
constexpr double most_hole_seconds = 24 * 3600;

}  // namespace

double Timeline::hole_before(double at) {
    const double ahead = at - position_;
    if (!begun_) {
        begun_ = true;
        ahead_ = ahead;
        asked_at_ = position_;
        return 0;
    }
    const double drift = most_drift * (position_ - asked_at_);
    ahead_ += std::clamp(ahead - ahead_, -drift, drift);
    asked_at_ = position_;
    const double hole = ahead - ahead_;
    if (hole < -least_restart_seconds || hole > most_hole_seconds) {
        ahead_ = ahead;
        return 0;
    }
    return hole < least_hole_seconds ? 0 : hole;
}

}  // namespace cityfm::av
