// SPDX-License-Identifier: MIT
// Recordings that something is wrong with: told at `check`, mended where that is safe, and never silent.
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "pipeline/audio/measure.h"
#include "pipeline/av/reader.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;
using tests::holds;

namespace {

/// A show whose second episode has this recording.
struct Shown {
    explicit Shown(const tests::Sound& sound, const std::string& keys = {}) {
        tests::make_small_show(folder.path());
        tests::write_wav(episode() / "voice.wav", sound);
        tests::replace_in(episode() / "episode.toml", "audio = \"voice.wav\"",
                          "audio = \"voice.wav\"\n" + keys);
    }
    path episode() const { return folder / "episodes/two"; }
    tests::Ran run(std::vector<std::string> words) const {
        return tests::cityfm_on(folder.path(), "en", words);
    }
    json release() const { return json::parse(tests::read(episode() / "release.json")); }
    path file(std::size_t rendition) const {
        return folder / "public" / release()["renditions"][rendition]["path"].get<std::string>();
    }

    tests::TempFolder folder;
};

tests::Sound voice() {
    return tests::speech_like(8, -12, 3);
}

tests::Sound left_only() {
    tests::Sound sound = voice();
    for (std::size_t i = 1; i < sound.samples.size(); i += 2) sound.samples[i] = 0;
    return sound;
}

tests::Sound inverted() {
    tests::Sound sound = voice();
    for (std::size_t i = 1; i < sound.samples.size(); i += 2) sound.samples[i] = -sound.samples[i];
    return sound;
}

/// The level of each channel of a delivered file, in dBFS.
std::vector<double> levels(const path& file) {
    av::Reader reader(file, {.format = av::SoundFormat{48000, 2}});
    std::vector<double> squares(2);
    double frames = 0;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        for (std::size_t i = 0; i < block.size(); ++i)
            squares[i % 2] += static_cast<double>(block[i]) * block[i];
        frames += static_cast<double>(block.size()) / 2;
    }
    return {10 * std::log10(squares[0] / frames), 10 * std::log10(squares[1] / frames)};
}

}  // namespace

TEST_CASE("a recording with one dead channel is told at check and delivered on both sides") {
    const Shown show(left_only());
    const tests::Ran checked = show.run({"check"});
    INFO(checked.err);
    CHECK(checked.code == 0);
    CHECK(holds(checked.out + checked.err, "there is sound in the left channel only; it is used for both"));
    REQUIRE(show.run({"build", "two"}).code == 0);
    const std::vector<double> made = levels(show.file(0));
    CHECK(made[0] == Approx(made[1]).margin(0.1));
    const Shown kept(left_only(), "fix = \"none\"\n");
    REQUIRE(kept.run({"build", "two"}).code == 0);
    CHECK(levels(kept.file(0))[1] < levels(kept.file(0))[0] - 20);
}

TEST_CASE("a mono preset never delivers silence of an inverted channel") {
    const Shown show(inverted(), "preset = \"spoken-mono\"\n");
    const tests::Ran checked = show.run({"check"});
    CHECK(holds(checked.out + checked.err, "one channel is inverted (often a faulty cable); it is turned"));
    const tests::Ran built = show.run({"build", "two"});
    INFO(built.err);
    REQUIRE(built.code == 0);
    CHECK(show.release()["renditions"][0]["integrated_lufs"].get<double>() == Approx(-19).margin(0.1));
    const double gain = show.release()["gain_db"];
    CHECK(gain < 20);
}

TEST_CASE("check listens to a recording once, and to what was released no more") {
    const Shown show(inverted());
    REQUIRE(holds(show.run({"check"}).err, "") == true);
    const auto results = [&] {
        return tests::digests_below((show.folder / ".cityfm/store/results").string());
    };
    const auto after_first = results();
    CHECK_FALSE(after_first.empty());
    const tests::Ran again = show.run({"check"});
    CHECK(holds(again.out + again.err, "one channel is inverted"));
    CHECK(results() == after_first);
    REQUIRE(show.run({"build"}).code == 0);
    const tests::Ran released = show.run({"check"});
    CHECK_FALSE(holds(released.out + released.err, "one channel is inverted"));
}

TEST_CASE("a track or a fix that is written later makes the episode anew, and is recorded") {
    const Shown show(inverted());
    REQUIRE(show.run({"build", "two"}).code == 0);
    CHECK(show.release()["version"] == 2);
    const std::string peaks = show.release()["peaks"];
    CHECK(peaks.size() == 2 * 800);
    tests::replace_in(show.episode() / "episode.toml", "audio = \"voice.wav\"",
                      "audio = \"voice.wav\"\nfix = \"invert-right\"");
    const tests::Ran fixed = show.run({"build", "two"});
    INFO(fixed.err);
    REQUIRE(fixed.code == 0);
    CHECK(show.release()["fix"] == "invert-right");
    // It was public: both of its files are remembered.
    CHECK(show.release()["former"].size() == 2);
    // Both in phase again: their sum is as loud as each.
    av::Reader reader(show.file(0), {.format = av::SoundFormat{48000, 1}});
    CHECK_FALSE(reader.read().empty());
    CHECK(*audio::measure_file(show.file(0), {}).loudness.integrated_lufs == Approx(-16).margin(0.1));

    tests::replace_in(show.episode() / "episode.toml", "fix = \"invert-right\"", "track = 7");
    const tests::Ran absent = show.run({"build", "two"});
    CHECK(absent.code == 3);
    CHECK(holds(absent.err, "has no sound track \"7\". It has: 1 (pcm_f32le, 2 ch)"));
}

TEST_CASE("a release of version 1 stands as it is") {
    const Shown show(voice());
    REQUIRE(show.run({"build", "two"}).code == 0);
    json release = show.release();
    release["version"] = 1;
    release.erase("peaks");
    tests::write(show.episode() / "release.json", release.dump(2) + "\n");
    const tests::Ran again = show.run({"--json", "build", "two"});
    INFO(again.err);
    CHECK(again.code == 0);
    CHECK(json::parse(tests::read(show.episode() / "release.json"))["version"] == 1);
}

TEST_CASE("knocks on the table are turned down and named, and the talk is at its target") {
    tests::Sound sound = tests::speech_like(20, -38, 3);
    for (const std::size_t second : {4U, 13U}) {
        for (std::size_t i = 0; i < 2400; ++i) {
            const double t = static_cast<double>(i / 2) / 48000;
            sound.samples[second * 96000 + i] +=
                static_cast<float>(0.98 * std::exp(-200 * t) * std::sin(2 * std::numbers::pi * 120 * t));
        }
    }
    const Shown show(sound);
    const tests::Ran built = show.run({"build", "two"});
    INFO(built.err);
    CHECK(built.code == 0);
    CHECK(holds(built.err, "short loud sounds (knocks, clicks, laughter) were turned down by up to"));
    CHECK(holds(built.err, "00:04, 00:13"));
    CHECK(show.release()["renditions"][0]["integrated_lufs"].get<double>() == Approx(-16).margin(0.1));
}
