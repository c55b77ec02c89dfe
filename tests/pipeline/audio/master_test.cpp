// SPDX-License-Identifier: MIT
#include "pipeline/audio/master.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/meter/meter.h"
#include "pipeline/core/error.h"
#include "tests/support/files.h"
#include "tests/support/sound/hands.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;

namespace {

struct Made {
    audio::Programme programme;
    audio::Master master;
    audio::Loudness loudness;  ///< of the master's spill, measured in one go
};

audio::Loudness measured(const std::filesystem::path& spill, const audio::Master& master, bool dual_mono) {
    audio::Meter meter({48000, master.channels}, {.dual_mono = dual_mono});
    audio::play_spill(spill, master.channels, {0, master.frames}, meter);
    return meter.loudness();
}

Made make(const tests::Sound& sound, const audio::MasterGoal& goal, int channels = 2) {
    const tests::TempFolder folder;
    tests::Hands hands;
    tests::write_wav(folder / "in.wav", sound);
    Made made;
    made.programme =
        audio::assemble(folder / "in.wav", {.channels = channels}, folder / "programme", hands.job);
    made.master =
        audio::make_master(made.programme, folder / "programme", goal, folder / "master", hands.job);
    CHECK(audio::is_whole_spill(folder / "master", made.master.channels, made.master.frames));
    made.loudness = measured(folder / "master", made.master, goal.dual_mono);
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
        CHECK(*made.loudness.integrated_lufs == Approx(-16).margin(0.02));
        CHECK(*made.loudness.true_peak_dbtp <= -2.5 + 0.02);
        CHECK(made.master.frames == sound.frames());
    }
}

TEST_CASE("past its cap the limiter stops the build, or the master stays quieter where that is allowed") {
    // Far over the talk ten times a second, all the time.
    tests::Sound knocks = tests::speech_like(6, -30, 4);
    for (std::size_t i = 0; i < knocks.samples.size(); i += 9600) knocks.samples[i] = 0.9F;
    try {
        make(knocks, {-16, -2.5, false, false});
        FAIL("the limiter worked without a bound");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::limiter_over_cap);
        CHECK(error.kind == core::Kind::show);
        CHECK_FALSE(core::arg(error.args, "places").empty());
    }
    const Made quieter = make(knocks, {-16, -2.5, false, true});
    CHECK(quieter.master.below_target);
    CHECK(quieter.master.sustained_work_db == Approx(audio::limiter_cap_db).margin(0.1));
    CHECK(*quieter.loudness.integrated_lufs < -16.5);
}

TEST_CASE("single knocks are turned down as far as it takes, and their places are told") {
    tests::Sound knocks = tests::speech_like(12, -30, 4);
    for (const std::size_t second : {3U, 7U}) knocks.samples[second * 96000] = 0.9F;
    const Made made = make(knocks, {-16, -2.5, false, false});
    CHECK(*made.loudness.integrated_lufs == Approx(-16).margin(0.02));
    CHECK(*made.loudness.true_peak_dbtp <= -2.5 + 0.02);
    CHECK(audio::limiter_work_db(made.master.limiter_gains) > audio::limiter_cap_db);
    CHECK(made.master.sustained_work_db < audio::limiter_cap_db);
    CHECK(made.master.hardest_seconds == std::vector<double>{3, 7});
}

TEST_CASE("the waveform has the highest sample of each part, and no more parts than a page can draw") {
    std::vector<float> hops(5000, 0.25F);
    hops[2500] = 0.9F;
    hops.back() = 2;
    const std::vector<int> waveform = audio::waveform_of(hops);
    REQUIRE(waveform.size() == 1000);
    CHECK(waveform[0] == 25);
    CHECK(waveform[500] == 90);
    CHECK(waveform.back() == 100);
    CHECK(audio::waveform_of({0.5F}) == std::vector<int>{50});
    CHECK(audio::waveform_of({}).empty());
}

TEST_CASE("a channel for two loudspeakers counts 3 LU more, and without a target nothing is turned") {
    const tests::Sound voice = tests::speech_like(6, -20, 4, 1);
    const Made one = make(voice, {-19, -2.5, false, false}, 1);
    const Made two = make(voice, {-16, -2.5, true, false}, 1);
    CHECK(two.master.gain_db == Approx(one.master.gain_db).margin(0.02));
    CHECK(*two.loudness.integrated_lufs == Approx(-16).margin(0.02));
    const Made kept = make(voice, {std::nullopt, 0, false, false}, 1);
    CHECK(kept.master.gain_db == 0);
    CHECK(*kept.loudness.integrated_lufs == Approx(kept.programme.integrated_lufs).margin(1e-4));
}

TEST_CASE("without need for the limiter the master is the programme times one factor") {
    const Made made = make(tests::sine(4, 1000, -30), {-23, -1, false, false});
    CHECK(audio::limiter_work_db(made.master.limiter_gains) == 0);
    CHECK(made.master.gain_db == Approx(-23 - made.programme.integrated_lufs));
}

TEST_CASE("a mono recording becomes equal left and right at the same level") {
    const Made made = make(tests::sine(4, 1000, -20, 1), {-16, -2.5, false, false});
    CHECK(made.programme.channels == 2);
    // The high-pass swings in.
    CHECK(made.programme.true_peak_dbtp == Approx(-20).margin(0.3));
    CHECK(made.programme.integrated_lufs == Approx(-20).margin(0.1));
}

TEST_CASE("a recording of another rate keeps its length") {
    const Made made = make(tests::sine(3, 1000, -20, 2, 44100), {-16, -2.5, false, false});
    CHECK(made.programme.frames == Approx(3 * 48000).margin(2));
}

TEST_CASE("silence is refused by name and makes no gain") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "in.wav", tests::make_sound(3, 2, [](double) { return 0.0; }));
    try {
        audio::assemble(folder / "in.wav", {}, folder / "programme", tests::Hands().job);
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
    tests::Hands hands;
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(
        audio::assemble(folder / "in.wav", {}, folder / "programme", {hands.pool, source.get_token()}),
        core::Error);
    CHECK_FALSE(std::filesystem::exists(folder / "programme"));
}
