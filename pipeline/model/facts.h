// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "pipeline/core/codes.h"
#include "pipeline/core/finding.h"

namespace cityfm::model {

/// What was seen of a recording without decoding it all.
struct SoundFacts {
    std::uintmax_t bytes = 0;
    std::optional<core::Code> problem;  ///< why it cannot be used
    core::Args problem_args;
    double duration_seconds = 0;    ///< as its header states it; 0 when unknown
    bool guesses_duration = false;  ///< from its bytes and the bitrate at its begin, which may be far off
    bool enters_git = false;        ///< larger than hosts of git take, and the next `git add` would take it
};

/// What was seen of a picture.
struct ImageFacts {
    std::optional<core::Code> problem;
    core::Args problem_args;
    std::string format;  ///< `png`, `jpeg` or another decoder's name
    int width = 0;
    int height = 0;
    bool rgb = true;
    bool cmyk = false;
    std::uintmax_t bytes = 0;
};

/// True for a side of a picture, in pixels, that directories take (Apple's guide).
constexpr bool has_artwork_size(int width) {
    return width >= 1400 && width <= 3000;
}

/// The outside of the show's TOML: what lies in the files that it names, by path relative to the show.
struct Facts {
    std::map<std::string, SoundFacts> sounds;
    std::map<std::string, ImageFacts> images;
};

}  // namespace cityfm::model
