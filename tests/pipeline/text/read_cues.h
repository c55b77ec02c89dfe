// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "pipeline/core/time.h"
#include "pipeline/text/transcript.h"
#include "tests/pipeline/model/sample_show.h"

namespace cityfm::tests {

inline model::Person person(const std::string& id, const std::string& name) {
    model::Person person;
    person.id = id;
    person.name = name;
    return person;
}

/// The people of the tests' show.
inline const std::vector<model::Person> two_people = {person("mikan", "みかん"), person("gen", "ゲンさん")};

/// What a file reads as, and what is found about it, a line each.
struct ReadCues {
    std::vector<model::Cue> cues;
    Lines found;
};

inline ReadCues read_cues(const std::string& bytes, const std::vector<model::Person>& people = two_people) {
    core::Findings findings;
    ReadCues read;
    read.cues = text::read_transcript(bytes, "t.vtt", people, findings);
    read.found = shown(findings);
    return read;
}

/// The cues of a transcript that nothing is wrong with.
inline std::vector<model::Cue> cues_of(const std::string& bytes,
                                       const std::vector<model::Person>& people = two_people) {
    const ReadCues read = read_cues(bytes, people);
    CHECK(read.found == Lines{});
    return read.cues;
}

/// What is found about a transcript.
inline Lines found_in(const std::string& bytes) {
    return read_cues(bytes).found;
}

/// A cue to the millisecond: `00:00:01.000 00:00:02.500 [みかん] こんにちは`.
inline std::string shown(const model::Cue& cue) {
    const auto time = [](double seconds) { return core::show_milliseconds(std::llround(seconds * 1000)); };
    return time(cue.start_seconds) + " " + time(cue.end_seconds) + " [" + cue.speaker + "] " + cue.text;
}

inline Lines shown(const std::vector<model::Cue>& cues) {
    Lines lines;
    for (const model::Cue& cue : cues) lines.push_back(shown(cue));
    return lines;
}

/// The same text with other ends of lines.
inline std::string with_line_ends(const std::string& text, const std::string& ends) {
    std::string other;
    for (const char c : text) other += c == '\n' ? ends : std::string(1, c);
    return other;
}

}  // namespace cityfm::tests
