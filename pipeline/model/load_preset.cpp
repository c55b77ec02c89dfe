// SPDX-License-Identifier: MIT
#include <algorithm>

#include "embedded_presets.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/toml_reader.h"

namespace cityfm::model {
namespace {

Preset read_preset(const toml::table& table, const std::string& name, Source& source) {
    Preset preset;
    preset.name = name;
    TableReader reader(table, "preset", source);
    preset.description = reader.text("description");
    preset.target_lufs = reader.number("target_lufs").value_or(preset.target_lufs);
    preset.ceiling_dbtp = reader.number("ceiling_dbtp").value_or(preset.ceiling_dbtp);
    preset.channels = static_cast<int>(reader.integer("channels").value_or(preset.channels));
    reader.tables("rendition", "rendition", [&](TableReader& row) {
        RenditionSpec spec;
        spec.id = row.text("id");
        spec.format = row.choice("format");
        spec.bitrate_kbps = static_cast<int>(row.integer("bitrate_kbps").value_or(0));
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

std::filesystem::path own_preset(const std::filesystem::path& show_folder, const std::string& name) {
    return show_folder / "presets" / (name + ".toml");
}

}  // namespace

core::Json sound_options(const Preset& preset) {
    core::Json renditions = core::Json::array();
    for (const RenditionSpec& spec : preset.renditions) {
        renditions.push_back({{"id", spec.id}, {"format", spec.format}, {"bitrate_kbps", spec.bitrate_kbps}});
    }
    return {{"target_lufs", preset.target_lufs},
            {"ceiling_dbtp", preset.ceiling_dbtp},
            {"channels", preset.channels},
            {"renditions", renditions}};
}

std::optional<Preset> load_preset(const std::filesystem::path& show_folder, const std::string& name,
                                  core::Findings& findings) {
    std::string text;
    std::string file = "presets/" + name + ".toml";
    std::error_code error;
    if (stays_inside(name) && std::filesystem::is_regular_file(own_preset(show_folder, name), error)) {
        text = core::read_file(own_preset(show_folder, name));
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
