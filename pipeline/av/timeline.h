// SPDX-License-Identifier: MIT
#pragma once

namespace cityfm::av {

/// A gap that is shorter is jitter of the clock that wrote the file.
inline constexpr double least_hole_seconds = 0.06;

/// Where decoded sound belongs by its timestamps: finds the holes that lost packets leave. Clocks that run
/// slowly apart from the sound, and timestamps that are rounded or begin anew, make no holes.
class Timeline {
  public:
    /// The seconds of silence that belong before sound whose timestamp is `at`; none before the first.
    double hole_before(double at);

    /// Sound or silence of this length was given.
    void advance(double seconds) { position_ += seconds; }

    /// Seconds given so far.
    double position() const { return position_; }

  private:
    bool begun_ = false;
    double position_ = 0;
    double ahead_ = 0;  ///< of the timestamps, where nothing is lost
    double asked_at_ = 0;
};

}  // namespace cityfm::av
