// SPDX-License-Identifier: MIT
#include "pipeline/core/clock.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/lock.h"
#include "tests/support/files.h"

using namespace cityfm;

TEST_CASE("a clock that was set goes on from that moment") {
    const core::Instant moment = core::parse_rfc3339("2026-11-22T21:00:00+09:00").value();
    const core::Clock clock(moment);
    CHECK(clock.now() >= moment);
    CHECK(clock.now() < moment + std::chrono::hours(1));
    const core::Clock system;
    CHECK(std::chrono::abs(system.now() - core::system_now()) < std::chrono::hours(1));
}

TEST_CASE("the time since the machine was started only grows") {
    const auto before = core::since_boot();
    CHECK(before.count() > 0);
    CHECK(core::since_boot() >= before);
}

TEST_CASE("a place is the same for each run of a show, and another one for its copy") {
    const tests::TempFolder one;
    const tests::TempFolder two;
    const auto place = [](const tests::TempFolder& folder) {
        return core::Lock(core::Folder(folder.path()), core::InnerPath(".cityfm/lock")).place();
    };
    const std::string first = place(one);
    CHECK(first.size() == 12);
    CHECK(place(one) == first);
    CHECK(place(two) != first);
    std::filesystem::copy(one.path(), two / "copy", std::filesystem::copy_options::recursive);
    CHECK(core::Lock(core::Folder(two / "copy"), core::InnerPath(".cityfm/lock")).place() != first);
}
