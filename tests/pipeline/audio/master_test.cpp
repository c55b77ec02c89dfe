// SPDX-License-Identifier: MIT
#include "pipeline/audio/master.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "tests/support/files.h"
#include "tests/support/signals.h"

using namespace cityfm;

namespace {

struct Made {
    audio::Programme programme;
    audio::Master master;
};

Made make(const tests::Sound& sound, const audio::MasterGoal& goal, int channels = 2) {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", sound);
    Made made;
    made.programme = audio::assemble(folder / "in.wav", channels, folder / "programme", {}, [](double) {});
    made.master =
        audio::make_master(made.programme, folder / "programme", goal, folder / "master", {}, [](double) {});
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(folder / "master"));
    CHECK(bytes == made.master.frames * made.master.channels * 4);
    return made;
}

}  // namespace

TEST_CASE("the first gain is the missing loudness") {
    CHECK(audio::next_gain_db({{0, -30}}, -16) == Approx(14));
    CHECK(audio::next_gain_db({{2, -10}}, -16) == Approx(-4));
}

TEST_CASE("later gains follow the secant through the last two tries") {
    // Half a LU a dB behind the limiter: one LU is missing, so two dB more.
    CHECK(audio::next_gain_db({{10, -18}, {12, -17}}, -16) == Approx(14));
}

TEST_CASE("a gain that hardly helps any more is raised by bounded steps") {
    CHECK(audio::next_gain_db({{10, -17}, {20, -16.99}}, -10) == Approx(26));
    CHECK(audio::next_gain_db({{10, -17}, {10, -17}}, -16) == Approx(11));
}

TEST_CASE("the master is at its target and under its ceiling, from quiet and from loud recordings") {
    tests::Sound clicks = tests::speech_like(6, -20, 4);
    for (std::size_t i = 0; i < clicks.samples.size(); i += 48000) clicks.samples[i] = 0.4F;
    const std::vector<std::pair<const char*, tests::Sound>> recordings = {
        {"quiet", tests::speech_like(6, -40)}, {"loud", tests::speech_like(6, 0)}, {"clicks", clicks}};
    for (const auto& [name, sound] : recordings) {
        INFO(name);
        const Made made = make(sound, {-16, -2.5, false, false});
        CHECK(*made.master.loudness.integrated_lufs == Approx(-16).margin(0.02));
        CHECK(*made.master.loudness.true_peak_dbtp <= -2.5 + 0.02);
        CHECK(made.master.frames == sound.frames());
    }
}

TEST_CASE("past its cap the limiter stops the build, or the master stays quieter where that is allowed") {
    tests::Sound knock = tests::speech_like(6, -30, 4);
    knock.samples[96000] = 0.9F;
    try {
        make(knock, {-16, -2.5, false, false});
        FAIL("the limiter worked without a bound");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::limiter_over_cap);
        CHECK(error.kind == core::Kind::show);
    }
    const Made quieter = make(knock, {-16, -2.5, false, true});
    CHECK(quieter.master.below_target);
    CHECK(quieter.master.limiter_work_db == Approx(audio::limiter_cap_db).margin(0.1));
    CHECK(*quieter.master.loudness.integrated_lufs < -16.5);
}

TEST_CASE("a channel for two loudspeakers counts 3 LU more, and without a target nothing is turned") {
    const tests::Sound voice = tests::speech_like(6, -20, 4, 1);
    const Made one = make(voice, {-19, -2.5, false, false}, 1);
    const Made two = make(voice, {-16, -2.5, true, false}, 1);
    CHECK(two.master.gain_db == Approx(one.master.gain_db).margin(0.02));
    CHECK(*two.master.loudness.integrated_lufs == Approx(-16).margin(0.02));
    const Made kept = make(voice, {std::nullopt, 0, false, false}, 1);
    CHECK(kept.master.gain_db == 0);
    CHECK(*kept.master.loudness.integrated_lufs ==
          Approx(*kept.programme.loudness.integrated_lufs).margin(1e-4));
}

TEST_CASE("without need for the limiter the master is the programme times one factor") {
    const Made made = make(tests::sine(4, 1000, -30), {-23, -1, false, false});
    CHECK(made.master.limiter_work_db == 0);
    CHECK(made.master.gain_db == Approx(-23 - *made.programme.loudness.integrated_lufs));
}

TEST_CASE("a mono recording becomes equal left and right at the same level") {
    const Made made = make(tests::sine(4, 1000, -20, 1), {-16, -2.5, false, false});
    CHECK(made.programme.channels == 2);
    CHECK(*made.programme.loudness.sample_peak_dbfs == Approx(-20).margin(0.01));
    CHECK(*made.programme.loudness.integrated_lufs == Approx(-20).margin(0.1));
}

TEST_CASE("a recording of another rate keeps its length") {
    const Made made = make(tests::sine(3, 1000, -20, 2, 44100), {-16, -2.5, false, false});
    CHECK(made.programme.frames == Approx(3 * 48000).margin(2));
}

TEST_CASE("silence is refused by name and makes no gain") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::make_sound(3, 2, [](double) { return 0.0; }));
    try {
        audio::assemble(folder / "in.wav", 2, folder / "programme", {}, [](double) {});
        FAIL("silence was taken");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::silent);
        CHECK(error.kind == core::Kind::show);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "programme"));
}

TEST_CASE("a request to stop ends the work and leaves no spill") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::sine(3, 1000, -20));
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(
        audio::assemble(folder / "in.wav", 2, folder / "programme", source.get_token(), [](double) {}),
        core::Error);
    CHECK_FALSE(std::filesystem::exists(folder / "programme"));
}
