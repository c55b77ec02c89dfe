// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace cityfm::tests {

/// Interleaved float samples with their shape.
struct Sound {
    std::vector<float> samples;
    int sample_rate = 48000;
    int channels = 2;

    std::int64_t frames() const { return static_cast<std::int64_t>(samples.size()) / channels; }
};

/// The same value of `wave(seconds)` in every channel.
Sound make_sound(double seconds, int channels, const std::function<double(double)>& wave,
                 int sample_rate = 48000);

/// A sine of a peak in dBFS.
Sound sine(double seconds, double hertz, double peak_dbfs, int channels = 2, int sample_rate = 48000);

/// Noise in bursts with pauses, like a voice; the same for the same seed.
Sound speech_like(double seconds, double peak_dbfs, unsigned seed = 1, int channels = 2,
                  int sample_rate = 48000);

/// Appends `more` behind `sound`; both have one shape.
void append(Sound& sound, const Sound& more);

/// A WAV of 32-bit float, by hand: the tests' own writer.
void write_wav(const std::filesystem::path& path, const Sound& sound);

/// The bytes of that file; with `speakers` (dwChannelMask) in the extensible form, which says where each
/// channel belongs.
std::string wav_bytes(const Sound& sound, std::uint32_t speakers = 0);

}  // namespace cityfm::tests
