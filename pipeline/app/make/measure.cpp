// SPDX-License-Identifier: MIT
#include "pipeline/app/make/measure.h"

#include "pipeline/app/make/loudness_plot.h"
#include "pipeline/app/show/load.h"
#include "pipeline/audio/listen/survey.h"
#include "pipeline/core/capacity.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/core/sweep.h"
#include "pipeline/production/needs.h"

namespace cityfm::app {
namespace {

/// The preset whose target and ceiling are drawn: the one that was named, else the show's, else the default.
model::Preset preset_for(const Session& session, const std::string& name) {
    std::filesystem::path folder;
    std::string wanted = name;
    try {
        folder = session.show_folder();
        if (wanted.empty()) wanted = model::load_show(folder).show.preset;
    } catch (const core::Error& error) {
        if (error.code != core::Code::no_show_here || session.folder) throw;
    }
    return require_preset(folder, wanted.empty() ? model::Show().preset : wanted);
}

/// Where a limiter has to work to bring the file to the preset's target: the least gain of each second. A
/// target that cannot be had under the limiter's cap is drawn as it would be delivered below it.
std::vector<double> limiter_gains_for(const std::string& file, const std::string& track, double seconds,
                                      const model::Preset& preset, const std::filesystem::path& beside,
                                      const audio::Job& job) {
    // Beside the picture, since the system's folder for temporary files may be in memory.
    core::sweep(core::Folder::make(beside), core::Depth::this_folder);
    const core::TempFolder folder(beside);
    const std::uintmax_t need = 2 * production::spill_bytes(seconds, preset.channels);
    const auto free = core::free_disk(core::Folder(folder.path()));
    if (free && *free < need) {
        throw core::Error(
            core::Kind::failed, core::Code::disk_too_small,
            {{"path", file}, {"need", core::show_bytes(need)}, {"free", core::show_bytes(*free)}});
    }
    audio::MasterGoal goal = production::master_goal(preset);
    goal.allow_below_target = true;
    const audio::Programme programme = audio::assemble(file, {.channels = preset.channels, .track = track},
                                                       folder / "programme", job.part(0, 0.5));
    return audio::make_master(programme, folder / "programme", goal, folder / "master", job.part(0.5, 1))
        .limiter_gains;
}

/// Tells what was heard in a file; gives the exit code that it comes to.
int tell_of_sound(const Session& session, const MeasuredFile& file, const MeasureOptions& options) {
    const audio::Use as_it_is{.as_recorded = true, .names_track = !options.track.empty()};
    int code = 0;
    for (core::Finding finding : audio::findings_in(file.file, file.measured.survey, as_it_is)) {
        if (finding.severity == core::Severity::error) {
            if (options.allow_damaged)
                finding.severity = core::Severity::warning;
            else
                code = core::exit_code(core::Kind::show);
        }
        session.observer.found(finding);
    }
    return code;
}

}  // namespace

Measurements measure(const Session& session, const MeasureOptions& options) {
    if (!options.plot.empty() && options.files.size() > 1)
        throw core::Error(core::Kind::usage, core::Code::one_file_to_plot);
    Measurements done;
    audio::Metering metering;
    metering.reference = options.reference;
    for (const std::string& file : options.files) {
        try {
            const ShortWork work(session.observer, {core::Code::measuring, {{"path", file}}});
            done.files.push_back({file, audio::measure_file(file, metering, {}, session.stop,
                                                            work.advancing(), options.track, true)});
        } catch (const core::Error& error) {
            if (error.kind == core::Kind::interrupted || options.files.size() == 1) throw;
            session.observer.failed(error);
            done.exit_code = core::gravest(done.exit_code, core::exit_code(error.kind));
            continue;
        }
        done.exit_code = core::gravest(done.exit_code, tell_of_sound(session, done.files.back(), options));
    }
    return done;
}

void draw_loudness(const Session& session, const MeasureOptions& options, const MeasuredFile& file) {
    const audio::Measured& measured = file.measured;
    const model::Preset preset = preset_for(session, options.preset);
    LoudnessPlot plot{std::filesystem::path(file.file).filename().string(), audio::curve_of(measured.tenths),
                      measured.loudness};
    plot.target_lufs = preset.target_lufs;
    if (preset.target_lufs) plot.ceiling_dbtp = preset.ceiling_dbtp;
    if (preset.target_lufs && measured.loudness.integrated_lufs) {
        core::ThreadPool pool(threads_for(options.jobs));
        const ShortWork work(session.observer, {core::Code::measuring, {{"path", file.file}}});
        const audio::Job job{pool, session.stop, work.advancing()};
        const std::filesystem::path beside = std::filesystem::absolute(options.plot).parent_path();
        plot.limiter_gains =
            limiter_gains_for(file.file, options.track, measured.duration_seconds(), preset, beside, job);
    }
    core::write_file(options.plot, to_svg(plot, session.words));
    session.observer.told(core::Code::loudness_drawn, {{"path", options.plot.string()}});
}

}  // namespace cityfm::app
