// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "pipeline/audio/listen/probe.h"
#include "pipeline/core/capacity.h"
#include "pipeline/core/json.h"
#include "pipeline/core/stop.h"
#include "pipeline/production/builder.h"
#include "pipeline/production/results.h"
#include "pipeline/production/steps/steps.h"

namespace cityfm::production {
namespace {

using core::Code;
using core::Error;

bool ends_it_all(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error.kind == core::Kind::interrupted || error.code == Code::disk_full ||
               error.code == Code::no_permission || error.code == Code::cannot_write;
    } catch (...) {
        return true;
    }
}

/// The episode that a failure was told for.
std::string episode_of(const Error& error) {
    return error.context.empty() ? "" : core::arg(error.context.front().args, "episode");
}

}  // namespace

Built Builder::build(const Wanted& wanted) {
    Built built;
    begin(wanted);
    store_.sweep();
    for (const model::Episode& episode : show_.episodes) {
        if (episode.release) published_.drop_damaged(*episode.release);
    }
    Wanted left = wanted;
    while (build_what_fits(left, built)) {
    }
    return built;
}

/// True where episodes found no room on the disk, and others have left it since: `left` names them then.
bool Builder::build_what_fits(Wanted& left, Built& built) {
    const std::vector<Failure> failures = run_plan(left);
    Built now;
    collect(failures, current_, now);
    for (const EpisodePlan& decision : current_.episodes) finish(decision, now);
    for (const core::Finding& remark : current_.remarks) {
        if (remark.severity != core::Severity::error) now.remarks.push_back(remark);
    }
    std::set<std::string> waiting;
    if (!now.made.empty()) {
        for (const Error& failure : now.failures) {
            if (failure.code == Code::disk_too_small) waiting.insert(episode_of(failure));
        }
    }
    const auto waits = [&](const std::string& episode) { return waiting.contains(episode); };
    std::erase_if(now.failures, [&](const Error& failure) { return waits(episode_of(failure)); });
    std::erase_if(now.remarks,
                  [&](const core::Finding& remark) { return waits(core::arg(remark.args, "episode")); });
    std::erase_if(now.episodes, [&](const EpisodePlan& decision) { return waits(decision.episode); });
    const auto append = [](auto& all, auto& more) { all.insert(all.end(), more.begin(), more.end()); };
    append(built.episodes, now.episodes);
    append(built.made, now.made);
    append(built.remarks, now.remarks);
    append(built.failures, now.failures);
    left.episodes = waiting;
    return !waiting.empty();
}

/// Runs what is to be done, and then what shows by it.
std::vector<Failure> Builder::run_plan(const Wanted& wanted) {
    for (;;) {
        const std::size_t unfetchable = unfetchable_.size();
        current_ = plan(wanted);
        admission_ = admit(current_, candidates_, lengths(), capacity());
        std::vector<Failure> failures = run_steps(
            current_.steps, pool_, [this](const Step& step) { run(step); }, ends_it_all);
        // What no address has any more has to be made after all: that is another plan.
        if (unfetchable_.size() == unfetchable) return failures;
    }
}

/// Writes the release of an episode that is done.
void Builder::finish(const EpisodePlan& decision, Built& built) {
    built.episodes.push_back(decision);
    if (decision.verdict == Verdict::keep) {
        // A run that ended right behind its release left its sound.
        drop_scratch(candidate(decision.episode));
        return;
    }
    const bool failed = std::any_of(built.failures.begin(), built.failures.end(), [&](const Error& error) {
        return episode_of(error) == decision.episode;
    });
    if (failed) return;
    write_release(decision);
    built.made.push_back(decision.episode);
    const core::Findings remarks = remarks_about(candidate(decision.episode));
    built.remarks.insert(built.remarks.end(), remarks.begin(), remarks.end());
}

void Builder::collect(const std::vector<Failure>& failures, const Plan& plan, Built& built) const {
    std::map<std::size_t, Error> failed;
    for (const Failure& failure : failures) {
        try {
            std::rethrow_exception(failure.what);
        } catch (const Error& error) {
            if (ends_it_all(failure.what)) throw;
            failed.emplace(failure.step, error);
        }
    }
    std::set<std::string> told;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        if (!failed.contains(i)) {
            const auto need = std::find_if(step.after.begin(), step.after.end(),
                                           [&](std::size_t after) { return failed.contains(after); });
            if (need == step.after.end()) continue;
            failed.emplace(i, failed.at(*need));
            // Told once an episode: here only where the step that failed is shared with another one.
            if (told.contains(step.episode)) continue;
        }
        // Of one that there is no room for, every step fails alike.
        if (admission_.refused.contains(step.episode) && told.contains(step.episode)) continue;
        told.insert(step.episode);
        Error error = failed.at(i);
        const core::Work work = work_of(step);
        error.within(work.doing, work.args);
        built.failures.push_back(std::move(error));
    }
    for (const core::Finding& remark : plan.remarks) {
        if (remark.severity != core::Severity::error) continue;
        Error error(core::Kind::show, remark.code, remark.args);
        for (const Candidate& candidate : candidates_) {
            if (candidate.episode->path_of("episode.toml") != remark.where.file) continue;
            error.within(Code::in_episode, {{"episode", candidate.episode->folder}});
        }
        built.failures.push_back(error);
    }
}

void Builder::run(const Step& step) {
    core::check_stop(stop_);
    const auto refused = admission_.refused.find(step.episode);
    if (refused != admission_.refused.end()) throw Error(refused->second);
    const Specification specification = this->specification(step);
    const core::Work work = work_of(step);
    progress_.started(work);
    const audio::Job job{pool_, stop_, [&](double fraction) { progress_.advanced(work, fraction); }};
    const Candidate& chosen = candidate(step.episode);
    const Workshop shop{folder_, store_, published_, pictures_, reach_, [&] { require_room(chosen); }};
    if (step.kind == StepKind::fetch) {
        fetch(specification, shop, job);
    } else {
        production::run(specification, shop, job);
    }
    progress_.finished(work);
}

/// One that is nowhere any more is remembered, and made; one that cannot be had now is not asked for again.
void Builder::fetch(const Specification& specification, const Workshop& shop, const audio::Job& job) {
    const std::string& sha256 = specification.key;
    {
        const std::scoped_lock lock(fetched_mutex_);
        const auto known = unreachable_.find(sha256);
        if (known != unreachable_.end()) throw Error(known->second);
    }
    try {
        production::run(specification, shop, job);
    } catch (const Error& error) {
        const std::scoped_lock lock(fetched_mutex_);
        if (error.code == Code::release_unreachable) unreachable_.emplace(sha256, error);
        if (error.code != Code::release_lost) throw;
        unfetchable_.insert(sha256);
    }
}

Capacity Builder::capacity() const {
    const auto own = folder_.find(core::InnerPath(".cityfm"));
    return {core::free_disk(own ? *own : folder_), core::free_memory(), jobs_};
}

Lengths Builder::lengths() const {
    Lengths lengths;
    for (const Step& step : current_.steps) {
        if (step.runs && !lengths.contains(step.episode))
            lengths.emplace(step.episode, length_of(candidate(step.episode)));
    }
    return lengths;
}

/// As far as it can be known before the sound is decoded; where nothing is known, the most that it may be.
double Builder::length_of(const Candidate& candidate) const {
    const model::Episode& episode = *candidate.episode;
    const auto keys = keys_of(candidate);
    if (!keys) return episode.release ? episode.release->duration_seconds() : 0;
    if (const auto programme = find_result(store_, keys->assemble, to_programme))
        return static_cast<double>(programme->frames) / audio::house_rate;
    const double most = model::MostLength{show_.max_hours}.seconds();
    double seconds = 0;
    for (const std::string& input : episode.inputs()) {
        const model::SoundFacts sound = audio::probe_sound(
            show_.folder / core::ShowPath(episode.path_of(input)).text(), episode.use.track);
        if (sound.problem) continue;  // told when it is decoded
        seconds += sound.duration_seconds > 0 ? std::min(sound.duration_seconds, most) : most;
    }
    return seconds;
}

void Builder::require_room(const Candidate& candidate) const {
    const std::optional<std::uintmax_t> free = capacity().disk;
    if (!free || *free >= admission_.disk) return;
    throw Error(core::Kind::failed, Code::disk_too_small,
                {{"path", candidate.episode->path_of(candidate.episode->inputs().front())},
                 {"need", core::show_bytes(admission_.disk)},
                 {"free", core::show_bytes(*free)}});
}

}  // namespace cityfm::production
