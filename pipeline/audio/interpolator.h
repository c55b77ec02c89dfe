// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace cityfm::audio {

/// The coefficients of libebur128's interpolator by `factor`: a Hann-windowed sinc of 49 taps in phases,
/// whose first one, the sample itself, is left out. Each phase begins with the newest sample.
std::vector<std::vector<double>> interpolator_phases(int factor);

/// The largest sum of a phase's absolute coefficients: no interpolated value exceeds this times the largest
/// sample under the taps.
double interpolator_bound(const std::vector<std::vector<double>>& phases);

/// The 4× interpolator of libebur128's true-peak meter: 49 taps, Hann-windowed sinc, in four phases. Phase 0
/// is the sample itself, so three phases of twelve taps are left.
struct Interpolator {
    static constexpr std::size_t taps = 12;
    static constexpr std::size_t phases = 3;
    /// The sample that phase 0 gives lies this many frames before the newest one in the window.
    static constexpr std::size_t delay = 6;

    Interpolator();

    /// The largest absolute value among the sample `delay` frames back and the three values between it and
    /// the next one. `newest_first[0]` is the newest sample, and `taps` of them are read.
    double peak(const double* newest_first) const;

    /// No interpolated value exceeds this times the largest sample under the taps: the largest sum of a
    /// phase's absolute coefficients.
    double bound() const { return bound_; }

  private:
    std::array<std::array<double, taps>, phases> coefficients_{};
    double bound_ = 1;
};

}  // namespace cityfm::audio
