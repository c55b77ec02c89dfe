// SPDX-License-Identifier: MIT
#include "tests/pipeline/media/hostile.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "pipeline/av/reader.h"
#include "pipeline/media/package.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/apart.h"

namespace cityfm::tests {

const std::string& plain(const std::string& format) {
    static std::map<std::string, std::string> made;
    std::string& bytes = made[format];
    if (bytes.empty()) {
        const TempFolder folder;
        bytes = read(sound_file(folder, format));
    }
    return bytes;
}

const media::Tags& all_tags() {
    static const media::Tags tags = full_tags();
    return tags;
}

const std::string& freshly_tagged(const std::string& format) {
    static std::map<std::string, std::string> made;
    std::string& bytes = made[format];
    if (bytes.empty()) {
        const TempFolder folder;
        write(folder / "plain", plain(format));
        media::package(folder / "plain", format, all_tags(), folder / "tagged");
        bytes = read(folder / "tagged");
    }
    return bytes;
}

long kilobytes_for(const std::string& bytes) {
    return 128'000 + static_cast<long>(8 * bytes.size() / 1000);
}

std::optional<media::Inspected> look_at(const std::string& format, const std::string& bytes) {
    const TempFolder folder;
    const std::filesystem::path file = folder / ("hostile." + format);
    write(file, bytes);
    const std::string end = checked_end([&] { media::inspect(file); }, kilobytes_for(bytes));
    if (end != "well") return std::nullopt;
    return media::inspect(file);
}

void check_tagged_anew(const std::string& format, const std::string& bytes, Wanted wanted) {
    const TempFolder folder;
    write(folder / "hostile", bytes);
    write(folder / "plain", plain(format));
    const media::Tags& tags = all_tags();
    const std::string end = checked_end(
        [&] { media::package(folder / "hostile", format, tags, folder / "tagged"); }, kilobytes_for(bytes));
    if (wanted == Wanted::same_bytes) CHECK(end == "well");
    if (end != "well" || wanted == Wanted::good_end) return;
    CHECK(av::stream_sha256(folder / "tagged") == av::stream_sha256(folder / "plain"));
    if (wanted == Wanted::same_sound_or_refusal) return;
    const bool equal = read(folder / "tagged") == freshly_tagged(format);
    CHECK(equal);
}

bool misses(const media::Inspected& inspected, core::Code code) {
    return std::any_of(inspected.misses.begin(), inspected.misses.end(),
                       [&](const core::Finding& miss) { return miss.code == code; });
}

std::set<core::Code> faults_of(const media::Inspected& inspected) {
    using core::Code;
    std::set<Code> codes;
    for (const core::Finding& miss : inspected.misses) {
        if (miss.code != Code::misses_field && miss.code != Code::misses_picture &&
            miss.code != Code::misses_loudness && miss.code != Code::misses_chapters)
            codes.insert(miss.code);
    }
    return codes;
}

std::vector<std::int64_t> starts_of(const media::Inspected& inspected) {
    std::vector<std::int64_t> starts;
    for (const media::TagChapter& chapter : inspected.tags.chapters) starts.push_back(chapter.start_ms);
    return starts;
}

std::vector<std::string> titles_of(const media::Inspected& inspected) {
    std::vector<std::string> titles;
    for (const media::TagChapter& chapter : inspected.tags.chapters) titles.push_back(chapter.title);
    return titles;
}

}  // namespace cityfm::tests
