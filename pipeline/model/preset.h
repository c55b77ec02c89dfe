// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/core/json_fwd.h"

namespace cityfm::model {

/// One file wanted of every episode.
struct RenditionSpec {
    std::string id;        ///< unique in its preset: `mp3`
    std::string format;    ///< a row of the encodings table: `mp3`, `opus`
    int bitrate_kbps = 0;  ///< of lossy formats
    int bits = 0;          ///< of lossless formats: 16 or 24

    bool operator==(const RenditionSpec&) const = default;
};

/// Loudness target and encodings, by name.
struct Preset {
    std::string name;
    std::string description;
    std::optional<double> target_lufs;  ///< nothing: as it was recorded, and nothing is promised
    double ceiling_dbtp = -1;
    int channels = 2;
    bool dual_mono = false;           ///< one channel is for two loudspeakers, and counts 3 LU more
    bool allow_below_target = false;  ///< deliver quieter rather than let the limiter work past its cap
    std::vector<RenditionSpec> renditions;

    bool operator==(const Preset&) const = default;
};

/// True for a preset that promises no loudness: the sound stays as it was recorded.
inline bool is_as_recorded(const Preset& preset) {
    return !preset.target_lufs;
}

/// True for formats that keep every sample, which have `bits` and no bitrate.
bool is_lossless(const std::string& format);

/// What of a preset decides the sound's bytes, in a fixed form.
core::Json sound_options(const Preset& preset);

/// The preset `name`: the show's own `presets/<name>.toml` before ours. What is wrong with the file goes to
/// `findings`; nothing when there is no such preset.
std::optional<Preset> load_preset(const std::filesystem::path& show_folder, const std::string& name,
                                  core::Findings& findings);

/// The names of our presets and of the show's own, sorted.
std::vector<std::string> preset_names(const std::filesystem::path& show_folder);

}  // namespace cityfm::model
