// SPDX-License-Identifier: MIT
#include "pipeline/media/loudness_tags.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "pipeline/core/format.h"

namespace cityfm::media {
namespace {

constexpr double replaygain_lufs = -18;
constexpr double r128_lufs = -23;
constexpr double steps_per_db = 256;

/// The number at the start of a text; nothing where there is none.
std::optional<double> number_in(const std::string& text) {
    const char* begin = text.data() + std::min(text.find_first_not_of(" +"), text.size());
    double number = 0;
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
    if (error != std::errc{} || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> replaygain_texts(const SoundFigures& sound) {
    std::vector<std::pair<std::string, std::string>> texts;
    if (sound.integrated_lufs) {
        texts.emplace_back("replaygain_track_gain",
                           core::format("{:+.2f} dB", replaygain_lufs - *sound.integrated_lufs));
    }
    if (sound.true_peak_dbtp) {
        texts.emplace_back("replaygain_track_peak",
                           core::format("{:.6f}", std::pow(10, *sound.true_peak_dbtp / 20)));
    }
    return texts;
}

void take_replaygain(SoundFigures& sound, const std::string& name, const std::string& value) {
    std::string small = name;
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto number = number_in(value);
    if (!number) return;
    if (small == "replaygain_track_gain") sound.integrated_lufs = replaygain_lufs - *number;
    if (small == "replaygain_track_peak" && *number > 0) sound.true_peak_dbtp = 20 * std::log10(*number);
}

std::string r128_text(const SoundFigures& sound) {
    if (!sound.integrated_lufs) return {};
    const double steps = std::clamp((r128_lufs - *sound.integrated_lufs) * steps_per_db, -32768.0, 32767.0);
    return std::to_string(std::lround(steps));
}

void take_r128(SoundFigures& sound, const std::string& value) {
    if (const auto number = number_in(value)) sound.integrated_lufs = r128_lufs - *number / steps_per_db;
}

}  // namespace cityfm::media
