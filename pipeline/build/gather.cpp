// SPDX-License-Identifier: MIT
#include "pipeline/build/gather.h"

#include "pipeline/audio/probe.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/check.h"
#include "pipeline/text/transcript.h"

namespace cityfm::build {
namespace {

void look_at_transcript(const model::Show& show, const model::Episode& episode, model::Facts& facts,
                        core::Findings& findings) {
    const std::string path = episode.path_of(episode.transcript);
    std::error_code error;
    if (!std::filesystem::is_regular_file(show.folder / path, error)) {
        findings.push_back(
            {core::Severity::error, core::Code::file_missing, episode.place("transcript"), {{"path", path}}});
        return;
    }
    const auto cues = text::read_vtt(core::read_file(show.folder / path, 16U << 20U), path, findings);
    if (!cues.empty()) facts.transcript_ends[path] = cues.back().end_seconds;
}

}  // namespace

model::Facts gather_facts(const model::Show& show, core::Findings& findings) {
    model::Facts facts;
    if (!show.cover.empty()) facts.images[show.cover] = media::inspect_artwork(show.folder / show.cover);
    for (const model::Episode& episode : show.episodes) {
        if (!episode.audio.empty()) {
            const std::string path = episode.path_of(episode.audio);
            facts.sounds[path] = audio::probe_sound(show.folder / path);
        }
        if (!episode.art.empty()) {
            const std::string path = episode.path_of(episode.art);
            facts.images[path] = media::inspect_artwork(show.folder / path);
        }
        if (!episode.transcript.empty()) look_at_transcript(show, episode, facts, findings);
    }
    return facts;
}

core::Findings check_all(const model::LoadedShow& loaded) {
    core::Findings findings = loaded.findings;
    const model::Facts facts = gather_facts(loaded.show, findings);
    const core::Findings checked = model::check(loaded.show, facts);
    findings.insert(findings.end(), checked.begin(), checked.end());
    core::sort(findings);
    return findings;
}

}  // namespace cityfm::build
