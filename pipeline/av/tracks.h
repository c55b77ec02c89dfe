// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/av/sound_info.h"

namespace cityfm::av {

/// True for a track that goes by this number, language or title.
bool answers_to(const Track& track, std::string_view name);

/// `1 "Desktop" (aac, 2 ch), 2 "Mic" (aac, 1 ch, jpn)`
std::string list(const std::vector<Track>& tracks);

}  // namespace cityfm::av
