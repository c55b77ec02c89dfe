// SPDX-License-Identifier: MIT
#include "pipeline/core/lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <memory>

#include "pipeline/core/error.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

core::Lock lock_of(const std::filesystem::path& path) {
    return {core::Folder::make(path.parent_path()), core::InnerPath(path.filename().string())};
}

bool is_locked(const std::filesystem::path& path) {
    try {
        const core::Lock lock = lock_of(path);
    } catch (const core::Error& error) {
        return error.code == core::Code::locked && error.kind == core::Kind::locked;
    }
    return false;
}

}  // namespace

TEST_CASE("a lock is held while it lives, and no longer") {
    const tests::TempFolder folder;
    const std::filesystem::path path = folder / ".cityfm/lock";
    auto lock = std::make_unique<core::Lock>(lock_of(path));
    CHECK(is_locked(path));
    lock.reset();
    CHECK_FALSE(is_locked(path));
}

TEST_CASE("a lock file that a run left behind locks nothing") {
    const tests::TempFolder folder;
    tests::write(folder / ".cityfm/lock", "");
    CHECK_FALSE(is_locked(folder / ".cityfm/lock"));
}

TEST_CASE("the locks of two shows do not meet") {
    const tests::TempFolder folder;
    const core::Lock one = lock_of(folder / "one/lock");
    CHECK_FALSE(is_locked(folder / "two/lock"));
}

TEST_CASE("a killed run lets go of its lock") {
    const tests::TempFolder folder;
    const std::filesystem::path path = folder / "lock";
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const core::Lock lock = lock_of(path);
        if (::write(pipe[1], "!", 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char ready = 0;
    CHECK(::read(pipe[0], &ready, 1) == 1);
    CHECK(is_locked(path));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK_FALSE(is_locked(path));
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST_CASE("a lock that cannot be made says so, and not that it is held") {
    const tests::TempFolder folder;
    tests::write(folder / ".cityfm", "a file");
    try {
        const core::Lock lock(core::Folder(folder.path()), core::InnerPath(".cityfm/lock"));
        FAIL("no lock can be there");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::cannot_write);
        CHECK(error.kind == core::Kind::failed);
    }
}
