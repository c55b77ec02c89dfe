// SPDX-License-Identifier: MIT
#include "tests/support/sound/signals.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <random>
#include <string>

#include "tests/support/files.h"

namespace cityfm::tests {
namespace {

template <class T>
void put(std::string& bytes, T value) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes.append(raw, sizeof value);
}

}  // namespace

Sound make_sound(double seconds, int channels, const std::function<double(double)>& wave, int sample_rate) {
    Sound sound{{}, sample_rate, channels};
    const auto frames = static_cast<std::int64_t>(std::llround(seconds * sample_rate));
    for (std::int64_t i = 0; i < frames; ++i) {
        const auto value = static_cast<float>(wave(static_cast<double>(i) / sample_rate));
        sound.samples.insert(sound.samples.end(), static_cast<std::size_t>(channels), value);
    }
    return sound;
}

Sound sine(double seconds, double hertz, double peak_dbfs, int channels, int sample_rate) {
    const double peak = std::pow(10.0, peak_dbfs / 20);
    return make_sound(
        seconds, channels, [=](double t) { return peak * std::sin(2 * std::numbers::pi * hertz * t); },
        sample_rate);
}

Sound speech_like(double seconds, double peak_dbfs, unsigned seed, int channels, int sample_rate) {
    std::mt19937 random(seed);
    const double peak = std::pow(10.0, peak_dbfs / 20);
    double level = 0;
    double low = 0;
    double until = 0;
    return make_sound(
        seconds, channels,
        [=, &random](double t) mutable {
            if (t >= until) {
                // Syllables of 80 to 330 ms, one in five a pause.
                until = t + 0.08 + 0.25 * static_cast<double>(random() % 1000) / 1000;
                level = random() % 5 == 0 ? 0.001 : 0.2 + 0.8 * static_cast<double>(random() % 1000) / 1000;
            }
            const double noise = static_cast<double>(random() % 20001) / 10000 - 1;
            low += 0.2 * (noise - low);
            const double voice = 0.5 * std::sin(2 * std::numbers::pi * 140 * t) + 1.5 * low;
            return peak * level * std::tanh(voice);
        },
        sample_rate);
}

void append(Sound& sound, const Sound& more) {
    sound.samples.insert(sound.samples.end(), more.samples.begin(), more.samples.end());
}

std::string wav_bytes(const Sound& sound, std::uint32_t speakers) {
    const auto data = static_cast<std::uint32_t>(sound.samples.size() * sizeof(float));
    const auto channels = static_cast<std::uint16_t>(sound.channels);
    const auto rate = static_cast<std::uint32_t>(sound.sample_rate);
    const std::uint32_t head = speakers == 0 ? 16 : 40;
    std::string bytes = "RIFF";
    put<std::uint32_t>(bytes, 20 + head + data);
    bytes += "WAVEfmt ";
    put<std::uint32_t>(bytes, head);
    put<std::uint16_t>(bytes, speakers == 0 ? 3 : 0xFFFE);  // IEEE float, or extensible
    put<std::uint16_t>(bytes, channels);
    put<std::uint32_t>(bytes, rate);
    put<std::uint32_t>(bytes, rate * channels * 4U);
    put<std::uint16_t>(bytes, static_cast<std::uint16_t>(channels * 4U));
    put<std::uint16_t>(bytes, 32);
    if (speakers != 0) {
        put<std::uint16_t>(bytes, 22);
        put<std::uint16_t>(bytes, 32);
        put<std::uint32_t>(bytes, speakers);
        bytes += std::string("\x03\x00\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71",
                             16);  // IEEE float
    }
    bytes += "data";
    put<std::uint32_t>(bytes, data);
    bytes.append(reinterpret_cast<const char*>(sound.samples.data()), data);
    return bytes;
}

void write_wav(const std::filesystem::path& path, const Sound& sound) {
    write(path, wav_bytes(sound));
}

}  // namespace cityfm::tests
