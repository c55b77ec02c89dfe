// SPDX-License-Identifier: MIT
#include "pipeline/app/make/measure.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"
#include "pipeline/core/format.h"

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
    if (measured.reference) {
        const core::Json all = production::to_json(*measured.reference);
        for (const char* figure : {"integrated_lufs", "range_lu", "true_peak_dbtp"})
            json["reference"][figure] = all.at(figure);
    }
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

/// The row below it: what libebur128 says.
std::vector<std::string> reference_row_of(const audio::Measured& measured, const Terminal& terminal) {
    const audio::Loudness& l = *measured.reference;
    const bool a_block = measured.duration_seconds() >= 0.4;
    return {"  libebur128", "", show(l.integrated_lufs, a_block, terminal),
            show(l.range_lu, a_block, terminal), show(l.true_peak_dbtp, true, terminal)};
}

int measure(const app::Session& session, const Terminal& terminal, const app::MeasureOptions& options) {
    const app::Measurements done = app::measure(session, options);
    core::Json list = core::Json::array();
    std::vector<std::vector<std::string>> rows;
    rows.push_back({terminal.text({"file", "ファイル"}), terminal.text({"length", "長さ"}), "LUFS", "LRA",
                    "dBTP", terminal.text({"max M", "最大M"}), terminal.text({"max S", "最大S"})});
    for (const app::MeasuredFile& file : done.files) {
        list.push_back(to_json(file.file, file.measured));
        rows.push_back(row_of(file.file, file.measured, terminal));
        if (file.measured.reference) rows.push_back(reference_row_of(file.measured, terminal));
    }
    show_headed_table(terminal, rows, terminal.columns(any_width));
    core::Json document = {{"files", list}};
    if (done.exit_code != 0) document["findings"] = complaints_in(terminal);
    if (terminal.json()) terminal.document(document);
    if (!options.plot.empty()) app::draw_loudness(session, options, done.files.front());
    return done.exit_code;
}

}  // namespace

void add_measure(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("measure", "loudness, range and true peak of any sound file");
    const auto options = std::make_shared<app::MeasureOptions>();
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
    command->add_flag("--reference", options->reference, "print the figures of libebur128 beside ours");
    add_jobs(*command, options->jobs);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return measure(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
