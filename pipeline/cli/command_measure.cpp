// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/audio/measure.h"
#include "pipeline/cli/commands.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::cli {
namespace {

core::Json number_or_null(const std::optional<double>& value) {
    return value ? core::Json(*value) : core::Json(nullptr);
}

core::Json to_json(const std::string& file, const audio::Measured& measured) {
    const audio::Loudness& l = measured.loudness;
    return {{"file", file},
            {"duration_seconds", measured.duration_seconds()},
            {"sample_rate", measured.info.format.sample_rate},
            {"channels", measured.info.format.channels},
            {"integrated_lufs", number_or_null(l.integrated_lufs)},
            {"range_lu", number_or_null(l.range_lu)},
            {"true_peak_dbtp", number_or_null(l.true_peak_dbtp)},
            {"sample_peak_dbfs", number_or_null(l.sample_peak_dbfs)},
            {"max_momentary_lufs", number_or_null(l.max_momentary_lufs)},
            {"max_short_term_lufs", number_or_null(l.max_short_term_lufs)},
            {"min_momentary_lufs", number_or_null(l.min_momentary_lufs)},
            {"min_short_term_lufs", number_or_null(l.min_short_term_lufs)}};
}

/// A figure for people; silence has none.
std::string show(const std::optional<double>& value, const Terminal& terminal) {
    return value ? core::format("{:.2f}", *value) : terminal.text({"silent", "無音"});
}

int measure(Session& session, const std::vector<std::string>& files) {
    Terminal& terminal = session.terminal;
    core::Json list = core::Json::array();
    std::vector<std::vector<std::string>> rows;
    rows.push_back({terminal.text({"file", "ファイル"}), terminal.text({"length", "長さ"}), "LUFS", "LRA",
                    "dBTP", terminal.text({"max M", "最大M"}), terminal.text({"max S", "最大S"})});
    int code = 0;
    for (const std::string& file : files) {
        try {
            const audio::Measured measured = audio::measure_file(
                file, {}, {}, session.stop,
                [&](double fraction) { terminal.draw(core::format("{} {:3.0f} %", file, fraction * 100)); });
            terminal.draw("");
            const audio::Loudness& l = measured.loudness;
            list.push_back(to_json(file, measured));
            rows.push_back({file, core::show_offset(measured.duration_seconds()),
                            show(l.integrated_lufs, terminal), show(l.range_lu, terminal),
                            show(l.true_peak_dbtp, terminal), show(l.max_momentary_lufs, terminal),
                            show(l.max_short_term_lufs, terminal)});
        } catch (const core::Error& error) {
            if (error.kind == core::Kind::interrupted) throw;
            terminal.draw("");
            if (files.size() == 1) throw;
            terminal.complain(error);
            code = core::gravest(code, core::exit_code(error.kind));
        }
    }
    bool head = true;
    for (const std::string& line : show_table(rows, terminal.columns(any_width))) {
        terminal.result(head ? terminal.bold(line) : line);
        head = false;
    }
    if (terminal.json()) terminal.document(list);
    return code;
}

}  // namespace

void add_measure(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("measure", "loudness, range and true peak of any sound file");
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "sound files")->required();
    command->callback(
        [&chosen, files] { chosen = [files](Session& session) { return measure(session, *files); }; });
}

}  // namespace cityfm::cli
