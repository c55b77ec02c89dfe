// SPDX-License-Identifier: MIT
#include "pipeline/audio/deliver/encoding_rounds.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/av/reader.h"
#include "pipeline/av/writer.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/sound/hands.h"
#include "tests/support/sound/spilled.h"

using namespace cityfm;
using audio::EncodedStretch;
using audio::to_the_end;

namespace {

const audio::Chunking tens{1000, 1000, 32, 8};  // a million frames a chunk

const model::RenditionSpec mp3{"mp3", "mp3", 128};
const model::RenditionSpec m4a{"m4a", "m4a", 128};

std::vector<float> decoded(const std::filesystem::path& path) {
    av::Reader reader(path);
    std::vector<float> samples;
    for (auto block = reader.read(); !block.empty(); block = reader.read())
        samples.insert(samples.end(), block.begin(), block.end());
    return samples;
}

/// The noise that encoding added, in dB under the sound, in each tenth of a second of two seconds around a
/// frame.
std::vector<double> noise_around(std::int64_t frame, const std::vector<float>& original,
                                 const std::vector<float>& encoded) {
    std::vector<double> noises;
    for (std::int64_t at = frame - 48000; at < frame + 48000; at += 4800) {
        double signal = 1e-12;
        double noise = 1e-12;
        for (auto i = static_cast<std::size_t>(2 * at); i < static_cast<std::size_t>(2 * (at + 4800)); ++i) {
            const auto x = static_cast<double>(original[i]);
            signal += x * x;
            noise += (static_cast<double>(encoded[i]) - x) * (static_cast<double>(encoded[i]) - x);
        }
        noises.push_back(10 * std::log10(noise / signal));
    }
    return noises;
}

}  // namespace

TEST_CASE("a sound is cut into chunks of a minute, the last between half of one and one and a half") {
    CHECK(audio::chunks_of(1, tens) == std::vector<EncodedStretch>{{0, to_the_end}});
    CHECK(audio::chunks_of(1'499'999, tens) == std::vector<EncodedStretch>{{0, to_the_end}});
    CHECK(audio::chunks_of(1'500'000, tens) == std::vector<EncodedStretch>{{0, 1000}, {1000, to_the_end}});
    CHECK(audio::chunks_of(3'000'000, tens) ==
          std::vector<EncodedStretch>{{0, 1000}, {1000, 2000}, {2000, to_the_end}});
}

TEST_CASE("a dip is encoded anew with room around it") {
    // The dip reaches 480 frames to both sides, and 16 packets more are taken.
    CHECK(audio::patches_for({{500'000, 1}}, 3'000'000, tens) == std::vector<EncodedStretch>{{483, 516}});
}

TEST_CASE("dips near each other, a border, the begin or the end are encoded anew as one across it") {
    CHECK(audio::patches_for({{300'000, 1}, {350'000, 1}, {700'000, 1}}, 3'000'000, tens) ==
          std::vector<EncodedStretch>{{283, 366}, {683, 716}});
    CHECK(audio::patches_for({{990'000, 1}}, 3'000'000, tens) == std::vector<EncodedStretch>{{872, 1128}});
    CHECK(audio::patches_for({{1'100'000, 1}}, 3'000'000, tens) == std::vector<EncodedStretch>{{872, 1128}});
    CHECK(audio::patches_for({{0, 1}}, 3'000'000, tens) == std::vector<EncodedStretch>{{0, 16}});
    CHECK(audio::patches_for({{2'999'000, 1}}, 3'000'000, tens) ==
          std::vector<EncodedStretch>{{2982, to_the_end}});
}

TEST_CASE("chunks and the patches over them follow one another without a gap") {
    using Order = std::vector<audio::OrderedStretch>;
    const std::vector<EncodedStretch> chunks = {{0, 1000}, {1000, 2000}, {2000, to_the_end}};
    CHECK(audio::in_order(chunks, {}) == Order{{false, 0, 0}, {false, 1, 1000}, {false, 2, 2000}});
    CHECK(audio::in_order(chunks, {{0, 16}, {483, 516}, {900, 1128}, {2900, to_the_end}}) ==
          Order{{true, 0, 0},
                {false, 0, 16},
                {true, 1, 483},
                {false, 0, 516},
                {true, 2, 900},
                {false, 1, 1128},
                {false, 2, 2000},
                {true, 3, 2900}});
    CHECK(audio::in_order({{0, to_the_end}}, {{0, to_the_end}}) == Order{{true, 0, 0}});
}

TEST_CASE("a file made in chunks is as long as its sound, and no joint is heard in its noise") {
    const tests::TempFolder folder;
    // 150 s: two borders. Around the first one the sound falls from loud to −60 dB, the hardest a joint can
    // be.
    tests::Sound sound = tests::speech_like(59.5, -3, 3);
    tests::append(sound, tests::speech_like(40.5, -63, 5));
    tests::append(sound, tests::speech_like(50, -6, 9));
    const audio::SpilledSound master = tests::spilled(sound, folder / "master");
    tests::Hands hands;
    for (const model::RenditionSpec& spec : {mp3, m4a, model::RenditionSpec{"mp3", "mp3", 64}}) {
        INFO(spec.format << " " << spec.bitrate_kbps);
        {
            audio::EncodingRounds rounds(master, spec, folder / "chunked");
            rounds.encode({-audio::prior_gain_db(spec), {}}, hands.job);
        }
        av::Writer writer(folder / "serial", audio::encoding_of(spec, 2));
        std::vector<float> fed = sound.samples;
        writer.write(fed);
        writer.finish();
        std::vector<float> chunked = decoded(folder / "chunked");
        std::vector<float> serial = decoded(folder / "serial");
        REQUIRE(chunked.size() >= sound.samples.size());
        CHECK(chunked.size() - sound.samples.size() <= (spec.format == "m4a" ? 2 * 1024U : 0U));
        for (const std::int64_t border : {60 * 48000, 120 * 48000}) {
            const std::vector<double> joined = noise_around(border, sound.samples, chunked);
            const std::vector<double> in_one_go = noise_around(border, sound.samples, serial);
            // AAC's control of its rate goes another way behind a joint, now better and now worse.
            const bool exact = spec.format == "mp3";
            double more = 0;
            for (std::size_t i = 0; i < joined.size(); ++i) {
                CHECK(joined[i] - in_one_go[i] <= (exact ? 0.1 : 2.0));
                more += joined[i] - in_one_go[i];
            }
            CHECK(more / static_cast<double>(joined.size()) <= (exact ? 0.05 : 0.3));
        }
        CHECK(tests::digests_below(folder.path()).size() == 3);  // the chunks are gone
    }
}

TEST_CASE("an MP3 made in chunks is free of faults for mp3val") {
    const tests::TempFolder folder;
    const audio::SpilledSound master = tests::spilled(tests::speech_like(150, -3, 3), folder / "master");
    tests::Hands hands;
    audio::EncodingRounds rounds(master, mp3, folder / "a.mp3");
    rounds.encode({}, hands.job);
    rounds.encode({0, {{70 * 48000, 3}}}, hands.job);
    const std::string report = tests::run_program({"mp3val", (folder / "a.mp3").string()}).out;
    INFO(report);
    CHECK(report.find("6252 MPEG frames") != std::string::npos);
    // That it has no tags yet is all that it may find.
    CHECK(report.find("WARNING") == report.rfind("WARNING"));
    CHECK(report.find("No supported tags") != std::string::npos);
    CHECK(report.find("ERROR") == std::string::npos);
    CHECK(decoded(folder / "a.mp3").size() == 2 * 150 * 48000U);
}

TEST_CASE("a repair changes the sound around its dip, and not a sample elsewhere") {
    const tests::TempFolder folder;
    const tests::Sound sound = tests::speech_like(150, -3, 3);
    const audio::SpilledSound master = tests::spilled(sound, folder / "master");
    tests::Hands hands;
    for (const model::RenditionSpec& spec : {mp3, m4a}) {
        INFO(spec.format);
        audio::EncodingRounds rounds(master, spec, folder / "out");
        rounds.encode({}, hands.job);
        const std::vector<float> before = decoded(folder / "out");
        const std::int64_t place = 30 * 48000;
        rounds.encode({0, {{place, 6}}}, hands.job);
        const std::vector<float> after = decoded(folder / "out");
        REQUIRE(after.size() == before.size());
        std::int64_t first = INT64_MAX;
        std::int64_t last = 0;
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (after[i] == before[i]) continue;
            first = std::min(first, static_cast<std::int64_t>(i) / 2);
            last = static_cast<std::int64_t>(i) / 2;
        }
        CHECK(first > place - 48000);
        CHECK(first < place);
        CHECK(last > place);
        CHECK(last < place + 48000);
    }
}

TEST_CASE("any number of threads makes the same file") {
    const tests::TempFolder folder;
    const audio::SpilledSound master = tests::spilled(tests::speech_like(150, -3, 3), folder / "master");
    for (const model::RenditionSpec& spec : {mp3, m4a}) {
        std::string first;
        for (const int threads : {1, 2, 5}) {
            core::ThreadPool pool(threads);
            const audio::Job job{pool};
            audio::EncodingRounds rounds(master, spec, folder / "out");
            rounds.encode({}, job);
            rounds.encode({0, {{47 * 48000, 3}, {60 * 48000, 3}}}, job);
            const std::string made = tests::read(folder / "out");
            if (first.empty()) first = made;
            CHECK(made == first);
        }
    }
}
