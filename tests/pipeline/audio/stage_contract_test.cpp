// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>

#include "pipeline/audio/listen/dips.h"
#include "pipeline/audio/stages/gain.h"
#include "pipeline/audio/stages/high_pass.h"
#include "pipeline/audio/stages/limiter.h"
#include "tests/support/sound/stages.h"

using namespace cityfm;

namespace {

struct Maker {
    const char* name;
    std::function<std::unique_ptr<audio::Stage>(audio::Stage& next, int channels)> make;
};

const std::vector<Maker> makers = {
    {"gain", [](audio::Stage& next, int) { return std::make_unique<audio::Gain>(next, 3.7); }},
    {"limiter",
     [](audio::Stage& next, int channels) { return std::make_unique<audio::Limiter>(next, channels, -9.0); }},
    {"high pass",
     [](audio::Stage& next, int channels) { return std::make_unique<audio::HighPass>(next, channels); }},
    {"dips",
     [](audio::Stage& next, int channels) {
         const std::vector<audio::Dip> dips = {{0, 3}, {900, 6}, {1200, 2}, {33000, 12}};
         return std::make_unique<audio::Dips>(next, channels, dips);
     }},
};

}  // namespace

TEST_CASE("every stage gives the same samples whatever the blocks, and as many frames as it got") {
    for (const Maker& maker : makers) {
        for (const int channels : {1, 2}) {
            const tests::Sound sound = tests::speech_like(0.7, -1, 5, channels);
            std::vector<float> expected;
            for (const std::size_t frames : {1U, 2U, 3U, 5U, 7U, 17U, 511U, 997U, 4096U, 100000U}) {
                INFO(maker.name << ", " << channels << " channels, blocks of " << frames);
                tests::Collector end;
                tests::play(sound, *maker.make(end, channels), frames);
                CHECK(end.finished == 1);
                REQUIRE(end.samples.size() == sound.samples.size());
                if (expected.empty()) expected = end.samples;
                CHECK(end.samples == expected);
            }
        }
    }
}

TEST_CASE("every stage keeps each frame in its place") {
    for (const Maker& maker : makers) {
        INFO(maker.name);
        tests::Sound sound{std::vector<float>(2 * 2000, 0.0F), 48000, 2};
        for (const std::size_t frame : {0U, 1U, 700U, 1999U}) sound.samples[2 * frame + 1] = 0.1F;
        tests::Collector end;
        tests::play(sound, *maker.make(end, 2), 64);
        for (std::size_t i = 0; i < sound.samples.size(); ++i) {
            // A filter rings on for a while, far below.
            CHECK((std::abs(end.samples[i]) > 0.01F) == (sound.samples[i] != 0.0F));
        }
    }
}

TEST_CASE("every stage takes no sound at all, and a single frame") {
    for (const Maker& maker : makers) {
        INFO(maker.name);
        tests::Collector nothing;
        maker.make(nothing, 2)->finish();
        CHECK(nothing.samples.empty());
        CHECK(nothing.finished == 1);
        tests::Collector one;
        tests::play({{0.25F, -0.25F}, 48000, 2}, *maker.make(one, 2), 1);
        CHECK(one.samples.size() == 2);
    }
}
