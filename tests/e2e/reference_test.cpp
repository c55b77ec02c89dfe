// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;

namespace {

auto lines_in(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("measure --reference prints libebur128's figures below ours, and both are the same") {
    const tests::TempFolder folder;
    tests::write_wav(folder / "voice.wav", tests::speech_like(6, -6, 1));
    const tests::Ran ran = tests::cityfm({"--lang", "en", "measure", "--reference", folder / "voice.wav"});
    CHECK(ran.code == 0);
    CHECK(lines_in(ran.out) == 3);
    CHECK(tests::holds(ran.out, "\n  libebur128 "));
    const tests::Ran document = tests::cityfm({"--json", "measure", "--reference", folder / "voice.wav"});
    const json found = json::parse(document.out).at("files").at(0);
    for (const char* figure : {"integrated_lufs", "range_lu", "true_peak_dbtp"}) {
        CHECK(found.at(figure).get<double>() ==
              Approx(found.at("reference").at(figure).get<double>()).margin(0.001));
    }
    const tests::Ran without = tests::cityfm({"--json", "measure", folder / "voice.wav"});
    CHECK_FALSE(json::parse(without.out).at("files").at(0).contains("reference"));
}

TEST_CASE("build --prove measures every delivered file with both meters") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const tests::Ran ran = tests::cityfm({"-C", show.path(), "--json", "build", "--prove"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    const json proofs = json::parse(ran.out).at("proofs");
    CHECK(proofs.size() == 4);
    for (const json& proof : proofs) {
        CHECK(proof.at("agrees").get<bool>());
        CHECK(proof.at("ours").at("integrated_lufs").get<double>() == Approx(-16).margin(0.1));
    }
    const tests::Ran one = tests::cityfm({"-C", show.path(), "--lang", "en", "build", "--prove", "one"});
    CHECK(lines_in(one.out) == 3);
}

TEST_CASE("a delivered file that is gone cannot be proved, and that is said") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    const json release = json::parse(tests::read(show / "episodes/one/release.json"));
    const std::string path = release.at("renditions").at(0).at("path");
    std::filesystem::remove(show / "public" / path);
    std::filesystem::remove_all(show / ".cityfm/store/objects");
    // Its address does not answer, so it stays away.
    const tests::Ran ran = tests::cityfm({"-C", show.path(), "--lang", "en", "build", "--prove", "one"});
    CHECK(ran.code != 0);
    CHECK(tests::holds(ran.err, "cityfm: "));
}

TEST_CASE("doctor --sound says that both meters agree on this machine") {
    const tests::TempFolder nowhere;
    tests::Launch launch;
    launch.folder = nowhere.path();
    const tests::Ran ran = tests::cityfm({"--json", "doctor", "--sound"}, launch);
    CHECK(ran.code == 0);
    const json items = json::parse(ran.out).at("items");
    const auto of_sound = std::count_if(items.begin(), items.end(), [](const json& item) {
        return tests::holds(item.at("detail").get<std::string>(), "libebur128");
    });
    CHECK(of_sound == 5);
    for (const json& item : items) CHECK(item.at("good").get<bool>());
}
