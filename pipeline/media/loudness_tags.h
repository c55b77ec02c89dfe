// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/media/tags.h"

namespace cityfm::media {

/// How loud a file is, as texts for players that even out loudness: names in small letters and values
/// (ReplayGain 2.0: gain to −18 LUFS, peak as a fraction of full scale). None for what was not measured.
std::vector<std::pair<std::string, std::string>> replaygain_texts(const SoundFigures& sound);

/// Reads one of them back; other names are passed over.
void take_replaygain(SoundFigures& sound, const std::string& name, const std::string& value);

/// Gain to −23 LUFS in 256ths of a decibel (RFC 7845, section 5.2.1), for R128_TRACK_GAIN; empty for what was
/// not measured.
std::string r128_text(const SoundFigures& sound);
void take_r128(SoundFigures& sound, const std::string& value);

}  // namespace cityfm::media
