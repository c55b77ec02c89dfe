// SPDX-License-Identifier: MIT
#include "pipeline/app/make/prove.h"

#include <algorithm>

#include "pipeline/app/show/load.h"
#include "pipeline/audio/measure.h"
#include "pipeline/audio/meter/reference_meter.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// One channel counts as two where the episode's preset says so.
bool is_dual_mono(const model::Show& show, const model::Episode& episode) {
    core::Findings ignored;
    const auto preset = model::load_preset(show.folder, episode.release->preset, ignored);
    return preset && preset->dual_mono;
}

Proof proof_of(const Session& session, production::Builder& builder, const model::Show& show,
               const model::Episode& episode, const model::Rendition& rendition) {
    const core::PlainFile file = builder.published().open(production::released_file(rendition));
    audio::Metering metering{is_dual_mono(show, episode)};
    metering.reference = true;
    std::optional<std::int64_t> most_frames;
    if (rendition.format == "m4a") most_frames = rendition.frames;
    const ShortWork work(session.observer, {Code::measuring, {{"path", "public/" + rendition.path}}});
    const audio::Measured measured =
        audio::measure_file(file.path(), metering, most_frames, session.stop, work.advancing());
    return {episode.folder, rendition.id, measured.loudness, measured.reference.value(),
            audio::agree(measured.loudness, *measured.reference)};
}

}  // namespace

Proofs prove(const Session& session, production::Builder& builder, const model::Show& show,
             const std::vector<std::string>& episodes) {
    require_episodes(show, episodes);
    Proofs proofs;
    const auto fail = [&](const Error& error) {
        session.observer.failed(error);
        proofs.exit_code = core::gravest(proofs.exit_code, core::exit_code(error.kind));
    };
    for (const model::Episode& episode : show.episodes) {
        const bool is_named =
            episodes.empty() || std::find(episodes.begin(), episodes.end(), episode.folder) != episodes.end();
        if (!is_named || !episode.release) continue;
        for (const model::Rendition& rendition : episode.release->renditions) {
            if (rendition.is_elsewhere()) continue;
            try {
                proofs.files.push_back(proof_of(session, builder, show, episode, rendition));
            } catch (const Error& error) {
                if (error.kind == Kind::interrupted) throw;
                fail(error);
                continue;
            }
            const Proof& proof = proofs.files.back();
            if (proof.agrees) continue;
            fail(audio::disagreement("public/" + rendition.path, proof.ours, proof.reference));
        }
    }
    return proofs;
}

}  // namespace cityfm::app
