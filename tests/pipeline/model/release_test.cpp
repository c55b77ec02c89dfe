// SPDX-License-Identifier: MIT
#include "pipeline/model/release.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "tests/support/files.h"

using namespace cityfm;
using core::Code;

namespace {

model::Release sample() {
    model::Release release;
    release.guid = "e553da9a-8538-54e9-86ca-7710de6a19c3";
    release.preset = "podcast";
    release.target_lufs = -16;
    release.ceiling_dbtp = -1;
    release.gain_db = 3.25;
    release.limiter_work_db = 0.5;
    release.inputs = {{"voice.m4a", std::string(64, 'a')}, {"声.wav", std::string(64, 'b')}};
    release.sound = std::string(64, 'c');
    release.tags = std::string(64, 'd');
    model::Rendition mp3;
    mp3.id = "mp3";
    mp3.format = "mp3";
    mp3.path = "media/ramen-0123456789ab.mp3";
    mp3.type = "audio/mpeg";
    mp3.bytes = 5'000'000'000;
    mp3.sha256 = std::string(64, 'e');
    mp3.stream_sha256 = std::string(64, 'f');
    mp3.frames = 86'400'000'000;
    mp3.sample_rate = 48000;
    mp3.channels = 2;
    mp3.bitrate_kbps = 128;
    mp3.integrated_lufs = -16.03125;
    mp3.range_lu = 4.5;
    mp3.true_peak_dbtp = -1.25;
    release.renditions = {mp3};
    return release;
}

struct Refusal {
    Code code = Code::unexpected;
    core::Kind kind = core::Kind::failed;
    core::Args args;
};

Refusal refusal_of(const std::string& text) {
    try {
        model::parse_release(text, "episodes/ramen/release.json");
    } catch (const core::Error& error) {
        return {error.code, error.kind, error.args};
    }
    return {};
}

std::string with(const std::string& from, const std::string& to) {
    std::string text = model::to_json_text(sample());
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a release is the same after writing and reading") {
    CHECK(model::parse_release(model::to_json_text(sample()), "release.json") == sample());
}

TEST_CASE("the same release has the same bytes, also after reading") {
    const std::string text = model::to_json_text(sample());
    CHECK(model::to_json_text(sample()) == text);
    CHECK(model::to_json_text(model::parse_release(text, "release.json")) == text);
}

TEST_CASE("figures are rounded so that git sees no noise") {
    model::Release noisy = sample();
    noisy.gain_db = 3.25 + 1e-9;
    noisy.renditions[0].integrated_lufs = -16.03125 - 1e-9;
    CHECK(model::to_json_text(noisy) == model::to_json_text(sample()));
}

TEST_CASE("a release is a document that people can read, ending in a newline") {
    const std::string text = model::to_json_text(sample());
    CHECK(text.rfind("{\n  \"version\": 1,\n  \"guid\": \"e553da9a-8538-54e9-86ca-7710de6a19c3\",\n", 0) ==
          0);
    CHECK(text.find("\"声.wav\": ") != std::string::npos);
    CHECK(text.find("\"bytes\": 5000000000,") != std::string::npos);
    CHECK(text.find("\"duration_seconds\": 1800000.0,") != std::string::npos);
    CHECK(text.substr(text.size() - 2) == "}\n");
}

TEST_CASE("a release without renditions lasts no time") {
    CHECK(model::Release{}.duration_seconds() == 0);
    CHECK(model::Rendition{}.duration_seconds() == 0);
    CHECK(sample().duration_seconds() == Approx(1'800'000));
}

TEST_CASE("a release of a newer version is refused, whatever else it holds") {
    const Refusal refusal = refusal_of(R"({"version": 2, "something": "else"})");
    CHECK(refusal.code == Code::newer_release);
    CHECK(refusal.kind == core::Kind::show);
    CHECK(core::arg(refusal.args, "version") == "2");
    CHECK(core::arg(refusal.args, "path") == "episodes/ramen/release.json");
}

TEST_CASE("what is no JSON, or not that of a release, is refused") {
    const auto text =
        GENERATE(as<std::string>{}, "", "{", "[]", "null", "{}", "\"release\"", "{\"version\": \"1\"}",
                 "{\"version\": 1}", "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n");
    CAPTURE(text);
    const Refusal refusal = refusal_of(text);
    CHECK(refusal.code == Code::json_syntax);
    CHECK(refusal.kind == core::Kind::show);
    CHECK(core::arg(refusal.args, "path") == "episodes/ramen/release.json");
    CHECK_FALSE(core::arg(refusal.args, "reason").empty());
}

TEST_CASE("a release that was cut short or spoilt is refused") {
    const std::string text = model::to_json_text(sample());
    CHECK(refusal_of(text.substr(0, text.size() / 2)).code == Code::json_syntax);
    CHECK(refusal_of(with("\"guid\": ", "\"gidu\": ")).code == Code::json_syntax);
    CHECK(refusal_of(with("5000000000", "\"5 GB\"")).code == Code::json_syntax);
    CHECK(refusal_of(with("\"stream_sha256\"", "\"stream\"")).code == Code::json_syntax);
    CHECK(refusal_of(with("\"renditions\": [", "\"renditions\": [7,")).code == Code::json_syntax);
}

TEST_CASE("an imported release says what its old feed said, and reads back as it was") {
    model::Release release;
    release.guid = "https://old.example.jp/?p=12";
    release.guid_is_link = true;
    model::Rendition sound;
    sound.id = sound.format = "mp3";
    sound.path = "https://old.example.jp/12.mp3";
    sound.type = "audio/mpeg";
    sound.bytes = 5'000'000'000;
    sound.listed_seconds = 1801;
    release.renditions = {sound, sound};
    release.renditions[1].path = "media/2024-01-01-ramen-0123456789ab.mp3";
    release.renditions[1].origin = sound.path;
    release.renditions[1].sha256 = std::string(64, 'a');
    release.imported =
        model::Imported{"https://old.example.jp/12.png",
                        {{"https://old.example.jp/12.vtt", "text/vtt"}},
                        model::Resource{"https://old.example.jp/12.json", "application/json+chapters"}};
    CHECK(model::parse_release(model::to_json_text(release), "release.json") == release);
    CHECK(release.duration_seconds() == 1801);
    CHECK(release.renditions[0].is_elsewhere());
    CHECK_FALSE(release.renditions[1].is_elsewhere());
}

TEST_CASE("an imported episode offers what its listeners have, whatever else there is") {
    model::Release release = sample();
    release.renditions.insert(release.renditions.begin(), release.renditions[0]);
    release.renditions[0].format = "m4a";
    CHECK(model::enclosed(release).format == "mp3");
    release.imported = model::Imported{};
    CHECK(model::enclosed(release).format == "m4a");
}
