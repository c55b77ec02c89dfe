// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/audio/master.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/release.h"

namespace cityfm::production {

// The keys of steps: SHA-256 over a step's name, its version, its options and its inputs' keys or digests. A
// key is a function of what a step is made from, and of nothing else.

/// Of what was found when a recording was listened to.
std::string survey_key(const std::string& recording_sha256, const std::string& track);

std::string assemble_key(const std::vector<std::string>& recordings_sha256, const model::RecordingUse& use,
                         int channels, bool as_recorded);

/// `programme` is the key of the step that assembled it.
std::string master_key(const std::string& programme, const audio::MasterGoal& goal);

/// `master` is the key of the step that made it.
std::string encode_key(const std::string& master, const model::RenditionSpec& rendition, int channels);

/// `sound` is the key of the step that encoded it, or the SHA-256 of a released file's packets; `tags` the
/// digest of the tags and pictures.
std::string package_key(const std::string& sound, const std::string& tags);

}  // namespace cityfm::production
