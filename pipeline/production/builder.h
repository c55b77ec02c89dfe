// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/audio/measure.h"
#include "pipeline/audio/meter/loudness_curve.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/progress.h"
#include "pipeline/model/show.h"
#include "pipeline/production/needs.h"
#include "pipeline/production/picture_cache.h"
#include "pipeline/production/plan.h"
#include "pipeline/production/public_folder.h"
#include "pipeline/production/run_steps.h"
#include "pipeline/production/specification.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

struct Workshop;

/// What a build did.
struct Built {
    std::vector<EpisodePlan> episodes;  ///< what was decided about each
    std::vector<std::string> made;      ///< episodes whose release was written
    core::Findings remarks;
    std::vector<core::Error> failures;  ///< of single episodes, which stopped no other
};

/// How loud a delivered file is over time.
struct LoudnessRecord {
    std::string rendition;
    audio::LoudnessCurve curve;
    audio::Loudness loudness;
    std::vector<double> limiter_gains;  ///< the least of each second; empty where none was needed
};

/// Makes what a plan says: recordings into renditions in the store, and releases.
class Builder {
  public:
    /// `show` gets its new releases, made on `jobs` threads, and has to outlive the builder. Whoever builds
    /// holds the show's lock.
    Builder(model::Show& show, int jobs, core::Progress& progress, std::stop_token stop);
    Builder(const Builder&) = delete;
    Builder& operator=(const Builder&) = delete;

    /// What would be done. Nothing is changed.
    Plan plan(const Wanted& wanted);
    /// A step of the last plan, as a value that can be run elsewhere.
    Specification specification(const Step& step) const;

    /// Plans and does it. Throws `interrupted`, and what ends it all: a full disk, a folder that cannot be
    /// written.
    Built build(const Wanted& wanted);

    /// The record of the first rendition of an episode; nothing where the store does not hold it (any more).
    std::optional<LoudnessRecord> loudness_of(const std::string& episode) const;

    PublicFolder& published() { return published_; }
    PictureCache& pictures() { return pictures_; }

  private:
    void load_candidates(const Wanted& wanted);
    void begin(const Wanted& wanted);
    Known known() const;
    void add_stored(const Candidate& candidate, Known& known) const;
    bool build_what_fits(Wanted& left, Built& built);
    std::vector<Failure> run_plan(const Wanted& wanted);
    void finish(const EpisodePlan& decision, Built& built);
    Capacity capacity() const;
    Lengths lengths() const;
    double length_of(const Candidate& candidate) const;
    const Candidate& candidate(const std::string& episode) const;

    void run(const Step& step);
    void fetch(const Specification& specification, const Workshop& shop, const audio::Job& job);
    /// Asked once a recording holds more than it declares. Throws `disk_too_small` where what it takes is
    /// kept for others.
    void require_room(const Candidate& candidate) const;

    /// The keys of an episode's steps; nothing where it has no recording, or one is absent.
    std::optional<StepKeys> keys_of(const Candidate& candidate) const;
    void write_release(const EpisodePlan& decision);
    /// The sound between the steps, once it has served.
    void drop_scratch(const Candidate& candidate);
    model::Release made_release(const Candidate& candidate) const;
    model::Release retagged_release(const Candidate& candidate) const;
    void collect(const std::vector<Failure>& failures, const Plan& plan, Built& built) const;
    core::Findings remarks_about(const Candidate& candidate) const;

    model::Show& show_;
    core::Folder folder_;
    core::ThreadPool pool_;
    core::Progress& progress_;
    std::stop_token stop_;
    Store store_;
    PublicFolder published_;
    PictureCache pictures_;
    std::map<std::string, std::string> digests_;  ///< of recordings and pictures, by path in the show
    std::vector<Candidate> candidates_;
    std::mutex fetched_mutex_;
    std::set<std::string> unfetchable_;               ///< SHA-256 of files that no address has any more
    std::map<std::string, core::Error> unreachable_;  ///< why a file cannot be had now, by its SHA-256
    Plan current_;
    Admission admission_;  ///< of `current_`
    int jobs_;
    bool began_ = false;
    bool allow_damaged_ = false;
    core::Instant now_;                               ///< of what was asked for
    net::Reach reach_ = net::Reach::public_internet;  ///< of what is fetched
};

}  // namespace cityfm::production
