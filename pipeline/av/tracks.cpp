// SPDX-License-Identifier: MIT
#include "pipeline/av/tracks.h"

#include <charconv>

#include "pipeline/core/ascii_case.h"
#include "pipeline/core/format.h"

namespace cityfm::av {

bool answers_to(const Track& track, std::string_view name) {
    int number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    if (read.ec == std::errc() && read.ptr == name.data() + name.size()) return track.number == number;
    const std::string wanted = core::in_small_letters(name);
    return core::in_small_letters(track.title) == wanted || core::in_small_letters(track.language) == wanted;
}

std::string list(const std::vector<Track>& tracks) {
    std::string text;
    for (const Track& track : tracks) {
        if (!text.empty()) text += ", ";
        text += std::to_string(track.number);
        if (!track.title.empty()) text += core::format(" \"{}\"", track.title);
        text += core::format(" ({}", track.codec.empty() ? "?" : track.codec);
        if (track.channels > 0) text += core::format(", {} ch", track.channels);
        if (!track.language.empty()) text += ", " + track.language;
        text += ")";
    }
    return text;
}

}  // namespace cityfm::av
