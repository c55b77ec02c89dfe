// SPDX-License-Identifier: MIT
// Transcripts and lists of chapters of any bytes: nothing crashes, and what is written from what was read
// reads back as the same.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

using namespace cityfm;

namespace {

const std::vector<model::Person> people = {{"mikan", "みかん", "", "host", "", ""},
                                           {"gen", "Gen: san", "", "guest", "", ""}};

void require(bool holds, const char* what) {
    if (holds) return;
    std::fputs(what, stderr);
    std::abort();
}

std::vector<model::Cue> read_again(const std::string& text) {
    core::Findings findings;
    return text::read_transcript(text, "again", people, findings);
}

void fuzz_transcript(const std::string& bytes) {
    core::Findings findings;
    const auto cues = text::read_transcript(bytes, "t", people, findings);
    text::write_srt(cues);
    text::transcript_plain(cues);
    // Times that no sound has are findings, and never published.
    if (core::has_errors(findings)) return;
    const auto again = read_again(text::write_vtt(cues));
    require(again.size() == cues.size(), "WebVTT reads back as another number of cues\n");
    require(read_again(text::write_vtt(again)) == again, "WebVTT does not read back as itself\n");
    require(read_again(text::write_transcript_json(again)) == again,
            "JSON does not read back as the same cues\n");
}

void fuzz_chapters(const std::string& bytes) {
    core::Findings findings;
    std::vector<model::Chapter> chapters;
    for (const text::PlacedChapter& placed : text::read_chapters(bytes, "c", findings)) {
        require(!placed.chapter.title.empty(), "a chapter without a title\n");
        chapters.push_back(placed.chapter);
    }
    text::chapter_lines(chapters);
    core::Findings none;
    const auto again = text::read_chapters(text::chapters_json(chapters), "again", none);
    require(again.size() == chapters.size(), "chapters.json reads back as another number of chapters\n");
    for (std::size_t i = 0; i < again.size(); ++i) {
        require(again[i].chapter.title == chapters[i].title, "a title reads back as another\n");
        require(again[i].chapter.link == chapters[i].link, "a link reads back as another\n");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz_transcript(bytes);
    fuzz_chapters(bytes);
    return 0;
}
