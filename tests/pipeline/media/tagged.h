// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/media/tags.h"
#include "tests/support/files.h"

namespace cityfm::tests {

/// The formats that are delivered.
inline constexpr const char* formats[] = {"mp3", "m4a", "opus", "flac", "wav"};

/// Something in every field; of two seconds of sound.
media::Tags full_tags();

/// What of the tags a format has a place for.
media::Tags kept_by(const std::string& format, media::Tags tags);

/// Two seconds of untagged sound in a format, made by the encoders of the show: 96,000 frames.
std::filesystem::path sound_file(const TempFolder& folder, const std::string& format);

/// Tags a copy of a sound and gives its path.
std::filesystem::path tagged(const TempFolder& folder, const std::string& format, const media::Tags& tags);

}  // namespace cityfm::tests
