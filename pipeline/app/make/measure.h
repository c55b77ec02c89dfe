// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/app/session.h"
#include "pipeline/audio/measure.h"
#include "pipeline/production/figures.h"  // the figures as JSON

namespace cityfm::app {

struct MeasureOptions {
    std::vector<std::string> files;
    std::filesystem::path plot;  ///< where loudness over time of the one file is drawn; empty for nowhere
    std::string preset;          ///< whose target and ceiling are drawn; empty for the show's
    std::string track;           ///< a sound track: its number, language or title; empty for the usual one
    int jobs = 0;                ///< threads; 0 for as many as there are cores
    bool allow_damaged = false;  ///< what is wrong with a file is a warning
    bool reference = false;      ///< libebur128 measures, too
};

struct MeasuredFile {
    std::string file;
    audio::Measured measured;
};

/// Those of the files that could be measured.
struct Measurements {
    std::vector<MeasuredFile> files;
    int exit_code = 0;
};

/// Measures files as they are. If one of several cannot be, the others still are. Throws `one_file_to_plot`,
/// and what is wrong with the only file.
Measurements measure(const Session& session, const MeasureOptions& options);

/// Draws a file's loudness over time, and where a limiter works to bring it to the target. Throws as reading
/// and writing do.
void draw_loudness(const Session& session, const MeasureOptions& options, const MeasuredFile& file);

}  // namespace cityfm::app
