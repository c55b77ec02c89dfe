// SPDX-License-Identifier: MIT
#include "pipeline/production/keys.h"

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"

namespace cityfm::production {
namespace {

using core::Json;

/// Counts up when a step's work changes, so that old results are not taken for new ones.
constexpr int survey_version = 2;
constexpr int assemble_version = 4;
constexpr int master_version = 6;
constexpr int encode_version = 4;
constexpr int package_version = 2;

std::string key_of(const Json& json) {
    return core::sha256(core::to_line(json));
}

}  // namespace

std::string survey_key(const std::string& recording_sha256, const std::string& track) {
    return key_of(
        {{"step", "survey"}, {"version", survey_version}, {"recording", recording_sha256}, {"track", track}});
}

std::string assemble_key(const std::vector<std::string>& recordings_sha256, const model::RecordingUse& use,
                         int channels, bool as_recorded) {
    return key_of({{"step", "assemble"},
                   {"version", assemble_version},
                   {"recordings", recordings_sha256},
                   {"track", use.track},
                   {"fix", use.fix},
                   {"channels", channels},
                   {"as_recorded", as_recorded}});
}

std::string master_key(const std::string& programme, const audio::MasterGoal& goal) {
    return key_of({{"step", "master"},
                   {"version", master_version},
                   {"programme", programme},
                   {"target_lufs", core::number_or_null(goal.target_lufs)},
                   {"ceiling_dbtp", goal.ceiling_dbtp},
                   {"dual_mono", goal.dual_mono},
                   {"below", goal.allow_below_target}});
}

std::string encode_key(const std::string& master, const model::RenditionSpec& rendition, int channels) {
    const audio::EncodingRow* row = audio::find_encoding(rendition.format);
    return key_of({{"step", "encode"},
                   {"version", encode_version},
                   {"master", master},
                   {"format", rendition.format},
                   {"bitrate_kbps", rendition.bitrate_kbps},
                   {"bits", rendition.bits},
                   {"channels", channels},
                   {"codec", row != nullptr ? row->codec : ""},
                   {"options", row != nullptr ? row->codec_options : ""},
                   {"muxer", row != nullptr ? row->muxer_options : ""}});
}

std::string package_key(const std::string& sound, const std::string& tags) {
    return key_of({{"step", "package"}, {"version", package_version}, {"sound", sound}, {"tags", tags}});
}

}  // namespace cityfm::production
