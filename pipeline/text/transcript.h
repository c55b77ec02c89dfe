// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/model/show.h"

namespace cityfm::text {

/// Reads a transcript in WebVTT (W3C, 2019), SubRip or the podcast namespace's JSON, whichever the file
/// holds: cues in order, markup dropped. The speaker is whom the format names, or whose name or id stands
/// with a colon before the words; of `people`, the name is taken. What is wrong becomes findings in `file`.
std::vector<model::Cue> read_transcript(const std::string& bytes, const std::string& file,
                                        const std::vector<model::Person>& people, core::Findings& findings);

// The three forms that apps read. Each reads back as the same cues, whose lines are at most 65 characters
// long; SubRip as far as its speakers are among the people, and its words hold no tags: it has no way to
// write those as words.

std::string write_vtt(const std::vector<model::Cue>& cues);
std::string write_srt(const std::vector<model::Cue>& cues);
/// Version 1.0.0 (podcasting2.org/docs/podcast-namespace/tags/transcript).
std::string write_transcript_json(const std::vector<model::Cue>& cues);

/// The words as people read them: a paragraph for each time that another one speaks, after the name.
std::string transcript_plain(const std::vector<model::Cue>& cues);

}  // namespace cityfm::text
