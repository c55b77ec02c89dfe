// SPDX-License-Identifier: MIT
#include "pipeline/model/preset.h"
#include "pipeline/core/json.h"

#include <catch2/catch.hpp>

#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

namespace {

const std::string radio =
    "target_lufs = -24\n"
    "[[rendition]]\n"
    "id = \"mp3\"\n"
    "format = \"mp3\"\n"
    "bitrate_kbps = 192\n";

/// What is found about a show's own preset of that content.
Lines findings_of(const std::string& toml) {
    const tests::TempFolder folder;
    tests::write(folder / "presets/radio.toml", toml);
    core::Findings findings;
    model::load_preset(folder.path(), "radio", findings);
    return tests::shown(findings);
}

}  // namespace

TEST_CASE("the podcast preset is that of the apps: -16 LUFS, MP3 first") {
    const tests::TempFolder folder;
    core::Findings findings;
    const auto preset = model::load_preset(folder.path(), "podcast", findings);
    CHECK(findings.empty());
    REQUIRE(preset.has_value());
    CHECK(preset->name == "podcast");
    CHECK(preset->target_lufs == Approx(-16));
    CHECK(preset->ceiling_dbtp == Approx(-1));
    CHECK(preset->channels == 2);
    REQUIRE_FALSE(preset->renditions.empty());
    CHECK(preset->renditions[0] == model::RenditionSpec{"mp3", "mp3", 128});
}

TEST_CASE("a show may bring its own preset, with defaults") {
    const tests::TempFolder folder;
    tests::write(folder / "presets/radio.toml", radio);
    core::Findings findings;
    const auto preset = model::load_preset(folder.path(), "radio", findings);
    CHECK(tests::shown(findings) == Lines{});
    REQUIRE(preset.has_value());
    CHECK(preset->target_lufs == Approx(-24));
    CHECK(preset->ceiling_dbtp == Approx(-1));
    CHECK(preset->channels == 2);
    CHECK(preset->renditions == std::vector<model::RenditionSpec>{{"mp3", "mp3", 192}});
}

TEST_CASE("a show's own preset goes before ours of the same name") {
    const tests::TempFolder folder;
    tests::write(folder / "presets/podcast.toml", radio);
    core::Findings findings;
    const auto preset = model::load_preset(folder.path(), "podcast", findings);
    REQUIRE(preset.has_value());
    CHECK(preset->target_lufs == Approx(-24));
}

TEST_CASE("a preset that nobody wrote is none, and no finding") {
    const tests::TempFolder folder;
    core::Findings findings;
    CHECK_FALSE(model::load_preset(folder.path(), "radio", findings).has_value());
    CHECK(findings.empty());
}

TEST_CASE("a preset's name does not lead out of the show") {
    const tests::TempFolder folder;
    tests::write(folder / "radio.toml", radio);
    tests::write(folder / "show/presets/own.toml", radio);
    core::Findings findings;
    CHECK_FALSE(model::load_preset(folder / "show", "../../radio", findings).has_value());
    CHECK_FALSE(model::load_preset(folder / "show", (folder / "radio").string(), findings).has_value());
    CHECK(model::load_preset(folder / "show", "own", findings).has_value());
}

TEST_CASE("a preset's names are ours and the show's own, each once") {
    const tests::TempFolder folder;
    tests::write(folder / "presets/podcast.toml", radio);
    tests::write(folder / "presets/aaa.toml", radio);
    tests::write(folder / "presets/zzz.toml", radio);
    tests::write(folder / "presets/readme.md", "no preset");
    const Lines names = model::preset_names(folder.path());
    CHECK(names.front() == "aaa");
    CHECK(names.back() == "zzz");
    CHECK(std::count(names.begin(), names.end(), "podcast") == 1);
    CHECK(std::count(names.begin(), names.end(), "readme") == 0);
}

TEST_CASE("what is wrong with a preset is found in its file") {
    CHECK(findings_of(radio + "bitrate = 1\n") ==
          Lines{"presets/radio.toml:6:1 error unknown-key key=bitrate meant="});
    CHECK(
        findings_of("target_lufs = 3\nceiling_dbtp = -21\nchannels = 6\n" + radio.substr(radio.find('['))) ==
        Lines{"presets/radio.toml:1:15 error too-large key=target_lufs found=3 least=-40 most=-5",
              "presets/radio.toml:2:16 error too-small key=ceiling_dbtp found=-21 least=-20 most=0",
              "presets/radio.toml:3:12 error too-large key=channels found=6 least=1 most=2"});
    CHECK(findings_of("target_lufs = \"-16\"\n" + radio.substr(radio.find('['))) ==
          Lines{"presets/radio.toml:1:15 error wrong-type key=target_lufs expected=number found=\"-16\""});
    CHECK(findings_of("target_lufs = -16.0\nrendition = []\n") ==
          Lines{"presets/radio.toml:2:13 error too-few key=rendition found=0 least=1 most=20"});
    CHECK(findings_of("target_lufs = -16.0\n") ==
          Lines{"presets/radio.toml:1:1 error missing-key key=rendition"});
    const Lines syntax = findings_of("target_lufs = \n");
    REQUIRE(syntax.size() == 1);
    CHECK(syntax[0].rfind("presets/radio.toml:1:", 0) == 0);
    CHECK(syntax[0].find(" error toml-syntax reason=") != std::string::npos);
}

TEST_CASE("the renditions of a preset have names of their own") {
    CHECK(findings_of(radio + radio.substr(radio.find('['))) ==
          Lines{"presets/radio.toml:7:6 error duplicate-id found=mp3"});
}

TEST_CASE("a rendition's format is one that can be made") {
    std::string wrong = radio;
    wrong.replace(wrong.find("format = \"mp3\""), 14, "format = \"mp4\"");
    const Lines found = findings_of(wrong);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rfind("presets/radio.toml:4:10 error wrong-choice key=format found=mp4 choices=mp3 ", 0) ==
          0);
}

TEST_CASE("the sound's options change with what is heard, and not with what is called") {
    model::Preset preset;
    preset.renditions = {{"mp3", "mp3", 128}};
    const std::string options = core::to_line(model::sound_options(preset));
    model::Preset renamed = preset;
    renamed.name = "other";
    renamed.description = "other words";
    CHECK(core::to_line(model::sound_options(renamed)) == options);
    model::Preset louder = preset;
    louder.target_lufs = -14;
    CHECK(core::to_line(model::sound_options(louder)) != options);
    model::Preset lower = preset;
    lower.ceiling_dbtp = -2;
    CHECK(core::to_line(model::sound_options(lower)) != options);
    model::Preset mono = preset;
    mono.channels = 1;
    CHECK(core::to_line(model::sound_options(mono)) != options);
    model::Preset smaller = preset;
    smaller.renditions[0].bitrate_kbps = 64;
    CHECK(core::to_line(model::sound_options(smaller)) != options);
}
