// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/audio/assemble.h"
#include "pipeline/audio/deliver/encode.h"
#include "pipeline/audio/master.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/media/package.h"
#include "pipeline/model/address.h"
#include "pipeline/net/http.h"
#include "pipeline/production/builder.h"
#include "pipeline/production/results.h"
#include "pipeline/production/surveys.h"

namespace cityfm::production {
namespace {

using core::Code;
using core::Error;
using core::Json;
using core::Kind;

const model::RenditionSpec& spec_of(const model::Preset& preset, const std::string& id) {
    for (const model::RenditionSpec& spec : preset.renditions) {
        if (spec.id == id) return spec;
    }
    throw Error(Kind::failed, Code::unexpected, {{"reason", "rendition " + id}});
}

const model::Rendition& released(const model::Episode& episode, const std::string& id) {
    for (const model::Rendition& rendition : episode.release->renditions) {
        if (rendition.id == id) return rendition;
    }
    throw Error(Kind::failed, Code::unexpected, {{"reason", "rendition " + id}});
}

}  // namespace

void Builder::run(const Step& step) {
    audio::check_stop(stop_);
    const auto refused = admission_.refused.find(step.episode);
    if (refused != admission_.refused.end()) throw Error(refused->second);
    const core::Work work = work_of(step);
    progress_.started(work);
    const audio::Job job{pool_, stop_, [&](double fraction) { progress_.advanced(work, fraction); }};
    const Candidate& chosen = candidate(step.episode);
    switch (step.kind) {
        case StepKind::assemble:
            assemble(step, chosen, job);
            break;
        case StepKind::master:
            master(step, chosen, job);
            break;
        case StepKind::encode:
            encode(step, chosen, job);
            break;
        case StepKind::package:
            package(step, chosen);
            break;
        case StepKind::fetch:
            fetch(step);
            break;
    }
    progress_.finished(work);
}

void Builder::assemble(const Step& step, const Candidate& candidate, const audio::Job& job) {
    const model::Episode& episode = *candidate.episode;
    const std::string path = episode.path_of(episode.audio);
    const audio::Programme programme = [&] {
        const std::filesystem::path recording = show_.folder / path;
        try {
            constexpr double listening_share = 0.3;
            const audio::Survey survey = survey_of(store_, digests_.at(path), recording, episode.use.track,
                                                   job.part(0, listening_share));
            const bool as_recorded = model::is_as_recorded(candidate.preset);
            const audio::AssembleAs as{candidate.preset.channels, episode.use.track,
                                       audio::fix_for(survey, use_of(candidate.preset, episode.use)),
                                       !as_recorded};
            return audio::assemble(recording, as, store_.scratch(step.key), job.part(listening_share, 1),
                                   {{show_.max_hours}, [&] { require_room(candidate); }});
        } catch (Error& error) {
            // A recording is called what the show calls it, as in every finding.
            for (auto& [name, value] : error.args) {
                if (value == recording.string()) value = path;
            }
            throw;
        }
    }();
    const core::Findings damage = damage_in(programme, episode);
    const auto grave = std::find_if(damage.begin(), damage.end(), [](const core::Finding& finding) {
        return finding.severity == core::Severity::error;
    });
    if (grave != damage.end() && !allow_damaged_) {
        store_.drop_scratch(step.key);
        throw Error(Kind::show, grave->code, grave->args);
    }
    put_scratch_result(step.key, to_json(programme));
}

void Builder::master(const Step& step, const Candidate& candidate, const audio::Job& job) {
    const StepKeys keys = keys_of(candidate);
    const audio::MasterGoal goal = master_goal(candidate.preset);
    const audio::Master made =
        audio::make_master(require_result(store_, keys.assemble, to_programme), store_.scratch(keys.assemble),
                           goal, store_.scratch(step.key), job);
    put_scratch_result(step.key, to_json(made));
}

/// With what says whether the scratch sound that belongs to it can be trusted later.
void Builder::put_scratch_result(const std::string& key, core::Json result) const {
    result["boot"] = core::boot_id();
    store_.put_result(key, result);
}

void Builder::encode(const Step& step, const Candidate& candidate, const audio::Job& job) {
    const StepKeys keys = keys_of(candidate);
    const model::RenditionSpec& spec = spec_of(candidate.preset, step.rendition);
    const std::filesystem::path work = store_.work_file(step.key);
    const audio::Master master = require_result(store_, keys.master, to_master);
    audio::Promise promise{candidate.preset.target_lufs, candidate.preset.ceiling_dbtp,
                           candidate.preset.dual_mono};
    if (master.below_target) promise.target_lufs = master.integrated_lufs;
    const audio::Encoded encoded =
        audio::encode(master, store_.scratch(keys.master), spec, promise, work, job);
    const std::string sha256 = store_.adopt(work);
    store_.put_result(step.key, {{"sha256", sha256},
                                 {"frames", encoded.frames},
                                 {"encodes", encoded.encodes},
                                 {"loudness", to_json(encoded.loudness)},
                                 {"curve", to_json(audio::curve_of(encoded.tenths))}});
}

core::PlainFile Builder::source_of_package(const Step& step, const Candidate& candidate,
                                           bool& is_release) const {
    for (std::size_t i = 0; i < candidate.preset.renditions.size(); ++i) {
        if (candidate.preset.renditions[i].id != step.rendition) continue;
        const model::Episode& episode = *candidate.episode;
        if (!digests_.contains(episode.path_of(episode.audio))) break;
        const StepKeys keys = keys_of(candidate);
        if (keys.package[i] != step.key) break;
        is_release = false;
        return store_.open_object(require_result(store_, keys.encode[i], to_stored_sound).sha256);
    }
    is_release = true;
    return open_rendition(released(*candidate.episode, step.rendition));
}

media::SoundFigures Builder::figures_of(const Step& step, const Candidate& candidate, bool is_release) const {
    if (is_release) {
        const model::Rendition& rendition = released(*candidate.episode, step.rendition);
        return {rendition.duration_seconds(), rendition.integrated_lufs, rendition.true_peak_dbtp};
    }
    const auto& renditions = candidate.preset.renditions;
    const auto spec = std::find_if(renditions.begin(), renditions.end(),
                                   [&](const model::RenditionSpec& r) { return r.id == step.rendition; });
    const auto index = static_cast<std::size_t>(spec - renditions.begin());
    const StoredSound encoded = require_result(store_, keys_of(candidate).encode.at(index), to_stored_sound);
    const audio::Loudness& loudness = encoded.loudness;
    // As the release will have them, so that tagging out of it later gives the same bytes.
    const auto recorded = [](const std::optional<double>& figure) {
        return model::as_recorded(figure.value_or(0));
    };
    return {static_cast<double>(encoded.frames) / audio::house_rate, recorded(loudness.integrated_lufs),
            recorded(loudness.true_peak_dbtp)};
}

void Builder::package(const Step& step, const Candidate& candidate) {
    const model::Episode& episode = *candidate.episode;
    bool is_release = false;
    const core::PlainFile source = source_of_package(step, candidate, is_release);
    const std::string format = is_release ? released(episode, step.rendition).format
                                          : spec_of(candidate.preset, step.rendition).format;
    media::Tags tags = media::tags_for(show_, episode);
    const std::string picture = show_.picture_of(episode);
    if (!picture.empty()) tags.picture = scaled_picture(picture, media::in_sound_files);
    for (std::size_t i = 0; i < tags.chapters.size(); ++i) {
        const std::string& art = episode.chapters[i].art;
        if (!art.empty()) tags.chapters[i].picture = scaled_picture(episode.path_of(art), media::in_chapters);
    }
    tags.sound = figures_of(step, candidate, is_release);
    const std::filesystem::path work = store_.work_file(step.key);
    const std::string stream = media::package(source.path(), format, tags, work);
    const std::uintmax_t bytes = std::filesystem::file_size(work);
    const std::string sha256 = store_.adopt(work);
    store_.put_result(step.key, {{"sha256", sha256}, {"stream_sha256", stream}, {"bytes", bytes}});
}

std::vector<std::string> Builder::addresses_of(const std::string& sha256) const {
    std::vector<std::string> addresses;
    const auto add = [&](const std::string& url) {
        const bool known = std::find(addresses.begin(), addresses.end(), url) != addresses.end();
        if (!url.empty() && !known) addresses.push_back(url);
    };
    for (const model::Episode& episode : show_.episodes) {
        if (!episode.release) continue;
        for (const model::Rendition& rendition : episode.release->renditions) {
            if (rendition.sha256 != sha256 || rendition.is_elsewhere()) continue;
            add(model::media_address(show_, rendition.path));
            add(rendition.origin);
        }
    }
    return addresses;
}

/// A file is lost only when every address says so; while one of them does not answer, the release stays.
void Builder::fetch(const Step& step) {
    const model::Rendition& rendition = released(*candidate(step.episode).episode, step.rendition);
    const std::string& sha256 = rendition.sha256;
    {
        const std::scoped_lock lock(fetched_mutex_);
        const auto known = unreachable_.find(sha256);
        if (known != unreachable_.end()) throw known->second;
    }
    const std::filesystem::path work = store_.work_file(sha256);
    std::optional<Error> unreachable;
    for (const std::string& url : addresses_of(sha256)) {
        try {
            if (!net::download(url, work, sha256, rendition.bytes, reach_, stop_)) continue;
            store_.adopt(work);
            return;
        } catch (const Error& error) {
            if (error.code != Code::http_failed) throw;
            if (unreachable) continue;
            unreachable.emplace(Kind::later, Code::release_unreachable,
                                core::Args{{"path", "public/" + rendition.path},
                                           {"url", core::arg(error.args, "url")},
                                           {"reason", core::arg(error.args, "reason")}});
        }
    }
    const std::scoped_lock lock(fetched_mutex_);
    if (unreachable) {
        unreachable_.emplace(sha256, *unreachable);
        throw Error(*unreachable);
    }
    unfetchable_.insert(sha256);
}

}  // namespace cityfm::production
