// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/core/json.h"

namespace cityfm::model {

/// One file wanted of every episode.
struct RenditionSpec {
    std::string id;      ///< unique in its preset: `mp3`
    std::string format;  ///< a row of the encodings table: `mp3`, `opus`
    int bitrate_kbps = 0;

    bool operator==(const RenditionSpec&) const = default;
};

/// Loudness target and encodings, by name.
struct Preset {
    std::string name;
    std::string description;
    double target_lufs = -16;
    double ceiling_dbtp = -1;
    int channels = 2;
    std::vector<RenditionSpec> renditions;

    bool operator==(const Preset&) const = default;
};

/// What of a preset decides the sound's bytes, in a fixed form.
core::Json sound_options(const Preset& preset);

/// The preset `name`: the show's own `presets/<name>.toml` before ours. What is wrong with the file goes to
/// `findings`; nothing when there is no such preset.
std::optional<Preset> load_preset(const std::filesystem::path& show_folder, const std::string& name,
                                  core::Findings& findings);

/// The names of our presets and of the show's own, sorted.
std::vector<std::string> preset_names(const std::filesystem::path& show_folder);

}  // namespace cityfm::model
