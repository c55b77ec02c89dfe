// SPDX-License-Identifier: MIT
#include <algorithm>

#include "embedded_presets.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/json.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/toml_reader.h"

namespace cityfm::model {
namespace {

/// MPEG-1, which MP3 at 48 kHz is, has no lower rate.
constexpr int least_mp3_kbps = 32;

Preset read_preset(const toml::table& table, const std::string& name, Source& source) {
    Preset preset;
    preset.name = name;
    TableReader reader(table, "preset", source);
    preset.description = reader.text("description");
    preset.target_lufs = reader.number("target_lufs");
    preset.ceiling_dbtp = reader.number("ceiling_dbtp").value_or(preset.ceiling_dbtp);
    preset.channels = static_cast<int>(reader.integer("channels").value_or(preset.channels));
    preset.dual_mono = reader.boolean("dual_mono", false);
    preset.allow_below_target = reader.boolean("allow_below_target", false);
    reader.tables("rendition", "rendition", [&](TableReader& row) {
        RenditionSpec spec;
        spec.id = row.text("id");
        spec.format = row.choice("format");
        spec.bitrate_kbps = static_cast<int>(row.integer("bitrate_kbps").value_or(0));
        const auto bits = row.integer("bits");
        if (is_lossless(spec.format)) {
            spec.bits = static_cast<int>(bits.value_or(24));
            if (spec.bits != 16 && spec.bits != 24) {
                source.findings->push_back({core::Severity::error,
                                            core::Code::wrong_choice,
                                            row.place("bits"),
                                            {{"key", "bits"},
                                             {"found", std::to_string(spec.bits)},
                                             {"choices", "16, 24"},
                                             {"meant", ""}}});
            }
        } else if (spec.bitrate_kbps == 0 && !spec.format.empty()) {
            source.findings->push_back(
                {core::Severity::error, core::Code::missing_key, row.place("id"), {{"key", "bitrate_kbps"}}});
        }
        if (spec.format == "mp3" && spec.bitrate_kbps > 0 && spec.bitrate_kbps < least_mp3_kbps) {
            source.findings->push_back({core::Severity::error,
                                        core::Code::too_small,
                                        row.place("bitrate_kbps"),
                                        {{"key", "bitrate_kbps"},
                                         {"found", std::to_string(spec.bitrate_kbps)},
                                         {"least", std::to_string(least_mp3_kbps)},
                                         {"most", "320"}}});
        }
        const bool taken = std::any_of(preset.renditions.begin(), preset.renditions.end(),
                                       [&](const RenditionSpec& other) { return other.id == spec.id; });
        if (taken) {
            source.findings->push_back(
                {core::Severity::error, core::Code::duplicate_id, row.place("id"), {{"found", spec.id}}});
        }
        preset.renditions.push_back(spec);
    });
    reader.finish();
    return preset;
}

std::string file_of(const std::string& name) {
    return "presets/" + name + ".toml";
}

/// The text of a preset of the show's own; nothing where there is none, or where it cannot be read.
std::optional<std::string> own_preset(const std::filesystem::path& show_folder, const std::string& name,
                                      core::Findings& findings) {
    constexpr std::uintmax_t most = 1U << 20U;
    const std::string file = file_of(name);
    try {
        const auto opened = core::Folder(show_folder).find_file(core::ShowPath(file));
        return opened ? std::optional(opened->read(most)) : std::nullopt;
    } catch (const core::Error& error) {
        findings.push_back({core::Severity::error, error.code, {file, 0, 0}, error.args});
        return std::nullopt;
    }
}

}  // namespace

bool is_lossless(const std::string& format) {
    return format == "flac" || format == "wav";
}

core::Json sound_options(const Preset& preset) {
    core::Json renditions = core::Json::array();
    for (const RenditionSpec& spec : preset.renditions) {
        core::Json options = {{"id", spec.id}, {"format", spec.format}, {"bitrate_kbps", spec.bitrate_kbps}};
        if (spec.bits > 0) options["bits"] = spec.bits;
        renditions.push_back(std::move(options));
    }
    core::Json options = {{"target_lufs", core::number_or_null(preset.target_lufs)},
                          {"ceiling_dbtp", preset.ceiling_dbtp},
                          {"channels", preset.channels},
                          {"renditions", renditions}};
    // Absent where they are off, so that the releases of older versions stand.
    if (preset.dual_mono) options["dual_mono"] = true;
    if (preset.allow_below_target) options["allow_below_target"] = true;
    return options;
}

std::optional<Preset> load_preset(const std::filesystem::path& show_folder, const std::string& name,
                                  core::Findings& findings) {
    const std::string file = file_of(name);
    std::string text;
    if (auto own = stays_inside(name) ? own_preset(show_folder, name, findings) : std::nullopt) {
        text = std::move(*own);
    } else {
        const auto* const ours = std::find_if(embedded_presets.begin(), embedded_presets.end(),
                                              [&](const auto& preset) { return preset.first == name; });
        if (ours == embedded_presets.end()) return std::nullopt;
        text = ours->second;
    }
    const auto table = parse_toml(text, file, findings);
    if (!table) return std::nullopt;
    Source source{file, "UTC", &findings, nullptr};
    return read_preset(*table, name, source);
}

std::vector<std::string> preset_names(const std::filesystem::path& show_folder) {
    std::vector<std::string> names;
    names.reserve(embedded_presets.size());
    for (const auto& [name, text] : embedded_presets) names.emplace_back(name);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(show_folder / "presets", error)) {
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace cityfm::model
