// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/finding.h"

namespace cityfm::text {

/// One piece of a transcript: who says what, from when to when.
struct Cue {
    double start_seconds = 0;
    double end_seconds = 0;
    std::string speaker;  ///< empty when it is not said
    std::string text;     ///< lines are kept

    bool operator==(const Cue&) const = default;
};

/// Reads WebVTT (W3C, 2019): cues in order, `<v name>` as the speaker, other markup dropped. What is wrong
/// becomes findings in `file`.
std::vector<Cue> read_vtt(const std::string& vtt, const std::string& file, core::Findings& findings);

/// Writes WebVTT, whose text reads back as the same cues.
std::string write_vtt(const std::vector<Cue>& cues);

}  // namespace cityfm::text
