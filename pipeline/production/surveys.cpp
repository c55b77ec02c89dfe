// SPDX-License-Identifier: MIT
#include "pipeline/production/surveys.h"

#include "pipeline/core/json.h"
#include "pipeline/production/figures.h"
#include "pipeline/production/keys.h"
#include "pipeline/production/plan.h"
#include "pipeline/production/results.h"

namespace cityfm::production {

std::optional<audio::Survey> known_survey(const Store& store, const std::string& sha256,
                                          const std::string& track) {
    return find_result(store, survey_key(sha256, track), to_survey);
}

audio::Survey survey_of(const Store& store, const std::string& sha256, const std::filesystem::path& recording,
                        const std::string& track, const audio::Job& job) {
    if (auto known = known_survey(store, sha256, track)) return std::move(*known);
    audio::Survey survey = audio::survey(recording, track, job.stop, job.on_fraction);
    try {
        store.put_result(survey_key(sha256, track), to_json(survey));
    } catch (const core::Error&) {
        // In a folder that cannot be written it is found anew each time.
    }
    return survey;
}

audio::Use use_of(const model::Preset& preset, const model::RecordingUse& use) {
    return {use.fix,
            preset.channels,
            model::is_as_recorded(preset),
            preset.target_lufs,
            master_goal(preset).ceiling_dbtp,
            !use.track.empty()};
}

}  // namespace cityfm::production
