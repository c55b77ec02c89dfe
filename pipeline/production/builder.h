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
#include "pipeline/media/artwork.h"
#include "pipeline/media/tags.h"
#include "pipeline/model/show.h"
#include "pipeline/production/needs.h"
#include "pipeline/production/plan.h"
#include "pipeline/production/run_steps.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

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
    /// `show` gets its new releases, made on `jobs` threads. Whoever builds holds the show's lock.
    Builder(model::Show& show, int jobs, core::Progress& progress, std::stop_token stop);

    /// What would be done. Nothing is changed.
    Plan plan(const Wanted& wanted);

    /// Plans and does it. Throws `interrupted`, and what ends it all: a full disk, a folder that cannot be
    /// written.
    Built build(const Wanted& wanted);

    /// Puts the renditions of an episode into `public/`, where they are not there yet. Throws on file errors.
    void stage(const model::Release& release);

    /// The record of the first rendition of an episode; nothing where the store does not hold it (any more).
    std::optional<LoudnessRecord> loudness_of(const std::string& episode) const;

    /// Copies a rendition to `place`. Throws on file errors, and when it is not at hand.
    void copy_to(const model::Rendition& rendition, const std::filesystem::path& place) const;

    /// A picture of the show scaled to `size`, out of the store where it was asked for before. Throws
    /// `bad_artwork`.
    std::string scaled_picture(const std::string& path, const media::PictureSize& size) const;

    /// Keeps the renditions of an episode in the store, before they leave `public/`. Throws on file errors.
    void unstage(const model::Release& release);

    /// What was found damaged on the disk, and removed, since this was asked for the last time.
    core::Findings take_damaged();

  private:
    void load_candidates(const Wanted& wanted);
    void begin(const Wanted& wanted);
    Known known() const;
    bool build_what_fits(Wanted& left, Built& built);
    std::vector<Failure> run_plan(const Wanted& wanted);
    void finish(const EpisodePlan& decision, Built& built);
    Capacity capacity() const;
    Lengths lengths() const;
    double length_of(const Candidate& candidate) const;
    bool at_hand(const model::Rendition& rendition) const;
    /// The rendition as it lies undamaged in `public/`.
    std::optional<core::PlainFile> public_file(const model::Rendition& rendition) const;
    /// The same, or as it lies in the store. Throws `not_found`.
    core::PlainFile open_rendition(const model::Rendition& rendition) const;
    /// Removes what does not hold the bytes that its name stands for.
    void drop_damaged(const model::Rendition& rendition);
    void drop_damaged();
    const Candidate& candidate(const std::string& episode) const;

    void run(const Step& step);
    /// Asked once a recording holds more than it declares. Throws `disk_too_small` where what it takes is
    /// kept for others.
    void require_room(const Candidate& candidate) const;
    void assemble(const Step& step, const Candidate& candidate, const audio::Job& job);
    void master(const Step& step, const Candidate& candidate, const audio::Job& job);
    void encode(const Step& step, const Candidate& candidate, const audio::Job& job);
    void package(const Step& step, const Candidate& candidate);
    void put_scratch_result(const std::string& key, core::Json result) const;
    bool is_scratch_whole(const std::string& key, int channels, std::int64_t frames) const;
    void fetch(const Step& step);
    /// Where the file with this SHA-256 may be had: at the public addresses of the releases that name it, or
    /// where an import has found it.
    std::vector<std::string> addresses_of(const std::string& sha256) const;

    media::SoundFigures figures_of(const Step& step, const Candidate& candidate, bool is_release) const;
    core::PlainFile source_of_package(const Step& step, const Candidate& candidate, bool& is_release) const;
    StepKeys keys_of(const Candidate& candidate) const;
    void write_release(const EpisodePlan& decision);
    /// The sound between the steps, once it has served.
    void drop_scratch(const Candidate& candidate) const;
    model::Release made_release(const Candidate& candidate) const;
    model::Release retagged_release(const Candidate& candidate) const;
    void collect(const std::vector<Failure>& failures, const Plan& plan, Built& built) const;
    core::Findings remarks_about(const Candidate& candidate) const;
    /// What of a recording could not be had.
    static core::Findings damage_in(const audio::Programme& programme, const model::Episode& episode);

    model::Show& show_;
    core::Folder folder_;
    core::ThreadPool pool_;
    core::Progress& progress_;
    std::stop_token stop_;
    Store store_;
    std::map<std::string, std::string> digests_;  ///< of recordings and pictures, by path in the show
    std::vector<Candidate> candidates_;
    mutable std::mutex pictures_mutex_;
    std::mutex fetched_mutex_;
    std::set<std::string> unfetchable_;               ///< SHA-256 of files that no address has any more
    std::map<std::string, core::Error> unreachable_;  ///< why a file cannot be had now, by its SHA-256
    Plan current_;
    Admission admission_;  ///< of `current_`
    core::Findings damaged_;
    int jobs_;
    bool began_ = false;
    bool allow_damaged_ = false;
    core::Instant now_;                               ///< of what was asked for
    net::Reach reach_ = net::Reach::public_internet;  ///< of what is fetched
};

}  // namespace cityfm::production
