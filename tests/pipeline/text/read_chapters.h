// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "pipeline/core/time.h"
#include "pipeline/text/chapters.h"
#include "tests/pipeline/model/sample_show.h"

namespace cityfm::tests {

/// What a file of chapters reads as, and what is found about it, a line each.
struct ReadChapters {
    std::vector<text::PlacedChapter> chapters;
    Lines found;
};

inline ReadChapters read_chapters(const std::string& bytes) {
    core::Findings findings;
    ReadChapters read;
    read.chapters = text::read_chapters(bytes, "c", findings);
    read.found = shown(findings);
    return read;
}

/// A chapter behind the line at which it stands: `2 00:01:02.500 title link=… art=… image=…`.
inline std::string shown(const text::PlacedChapter& placed) {
    const model::Chapter& chapter = placed.chapter;
    std::string line = std::to_string(placed.line) + " " +
                       core::show_milliseconds(std::llround(chapter.start_seconds * 1000)) + " " +
                       chapter.title;
    if (!chapter.link.empty()) line += " link=" + chapter.link;
    if (!chapter.art.empty()) line += " art=" + chapter.art;
    if (!chapter.image.empty()) line += " image=" + chapter.image;
    return line;
}

inline Lines shown(const std::vector<text::PlacedChapter>& chapters) {
    Lines lines;
    for (const text::PlacedChapter& placed : chapters) lines.push_back(shown(placed));
    return lines;
}

/// The chapters of a file that nothing is wrong with.
inline Lines chapters_of(const std::string& bytes) {
    const ReadChapters read = read_chapters(bytes);
    CHECK(read.found == Lines{});
    return shown(read.chapters);
}

/// What is found about a file.
inline Lines found_in_chapters(const std::string& bytes) {
    return read_chapters(bytes).found;
}

}  // namespace cityfm::tests
