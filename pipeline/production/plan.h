// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/audio/master.h"
#include "pipeline/core/codes.h"
#include "pipeline/core/finding.h"
#include "pipeline/core/progress.h"
#include "pipeline/core/time.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/show.h"
#include "pipeline/net/http.h"

namespace cityfm::production {

/// The kinds of steps; each makes one file.
enum class StepKind {
    assemble,  ///< recording → programme (scratch)
    master,    ///< programme → master (scratch)
    encode,    ///< master → sound file, decoded again and measured
    package,   ///< sound file and tags → rendition
    fetch,     ///< public address → rendition, as it was released
};

std::string_view name_of(StepKind kind);

/// A reason as programs see it: the code without its `because-`.
std::string_view reason_name(core::Code because);

/// One step of a build: what it makes, by a key that holds its version, its options and its inputs.
struct Step {
    std::string episode;
    StepKind kind = StepKind::assemble;
    std::string rendition;  ///< of encode, package and fetch
    std::string key;
    bool runs = false;
    core::Code because = core::Code::because_never_made;
    std::vector<std::size_t> after;  ///< the steps that must be done before
};

/// A step while it runs: what is being done, of which episode and rendition.
core::Work work_of(StepKind kind, const std::string& episode, const std::string& rendition);
inline core::Work work_of(const Step& step) {
    return work_of(step.kind, step.episode, step.rendition);
}

/// What becomes of an episode.
enum class Verdict {
    make,   ///< its sound is made, or what of it the store does not hold
    retag,  ///< its sound stays, the tags are written anew
    keep,   ///< its release stands
};

struct EpisodePlan {
    std::string episode;
    Verdict verdict = Verdict::keep;
    core::Code because = core::Code::because_released;
    std::string changed;  ///< the recording, where one changed
};

/// A list of steps, each behind those it needs.
struct Plan {
    std::vector<EpisodePlan> episodes;
    std::vector<Step> steps;
    core::Findings remarks;
};

/// What the plan has to know of the world.
struct Known {
    std::map<std::string, std::string> digests;  ///< SHA-256 of recordings and pictures by path in the show;
                                                 ///< absent files are absent here
    std::set<std::string> stored;       ///< keys whose results (and scratch, where they have any) are there
    std::set<std::string> at_hand;      ///< SHA-256 of released files in the store or in `public/`
    std::set<std::string> unfetchable;  ///< SHA-256 of released files that no address has any more
    std::set<std::string> unreachable;  ///< SHA-256 of those that cannot be had now, which says nothing
};

/// What the user asked for.
struct Wanted {
    std::set<std::string> episodes;          ///< empty for all
    std::set<std::string> again;             ///< made anew although nothing changed
    std::set<std::string> retag;             ///< tags written anew although the episode is due
    bool allow_damaged = false;              ///< take of a damaged recording what is there
    bool verify = false;                     ///< read every file again, whatever is remembered of it
    std::optional<std::string> preset = {};  ///< instead of the show's and the episodes' own
    core::Instant now;
    net::Reach reach = net::Reach::public_internet;  ///< of what is fetched
};

/// The keys of an episode's steps, whatever the world is like.
struct StepKeys {
    std::string assemble;
    std::string master;
    std::vector<std::string> encode;   ///< by rendition
    std::vector<std::string> package;  ///< by rendition
};
StepKeys step_keys(const std::vector<std::string>& recordings_sha256, const model::RecordingUse& use,
                   const model::Preset& preset, const std::string& tags_digest);

/// The SHA-256 of an episode's recordings, in their order; nothing where it has none, or one is absent.
/// `digests` are those of files by path in the show.
std::optional<std::vector<std::string>> recordings_of(const model::Episode& episode,
                                                      const std::map<std::string, std::string>& digests);

/// An episode with what its release is compared with.
struct Candidate {
    const model::Episode* episode = nullptr;
    model::Preset preset;
    std::string tags_digest;
};

/// What is to be done, and why. Pure.
Plan make_plan(const std::vector<Candidate>& candidates, const Known& known, const Wanted& wanted);

/// What the master of a preset has to be: under the promised ceiling by what its encoders may add to peaks.
audio::MasterGoal master_goal(const model::Preset& preset);

/// The digest of a preset's sound options that releases record.
std::string sound_digest(const model::Preset& preset);

}  // namespace cityfm::production
