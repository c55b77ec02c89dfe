// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "pipeline/audio/listen/survey.h"
#include "pipeline/audio/measure.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/loudness_plot.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/capacity.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/core/sweep.h"
#include "pipeline/production/figures.h"
#include "pipeline/production/needs.h"

namespace cityfm::cli {
namespace {

core::Json to_json(const std::string& file, const audio::Measured& measured) {
    core::Json json = {{"file", file},
                       {"duration_seconds", measured.duration_seconds()},
                       {"sample_rate", measured.info.format.sample_rate},
                       {"channels", measured.info.format.channels},
                       {"declared_seconds", measured.reading().declared_seconds},
                       {"damages", measured.losses.count},
                       {"lost_seconds", measured.losses.seconds},
                       {"not_numbers", measured.not_numbers}};
    json.update(production::to_json(measured.loudness));
    return json;
}

/// A figure for people; silence has none, nor has what is too short for it.
std::string show(const std::optional<double>& value, bool long_enough, const Terminal& terminal) {
    if (value) return core::format("{:.2f}", *value);
    return long_enough ? terminal.text({"silent", "無音"}) : "–";
}

/// A file's row: its name, length, loudness, range, true peak, and its loudest moments.
std::vector<std::string> row_of(const std::string& file, const audio::Measured& measured,
                                const Terminal& terminal) {
    const audio::Loudness& l = measured.loudness;
    const bool a_block = measured.duration_seconds() >= 0.4;
    const bool three_seconds = measured.duration_seconds() >= 3;
    return {file,
            core::show_offset(measured.duration_seconds()),
            show(l.integrated_lufs, a_block, terminal),
            show(l.range_lu, a_block, terminal),
            show(l.true_peak_dbtp, true, terminal),
            show(l.max_momentary_lufs, a_block, terminal),
            show(l.max_short_term_lufs, three_seconds, terminal)};
}

struct MeasureArguments {
    std::vector<std::string> files;
    std::string plot;
    std::string preset;
    std::string track;
    int jobs = 0;
    bool allow_damaged = false;
};

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

/// Draws the file's loudness over time. Throws as reading and writing do.
void draw(const Session& session, const MeasureArguments& options, const audio::Measured& measured) {
    const std::string& file = options.files.front();
    const model::Preset preset = preset_for(session, options.preset);
    LoudnessPlot plot{std::filesystem::path(file).filename().string(), audio::curve_of(measured.tenths),
                      measured.loudness};
    plot.target_lufs = preset.target_lufs;
    if (preset.target_lufs) plot.ceiling_dbtp = preset.ceiling_dbtp;
    if (preset.target_lufs && measured.loudness.integrated_lufs) {
        core::ThreadPool pool(threads_for(options.jobs));
        const audio::Job job{pool, session.stop, show_fraction(session.terminal, file)};
        const std::filesystem::path beside = std::filesystem::absolute(options.plot).parent_path();
        plot.limiter_gains =
            limiter_gains_for(file, options.track, measured.duration_seconds(), preset, beside, job);
        session.terminal.draw("");
    }
    core::write_file(options.plot, to_svg(plot, session.terminal.language()));
    session.terminal.say(session.terminal.text({"loudness over time: {path}", "音量の推移: {path}"},
                                               {{"path", options.plot}}));
}

int measure(Session& session, const MeasureArguments& options) {
    Terminal& terminal = session.terminal;
    if (!options.plot.empty() && options.files.size() > 1)
        throw core::Error(core::Kind::usage, core::Code::one_file_to_plot);
    core::Json list = core::Json::array();
    std::vector<std::vector<std::string>> rows;
    rows.push_back({terminal.text({"file", "ファイル"}), terminal.text({"length", "長さ"}), "LUFS", "LRA",
                    "dBTP", terminal.text({"max M", "最大M"}), terminal.text({"max S", "最大S"})});
    std::optional<audio::Measured> to_draw;
    int code = 0;
    for (const std::string& file : options.files) {
        try {
            const audio::Measured measured = audio::measure_file(
                file, {}, {}, session.stop, show_fraction(terminal, file), options.track, true);
            terminal.draw("");
            list.push_back(to_json(file, measured));
            rows.push_back(row_of(file, measured, terminal));
            const audio::Use as_it_is{.as_recorded = true, .names_track = !options.track.empty()};
            for (core::Finding finding : audio::findings_in(file, measured.survey, as_it_is)) {
                if (finding.severity == core::Severity::error) {
                    if (options.allow_damaged)
                        finding.severity = core::Severity::warning;
                    else
                        code = core::gravest(code, core::exit_code(core::Kind::show));
                }
                terminal.show(finding);
            }
            if (!options.plot.empty()) to_draw = measured;
        } catch (const core::Error& error) {
            if (error.kind == core::Kind::interrupted) throw;
            terminal.draw("");
            if (options.files.size() == 1) throw;
            terminal.complain(error);
            code = core::gravest(code, core::exit_code(error.kind));
        }
    }
    bool head = true;
    for (const std::string& line : show_table(rows, terminal.columns(any_width))) {
        terminal.styled({{line, head}});
        head = false;
    }
    if (terminal.json()) terminal.document(list);
    if (to_draw) draw(session, options, *to_draw);
    return code;
}

}  // namespace

void add_measure(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("measure", "loudness, range and true peak of any sound file");
    const auto options = std::make_shared<MeasureArguments>();
    command->add_option("FILE", options->files, "sound files")->required();
    command
        ->add_option("--plot", options->plot,
                     "draw loudness over time, and where a limiter works to bring it to the target")
        ->type_name("OUT.svg");
    command
        ->add_option("--preset", options->preset, "whose target and ceiling are drawn (default: the show's)")
        ->type_name("NAME");
    command->add_option("--track", options->track, "sound track to use: its number, language or title")
        ->type_name("TRACK");
    command->add_flag("--allow-damaged", options->allow_damaged, "do not end with 3 for a damaged file");
    add_jobs(*command, options->jobs);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return measure(session, *options); }; });
}

}  // namespace cityfm::cli
