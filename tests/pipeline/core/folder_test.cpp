// SPDX-License-Identifier: MIT
#include "pipeline/core/folder.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstring>
#include <functional>
#include <thread>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/lock.h"
#include "tests/support/files.h"

using namespace cityfm;
using core::Code;
using core::Folder;
using core::InnerPath;
using std::filesystem::create_symlink;

namespace {

Code code_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const core::Error& error) {
        return error.code;
    }
    return Code::unexpected;
}

std::string path_in(const std::function<void()>& act) {
    try {
        act();
    } catch (const core::Error& error) {
        return core::arg(error.args, "path");
    }
    return {};
}

/// Everything that writes or deletes below a folder.
std::vector<std::function<void(const Folder&, const InnerPath&)>> changes() {
    return {[](const Folder& folder, const InnerPath& path) { folder.write(path, "new"); },
            [](const Folder& folder, const InnerPath& path) { folder.write_if_changed(path, "new"); },
            [](const Folder& folder, const InnerPath& path) { folder.append_line(path, "new"); },
            [](const Folder& folder, const InnerPath& path) { folder.remove(path); },
            [](const Folder& folder, const InnerPath& path) { folder.remove_all(path); },
            [](const Folder& folder, const InnerPath& path) { core::Lock lock(folder, path); },
            [](const Folder& folder, const InnerPath& path) { folder.make(path); },
            [](const Folder& folder, const InnerPath& path) {
                const tests::TempFolder source;
                tests::write(source / "file", "new");
                folder.copy_in(core::PlainFile(source / "file"), path, core::sha256("new"));
            }};
}

}  // namespace

TEST_CASE("what is written below a folder is there, in folders made for it") {
    const tests::TempFolder temp;
    const Folder folder(temp.path());
    folder.write(InnerPath("a/b/file"), "one");
    CHECK(tests::read(temp / "a/b/file") == "one");
    CHECK(folder.read(InnerPath("a/b/file")) == "one");
    CHECK_FALSE(folder.write_if_changed(InnerPath("a/b/file"), "one"));
    CHECK(folder.write_if_changed(InnerPath("a/b/file"), "two"));
    folder.append_line(InnerPath("a/lines"), "x");
    CHECK(tests::read(temp / "a/lines") == "x\n");
    folder.remove(InnerPath("a/lines"));
    folder.remove(InnerPath("a/lines"));
    folder.remove(InnerPath("nothing/here"));
    CHECK_FALSE(folder.has(InnerPath("a/lines")));
    folder.remove_all(InnerPath("a"));
    CHECK(folder.entries().empty());
    CHECK_FALSE(folder.find(InnerPath("a")));
    CHECK_FALSE(folder.find_file(InnerPath("a/b")));
}

TEST_CASE("nothing is written or deleted through a link, wherever in the path it lies") {
    const auto where = GENERATE(as<std::string>{}, "link", "a/link", "a/b/link");
    const bool outside = GENERATE(true, false);
    CAPTURE(where, outside);
    const tests::TempFolder temp;
    const tests::TempFolder elsewhere;
    const std::filesystem::path target = outside ? elsewhere.path() : temp / "inside";
    tests::write(target / "file", "old");
    tests::write(target / "sub/file", "old");
    std::filesystem::create_directories((temp / where).parent_path());
    create_symlink(target, temp / where);
    const auto before = tests::digests_below(target);
    const Folder folder(temp.path());
    for (const auto& change : changes()) {
        for (const std::string below : {"/file", "/sub/file", "/new"}) {
            const InnerPath path(where + below);
            CHECK(code_of([&] { change(folder, path); }) == Code::link_in_the_way);
            CHECK(path_in([&] { change(folder, path); }) == (temp / where).string());
        }
    }
    CHECK(code_of([&] { folder.find(InnerPath(where)); }) == Code::link_in_the_way);
    CHECK(tests::digests_below(target) == before);
}

TEST_CASE("a link in the place of a file is replaced or taken away, and what it led to stays") {
    const tests::TempFolder temp;
    tests::write(temp / "precious", "old");
    const Folder folder(temp.path());
    const InnerPath link("link");
    const auto again = [&] {
        std::filesystem::remove(temp / "link");
        create_symlink(temp / "precious", temp / "link");
    };
    again();
    CHECK(folder.write_if_changed(link, "old"));
    CHECK_FALSE(std::filesystem::is_symlink(temp / "link"));
    again();
    folder.write(link, "new");
    CHECK(tests::read(temp / "link") == "new");
    again();
    folder.remove(link);
    CHECK_FALSE(folder.has(link));
    again();
    folder.remove_all(link);
    again();
    CHECK(code_of([&] { folder.append_line(link, "x"); }) == Code::link_in_the_way);
    CHECK(code_of([&] { core::Lock lock(folder, link); }) == Code::link_in_the_way);
    CHECK_FALSE(folder.find_own(link));
    CHECK(tests::read(temp / "precious") == "old");
}

TEST_CASE("a file is read through a link that stays inside, and through no other") {
    const tests::TempFolder temp;
    const tests::TempFolder elsewhere;
    tests::write(temp / "a/file", "inside");
    tests::write(temp / ".git/config", "token");
    tests::write(elsewhere / "file", "outside");
    create_symlink("a/file", temp / "relative");
    create_symlink(temp / "a/file", temp / "absolute");
    create_symlink("a", temp / "folder");
    create_symlink(elsewhere / "file", temp / "away");
    create_symlink("../" + elsewhere.path().filename().string() + "/file", temp / "up");
    create_symlink(elsewhere.path(), temp / "far");
    create_symlink("away", temp / "twice");
    create_symlink(".git/config", temp / "hidden");
    create_symlink("nowhere", temp / "dangling");
    create_symlink("loop", temp / "loop");
    const Folder folder(temp.path());
    for (const std::string path : {"relative", "absolute", "folder/file"})
        CHECK(folder.read(InnerPath(path)) == "inside");
    for (const std::string path : {"away", "up", "far/file", "twice"})
        CHECK(code_of([&] { folder.read(InnerPath(path)); }) == Code::path_leaves_show);
    CHECK(code_of([&] { folder.read(InnerPath("hidden")); }) == Code::path_hidden);
    CHECK_FALSE(folder.find_file(InnerPath("dangling")));
    CHECK(code_of([&] { folder.read(InnerPath("loop")); }) == Code::path_leaves_show);
    CHECK(code_of([&] { folder.read(InnerPath("nothing")); }) == Code::not_found);
}

TEST_CASE("what is no regular file is refused at once") {
    const tests::TempFolder temp;
    const std::filesystem::path place = temp / "odd";
    const auto kind = GENERATE(as<std::string>{}, "fifo", "socket", "folder", "device", "link to a fifo");
    CAPTURE(kind);
    if (kind == "fifo") REQUIRE(::mkfifo(place.c_str(), 0600) == 0);
    if (kind == "folder") std::filesystem::create_directory(place);
    if (kind == "device") create_symlink("/dev/zero", place);
    if (kind == "link to a fifo") {
        REQUIRE(::mkfifo((temp / "fifo").c_str(), 0600) == 0);
        create_symlink("fifo", place);
    }
    if (kind == "socket") {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(place.string().size() < sizeof address.sun_path);
        std::strcpy(address.sun_path, place.c_str());
        const core::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
        REQUIRE(::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    const Folder folder(temp.path());
    const Code refused = code_of([&] { folder.read(InnerPath("odd")); });
    CHECK(refused == (kind == "device" ? Code::path_leaves_show : Code::not_a_plain_file));
    CHECK(code_of([&] { core::read_file(place); }) == Code::not_a_plain_file);
    CHECK(code_of([&] { core::sha256_file(place); }) == Code::not_a_plain_file);
    CHECK(code_of([&] { core::copy_file(place, temp / "copy"); }) == Code::not_a_plain_file);
    CHECK_FALSE(folder.find_own(InnerPath("odd")));
}

TEST_CASE("a file that is swapped for a link while it is read never gives what lies outside") {
    const tests::TempFolder temp;
    const tests::TempFolder elsewhere;
    tests::write(elsewhere / "secret", "secret");
    tests::write(temp / "inside", "inside");
    std::atomic<bool> stop = false;
    std::thread swapper([&] {
        while (!stop) {
            create_symlink(elsewhere / "secret", temp / "next");
            std::filesystem::rename(temp / "next", temp / "text");
            create_symlink("inside", temp / "next");
            std::filesystem::rename(temp / "next", temp / "text");
            tests::write(temp / "next", "inside");
            std::filesystem::rename(temp / "next", temp / "text");
        }
    });
    const Folder folder(temp.path());
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 5000; ++i) {
        try {
            const std::string text = folder.read(InnerPath("text"));
            CHECK(text == "inside");
            ++read;
        } catch (const core::Error& error) {
            CHECK((error.code == Code::path_leaves_show || error.code == Code::not_found));
            ++refused;
        }
    }
    stop = true;
    swapper.join();
    CHECK(read > 0);
    CHECK(refused > 0);
}

TEST_CASE("a folder that is swapped for a link while it is written to keeps what lies outside") {
    const tests::TempFolder temp;
    const tests::TempFolder elsewhere;
    tests::write(elsewhere / "file", "old");
    std::filesystem::create_directory(temp / "real");
    create_symlink(elsewhere.path(), temp / "link");
    std::atomic<bool> stop = false;
    std::thread swapper([&] {
        while (!stop) {
            ::renameat2(AT_FDCWD, (temp / "real").c_str(), AT_FDCWD, (temp / "link").c_str(),
                        RENAME_EXCHANGE);
        }
    });
    const Folder folder(temp.path());
    int refused = 0;
    for (int i = 0; i < 2000; ++i) {
        for (const auto& change : changes())
            refused +=
                code_of([&] { change(folder, InnerPath("real/file")); }) == Code::link_in_the_way ? 1 : 0;
    }
    stop = true;
    swapper.join();
    CHECK(refused > 0);
    CHECK(tests::read(elsewhere / "file") == "old");
    CHECK(std::distance(std::filesystem::directory_iterator(elsewhere.path()), {}) == 1);
}

TEST_CASE("a path through a handle stays good when the folder is renamed, and errors name it for people") {
    const tests::TempFolder temp;
    std::filesystem::create_directory(temp / "a");
    const Folder folder(temp / "a");
    std::filesystem::rename(temp / "a", temp / "b");
    tests::write(folder.path() / "file", "x");
    CHECK(tests::read(temp / "b/file") == "x");
    try {
        core::read_file(folder.path() / "nothing");
        FAIL();
    } catch (const core::Error& error) {
        CHECK(core::arg(error.args, "path") == (temp / "b/nothing").string());
    }
}

TEST_CASE("a copy that does not read back as what was promised is not made") {
    const tests::TempFolder temp;
    tests::write(temp / "from", "bytes");
    tests::write(temp / "to", "old");
    const Folder folder(temp.path());
    const core::PlainFile from(temp / "from");
    CHECK(code_of([&] { folder.copy_in(from, InnerPath("to"), core::sha256("other")); }) ==
          Code::bytes_differ);
    CHECK(tests::read(temp / "to") == "old");
    folder.copy_in(from, InnerPath("to"), core::sha256("bytes"));
    CHECK(tests::read(temp / "to") == "bytes");
}
