// SPDX-License-Identifier: MIT
#include "pipeline/model/recording_length.h"

#include <cmath>

#include "pipeline/core/format.h"

namespace cityfm::model {

core::Args too_long(const std::string& path, MostLength most, double seconds) {
    // Rounded up, so that it never looks like what is allowed.
    const std::string hours = seconds > 0 ? core::format("{:.2f}", std::ceil(seconds / 36) / 100)
                                          : core::format("> {}", most.hours);
    return {{"path", path}, {"hours", hours}, {"most", core::format("{}", most.hours)}};
}

}  // namespace cityfm::model
