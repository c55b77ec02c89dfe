// SPDX-License-Identifier: MIT
#include "pipeline/audio/job.h"

#include <algorithm>

namespace cityfm::audio {

Job Job::part(double from, double to) const {
    return {pool, stop, [tell = on_fraction, from, to](double done) { tell(from + (to - from) * done); }};
}

void FrameCount::operator()(std::int64_t frames) {
    job_.check_stop();
    const std::int64_t done = done_ += frames;
    job_.on_fraction(std::min(1.0, static_cast<double>(done) / static_cast<double>(frames_)));
}

}  // namespace cityfm::audio
