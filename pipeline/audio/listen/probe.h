// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "pipeline/model/facts.h"

namespace cityfm::audio {

/// Opens the recording and decodes its first block; it never throws for a bad file.
model::SoundFacts probe_sound(const std::filesystem::path& path, const std::string& track = {});

}  // namespace cityfm::audio
