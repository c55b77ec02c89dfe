// SPDX-License-Identifier: MIT
#include "pipeline/text/transcript.h"

#include <cmath>
#include <optional>
#include <string_view>

#include "pipeline/core/format.h"
#include "pipeline/core/time.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

using core::Code;
using core::Severity;

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Lines, whatever ends them: CRLF, LF or CR alone.
std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' || text[i] == '\n') {
            if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
            lines.push_back(std::move(line));
            line.clear();
        } else {
            line += text[i];
        }
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

/// The first line of a block that holds no cue.
bool is_comment(std::string_view line) {
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    return word == "NOTE" || word == "STYLE" || word == "REGION";
}

/// `[hh:]mm:ss.ttt`
std::optional<double> timestamp(std::string_view text) {
    if (text.find('.') == std::string_view::npos || text.find(':') == std::string_view::npos)
        return std::nullopt;
    return core::parse_offset(text);
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

/// The words of a cue without tags, entities resolved; the first voice tag is the speaker.
void read_payload(std::string_view payload, Cue& cue) {
    static const std::vector<std::pair<std::string_view, std::string_view>> entities = {
        {"&amp;", "&"},  {"&lt;", "<"},        {"&gt;", ">"},       {"&quot;", "\""},   {"&#39;", "'"},
        {"&apos;", "'"}, {"&nbsp;", "\u00a0"}, {"&lrm;", "\u200e"}, {"&rlm;", "\u200f"}};
    std::string out;
    for (std::size_t at = 0; at < payload.size();) {
        if (payload[at] == '<') {
            const std::size_t end = payload.find('>', at);
            if (end == std::string_view::npos) break;
            const std::string_view tag = payload.substr(at + 1, end - at - 1);
            const bool voice =
                tag.size() > 1 && tag[0] == 'v' && (tag[1] == ' ' || tag[1] == '.' || tag[1] == '\t');
            const std::size_t name = tag.find_first_of(" \t");
            if (voice && cue.speaker.empty() && name != std::string_view::npos) {
                Cue inner;
                read_payload(trimmed(tag.substr(name)), inner);
                cue.speaker = inner.text;
            }
            at = end + 1;
            continue;
        }
        bool replaced = false;
        for (const auto& [entity, character] : entities) {
            if (payload.substr(at, entity.size()) != entity) continue;
            out += character;
            at += entity.size();
            replaced = true;
            break;
        }
        if (!replaced) out += payload[at++];
    }
    cue.text += out;
}

std::string show_timestamp(double seconds) {
    const auto ms = static_cast<long>(std::llround(seconds * 1000));
    return core::format("{:02}:{:02}:{:02}.{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

}  // namespace

std::vector<Cue> read_vtt(const std::string& vtt, const std::string& file, core::Findings& findings) {
    std::vector<Cue> cues;
    const auto complain = [&](std::size_t line, const std::string& reason) {
        findings.push_back({Severity::error,
                            Code::bad_transcript,
                            {file, static_cast<int>(line) + 1, 0},
                            {{"reason", reason}}});
    };
    std::vector<std::string> lines = split_lines(vtt);
    for (std::size_t line = 0; line < lines.size(); ++line) {
        std::string cleaned = clean(lines[line]);
        if (cleaned.find(replacement) != std::string::npos &&
            lines[line].find(replacement) == std::string::npos) {
            complain(line, "UTF-8");
            return cues;
        }
        lines[line] = std::move(cleaned);
    }
    if (!lines.empty() && lines[0].starts_with(byte_order_mark)) lines[0].erase(0, byte_order_mark.size());
    if (lines.empty() || lines[0].rfind("WEBVTT", 0) != 0 ||
        (lines[0].size() > 6 && lines[0][6] != ' ' && lines[0][6] != '\t')) {
        complain(0, "WEBVTT");
        return cues;
    }
    // What stands right below the signature is the header's, up to the first blank line.
    std::size_t at = 1;
    while (at < lines.size() && !trimmed(lines[at]).empty() && lines[at].find("-->") == std::string::npos)
        ++at;
    while (at < lines.size()) {
        std::size_t end = at;
        while (end < lines.size() && !trimmed(lines[end]).empty()) ++end;
        const bool note = is_comment(lines[at]);
        std::size_t head = at;
        if (end > at && !note && lines[at].find("-->") == std::string::npos) ++head;  // a cue's name
        if (head < end && !note) {
            const auto times = timing(lines[head]);
            if (!times) {
                complain(head, lines[head]);
            } else {
                Cue cue{times->first, times->second, {}, {}};
                for (std::size_t line = head + 1; line < end; ++line) {
                    if (!cue.text.empty()) cue.text += '\n';
                    read_payload(lines[line], cue);
                }
                if (cue.end_seconds <= cue.start_seconds) complain(head, lines[head]);
                if (!cues.empty() && cue.start_seconds < cues.back().end_seconds) complain(head, lines[head]);
                cues.push_back(std::move(cue));
            }
        } else if (end > at && !note) {
            complain(at, lines[at]);
        }
        at = end + 1;
    }
    return cues;
}

std::string write_vtt(const std::vector<Cue>& cues) {
    std::string vtt = "WEBVTT\n";
    for (const Cue& cue : cues) {
        vtt += "\n" + show_timestamp(cue.start_seconds) + " --> " + show_timestamp(cue.end_seconds) + "\n";
        if (!cue.speaker.empty()) vtt += "<v " + escape_html(cue.speaker) + ">";
        std::string words = cue.text;
        for (std::size_t at = 0; (at = words.find_first_of("&<>", at)) != std::string::npos;) {
            const std::string entity = words[at] == '&' ? "&amp;" : (words[at] == '<' ? "&lt;" : "&gt;");
            words.replace(at, 1, entity);
            at += entity.size();
        }
        vtt += words + "\n";
    }
    return vtt;
}

}  // namespace cityfm::text
