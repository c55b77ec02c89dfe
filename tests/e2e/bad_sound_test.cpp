// SPDX-License-Identifier: MIT
// Sound that breaks off, holds no numbers, is too short or no sound at all: refused with a clear text in both
// languages, or taken as far as it goes where that was asked for.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

path two(const path& show) {
    return show / "episodes/two";
}

tests::Sound voice(double seconds, int channels = 2, int rate = 48000) {
    return tests::speech_like(seconds, -12, 3, channels, rate);
}

/// A FLAC in whose second half a stretch is rubbish.
std::string broken_flac(const path& folder) {
    tests::write_wav(folder / "whole.wav", voice(6));
    tests::run_program({"ffmpeg", "-v", "error", "-y", "-i", (folder / "whole.wav").string(),
                        (folder / "whole.flac").string()});
    std::string bytes = tests::read(folder / "whole.flac");
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 80000; ++i)
        bytes[i] = static_cast<char>(i * 7);
    std::filesystem::remove(folder / "whole.wav");
    std::filesystem::remove(folder / "whole.flac");
    return bytes;
}

tests::Sound with_holes() {
    tests::Sound sound = voice(6);
    sound.samples[1000] = std::numeric_limits<float>::quiet_NaN();
    sound.samples[100001] = std::numeric_limits<float>::infinity();
    sound.samples[200002] = -std::numeric_limits<float>::infinity();
    return sound;
}

struct Damage {
    std::string name;
    std::string recording;
    std::string bytes;
    std::string english;
    std::string japanese;
    double least_seconds;
};

std::vector<Damage> damages() {
    const tests::TempFolder folder;
    std::string cut = tests::wav_bytes(voice(6));
    cut.resize(cut.size() / 2);
    return {
        {"rubbish half-way", "voice.flac", broken_flac(folder.path()),
         "s of sound are missing from episodes/two/voice.flac", "秒分の音が失われて", 4},
        {"cut half-way", "voice.wav", cut, "ends after 00:02, although it states 00:06",
         "00:06 あるはずですが", 2.9},
        {"NaN and infinity", "voice.wav", tests::wav_bytes(with_holes()),
         "3 samples in episodes/two/voice.wav", "数値でないサンプルが 3 個", 5.9},
    };
}

}  // namespace

TEST_CASE("a damaged recording is refused with 3, and taken as far as it goes with --allow-damaged") {
    for (const Damage& damage : damages()) {
        for (const std::string language : {"en", "ja"}) {
            INFO(damage.name << ", " << language);
            const tests::TempFolder show;
            tests::make_small_show(show.path());
            tests::write(two(show.path()) / damage.recording, damage.bytes);
            tests::replace_in(two(show.path()) / "episode.toml", "voice.wav", damage.recording);
            const tests::Ran refused = tests::cityfm_on(show.path(), language, {"build", "two"});
            INFO(refused.err);
            CHECK(refused.code == 3);
            CHECK(tests::holds(refused.err, language == "en" ? damage.english : damage.japanese));
            CHECK(tests::holds(refused.err, "--allow-damaged"));
            CHECK_FALSE(std::filesystem::exists(two(show.path()) / "release.json"));

            const tests::Ran taken =
                tests::cityfm_on(show.path(), language, {"build", "two", "--allow-damaged"});
            INFO(taken.err);
            CHECK(taken.code == 0);
            CHECK(tests::holds(taken.err, language == "en" ? damage.english : damage.japanese));
            const json release = json::parse(tests::read(two(show.path()) / "release.json"));
            for (const json& rendition : release.at("renditions")) {
                CHECK(rendition.at("duration_seconds").get<double>() >= damage.least_seconds);
                CHECK(rendition.at("integrated_lufs").get<double>() == Approx(-16).margin(0.1));
                CHECK(rendition.at("true_peak_dbtp").get<double>() <= -1);
            }
        }
    }
}

TEST_CASE("measure gives the figures of a damaged file, and ends with 3 unless that is allowed") {
    const tests::TempFolder folder;
    for (const Damage& damage : damages()) {
        INFO(damage.name);
        const std::string file = (folder / damage.recording).string();
        tests::write(file, damage.bytes);
        const tests::Ran told = tests::cityfm({"--json", "measure", file});
        CHECK(told.code == 3);
        const json measured = json::parse(told.out).at("files").at(0);
        CHECK(measured.at("integrated_lufs").get<double>() < -10);
        CHECK(measured.at("duration_seconds").get<double>() >= damage.least_seconds);
        const double declared = measured.at("declared_seconds").get<double>();
        CHECK((measured.at("duration_seconds").get<double>() < declared - 1 ||
               measured.at("damages").get<int>() > 0 || measured.at("not_numbers").get<int>() == 3));
        CHECK(tests::holds(told.err, "--allow-damaged"));
        CHECK(tests::cityfm({"measure", "--allow-damaged", file}).code == 0);
    }
}

TEST_CASE("numbers that are none do no harm to the sound around them, whatever the rate") {
    const tests::TempFolder folder;
    for (const int rate : {44100, 48000}) {
        tests::Sound sound = with_holes();
        sound.sample_rate = rate;
        tests::write_wav(folder / "holes.wav", sound);
        for (float& x : sound.samples) x = std::isfinite(x) ? x : 0;
        tests::write_wav(folder / "zeros.wav", sound);
        const auto figures = [&](const std::string& name) {
            return json::parse(
                       tests::cityfm({"--json", "measure", "--allow-damaged", (folder / name).string()}).out)
                .at("files")
                .at(0)
                .at("integrated_lufs");
        };
        CHECK(figures("holes.wav") == figures("zeros.wav"));
    }
}

TEST_CASE("a recording of one frame or of 10 ms is too short, in both languages") {
    for (const double seconds : {1.0 / 48000, 0.01, 0.39}) {
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        tests::write_wav(two(show.path()) / "voice.wav", voice(seconds));
        const tests::Ran english = tests::cityfm_on(show.path(), "en", {"build", "two"});
        CHECK(english.code == 3);
        CHECK(tests::holds(english.err, "episodes/two/voice.wav is shorter than 0.4 seconds"));
        const tests::Ran japanese = tests::cityfm_on(show.path(), "ja", {"build", "two"});
        CHECK(japanese.code == 3);
        CHECK(tests::holds(japanese.err, "0.4 秒より短く"));
        const std::string file = (two(show.path()) / "voice.wav").string();
        const tests::Ran measured = tests::cityfm({"measure", file});
        CHECK(measured.code == 0);
        CHECK(tests::holds(measured.out, "–"));
        CHECK_FALSE(tests::holds(measured.out, "silent"));
    }
}

TEST_CASE("half a second is enough, and what is loud beyond all bounds is brought down") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::Sound huge = tests::sine(4, 440, 0);
    for (float& x : huge.samples) x *= 1e20F;
    for (const tests::Sound& sound : {tests::sine(0.5, 440, -20), huge}) {
        tests::write_wav(two(show.path()) / "voice.wav", sound);
        const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"build", "two"});
        INFO(ran.err);
        CHECK(ran.code == 0);
        const json release = json::parse(tests::read(two(show.path()) / "release.json"));
        CHECK(release.at("renditions").at(0).at("integrated_lufs").get<double>() == Approx(-16).margin(0.1));
    }
}

TEST_CASE("a constant is no sound: it is delivered as promised or refused, and never without a word") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write_wav(two(show.path()) / "voice.wav", tests::make_sound(6, 2, [](double) { return 0.5; }));
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"build", "two"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(tests::holds(ran.err, "the limiter would have to take away"));
}

TEST_CASE("another preset is taken for one build when it is named, and an unknown one is refused") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran built =
        tests::cityfm_on(show.path(), "en", {"build", "two", "--preset", "broadcast-r128"});
    INFO(built.err);
    CHECK(built.code == 0);
    const json release = json::parse(tests::read(two(show.path()) / "release.json"));
    CHECK(release.at("preset") == "broadcast-r128");
    CHECK(release.at("target_lufs") == -23);
    REQUIRE(release.at("renditions").size() == 1);
    CHECK(release.at("renditions").at(0).at("format") == "wav");
    CHECK_FALSE(std::filesystem::exists(show / "episodes/one/release.json"));

    const tests::Ran unknown = tests::cityfm_on(show.path(), "en", {"build", "--preset", "podcst"});
    CHECK(unknown.code == 2);
    CHECK(tests::holds(unknown.err, "there is no preset \"podcst\"; did you mean \"podcast\"?"));
    CHECK(tests::cityfm_on(show.path(), "ja", {"build", "--preset", "podcst"}).code == 2);
}

TEST_CASE("damage that was allowed once is refused again where it is not") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::Sound sound = with_holes();
    for (float& x : sound.samples) x *= 0.01F;
    // Clicks all the time, which no limiter may bring under the ceiling.
    for (std::size_t i = 5000; i < sound.samples.size(); i += 9600) sound.samples[i] = 1;
    tests::write_wav(two(show.path()) / "voice.wav", sound);
    CHECK(tests::cityfm_on(show.path(), "en", {"build", "two", "--allow-damaged"}).code == 3);
    const tests::Ran again = tests::cityfm_on(show.path(), "en", {"build", "two", "--preset", "archive"});
    INFO(again.err);
    CHECK(again.code == 3);
    CHECK(tests::holds(again.err, "are no numbers"));
}

TEST_CASE("tags are written anew although the recording has been put away") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    CHECK(tests::cityfm_on(show.path(), "en", {"build"}).code == 0);
    std::filesystem::remove(two(show.path()) / "voice.wav");
    tests::replace_in(two(show.path()) / "episode.toml", "title = \"", "title = \"New: ");
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"build", "--retag", "two"});
    INFO(ran.err);
    CHECK(ran.code == 0);
}

TEST_CASE("a picture that cannot be drawn is told, and keeps nothing from being published") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / ".cityfm/reports", "in the way");
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"run"});
    CHECK(ran.code == 1);
    CHECK(tests::holds(ran.err, "reports"));
    CHECK(tests::holds(ran.err, "announced: lobby/two"));
    CHECK(std::filesystem::exists(show / "public/feed.xml"));
}
