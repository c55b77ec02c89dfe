// SPDX-License-Identifier: MIT
#include "pipeline/audio/pass.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/stages/gain.h"
#include "pipeline/audio/stages/limiter.h"
#include "pipeline/core/error.h"
#include "tests/support/files.h"
#include "tests/support/sound/hands.h"
#include "tests/support/sound/spilled.h"
#include "tests/support/sound/stages.h"
#include "tests/support/sound/yardstick.h"

using namespace cityfm;

namespace {

std::vector<float> content(const std::filesystem::path& path, const tests::Sound& shape) {
    tests::Collector end;
    audio::play_spill(path, shape.channels, {0, shape.frames()}, end);
    return end.samples;
}

}  // namespace

TEST_CASE("a pass in chunks measures what libebur128 measures in one go") {
    const tests::TempFolder folder;
    tests::Sound sound = tests::speech_like(130, -3, 3);
    sound.samples[static_cast<std::size_t>(2 * 60 * 48000)] = 0.95F;  // right on the border of two chunks
    tests::Hands hands;
    const audio::Passed passed =
        audio::pass(tests::spilled(sound, folder / "in"), {.peaks = true}, nullptr, hands.job);
    const tests::Yardstick whole = tests::by_libebur128(sound);
    CHECK(*passed.integrated_lufs == Approx(*whole.integrated_lufs).margin(1e-6));
    CHECK(*passed.true_peak_dbtp == audio::to_db(whole.true_peak));
    CHECK(passed.limiter_gains.empty());
    CHECK(audio::limiter_work_db(passed.limiter_gains) == 0);
}

TEST_CASE("where a chunk is entered in the middle of a loud sound no peak is made up") {
    const tests::TempFolder folder;
    const tests::Sound sound =
        tests::sine(130, 0.7, -0.1);  // at its loudest for a long time, again and again
    tests::Hands hands;
    const audio::Passed passed =
        audio::pass(tests::spilled(sound, folder / "in"), {.peaks = true}, nullptr, hands.job);
    CHECK(*passed.true_peak_dbtp == audio::to_db(tests::by_libebur128(sound).true_peak));
}

TEST_CASE("a pass in chunks writes what gain and limiter make in one go, to a float's last digits") {
    const tests::TempFolder folder;
    tests::Sound sound = tests::speech_like(130, -3, 3);
    // Loud up to the border, then −60 dB: the limiter is still letting go in the next chunk.
    for (std::size_t i = static_cast<std::size_t>(2 * 60 * 48000); i < sound.samples.size(); ++i)
        sound.samples[i] *= 0.001F;
    const audio::Treatment treatment{.gain_db = 4, .ceiling_dbtp = -2.5};
    tests::Hands hands;
    audio::Spill out(folder / "out", 2);
    const audio::Passed passed =
        audio::pass(tests::spilled(sound, folder / "in"), treatment, &out, hands.job);
    out.finish();
    tests::Collector whole;
    audio::Limiter limiter(whole, 2, -2.5);
    audio::Gain gain(limiter, 4);
    tests::play(sound, gain, 4096);
    const std::vector<float> made = content(folder / "out", sound);
    REQUIRE(made.size() == whole.samples.size());
    float most = 0;
    for (std::size_t i = 0; i < made.size(); ++i) most = std::max(most, std::abs(made[i] - whole.samples[i]));
    CHECK(most < 2e-7F);
    // A gain a second, the chunks' put together.
    REQUIRE(passed.limiter_gains.size() == 130);
    REQUIRE(limiter.least_gains().size() == 13000);
    for (std::size_t i = 0; i < 130; ++i) {
        const auto hop = limiter.least_gains().begin() + static_cast<std::ptrdiff_t>(100 * i);
        CHECK(passed.limiter_gains[i] == Approx(*std::min_element(hop, hop + 100)).margin(1e-9));
    }
    CHECK(audio::limiter_work_db(passed.limiter_gains) > 2);
    CHECK(passed.limiter_gains.back() == 1.0);
}

TEST_CASE("any number of threads passes the same sound and the same figures") {
    const tests::TempFolder folder;
    const tests::Sound sound = tests::speech_like(150, 0, 3);
    const audio::SpilledSound in = tests::spilled(sound, folder / "in");
    std::string first;
    std::optional<double> integrated;
    for (const int threads : {1, 2, 5}) {
        core::ThreadPool pool(threads);
        audio::Spill out(folder / "out", 2);
        const audio::Passed passed =
            audio::pass(in, {.gain_db = 2, .ceiling_dbtp = -2.5}, &out, audio::Job{pool});
        out.finish();
        const std::string made = tests::read(folder / "out");
        if (first.empty()) first = made;
        if (!integrated) integrated = passed.integrated_lufs;
        CHECK(made == first);
        CHECK(passed.integrated_lufs == integrated);
    }
}

TEST_CASE("a pass ends when the end was asked for") {
    const tests::TempFolder folder;
    const audio::SpilledSound in = tests::spilled(tests::speech_like(2, -3, 3), folder / "in");
    tests::Hands hands;
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(audio::pass(in, {}, nullptr, {hands.pool, source.get_token()}), core::Error);
}

TEST_CASE("a spill that a power failure cut short is not taken for a whole one") {
    const tests::TempFolder folder;
    const audio::SpilledSound in = tests::spilled(tests::speech_like(1, -3, 3), folder / "in");
    CHECK(audio::is_whole_spill(in.path, 2, in.frames));
    CHECK_FALSE(audio::is_whole_spill(in.path, 2, in.frames + 1));
    CHECK_FALSE(audio::is_whole_spill(in.path, 1, in.frames));
    std::filesystem::resize_file(in.path, 1000);
    CHECK_FALSE(audio::is_whole_spill(in.path, 2, in.frames));
    CHECK_FALSE(audio::is_whole_spill(folder / "none", 2, 0));
    tests::Hands hands;
    CHECK_THROWS_AS(audio::pass(in, {}, nullptr, hands.job), core::Error);
}

TEST_CASE("a spill appears when it is whole, and not before") {
    const tests::TempFolder folder;
    {
        audio::Spill spill(folder / "a", 2);
        spill.write(0, std::vector<float>(200));
        CHECK_FALSE(std::filesystem::exists(folder / "a"));
    }
    CHECK(tests::digests_below(folder.path()).empty());
}
