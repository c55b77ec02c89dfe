// SPDX-License-Identifier: MIT
#include "pipeline/core/sweep.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "pipeline/core/error.h"
#include "tests/support/files.h"

using namespace cityfm;
using core::Depth;

namespace {

const std::string left = ".feed.xml.0123456789ab.part";

}  // namespace

TEST_CASE("what killed runs left half-written is swept away, here or in all folders below") {
    const tests::TempFolder folder;
    tests::write(folder / left, "<rs");
    tests::write(folder / "media" / left, "so");
    tests::write(folder / ".cityfm-a1B2c3/programme", "scratch");
    core::sweep(core::Folder(folder.path()), Depth::this_folder);
    CHECK_FALSE(std::filesystem::exists(folder / left));
    CHECK_FALSE(std::filesystem::exists(folder / ".cityfm-a1B2c3"));
    CHECK(std::filesystem::exists(folder / "media" / left));
    core::sweep(core::Folder(folder.path()), Depth::all_below);
    CHECK_FALSE(std::filesystem::exists(folder / "media" / left));
}

TEST_CASE("what somebody is writing right now stays, and becomes whole") {
    const tests::TempFolder folder;
    core::AtomicFile file(folder / "media/feed.xml");
    file.write("<rss/>");
    const core::TempFolder other(folder.path());
    tests::write(other / "programme", "scratch");
    core::sweep(core::Folder(folder.path()), Depth::all_below);
    CHECK(tests::read(other / "programme") == "scratch");
    file.finish();
    CHECK(tests::read(folder / "media/feed.xml") == "<rss/>");
}

TEST_CASE("a sweep takes nothing that is not ours, and follows no link") {
    const tests::TempFolder folder;
    const tests::TempFolder elsewhere;
    tests::write(elsewhere / left, "precious");
    tests::write(folder / ".feed.xml.part", "another program's");
    tests::write(folder / "notes.part", "a name like any other");
    tests::write(folder / ".cityfm/lock", "");
    tests::write(folder / "folder.part/x", "");
    std::filesystem::create_directories(folder / ".a-folder.0123456789ab.part");
    std::filesystem::create_symlink(elsewhere.path(), folder / "link");
    std::filesystem::create_symlink(elsewhere / left, folder / left);
    const auto before = tests::digests_below(folder.path());
    core::sweep(core::Folder(folder.path()), Depth::all_below);
    CHECK(tests::digests_below(folder.path()) == before);
    CHECK(std::filesystem::exists(folder / ".a-folder.0123456789ab.part"));
    CHECK(std::filesystem::is_symlink(folder / left));
    CHECK(tests::read(elsewhere / left) == "precious");
}

TEST_CASE("files are written whole while others sweep the same folder") {
    const tests::TempFolder folder;
    std::atomic<bool> done = false;
    std::atomic<int> failed = 0;
    std::thread sweeper([&] {
        while (!done) core::sweep(core::Folder(folder.path()), Depth::all_below);
    });
    for (int i = 0; i < 2000; ++i) {
        try {
            core::AtomicFile file(folder / "feed.xml");
            file.write("<rss/>");
            file.finish(core::Sync::no);
        } catch (const core::Error&) {
            ++failed;
        }
    }
    done = true;
    sweeper.join();
    CHECK(failed == 0);
    CHECK(tests::read(folder / "feed.xml") == "<rss/>");
}
