// SPDX-License-Identifier: MIT
#include "pipeline/production/plan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"
#include "pipeline/production/keys.h"

namespace cityfm::production {
namespace {

using core::Code;
using core::Json;

/// The renditions' places, those first that one thread has to encode alone: the others fill up the rest.
std::vector<std::size_t> longest_first(const model::Preset& preset) {
    std::vector<std::size_t> order(preset.renditions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
        return audio::find_encoding(preset.renditions[i].format)->chunking.packets == 0;
    });
    return order;
}

/// Builds the list of steps of one plan.
class Planner {
  public:
    Planner(const Known& known, const Wanted& wanted) : known_(known), wanted_(wanted) {}

    void add(const Candidate& candidate) {
        const model::Episode& episode = *candidate.episode;
        if (!wanted_.episodes.empty() && !wanted_.episodes.contains(episode.folder)) return;
        EpisodePlan decision = decide(candidate);
        if (decision.verdict == Verdict::keep) {
            decision = keep_or_make(candidate, decision);
        } else if (decision.verdict == Verdict::retag) {
            retag(candidate);
        } else if (decision.verdict == Verdict::make) {
            make(candidate, decision.because);
        }
        plan_.episodes.push_back(std::move(decision));
    }

    Plan take() { return std::move(plan_); }

  private:
    /// The first recording that is not the one that was released; empty where all are.
    std::string changed_recording(const model::Episode& episode) const {
        for (const std::string& input : episode.inputs()) {
            const auto released = episode.release->inputs.find(input);
            if (released == episode.release->inputs.end() ||
                released->second != known_.digests.at(episode.path_of(input)))
                return input;
        }
        return {};
    }

    void remark(Code code, const model::Episode& episode) {
        plan_.remarks.push_back({core::Severity::hint,
                                 code,
                                 {episode.path_of("episode.toml"), 0, 0},
                                 {{"episode", episode.folder}}});
    }

    void remark_absence(const model::Episode& episode) {
        for (const std::string& input : episode.inputs()) {
            const std::string path = episode.path_of(input);
            if (known_.digests.contains(path)) continue;
            plan_.remarks.push_back(
                {core::Severity::error, Code::recording_absent, episode.place("audio"), {{"path", path}}});
        }
    }

    EpisodePlan decide(const Candidate& candidate) {
        const model::Episode& episode = *candidate.episode;
        const auto verdict = [&](Verdict v, Code because, std::string changed = {}) {
            return EpisodePlan{episode.folder, v, because, std::move(changed)};
        };
        // Letters can be asked for before anything is recorded.
        const std::vector<std::string> inputs = episode.inputs();
        if (inputs.empty())
            return verdict(Verdict::keep, episode.release ? Code::because_imported : Code::no_audio);
        if (!episode.release) return verdict(Verdict::make, Code::because_never_made);
        if (wanted_.again.contains(episode.folder)) return verdict(Verdict::make, Code::because_asked);
        if (recordings_of(episode, known_.digests)) {
            const std::string changed = changed_recording(episode);
            if (!changed.empty()) return verdict(Verdict::make, Code::because_recording_changed, changed);
            if (episode.release->use != episode.use)
                return verdict(Verdict::make, Code::because_reading_changed, inputs.front());
        }
        const bool due = model::is_due(episode, wanted_.now);
        if (episode.release->sound != sound_digest(candidate.preset)) {
            if (!due) return verdict(Verdict::make, Code::because_preset_changed);
            remark(Code::preset_kept, episode);
        }
        if (wanted_.retag.contains(episode.folder)) return verdict(Verdict::retag, Code::because_asked);
        if (episode.release->tags != candidate.tags_digest) {
            if (!due) return verdict(Verdict::retag, Code::because_tags_changed);
            remark(Code::retag_kept, episode);
        }
        return verdict(Verdict::keep, Code::because_released);
    }

    /// A release stands, and its files are looked for at hand, then at the public address, then made.
    EpisodePlan keep_or_make(const Candidate& candidate, EpisodePlan decision) {
        const model::Episode& episode = *candidate.episode;
        if (!model::is_public(episode, wanted_.now)) return decision;  // nothing needs its files now
        const auto& renditions = episode.release->renditions;
        const auto found = std::find_if(renditions.begin(), renditions.end(),
                                        [&](const model::Rendition& r) { return is_lost(r); });
        const bool lost = found != renditions.end() && !waits(renditions);
        if (lost && model::is_imported(episode)) {
            plan_.remarks.push_back({core::Severity::error,
                                     Code::release_lost,
                                     episode.place(""),
                                     {{"path", "public/" + found->path}, {"url", found->origin}}});
            return decision;
        }
        if (lost) {
            decision.verdict = Verdict::make;
            decision.because = Code::because_file_lost;
            make(candidate, decision.because);
            return decision;
        }
        for (const model::Rendition& rendition : renditions) {
            if (rendition.is_elsewhere()) continue;
            if (is_here(rendition)) {
                push(episode, StepKind::package, rendition.id, rendition.sha256, false,
                     Code::because_released, {});
            } else if (!is_lost(rendition)) {
                fetch(episode, rendition);
            }
        }
        return decision;
    }

    bool is_here(const model::Rendition& rendition) const {
        return known_.at_hand.contains(rendition.sha256);
    }
    /// No address has it any more.
    bool is_lost(const model::Rendition& rendition) const {
        return !is_here(rendition) && known_.unfetchable.contains(rendition.sha256);
    }
    /// True while one of the files cannot be had: the server may be wrong about the others, too.
    bool waits(const std::vector<model::Rendition>& renditions) const {
        return std::any_of(renditions.begin(), renditions.end(), [&](const model::Rendition& r) {
            return !is_here(r) && known_.unreachable.contains(r.sha256);
        });
    }

    /// Episodes with the same file share its fetch.
    std::size_t fetch(const model::Episode& episode, const model::Rendition& rendition) {
        return push(episode, StepKind::fetch, rendition.id, rendition.sha256, true, Code::because_file_lost,
                    {});
    }

    /// The sound stays: tags are written into the released files, which are fetched where they are public, or
    /// into the encoded ones where those are lost.
    void retag(const Candidate& candidate) {
        const model::Episode& episode = *candidate.episode;
        const auto& renditions = episode.release->renditions;
        const bool is_public = model::is_public(episode, wanted_.now);
        const auto lost = [&](const model::Rendition& r) { return is_public ? is_lost(r) : !is_here(r); };
        if (std::any_of(renditions.begin(), renditions.end(), lost) && !waits(renditions)) {
            make(candidate, Code::because_file_lost);
            return;
        }
        for (const model::Rendition& rendition : renditions) {
            if (lost(rendition)) continue;  // another one is waited for
            std::vector<std::size_t> after;
            if (!is_here(rendition)) after.push_back(fetch(episode, rendition));
            const std::string key = package_key(rendition.stream_sha256, candidate.tags_digest);
            push(episode, StepKind::package, rendition.id, key, true, Code::because_tags_changed,
                 std::move(after));
        }
    }

    /// Steps backwards from the renditions: only what the store does not hold runs.
    void make(const Candidate& candidate, Code because) {
        const model::Episode& episode = *candidate.episode;
        const auto recordings = recordings_of(episode, known_.digests);
        if (!recordings) {
            remark_absence(episode);
            return;
        }
        const StepKeys keys = step_keys(*recordings, episode.use, candidate.preset, candidate.tags_digest);
        const bool again = because == Code::because_asked;
        const auto stored = [&](const std::string& key) { return !again && known_.stored.contains(key); };
        const std::size_t count = candidate.preset.renditions.size();
        std::vector<bool> packages(count);
        std::vector<bool> encodes(count);
        for (std::size_t i = 0; i < count; ++i) {
            packages[i] = !stored(keys.package[i]);
            encodes[i] = packages[i] && !stored(keys.encode[i]);
        }
        const bool any_encode = std::find(encodes.begin(), encodes.end(), true) != encodes.end();
        const bool masters = any_encode && !stored(keys.master);
        const bool assembles = masters && !stored(keys.assemble);
        const auto reason = [&](bool runs, bool needed, const std::string& key) {
            if (runs) return because;
            return needed || stored(key) ? Code::because_in_store : Code::because_not_needed;
        };
        const std::size_t assemble = push(episode, StepKind::assemble, "", keys.assemble, assembles,
                                          reason(assembles, masters, keys.assemble), {});
        const std::size_t master = push(episode, StepKind::master, "", keys.master, masters,
                                        reason(masters, any_encode, keys.master), {assemble});
        for (const std::size_t i : longest_first(candidate.preset)) {
            const std::string& id = candidate.preset.renditions[i].id;
            const std::size_t encode = push(episode, StepKind::encode, id, keys.encode[i], encodes[i],
                                            reason(encodes[i], packages[i], keys.encode[i]), {master});
            push(episode, StepKind::package, id, keys.package[i], packages[i],
                 reason(packages[i], true, keys.package[i]), {encode});
        }
    }

    /// Two episodes of one recording share their steps.
    std::size_t push(const model::Episode& episode, StepKind kind, const std::string& rendition,
                     const std::string& key, bool runs, Code because, std::vector<std::size_t> after) {
        const auto known = by_key_.find(key);
        if (runs && known != by_key_.end() && plan_.steps[known->second].runs) {
            runs = false;
            because = Code::because_in_store;
            after.push_back(known->second);
        } else if (runs) {
            by_key_[key] = plan_.steps.size();
        } else {
            by_key_.emplace(key, plan_.steps.size());
        }
        plan_.steps.push_back({episode.folder, kind, rendition, key, runs, because, std::move(after)});
        return plan_.steps.size() - 1;
    }

    const Known& known_;
    const Wanted& wanted_;
    Plan plan_;
    std::map<std::string, std::size_t> by_key_;
};

}  // namespace

std::string_view name_of(StepKind kind) {
    switch (kind) {
        case StepKind::assemble:
            return "assemble";
        case StepKind::master:
            return "master";
        case StepKind::encode:
            return "encode";
        case StepKind::package:
            return "package";
        case StepKind::fetch:
            return "fetch";
    }
    return "package";
}

core::Work work_of(StepKind kind, const std::string& episode, const std::string& rendition) {
    const auto doing = [&] {
        switch (kind) {
            case StepKind::assemble:
                return Code::assembling;
            case StepKind::master:
                return Code::mastering;
            case StepKind::encode:
                return Code::encoding;
            case StepKind::package:
                return Code::packaging;
            case StepKind::fetch:
                return Code::fetching;
        }
        return Code::packaging;
    };
    return {doing(), {{"episode", episode}, {"rendition", rendition}}};
}

std::string_view reason_name(Code because) {
    const std::string_view name = core::name_of(because);
    return name.substr(std::string_view("because-").size());
}

std::string sound_digest(const model::Preset& preset) {
    return core::sha256(core::to_line(model::sound_options(preset)));
}

audio::MasterGoal master_goal(const model::Preset& preset) {
    double room = 0;
    for (const model::RenditionSpec& spec : preset.renditions)
        room = std::max(room, audio::overshoot_db(spec));
    return {preset.target_lufs, preset.ceiling_dbtp - room, preset.dual_mono, preset.allow_below_target};
}

StepKeys step_keys(const std::vector<std::string>& recordings_sha256, const model::RecordingUse& use,
                   const model::Preset& preset, const std::string& tags_digest) {
    StepKeys keys;
    keys.assemble = assemble_key(recordings_sha256, use, preset.channels, model::is_as_recorded(preset));
    keys.master = master_key(keys.assemble, master_goal(preset));
    for (const model::RenditionSpec& spec : preset.renditions) {
        keys.encode.push_back(encode_key(keys.master, spec, preset.channels));
        keys.package.push_back(package_key(keys.encode.back(), tags_digest));
    }
    return keys;
}

std::optional<std::vector<std::string>> recordings_of(const model::Episode& episode,
                                                      const std::map<std::string, std::string>& digests) {
    std::vector<std::string> recordings;
    for (const std::string& input : episode.inputs()) {
        const auto found = digests.find(episode.path_of(input));
        if (found == digests.end()) return std::nullopt;
        recordings.push_back(found->second);
    }
    if (recordings.empty()) return std::nullopt;
    return recordings;
}

Plan make_plan(const std::vector<Candidate>& candidates, const Known& known, const Wanted& wanted) {
    Planner planner(known, wanted);
    for (const Candidate& candidate : candidates) planner.add(candidate);
    return planner.take();
}

}  // namespace cityfm::production
