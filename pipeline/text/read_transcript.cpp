// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/text/encoding.h"
#include "pipeline/text/file_findings.h"
#include "pipeline/text/json_fields.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/transcript.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

using core::Code;
using core::Severity;
using model::Cue;

/// A cue, and the line of the file at which its times stand; 0 where there are no lines.
struct PlacedCue {
    Cue cue;
    int line = 0;
};

std::string show_time(double seconds) {
    return core::show_milliseconds(std::llround(seconds * 1000));
}

/// One file being read: its cues so far, and what is wrong with it.
class TranscriptReading {
  public:
    TranscriptReading(const std::string& file, core::Findings& findings) : said_(file, findings) {}

    void complain(int line, const std::string& reason) {
        said_.say_unreadable(Code::bad_transcript, line, reason);
    }

    void add(Cue cue, int line) { cues_.push_back({std::move(cue), line}); }

    /// The cues, with what is wrong with their times said.
    std::vector<Cue> take() {
        int overlaps = 0;
        int first = 0;
        std::vector<Cue> cues;
        for (PlacedCue& placed : cues_) {
            Cue& cue = placed.cue;
            if (cue.end_seconds <= cue.start_seconds) {
                said_.say(Severity::error, Code::cue_backwards, placed.line,
                          {{"start", show_time(cue.start_seconds)}, {"end", show_time(cue.end_seconds)}});
            }
            if (!cues.empty() && cue.start_seconds < cues.back().end_seconds && overlaps++ == 0)
                first = placed.line;
            cues.push_back(std::move(cue));
        }
        if (overlaps > 0)
            said_.say(Severity::warning, Code::cues_overlap, first, {{"count", std::to_string(overlaps)}});
        return cues;
    }

  private:
    FileFindings said_;
    std::vector<PlacedCue> cues_;
};

/// The first line of a block that holds no cue.
bool is_comment(std::string_view line) {
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    return word == "NOTE" || word == "STYLE" || word == "REGION";
}

/// `[hh:]mm:ss.ttt`, with a comma in SubRip.
std::optional<double> timestamp(std::string_view text) {
    std::string point(text);
    std::replace(point.begin(), point.end(), ',', '.');
    if (point.find('.') == std::string::npos || point.find(':') == std::string::npos) return std::nullopt;
    return core::parse_offset(point);
}

/// Start and end of a timing line; settings behind the end are left alone.
std::optional<std::pair<double, double>> timing(std::string_view line) {
    const std::size_t arrow = line.find("-->");
    if (arrow == std::string_view::npos) return std::nullopt;
    const auto start = timestamp(trimmed(line.substr(0, arrow)));
    std::string_view rest = trimmed(line.substr(arrow + 3));
    rest = rest.substr(0, rest.find_first_of(" \t"));
    const auto end = timestamp(rest);
    if (!start || !end) return std::nullopt;
    return std::pair(*start, *end);
}

bool is_blank(std::string_view line) {
    return trimmed(line).empty();
}

/// The words of a VTT cue without tags, entities resolved; the first voice tag is the speaker.
void read_vtt_payload(std::string_view payload, Cue& cue) {
    std::string out;
    for (std::size_t at = 0; at < payload.size();) {
        if (payload[at] != '<') {
            out += take_character(payload, at);
            continue;
        }
        const std::size_t end = payload.find('>', at);
        if (end == std::string_view::npos) break;
        const std::string_view tag = payload.substr(at + 1, end - at - 1);
        const bool voice =
            tag.size() > 1 && tag[0] == 'v' && (tag[1] == ' ' || tag[1] == '.' || tag[1] == '\t');
        const std::size_t name = tag.find_first_of(" \t");
        if (voice && cue.speaker.empty() && name != std::string_view::npos)
            cue.speaker = unescape(trimmed(tag.substr(name)));
        at = end + 1;
    }
    cue.text += out;
}

char to_small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The words of a SubRip cue without the few tags that players know.
void read_srt_payload(std::string_view payload, Cue& cue) {
    static constexpr std::array<std::string_view, 5> known = {"b", "i", "u", "s", "font"};
    for (std::size_t at = 0; at < payload.size();) {
        const char closing = payload[at] == '<' ? '>' : '}';
        const bool opens = payload[at] == '<' || payload.substr(at, 2) == "{\\";
        const std::size_t end = opens ? payload.find(closing, at) : std::string_view::npos;
        if (end != std::string_view::npos) {
            std::string tag(payload.substr(at + 1, end - at - 1));
            if (tag.starts_with('/')) tag.erase(0, 1);
            tag.resize(std::min(tag.find(' '), tag.size()));
            std::transform(tag.begin(), tag.end(), tag.begin(), to_small);
            if (closing == '}' || std::find(known.begin(), known.end(), tag) != known.end()) {
                at = end + 1;
                continue;
            }
        }
        cue.text += payload[at++];
    }
}

bool is_number(std::string_view line) {
    return !line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The end of the block that begins at `begin`: a blank line, or the times of the next cue, or the number
/// above those. Its own times may stand in its first or second line.
std::size_t end_of_block(const std::vector<std::string>& lines, std::size_t begin) {
    const auto is_timing = [&](std::size_t i) { return timing(lines[i]).has_value(); };
    std::size_t end = begin + 1;
    if (!is_timing(begin) && end < lines.size() && is_timing(end)) ++end;
    while (end < lines.size() && !is_blank(lines[end])) {
        if (is_timing(end))
            return end > begin + 1 && is_number(lines[end - 1]) && !is_timing(end - 1) ? end - 1 : end;
        ++end;
    }
    return end;
}

/// Reads blocks of lines: a timing line in each, maybe below a name or a number.
void read_blocks(const std::vector<std::string>& lines, std::size_t at,
                 void (*read_payload)(std::string_view, Cue&), TranscriptReading& reading) {
    while (at < lines.size()) {
        if (is_blank(lines[at])) {
            ++at;
            continue;
        }
        const std::size_t end = end_of_block(lines, at);
        const std::size_t head = lines[at].find("-->") == std::string::npos ? at + 1 : at;
        const int line = static_cast<int>(head) + 1;
        if (is_comment(lines[at])) {
            // Notes and styles hold no words.
        } else if (head >= end) {
            reading.complain(static_cast<int>(at) + 1, lines[at]);
        } else if (const auto times = timing(lines[head])) {
            Cue cue{times->first, times->second, {}, {}};
            for (std::size_t i = head + 1; i < end; ++i) {
                if (!cue.text.empty()) cue.text += '\n';
                read_payload(lines[i], cue);
            }
            reading.add(std::move(cue), line);
        } else {
            reading.complain(line, lines[head]);
        }
        at = end;
    }
}

bool is_vtt(const std::vector<std::string>& lines) {
    constexpr std::string_view signature = "WEBVTT";
    if (lines.empty() || !lines[0].starts_with(signature)) return false;
    const std::string_view rest = std::string_view(lines[0]).substr(signature.size());
    return rest.empty() || rest[0] == ' ' || rest[0] == '\t';
}

void read_vtt(const std::vector<std::string>& lines, TranscriptReading& reading) {
    // What stands right below the signature is the header's, up to the first blank line.
    std::size_t at = 1;
    while (at < lines.size() && !is_blank(lines[at]) && lines[at].find("-->") == std::string::npos) ++at;
    read_blocks(lines, at, read_vtt_payload, reading);
}

void read_json_transcript(const std::string& text, TranscriptReading& reading) {
    const core::Json json = core::Json::parse(text, nullptr, false);
    const auto segments = json.is_object() ? json.find("segments") : json.end();
    if (json.is_discarded() || !json.is_object() || segments == json.end() || !segments->is_array()) {
        reading.complain(0, "JSON: segments[]");
        return;
    }
    int number = 0;
    for (const core::Json& segment : *segments) {
        ++number;
        if (!segment.is_object()) {
            reading.complain(0, core::format("segments[{}]", number - 1));
            continue;
        }
        const auto start = seconds_in(segment, "startTime");
        const auto end = seconds_in(segment, "endTime");
        if (!start || !end) {
            reading.complain(0, core::format("segments[{}]: startTime, endTime", number - 1));
            continue;
        }
        reading.add({*start, *end, string_in(segment, "speaker"), string_in(segment, "body")}, 0);
    }
}

/// What stands behind a name and a colon at the start of a text; nothing where they do not stand there.
std::optional<std::string_view> behind_name(std::string_view text, std::string_view name) {
    if (name.empty() || !text.starts_with(name)) return std::nullopt;
    const std::string_view rest = trimmed(text.substr(name.size()));
    for (const std::string_view colon : {":", "："}) {
        if (rest.starts_with(colon)) return trimmed(rest.substr(colon.size()));
    }
    return std::nullopt;
}

/// Settles who speaks: by the format's own word, or by the name before a colon. Of two names that fit, the
/// longer one is meant.
void settle_speaker(Cue& cue, const std::vector<model::Person>& people) {
    cue.speaker = one_line(cue.speaker);
    const bool told = !cue.speaker.empty();
    std::size_t longest = 0;
    std::string name;
    std::string words;
    for (const model::Person& person : people) {
        for (const std::string* called : {&person.name, &person.id}) {
            if (told && cue.speaker == *called) {
                cue.speaker = person.name;
                return;
            }
            const auto behind = told ? std::nullopt : behind_name(cue.text, *called);
            if (!behind || called->size() <= longest) continue;
            longest = called->size();
            name = person.name;
            words = *behind;
        }
    }
    if (longest == 0) return;
    cue.speaker = std::move(name);
    cue.text = std::move(words);
}

}  // namespace

std::vector<Cue> read_transcript(const std::string& bytes, const std::string& file,
                                 const std::vector<model::Person>& people, core::Findings& findings) {
    const auto text = to_utf8(bytes, file, findings);
    if (!text) return {};
    TranscriptReading reading(file, findings);
    const std::vector<std::string> lines = split_lines(*text);
    const std::size_t first = std::min(text->find_first_not_of(" \t\n"), text->size());
    if (is_vtt(lines)) {
        read_vtt(lines, reading);
    } else if (text->substr(first, 1) == "{") {
        read_json_transcript(*text, reading);
    } else if (text->find("-->") != std::string::npos) {
        read_blocks(lines, 0, read_srt_payload, reading);
    } else {
        reading.complain(lines.empty() ? 0 : 1, "WebVTT, SRT, JSON?");
    }
    std::vector<Cue> cues = reading.take();
    for (Cue& cue : cues) settle_speaker(cue, people);
    return cues;
}

}  // namespace cityfm::text
