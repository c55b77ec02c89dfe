// SPDX-License-Identifier: MIT
#include "pipeline/model/release.h"

#include <algorithm>
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
    mp3.path = "media/ramen-eeeeeeeeeeee.mp3";
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

/// What reading finds, all in this file.
core::Findings findings_in(const std::string& text) {
    core::Findings findings;
    const auto release = model::parse_release(text, "episodes/ramen/release.json", findings);
    CHECK(release.has_value() == findings.empty());
    for (const core::Finding& finding : findings) CHECK(finding.where.file == "episodes/ramen/release.json");
    return findings;
}

model::Release read_back(const std::string& text) {
    core::Findings findings;
    const auto release = model::parse_release(text, "release.json", findings);
    INFO((findings.empty() ? "" : core::arg(findings[0].args, "key")));
    REQUIRE(release);
    return *release;
}

std::string with(const std::string& from, const std::string& to) {
    std::string text = model::to_json_text(sample());
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a release is the same after writing and reading") {
    CHECK(read_back(model::to_json_text(sample())) == sample());
}

TEST_CASE("the same release has the same bytes, also after reading") {
    const std::string text = model::to_json_text(sample());
    CHECK(model::to_json_text(sample()) == text);
    CHECK(model::to_json_text(read_back(text)) == text);
}

TEST_CASE("figures are rounded so that git sees no noise") {
    model::Release noisy = sample();
    noisy.gain_db = 3.25 + 1e-9;
    noisy.renditions[0].integrated_lufs = -16.03125 - 1e-9;
    CHECK(model::to_json_text(noisy) == model::to_json_text(sample()));
}

TEST_CASE("a release is a document that people can read, ending in a newline") {
    const std::string text = model::to_json_text(sample());
    CHECK(text.rfind("{\n  \"version\": 2,\n  \"guid\": \"e553da9a-8538-54e9-86ca-7710de6a19c3\",\n", 0) ==
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
    const core::Findings findings = findings_in(R"({"version": 3, "something": "else"})");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == Code::newer_release);
    CHECK(core::arg(findings[0].args, "version") == "3");
    CHECK(core::arg(findings[0].args, "path") == "episodes/ramen/release.json");
}

TEST_CASE("what is no JSON, or not that of a release, is refused") {
    const auto text = GENERATE(as<std::string>{}, "", "{", "[]", "null", "\"release\"",
                               "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n");
    CAPTURE(text);
    const core::Findings findings = findings_in(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == Code::json_syntax);
    CHECK(core::arg(findings[0].args, "path") == "episodes/ramen/release.json");
    CHECK_FALSE(core::arg(findings[0].args, "reason").empty());
    for (const char* other : {"{}", "{\"version\": \"1\"}", "{\"version\": 1}", "{\"version\": -1}"})
        CHECK(findings_in(other).front().code == Code::bad_record);
}

TEST_CASE("each value of a release that is not what cityfm writes is told with its line") {
    struct Row {
        std::string from;
        std::string to;
        std::string key;
    };
    const std::string digest_e(64, 'e');
    const auto row = GENERATE_COPY(values<Row>({
        {"\"guid\": \"e553da9a-8538-54e9-86ca-7710de6a19c3\"", "\"guid\": \"\"", "guid"},
        {"\"guid\": ", "\"gidu\": ", "guid"},
        {"5000000000", "\"5 GB\"", "renditions[0].bytes"},
        {"5000000000", "-1", "renditions[0].bytes"},
        {"5000000000", "1e30", "renditions[0].bytes"},
        {"5000000000", "0", "renditions[0].bytes"},
        {"\"stream_sha256\"", "\"stream\"", "renditions[0].stream_sha256"},
        {"\"renditions\": [", "\"renditions\": [7,", "renditions"},
        {"media/ramen-eeeeeeeeeeee.mp3", "../.git/config", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "/etc/passwd", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/../../x-eeeeeeeeeeee.mp3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/a/b-eeeeeeeeeeee.mp3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/ramen-eeeeeeeeeeee.mp3/x", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/ramen-dddddddddddd.mp3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/.hidden-eeeeeeeeeeee.mp3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/Ramen-eeeeeeeeeeee.mp3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/ramen-eeeeeeeeeeee.mp3\\u0000x", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "media/ramen-eeeeeeeeeeee.m\\np3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "https://elsewhere.example/x.mp3", "renditions[0].path"},
        {"media/ramen-eeeeeeeeeeee.mp3", "x://../.git/config", "renditions[0].path"},
        {digest_e, std::string(64, 'E'), "renditions[0].sha256"},
        {digest_e, "../" + digest_e, "renditions[0].sha256"},
        {digest_e, "", "renditions[0].sha256"},
        {std::string(64, 'c'), "c", "sound"},
        {std::string(64, 'a'), "a", "inputs.voice.m4a"},
        {"voice.m4a", "../voice.m4a", "inputs.../voice.m4a"},
        {"voice.m4a", ".git/config", "inputs..git/config"},
        {"audio/mpeg", "text/html", "renditions[0].type"},
        {"audio/mpeg", "audio/mpeg\\r\\nX-Evil: 1", "renditions[0].type"},
        {"\"format\": \"mp3\"", "\"format\": \"exe\"", "renditions[0].format"},
        {"\"id\": \"mp3\"", "\"id\": \"m\\u001b[2Jp3\"", "renditions[0].id"},
        {"86400000000", "-5", "renditions[0].frames"},
        {"48000", "0", "renditions[0].sample_rate"},
        {"-16.03125", "1e99", "renditions[0].integrated_lufs"},
        {"\"gain_db\": 3.25", "\"gain_db\": null", "gain_db"},
        {"\"preset\": \"podcast\"", "\"preset\": \"podcast\", \"withdrawn\": \"yesterday\"", "withdrawn"},
        {"\"preset\": \"podcast\"", "\"preset\": \"podcast\", \"guid_is_link\": 1", "guid_is_link"},
    }));
    const std::string text = with(row.from, row.to);
    CAPTURE(text);
    const core::Findings findings = findings_in(text);
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const core::Finding& finding) {
        return core::arg(finding.args, "key") == row.key;
    });
    REQUIRE(found != findings.end());
    CHECK(found->code == Code::bad_record);
    const bool is_there = row.key != "guid" || row.to.find("gidu") == std::string::npos;
    const bool renamed = row.to == "\"stream\"";
    CHECK((found->where.line > 0) == (is_there && !renamed));
}

TEST_CASE("an imported release is checked in the same way") {
    const auto text_with = [](const std::string& rendition) {
        return R"({"version": 1, "guid": "g", "imported": {}, "renditions": [{"id": "mp3", "format": "mp3",
            "type": "audio/mpeg", "bytes": 1, "duration_seconds": 1, )" +
               rendition + "}]}";
    };
    CHECK(findings_in(text_with(R"("path": "https://old.example/1.mp3")")).empty());
    const auto bad = GENERATE(as<std::string>{}, R"("path": "file:///etc/passwd")", R"("path": "../x.mp3")",
                              R"("path": "media/x-aaaaaaaaaaaa.mp3")", R"("path": "javascript://x")",
                              R"("path": "https://old.example/1.mp3", "origin": "file:///etc/passwd")",
                              R"("path": "https://old.example/1.mp3", "origin": "ssh://x")",
                              R"("path": "https://a b/")", R"("path": "https://x/\r\nEvil: 1")");
    CAPTURE(bad);
    CHECK_FALSE(findings_in(text_with(bad)).empty());
}

TEST_CASE("a release that was cut short is refused wherever it was cut") {
    const std::string text = model::to_json_text(sample());
    for (std::size_t size = 0; size + 2 < text.size(); size += 7)
        CHECK_FALSE(findings_in(text.substr(0, size)).empty());
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
    release.renditions[1].path = "media/2024-01-01-ramen-aaaaaaaaaaaa.mp3";
    release.renditions[1].origin = sound.path;
    release.renditions[1].sha256 = std::string(64, 'a');
    release.imported =
        model::Imported{"https://old.example.jp/12.png",
                        {{"https://old.example.jp/12.vtt", "text/vtt"}},
                        model::Resource{"https://old.example.jp/12.json", "application/json+chapters"}};
    CHECK(read_back(model::to_json_text(release)) == release);
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

TEST_CASE("files that an earlier release named are kept, once each, and not those that are named again") {
    const auto named = [](const std::string& path) {
        model::Rendition rendition;
        rendition.path = path;
        rendition.bytes = 1;
        return rendition;
    };
    model::Release first;
    first.renditions = {named("media/a"), named("media/b"), named("https://old.example/c.mp3")};
    model::Release second;
    second.renditions = {named("media/b"), named("media/d")};
    model::keep_former(second, first);
    CHECK(second.former == std::vector<model::FormerFile>{{"media/a", 1, ""}});
    model::Release third;
    third.renditions = {named("media/a")};
    model::keep_former(third, second);
    CHECK(third.former == std::vector<model::FormerFile>{{"media/b", 1, ""}, {"media/d", 1, ""}});
    model::Release many = third;
    many.former.assign(model::Release::most_former, {"media/x", 1, ""});
    model::Release next;
    model::keep_former(next, many);
    CHECK(next.former.size() == model::Release::most_former);
    CHECK(next.former.back().path == "media/a");
}

TEST_CASE("peaks, former files, track and fix are read back as they were written, and nothing else") {
    model::Release release = sample();
    release.use = {"jpn", "invert-left"};
    release.peaks = {0, 7, 100};
    release.former = {{"media/two-" + std::string(12, 'a') + ".mp3", 5, std::string(64, 'a')}};
    const std::string text = model::to_json_text(release);
    core::Findings findings;
    CHECK(model::parse_release(text, "release.json", findings) == release);
    CHECK(findings.empty());
    for (const auto& [good, bad] : {std::pair<std::string, std::string>{"\"000764\"", "\"000765\""},
                                    {"\"000764\"", "\"00076\""},
                                    {"\"000764\"", "7"},
                                    {"\"invert-left\"", "\"turn\""},
                                    {"media/two-aaaaaaaaaaaa", "media/two-bbbbbbbbbbbb"},
                                    {"media/two-aaaaaaaaaaaa", "../two-aaaaaaaaaaaa"}}) {
        INFO(bad);
        std::string broken = text;
        REQUIRE(broken.find(good) != std::string::npos);
        broken.replace(broken.find(good), good.size(), bad);
        core::Findings told;
        CHECK_FALSE(model::parse_release(broken, "release.json", told));
        CHECK(told.size() == 1);
    }
}
