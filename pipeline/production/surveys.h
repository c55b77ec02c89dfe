// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pipeline/audio/listen/survey.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/release.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

/// What was found earlier in the recording with this SHA-256; nothing where nobody has listened to it.
std::optional<audio::Survey> known_survey(const Store& store, const std::string& sha256,
                                          const std::string& track);

/// The same; listens to it where nobody has, and keeps what was found where that can be written. Throws as
/// audio::survey does.
audio::Survey survey_of(const Store& store, const std::string& sha256, const std::filesystem::path& recording,
                        const std::string& track, const audio::Job& job);

/// How a preset and an episode use a recording.
audio::Use use_of(const model::Preset& preset, const model::RecordingUse& use);

}  // namespace cityfm::production
