// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/reference_meter.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/meter/meter.h"
#include "pipeline/audio/meter/self_test.h"
#include "pipeline/core/error.h"
#include "tests/support/sound/signals.h"
#include "tests/support/sound/yardstick.h"

using namespace cityfm;

namespace {

audio::Loudness by_reference(const tests::Sound& sound, const av::SoundFormat& format,
                             bool dual_mono = false) {
    audio::ReferenceMeter meter(format, dual_mono);
    const std::span<const float> all = sound.samples;
    // However it is cut.
    const std::size_t part = 4801 * static_cast<std::size_t>(format.channels);
    for (std::size_t at = 0; at < all.size(); at += part)
        meter.push(all.subspan(at, std::min(part, all.size() - at)));
    return meter.loudness();
}

audio::Loudness by_ours(const tests::Sound& sound, const av::SoundFormat& format, bool dual_mono = false) {
    audio::Metering metering;
    metering.dual_mono = dual_mono;
    audio::Meter meter(format, metering);
    meter.push(sound.samples);
    return meter.loudness();
}

}  // namespace

TEST_CASE("a full-scale tone is as loud as the standard says, by the second opinion, too") {
    const audio::Loudness found = by_reference(tests::sine(20, 1000, -23), {48000, 2});
    CHECK(*found.integrated_lufs == Approx(-23).margin(0.1));
    CHECK(*found.true_peak_dbtp == Approx(-23).margin(0.1));
}

TEST_CASE("both meters agree on one channel, two, and six by where they belong") {
    struct Row {
        int channels;
        std::uint64_t speakers;
        int rate;
        bool dual_mono;
    };
    const Row row = GENERATE(Row{1, 0, 44100, false}, Row{1, 0, 48000, true}, Row{2, 0, 48000, false},
                             Row{6, 0x3f, 48000, false}, Row{6, 0x60f, 48000, false});
    INFO(row.channels << " channels, speakers " << row.speakers);
    const tests::Sound sound = tests::speech_like(12, -6, 3, row.channels, row.rate);
    const av::SoundFormat format{row.rate, row.channels, row.speakers};
    const audio::Loudness ours = by_ours(sound, format, row.dual_mono);
    const audio::Loudness reference = by_reference(sound, format, row.dual_mono);
    CHECK(*ours.integrated_lufs == Approx(*reference.integrated_lufs).margin(0.001));
    CHECK(audio::agree(ours, reference));
}

TEST_CASE("of silence both say that there is no figure, and that is agreement") {
    const tests::Sound silence{std::vector<float>(96000), 48000, 1};
    const audio::Loudness ours = by_ours(silence, {48000, 1});
    const audio::Loudness reference = by_reference(silence, {48000, 1});
    CHECK_FALSE(reference.integrated_lufs);
    CHECK_FALSE(reference.range_lu);
    CHECK_FALSE(reference.true_peak_dbtp);
    CHECK(audio::agree(ours, reference));
}

TEST_CASE("meters that differ by more than a hundredth do not agree") {
    audio::Loudness ours;
    ours.integrated_lufs = -16;
    ours.true_peak_dbtp = -1;
    ours.range_lu = 5;
    audio::Loudness other = ours;
    CHECK(audio::agree(ours, other));
    other.integrated_lufs = -16.02;
    CHECK_FALSE(audio::agree(ours, other));
    other = ours;
    other.true_peak_dbtp = -1.02;
    CHECK_FALSE(audio::agree(ours, other));
    other = ours;
    other.range_lu.reset();
    CHECK_FALSE(audio::agree(ours, other));
}

TEST_CASE("a rate that libebur128 cannot measure is an error that names it") {
    try {
        const audio::ReferenceMeter meter({0, 2});
        FAIL("it was taken");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::library_failed);
        CHECK(core::arg(error.args, "library") == "libebur128");
    }
}

TEST_CASE("the signals of the self-test are what the standard and both meters say they are") {
    const std::vector<audio::SelfTest> tests = audio::test_meters();
    REQUIRE(tests.size() == 5);
    for (const audio::SelfTest& test : tests) {
        INFO(test.signal);
        CHECK(test.is_good());
    }
    CHECK(*tests[0].ours.integrated_lufs == Approx(-23).margin(0.01));
    CHECK(*tests[2].ours.range_lu == Approx(10).margin(0.1));
    audio::SelfTest wrong = tests[0];
    wrong.ours.integrated_lufs = *wrong.ours.integrated_lufs + 0.5;
    CHECK_FALSE(wrong.is_good());
    wrong.reference = wrong.ours;
    CHECK_FALSE(wrong.is_good());
}
