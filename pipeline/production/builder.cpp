// SPDX-License-Identifier: MIT
#include "pipeline/production/builder.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <utility>

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/audio/listen/places.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/media/tags.h"
#include "pipeline/model/public_names.h"
#include "pipeline/production/figures.h"
#include "pipeline/production/results.h"
#include "pipeline/production/specify.h"
#include "pipeline/production/steps/scratch.h"

namespace cityfm::production {

using core::Code;

Builder::Builder(model::Show& show, int jobs, core::Progress& progress, std::stop_token stop)
    : show_(show),
      folder_(show.folder),
      pool_(jobs),
      progress_(progress),
      stop_(std::move(stop)),
      store_(folder_),
      published_(folder_, store_),
      pictures_(folder_, store_),
      jobs_(jobs) {}

void Builder::load_candidates(const Wanted& wanted) {
    const auto digest = [this](const std::string& path) {
        if (path.empty() || digests_.contains(path)) return;
        if (const auto file = folder_.find_file(core::ShowPath(path))) digests_[path] = store_.digest(*file);
    };
    // A recording may be a link to anywhere: only its sound goes on.
    const auto digest_recording = [this](const std::string& path) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(show_.folder / path, error)) return;
        digests_[path] = store_.digest(core::PlainFile(show_.folder / core::ShowPath(path).text()));
    };
    for (const model::Episode& episode : show_.episodes) {
        for (const std::string& input : episode.inputs()) digest_recording(episode.path_of(input));
        const std::string picture = show_.picture_of(episode);
        digest(picture);
        core::Findings findings;
        const bool overridden =
            wanted.preset && (wanted.episodes.empty() || wanted.episodes.contains(episode.folder));
        auto preset = model::load_preset(
            show_.folder, overridden ? *wanted.preset : model::preset_name(show_, episode), findings);
        assert(preset && "a show with an unknown preset does not pass its checks");
        std::vector<std::string> pictures = {digests_[picture]};
        for (const model::Chapter& chapter : episode.chapters) {
            const std::string art = chapter.art.empty() ? "" : episode.path_of(chapter.art);
            digest(art);
            pictures.push_back(digests_[art]);
        }
        candidates_.push_back(
            {&episode, std::move(*preset), media::digest_of(media::tags_for(show_, episode), pictures)});
    }
}

const Candidate& Builder::candidate(const std::string& episode) const {
    const auto found = std::find_if(candidates_.begin(), candidates_.end(),
                                    [&](const Candidate& c) { return c.episode->folder == episode; });
    assert(found != candidates_.end());
    return *found;
}

/// What the store holds of an episode's steps.
void Builder::add_stored(const Candidate& candidate, Known& known) const {
    const auto keys = keys_of(candidate);
    if (!keys) return;
    const auto programme = find_result(store_, keys->assemble, to_programme);
    if (programme && !allow_damaged_ && core::has_errors(audio::damage_in("", programme->reading()))) return;
    // Releases hold what the master's result says.
    const auto master = find_result(store_, keys->master, to_master);
    if (programme && is_scratch_whole(store_, keys->assemble, programme->channels, programme->frames))
        known.stored.insert(keys->assemble);
    if (master && is_scratch_whole(store_, keys->master, master->channels, master->frames))
        known.stored.insert(keys->master);
    if (!master) return;
    for (const std::string& key : keys->encode) {
        const auto made = find_result(store_, key, to_stored_sound);
        if (made && store_.has_object(made->sha256)) known.stored.insert(key);
    }
    for (std::size_t i = 0; i < keys->package.size(); ++i) {
        const auto made = find_result(store_, keys->package[i], to_stored_rendition);
        const bool measured = find_result(store_, keys->encode[i], to_stored_sound).has_value();
        if (made && measured && store_.has_object(made->sha256)) known.stored.insert(keys->package[i]);
    }
}

Known Builder::known() const {
    Known known;
    known.digests = digests_;
    known.unfetchable = unfetchable_;
    for (const auto& [sha256, error] : unreachable_) known.unreachable.insert(sha256);
    for (const Candidate& candidate : candidates_) {
        const model::Episode& episode = *candidate.episode;
        if (episode.release) {
            for (const model::Rendition& rendition : episode.release->renditions) {
                if (published_.has(rendition)) known.at_hand.insert(rendition.sha256);
            }
        }
        add_stored(candidate, known);
    }
    return known;
}

void Builder::begin(const Wanted& wanted) {
    if (std::exchange(began_, true)) return;
    if (wanted.verify) store_.distrust();
    load_candidates(wanted);
}

Plan Builder::plan(const Wanted& wanted) {
    begin(wanted);
    allow_damaged_ = wanted.allow_damaged;
    now_ = wanted.now;
    reach_ = wanted.reach;
    return make_plan(candidates_, known(), wanted);
}

Specification Builder::specification(const Step& step) const {
    return specify(step, candidate(step.episode), {show_, digests_, allow_damaged_});
}

std::optional<StepKeys> Builder::keys_of(const Candidate& candidate) const {
    const model::Episode& episode = *candidate.episode;
    const auto recordings = recordings_of(episode, digests_);
    if (!recordings) return std::nullopt;
    return step_keys(*recordings, episode.use, candidate.preset, candidate.tags_digest);
}

model::Release Builder::made_release(const Candidate& candidate) const {
    const model::Episode& episode = *candidate.episode;
    const StepKeys keys = keys_of(candidate).value();
    const audio::Master master = require_result(store_, keys.master, to_master);
    model::Release release;
    release.guid = model::identity(episode, show_.guid);
    release.preset = candidate.preset.name;
    release.target_lufs = candidate.preset.target_lufs;
    release.ceiling_dbtp = candidate.preset.ceiling_dbtp;
    release.gain_db = master.gain_db;
    release.limiter_work_db = audio::limiter_work_db(master.limiter_gains);
    for (const std::string& input : episode.inputs())
        release.inputs[input] = digests_.at(episode.path_of(input));
    release.use = episode.use;
    release.sound = sound_digest(candidate.preset);
    release.tags = candidate.tags_digest;
    release.peaks = master.peaks;
    if (episode.release) {
        release.guid_is_link = episode.release->guid_is_link;
        release.withdrawn = episode.release->withdrawn;
    }
    for (std::size_t i = 0; i < candidate.preset.renditions.size(); ++i) {
        const model::RenditionSpec& spec = candidate.preset.renditions[i];
        const audio::EncodingRow& row = *audio::find_encoding(spec.format);
        const StoredSound encoded = require_result(store_, keys.encode[i], to_stored_sound);
        const StoredRendition packaged = require_result(store_, keys.package[i], to_stored_rendition);
        const audio::Loudness& loudness = encoded.loudness;
        model::Rendition rendition;
        rendition.id = spec.id;
        rendition.format = spec.format;
        rendition.sha256 = packaged.sha256;
        rendition.stream_sha256 = packaged.stream_sha256;
        rendition.bytes = packaged.bytes;
        rendition.path = model::media_path(episode.folder, rendition.sha256, std::string(row.extension));
        rendition.type = row.media_type;
        rendition.frames = encoded.frames;
        rendition.encodes = encoded.encodes;
        rendition.sample_rate = audio::house_rate;
        rendition.channels = candidate.preset.channels;
        rendition.bitrate_kbps = spec.bitrate_kbps;
        rendition.integrated_lufs = loudness.integrated_lufs.value_or(0);
        rendition.range_lu = loudness.range_lu.value_or(0);
        rendition.true_peak_dbtp = loudness.true_peak_dbtp.value_or(0);
        release.renditions.push_back(std::move(rendition));
    }
    return release;
}

model::Release Builder::retagged_release(const Candidate& candidate) const {
    model::Release release = *candidate.episode->release;
    release.tags = candidate.tags_digest;
    for (const Step& step : current_.steps) {
        if (step.episode != candidate.episode->folder || step.kind != StepKind::package) continue;
        for (model::Rendition& rendition : release.renditions) {
            if (rendition.id != step.rendition) continue;
            const StoredRendition packaged = require_result(store_, step.key, to_stored_rendition);
            const std::string extension = std::filesystem::path(rendition.path).extension().string();
            rendition.sha256 = packaged.sha256;
            rendition.bytes = packaged.bytes;
            rendition.path = model::media_path(candidate.episode->folder, rendition.sha256, extension);
        }
    }
    return release;
}

void Builder::write_release(const EpisodePlan& decision) {
    const Candidate& chosen = candidate(decision.episode);
    const bool retags_only =
        decision.verdict == Verdict::retag &&
        std::none_of(current_.steps.begin(), current_.steps.end(), [&](const Step& step) {
            return step.episode == decision.episode && step.kind == StepKind::encode;
        });
    model::Release release = retags_only ? retagged_release(chosen) : made_release(chosen);
    const auto& before = chosen.episode->release;
    if (before && model::is_public(*chosen.episode, now_)) model::keep_former(release, *before);
    for (model::Episode& episode : show_.episodes) {
        if (episode.folder != decision.episode) continue;
        folder_.write_if_changed(core::ShowPath(episode.path_of("release.json")),
                                 model::to_json_text(release));
        episode.release = release;
        if (!retags_only) drop_scratch(chosen);
    }
}

void Builder::drop_scratch(const Candidate& candidate) {
    const auto keys = keys_of(candidate);
    if (!keys) return;
    store_.drop_scratch(keys->assemble);
    store_.drop_scratch(keys->master);
}

core::Findings Builder::remarks_about(const Candidate& candidate) const {
    core::Findings remarks;
    const model::Episode& episode = *candidate.episode;
    const auto keys = keys_of(candidate);
    if (!keys) return remarks;
    if (const auto master = find_result(store_, keys->master, to_master)) {
        const bool sustained = master->sustained_work_db > audio::hard_work_db;
        const double most = audio::limiter_work_db(master->limiter_gains);
        const double work = sustained ? master->sustained_work_db : most;
        if (work > audio::hard_work_db) {
            remarks.push_back({sustained ? core::Severity::warning : core::Severity::hint,
                               sustained ? Code::limiter_works_hard : Code::short_peaks_limited,
                               episode.place("audio"),
                               {{"episode", episode.folder},
                                {"work", core::format("{:.1f}", work)},
                                {"places", audio::show_places(master->hardest_seconds)}}});
        }
    }
    if (const auto programme = find_result(store_, keys->assemble, to_programme)) {
        for (core::Finding& finding :
             audio::damage_in(episode.path_of(episode.inputs().front()), programme->reading())) {
            finding.where = episode.place("audio");
            remarks.push_back(std::move(finding));
        }
    }
    return remarks;
}

std::optional<LoudnessRecord> Builder::loudness_of(const std::string& episode) const {
    const Candidate& chosen = candidate(episode);
    const auto keys = keys_of(chosen);
    if (!keys) return std::nullopt;
    const auto master = find_result(store_, keys->master, to_master);
    const auto encoded = find_result(store_, keys->encode.front(), to_stored_sound);
    if (!master || !encoded) return std::nullopt;
    return LoudnessRecord{chosen.preset.renditions.front().id, encoded->curve, encoded->loudness,
                          master->limiter_gains};
}

}  // namespace cityfm::production
