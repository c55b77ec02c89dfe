// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/audio/measure.h"
#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;
using nlohmann::json;

TEST_CASE("the sample show goes its whole way, and FFmpeg's meter agrees on every delivered file") {
    const tests::TempFolder folder;
    std::filesystem::create_directories(folder / "show");
    for (const char* part : {"assets", "episodes", "show.toml"}) {
        std::filesystem::copy(std::filesystem::path(CITYFM_SOURCE) / "episodes_sample" / part,
                              folder / "show" / part, std::filesystem::copy_options::recursive);
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder / "show/episodes")) {
        std::filesystem::remove(entry.path() / "release.json");
    }
    const std::vector<std::string> arguments = {"-C", folder / "show", "run", "--first-time", "--json"};
    const tests::Ran ran = tests::cityfm(arguments);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const json report = json::parse(ran.out);
    REQUIRE(report.at("episodes").size() == 3);
    CHECK(tests::lines_of(folder / "show/announcements-sent.jsonl").size() == 3);
    for (const json& episode : report.at("episodes")) {
        for (const json& rendition : episode.at("release").at("renditions")) {
            INFO(rendition.dump(1));
            const std::filesystem::path file =
                folder / "show/published" / rendition.at("path").get<std::string>();
            const audio::Measured measured = audio::measure_file(file, {});
            CHECK(*measured.loudness.integrated_lufs == Approx(-16).margin(0.5));
            CHECK(*measured.loudness.true_peak_dbtp <= -1);
            const tests::Ran theirs =
                tests::run_program({"ffmpeg", "-nostats", "-hide_banner", "-i", file, "-map", "0:a", "-af",
                                    "ebur128=peak=true", "-f", "null", "-"});
            const std::string summary = theirs.err.substr(theirs.err.rfind("Summary:"));
            const auto figure = [&](const std::string& label) {
                return std::stod(summary.substr(summary.find(label) + label.size()));
            };
            CHECK(figure("I:") == Approx(*measured.loudness.integrated_lufs).margin(0.1));
            CHECK(figure("Peak:") == Approx(*measured.loudness.true_peak_dbtp).margin(0.1));
        }
    }
    CHECK(tests::cityfm(arguments).code == 0);
    CHECK(tests::lines_of(folder / "show/announcements-sent.jsonl").size() == 3);
}

TEST_CASE("the sample show has nothing to mend and is small") {
    const tests::Ran checked =
        tests::cityfm({"-C", std::string(CITYFM_SOURCE) + "/episodes_sample", "check", "--lang", "en"});
    CHECK(checked.code == 0);
    CHECK(checked.out.empty());
    std::uintmax_t bytes = 0;
    for (const char* pattern : {".opus", ".m4a", ".mp3", ".png"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::string(CITYFM_SOURCE) + "/episodes_sample")) {
            const bool output = entry.path().string().find("/public/") != std::string::npos ||
                                entry.path().string().find("/published/") != std::string::npos;
            if (!output && entry.path().extension() == pattern) bytes += entry.file_size();
        }
    }
    CHECK(bytes > 1000000);
    CHECK(bytes <= 6 * 1024 * 1024);
}
