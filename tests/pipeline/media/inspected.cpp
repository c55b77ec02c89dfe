// SPDX-License-Identifier: MIT
#include "tests/pipeline/media/inspected.h"

#include <catch2/catch.hpp>

#include "pipeline/media/package.h"
#include "tests/pipeline/media/hostile.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/support/command.h"

namespace cityfm::tests {

std::filesystem::path plain_file(const TempFolder& folder, const std::string& format) {
    write(folder / ("untagged." + format), plain(format));
    return folder / ("untagged." + format);
}

std::filesystem::path tagged_file(const TempFolder& folder, const std::string& format,
                                  const media::Tags& tags) {
    media::package(plain_file(folder, format), format, tags, folder / ("tagged." + format));
    return folder / ("tagged." + format);
}

std::vector<std::string> misses_of(const media::Inspected& inspected) {
    std::vector<std::string> misses;
    for (const core::Finding& miss : inspected.misses) {
        const std::string field = core::arg(miss.args, "field");
        misses.push_back(std::string(core::name_of(miss.code)) + (field.empty() ? "" : " " + field));
    }
    return misses;
}

media::Inspected inspect_mp3_with(int version, const std::string& frames) {
    const TempFolder folder;
    write(folder / "a.mp3", id3(version, frames) + plain("mp3"));
    return media::inspect(folder / "a.mp3");
}

void convert(const std::filesystem::path& from, const std::filesystem::path& to,
             const std::vector<std::string>& how) {
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-i", from};
    words.insert(words.end(), how.begin(), how.end());
    words.push_back(to);
    const Ran ran = run_program(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
}

}  // namespace cityfm::tests
