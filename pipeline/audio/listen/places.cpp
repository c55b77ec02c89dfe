// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/places.h"

#include "pipeline/core/time.h"

namespace cityfm::audio {

std::string show_places(const std::vector<double>& seconds) {
    constexpr std::size_t most_shown = 5;
    std::string text;
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        if (i == most_shown) return text + ", …";
        if (i > 0) text += ", ";
        text += core::show_offset(seconds[i]);
    }
    return text;
}

}  // namespace cityfm::audio
