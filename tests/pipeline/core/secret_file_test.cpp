// SPDX-License-Identifier: MIT
#include "pipeline/core/secret_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

/// A file that only its owner may read.
void write_closed(const std::filesystem::path& file, const std::string& content) {
    tests::write(file, content);
    std::filesystem::permissions(file, std::filesystem::perms(0600));
}

/// What reading gives, or the error's code.
std::string read(const std::filesystem::path& file) {
    try {
        return core::read_secret_file(file);
    } catch (const core::Error& error) {
        return std::string(core::name_of(error.code));
    }
}

}  // namespace

TEST_CASE("a secret is the first line of a file, also behind a link") {
    const tests::TempFolder folder;
    write_closed(folder / "store", "ramen\r\nmore\n");
    std::filesystem::create_symlink(folder / "store", folder / "link");
    CHECK(read(folder / "store") == "ramen");
    CHECK(read(folder / "link") == "ramen");
}

TEST_CASE("a secret that others may read or write is refused, also behind a link that is closed") {
    const tests::TempFolder folder;
    write_closed(folder / "store", "ramen\n");
    std::filesystem::create_symlink(folder / "store", folder / "link");
    const auto mode = GENERATE(0640, 0604, 0620, 0601);
    std::filesystem::permissions(folder / "store", std::filesystem::perms(mode));
    CHECK(read(folder / "store") == "secret-file-open");
    CHECK(read(folder / "link") == "secret-file-open");
}

TEST_CASE("a secret that belongs to another user is refused") {
    if (::geteuid() != 0) return;
    const tests::TempFolder folder;
    write_closed(folder / "theirs", "ramen\n");
    constexpr uid_t nobody = 65534;
    REQUIRE(::chown((folder / "theirs").c_str(), nobody, nobody) == 0);
    CHECK(read(folder / "theirs") == "secret-file-foreign");
}

TEST_CASE("a pipe, a device or a folder is no file of a secret, and nobody waits for it") {
    const tests::TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    std::filesystem::create_directory(folder / "folder");
    CHECK(read(folder / "pipe") == "not-a-plain-file");
    CHECK(read(folder / "folder") == "not-a-plain-file");
    CHECK(read("/dev/zero") == "not-a-plain-file");
}

TEST_CASE("a secret is short, and has to be there") {
    const tests::TempFolder folder;
    write_closed(folder / "large", std::string(70'000, 'x'));
    CHECK(read(folder / "large") == "file-too-large");
    CHECK(read(folder / "nothing") == "not-found");
}
