// SPDX-License-Identifier: MIT
// Files as earlier versions wrote them are read, and those of a later version refused: tests/golden/formats.
#include <catch2/catch.hpp>

#include "feeds/announce/ledger.h"
#include "feeds/rss/foreign.h"
#include "pipeline/app/ledger_file.h"
#include "pipeline/core/error.h"
#include "pipeline/model/release.h"
#include "tests/support/files.h"

using namespace cityfm;
using core::Code;

namespace {

std::string format_file(const std::string& name) {
    return tests::read(std::filesystem::path(CITYFM_SOURCE) / "tests/golden/formats" / name);
}

/// A show of which only the folder counts.
model::Show show_in(const std::filesystem::path& folder) {
    model::Show show;
    show.folder = folder;
    return show;
}

/// The code that a call throws; nothing where it throws none.
template <class Call>
std::optional<Code> thrown_by(const Call& call) {
    try {
        call();
    } catch (const core::Error& error) {
        return error.code;
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a release of the first version is read, and has no waveform and no former files") {
    core::Findings findings;
    const auto release = model::parse_release(format_file("release-1.json"), "release.json", findings);
    CHECK(findings.empty());
    REQUIRE(release);
    CHECK(release->guid == "dc6c7790-c8af-51b1-9257-6b0eae07b113");
    REQUIRE(release->renditions.size() == 2);
    CHECK(release->renditions[1].path == "media/2026-11-21-ramen-291182ae0284.opus");
    CHECK(release->renditions[1].frames == 4706832);
    CHECK(release->peaks.empty());
    CHECK(release->former.empty());
}

TEST_CASE("a ledger of the first version says what was sent") {
    const tests::TempFolder folder;
    tests::write(folder / "announcements.jsonl", format_file("announcements-1.jsonl"));
    const announce::Ledger ledger(folder / "announcements.jsonl");
    CHECK(ledger.damaged_lines().empty());
    CHECK(ledger.latest().size() == 3);
    const announce::Event* sent =
        ledger.latest("eee21c1c2cb17b3587fe5501d31d7f069b4584305fbcc60c546bc67104654be3");
    REQUIRE(sent != nullptr);
    CHECK(sent->status == announce::Status::sent);
    CHECK(sent->id == "lobby/2026-11-21-ramen");
    CHECK(sent->remote_id == "1");
}

TEST_CASE("what a computer remembered at first, without saying what, is kept for what it is") {
    const tests::TempFolder folder;
    tests::write(folder / ".cityfm/announced.json", format_file("announced-1.json"));
    CHECK_FALSE(app::announced_here(show_in(folder.path())).has_value());
}

TEST_CASE("files of a newer version are refused by name, and stay as they are") {
    const tests::TempFolder folder;
    const std::string newer = "{\"version\":3,\"announced\":[\"in another way\"]}\n";
    tests::write(folder / ".cityfm/announced.json", newer);
    CHECK(thrown_by([&] { app::announced_here(show_in(folder.path())); }) == Code::newer_release);
    CHECK(tests::read(folder / ".cityfm/announced.json") == newer);

    tests::write(folder / "announcements.jsonl", "{\"v\":3,\"id\":\"lobby/one\"}\n");
    CHECK(thrown_by([&] { announce::Ledger(folder / "announcements.jsonl"); }) == Code::ledger_newer);

    core::Findings findings;
    CHECK_FALSE(model::parse_release(R"({"version": 3})", "release.json", findings));
    CHECK(findings.front().code == Code::newer_release);
}
