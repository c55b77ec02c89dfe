// SPDX-License-Identifier: MIT
#include "pipeline/audio/assemble.h"
#include "pipeline/core/json.h"

#include <algorithm>

#include "pipeline/audio/listen/damage.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/production/figures.h"
#include "pipeline/production/steps/scratch.h"
#include "pipeline/production/steps/steps.h"
#include "pipeline/production/surveys.h"

namespace cityfm::production {
namespace {

using core::Error;

audio::Programme assemble(const AssembleStep& step, const std::string& key, const Workshop& shop,
                          const audio::Job& job) {
    // A recording may be a link to anywhere: only its sound goes on.
    const ShowFile& input = step.recordings.front();
    const std::filesystem::path recording = shop.show.name() / core::ShowPath(input.path).text();
    if (!shop.store.holds(core::PlainFile(recording), input.sha256))
        throw Error(core::Kind::later, core::Code::bytes_differ, {{"path", input.path}});
    try {
        constexpr double listening_share = 0.3;
        const audio::Survey survey =
            survey_of(shop.store, input.sha256, recording, step.use.track, job.part(0, listening_share));
        audio::Use use;
        use.fix = step.use.fix;
        use.channels = step.channels;
        use.as_recorded = step.as_recorded;
        const audio::AssembleAs as{step.channels, step.use.track, audio::fix_for(survey, use),
                                   !step.as_recorded};
        return audio::assemble(recording, as, shop.store.scratch(key), job.part(listening_share, 1),
                               {{step.max_hours}, shop.on_more_than_declared});
    } catch (Error& error) {
        // A recording is called what the show calls it, as in every finding.
        for (auto& [name, value] : error.args) {
            if (value == recording.string()) value = input.path;
        }
        throw;
    }
}

}  // namespace

void run(const AssembleStep& step, const std::string& key, const Workshop& shop, const audio::Job& job) {
    const audio::Programme programme = assemble(step, key, shop, job);
    const core::Findings damage = audio::damage_in(step.recordings.front().path, programme.reading());
    const auto grave = std::find_if(damage.begin(), damage.end(), [](const core::Finding& finding) {
        return finding.severity == core::Severity::error;
    });
    if (grave != damage.end() && !step.allow_damaged) {
        shop.store.drop_scratch(key);
        throw Error(core::Kind::show, grave->code, grave->args);
    }
    put_scratch_result(shop.store, key, to_json(programme));
}

}  // namespace cityfm::production
