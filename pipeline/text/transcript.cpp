// SPDX-License-Identifier: MIT
#include "pipeline/text/transcript.h"

#include <algorithm>
#include <cmath>

#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

using model::Cue;

/// What apps show in one line (podcast namespace, transcripts).
constexpr std::size_t most_in_line = 65;

std::int64_t to_ms(double seconds) {
    return std::llround(seconds * 1000);
}

/// `00:00:01.500 --> 00:00:02.000`
std::string show_timing(const Cue& cue) {
    return core::show_milliseconds(to_ms(cue.start_seconds)) + " --> " +
           core::show_milliseconds(to_ms(cue.end_seconds));
}

}  // namespace

std::string write_vtt(const std::vector<Cue>& cues) {
    std::string vtt = "WEBVTT\n";
    for (const Cue& cue : cues) {
        vtt += "\n" + show_timing(cue) + "\n";
        if (!cue.speaker.empty()) vtt += "<v " + escape_html(cue.speaker) + ">";
        vtt += escape_text(wrap(cue.text, most_in_line)) + "\n";
    }
    return vtt;
}

std::string write_srt(const std::vector<Cue>& cues) {
    std::string srt;
    for (std::size_t i = 0; i < cues.size(); ++i) {
        const Cue& cue = cues[i];
        std::string timing = show_timing(cue);
        std::replace(timing.begin(), timing.end(), '.', ',');
        srt += core::format("{}{}\n{}\n", i > 0 ? "\n" : "", i + 1, timing);
        if (!cue.speaker.empty()) srt += cue.speaker + ": ";
        srt += wrap(cue.text, most_in_line) + "\n";
    }
    return srt;
}

std::string write_transcript_json(const std::vector<Cue>& cues) {
    core::Json segments = core::Json::array();
    for (const Cue& cue : cues) {
        core::Json segment = core::Json::object();
        if (!cue.speaker.empty()) segment["speaker"] = cue.speaker;
        segment["startTime"] = static_cast<double>(to_ms(cue.start_seconds)) / 1000;
        segment["endTime"] = static_cast<double>(to_ms(cue.end_seconds)) / 1000;
        segment["body"] = wrap(cue.text, most_in_line);
        segments.push_back(std::move(segment));
    }
    return core::to_document({{"version", "1.0.0"}, {"segments", segments}});
}

std::string transcript_plain(const std::vector<Cue>& cues) {
    std::string plain;
    const std::string* speaker = nullptr;
    for (const Cue& cue : cues) {
        std::string words = cue.text;
        std::replace(words.begin(), words.end(), '\n', ' ');
        const bool another = speaker == nullptr || *speaker != cue.speaker;
        if (another) {
            plain += plain.empty() ? "" : "\n\n";
            if (!cue.speaker.empty()) plain += cue.speaker + ": ";
        } else {
            plain += "\n";
        }
        plain += words;
        speaker = &cue.speaker;
    }
    return plain;
}

}  // namespace cityfm::text
