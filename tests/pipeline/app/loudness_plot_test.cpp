// SPDX-License-Identifier: MIT
#include "pipeline/app/make/loudness_plot.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/cli/messages.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using audio::SlidingLoudness;

namespace {

app::LoudnessPlot plot() {
    app::LoudnessPlot made;
    made.title = "a <b> & \"c\".mp3";
    made.curve = {1, {{-20, {}}, {-18, -19}, {{}, {}}, {-24, -22}}};
    made.figures.integrated_lufs = -16.004;
    made.target_lufs = -16;
    made.ceiling_dbtp = -1;
    made.limiter_gains = {1, 0.5, 1, 0.9};
    return made;
}

app::Words in(cli::Language language) {
    return [language](core::Code code, const core::Args& args) {
        return cli::render(cli::text_of(code), args, language);
    };
}

bool is_well_formed(const std::string& svg) {
    const tests::TempFolder folder;
    tests::write(folder / "a.svg", svg);
    const tests::Ran ran = tests::run_program({"xmllint", "--noout", "--nonet", (folder / "a.svg").string()});
    return ran.code == 0 && ran.err.empty();
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("a picture of loudness is well-formed, whatever the title, in both languages") {
    for (const cli::Language language : {cli::Language::english, cli::Language::japanese}) {
        const std::string svg = app::to_svg(plot(), in(language));
        CHECK(is_well_formed(svg));
        CHECK(tests::holds(svg, "a &lt;b&gt; &amp; &quot;c&quot;.mp3"));
        CHECK(tests::holds(svg, "-16.00 LUFS"));
    }
    CHECK(tests::holds(app::to_svg(plot(), in(cli::Language::japanese)), "目標"));
    app::LoudnessPlot odd = plot();
    odd.title = "new\nline \x01 \xff 声🎙️.wav";
    CHECK(is_well_formed(app::to_svg(odd, in(cli::Language::english))));
}

TEST_CASE("the picture has a bar for each second that was limited, as long as what was taken away") {
    const std::string svg = app::to_svg(plot(), in(cli::Language::english));
    const std::size_t limiter = svg.find("<path fill=\"#fd8d3c\"");
    REQUIRE(limiter != std::string::npos);
    const std::string bars = svg.substr(limiter, svg.find("/>", limiter) - limiter);
    CHECK(count(bars, "M") == 2);
    // 60 dB are 320 pixels, and 0 dB lies at 64: the ceiling at 69.3, 6.02 dB below it at 101.4.
    CHECK(tests::holds(bars, "M288.0 69.3V101.4H520.0V69.3Z"));
}

TEST_CASE(
    "without target, ceiling and limiter the picture has none of them, and silence is drawn as nothing") {
    app::LoudnessPlot silent;
    silent.title = "silence";
    silent.curve = {0.1, {{{}, {}}, {{}, {}}}};
    const std::string svg = app::to_svg(silent, in(cli::Language::english));
    CHECK(is_well_formed(svg));
    CHECK(tests::holds(svg, "silent"));
    for (const char* colour : {"#238b45", "#cb181d", "#fd8d3c"}) CHECK_FALSE(tests::holds(svg, colour));
    CHECK(is_well_formed(app::to_svg({}, in(cli::Language::english))));
}

TEST_CASE(
    "a curve has at most the points asked for, with the loudest moment and the last short-term of each") {
    std::vector<SlidingLoudness::Tenth> tenths(2500);
    for (std::size_t i = 0; i < tenths.size(); ++i) tenths[i] = {i == 1234 ? 1.0F : 0.01F, 0.1F};
    const audio::LoudnessCurve curve = audio::curve_of(tenths, 1000);
    CHECK(curve.seconds_a_point == Approx(0.3));
    REQUIRE(curve.points.size() == 834);
    CHECK(*curve.points[1234 / 3].momentary_lufs == Approx(-0.691));
    CHECK(*curve.points[0].momentary_lufs == Approx(-20.691));
    CHECK(*curve.points[0].short_term_lufs == Approx(-10.691));
    CHECK(audio::curve_of({}).points.empty());
    CHECK_FALSE(audio::curve_of(std::vector<SlidingLoudness::Tenth>(3)).points[0].momentary_lufs);
}

TEST_CASE("measure draws where a limiter has to work to bring a recording to the target") {
    const tests::TempFolder folder;
    tests::Sound sound = tests::speech_like(8, -30);
    for (std::size_t i = 0; i < 40; ++i) sound.samples[480000 + i] = 0.3F;
    tests::write_wav(folder / "a.wav", sound);
    const std::string picture = (folder / "a.svg").string();
    const tests::Ran ran = tests::cityfm({"measure", "--plot", picture, (folder / "a.wav").string()});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.err, "loudness over time: " + picture));
    const std::string svg = tests::read(picture);
    CHECK(is_well_formed(svg));
    CHECK(tests::holds(svg, "#fd8d3c"));
    // A second time: the same bytes.
    tests::cityfm({"measure", "--plot", picture, "--jobs", "1", (folder / "a.wav").string()});
    CHECK(tests::read(picture) == svg);
}

TEST_CASE("one picture is drawn at a time, and a preset for it has to be there") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "a.wav", tests::speech_like(1, -20));
    const std::string file = (folder / "a.wav").string();
    const std::string picture = (folder / "a.svg").string();
    CHECK(tests::cityfm({"measure", "--plot", picture, file, file}).code == 2);
    CHECK(tests::cityfm({"measure", "--plot", picture, "--preset", "nosuch", file}).code == 2);
    CHECK_FALSE(std::filesystem::exists(picture));
    CHECK(tests::cityfm({"measure", "--plot", (folder / "a.wav" / "x.svg").string(), file}).code == 1);
}

TEST_CASE("a build draws a picture beside each release and says where") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran ran = tests::cityfm_on(show.path(), "ja", {"build"});
    CHECK(ran.code == 0);
    for (const std::string episode : {"one", "two"}) {
        CHECK(tests::holds(ran.err, "音量の推移: .cityfm/reports/" + episode + ".svg"));
        const std::string svg = tests::read(show / (".cityfm/reports/" + episode + ".svg"));
        CHECK(is_well_formed(svg));
        CHECK(tests::holds(
            svg, "<text x=\"56.0\" y=\"24.0\" font-size=\"16\" fill=\"#222222\">" + episode + " mp3"));
    }
}
