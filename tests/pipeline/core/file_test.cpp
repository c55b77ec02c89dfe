// SPDX-License-Identifier: MIT
#include "pipeline/core/file.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/text/unicode.h"
#include "tests/support/files.h"

using namespace cityfm;

namespace {

core::Code code_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const core::Error& error) {
        return error.code;
    }
    return core::Code::unexpected;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an atomic file is not there before it is finished, and whole afterwards") {
    const tests::TempFolder folder;
    {
        core::AtomicFile file(folder / "feed.xml");
        file.write("<rss>");
        file.write("</rss>");
        CHECK_FALSE(std::filesystem::exists(folder / "feed.xml"));
        file.finish();
        CHECK(tests::read(folder / "feed.xml") == "<rss></rss>");
    }
    CHECK(names_in(folder.path()) == Names{"feed.xml"});
}

TEST_CASE("an atomic file that is abandoned leaves nothing where there was nothing") {
    const tests::TempFolder folder;
    { core::AtomicFile(folder / "feed.xml").write("<rss>"); }
    CHECK(names_in(folder.path()).empty());
}

TEST_CASE("an atomic file that is abandoned leaves the old content") {
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml", "old");
    { core::AtomicFile(folder / "feed.xml").write("new and longer"); }
    CHECK(tests::read(folder / "feed.xml") == "old");
    CHECK(names_in(folder.path()) == Names{"feed.xml"});
}

TEST_CASE("readers of the old file see it until the new one is finished") {
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml", "old");
    core::AtomicFile file(folder / "feed.xml");
    file.write("new");
    CHECK(tests::read(folder / "feed.xml") == "old");
    file.finish();
    CHECK(tests::read(folder / "feed.xml") == "new");
}

TEST_CASE("the neighbour is hidden, lies beside its file and has a name that no other one has") {
    const tests::TempFolder folder;
    const core::AtomicFile one(folder / "feed.xml");
    const core::AtomicFile other(folder / "feed.xml");
    CHECK(one.temporary() != other.temporary());
    for (const core::AtomicFile* file : {&one, &other}) {
        CHECK(file->temporary().parent_path() == folder.path());
        const std::string name = file->temporary().filename();
        CHECK(name.starts_with(".feed.xml."));
        CHECK(core::is_unfinished_name(name));
    }
}

TEST_CASE("the neighbour of the longest name has a name that a file system takes, cut between letters") {
    const tests::TempFolder folder;
    std::string name = "a";
    for (int i = 0; i < 84; ++i) name += "あ";
    name += "xy";
    REQUIRE(name.size() == 255);
    core::write_file(folder / name, "whole");
    CHECK(tests::read(folder / name) == "whole");
    const core::AtomicFile file(folder / name);
    const std::string neighbour = file.temporary().filename();
    CHECK(neighbour.size() <= 255);
    CHECK(core::is_unfinished_name(neighbour));
    CHECK(text::is_utf8(neighbour));
}

TEST_CASE("only the names of neighbours are taken for such") {
    CHECK(core::is_unfinished_name(".feed.xml.0123456789ab.part"));
    for (const char* name :
         {".feed.xml.part", "feed.xml.0123456789ab.part", ".0123456789ab.part", "..0123456789ab.part",
          ".feed.xml.0123456789aB.part", ".feed.xml.0123456789a.part", ".feed.xml-0123456789ab.part", "",
          ".part", ".feed.xml.0123456789ab.partly"}) {
        INFO(name);
        CHECK_FALSE(core::is_unfinished_name(name));
    }
    CHECK(core::is_temp_folder_name(".cityfm-a1B2c3"));
    CHECK_FALSE(core::is_temp_folder_name(".cityfm"));
    CHECK_FALSE(core::is_temp_folder_name(".cityfm-notes"));
}

TEST_CASE("a file that many write at once is always one of theirs, whole, and nothing else is left") {
    const tests::TempFolder folder;
    const auto content = [](char letter) { return std::string(400'000, letter); };
    std::atomic<int> torn = 0;
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (char letter = 'a'; letter < 'e'; ++letter) {
        threads.emplace_back([&, letter] {
            for (int i = 0; i < 20; ++i) {
                try {
                    core::AtomicFile file(folder / "shared");
                    for (int part = 0; part < 4; ++part) file.write(content(letter).substr(0, 100'000));
                    file.finish(core::Sync::no);
                    const std::string found = core::read_file(folder / "shared");
                    if (found != content(found.empty() ? '?' : found[0])) ++torn;
                } catch (const core::Error&) {
                    ++failed;
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(failed == 0);
    CHECK(torn == 0);
    CHECK(names_in(folder.path()) == Names{"shared"});
}

TEST_CASE("a file that cannot take its name throws and leaves no neighbour") {
    const tests::TempFolder folder;
    tests::write(folder / "feed.xml/inside", "a folder has the name");
    CHECK(code_of([&] { core::write_file(folder / "feed.xml", "new"); }) == core::Code::cannot_write);
    CHECK(names_in(folder.path()) == Names{"feed.xml"});
    CHECK(tests::read(folder / "feed.xml/inside") == "a folder has the name");
}

TEST_CASE("a file below something that is no folder cannot be written") {
    const tests::TempFolder folder;
    tests::write(folder / "public", "a file");
    CHECK(code_of([&] { core::write_file(folder / "public/feed.xml", "new"); }) == core::Code::cannot_write);
    CHECK(tests::read(folder / "public") == "a file");
}

TEST_CASE("writing makes the folders above the file") {
    const tests::TempFolder folder;
    core::write_file(folder / "public/media/a.mp3", "sound");
    core::append_line(folder / "reports/log/lines", "one");
    CHECK(tests::read(folder / "public/media/a.mp3") == "sound");
    CHECK(tests::read(folder / "reports/log/lines") == "one\n");
}

TEST_CASE("a file that already holds the bytes is left alone") {
    const tests::TempFolder folder;
    const std::filesystem::path path = folder / "feed.xml";
    CHECK(core::write_file_if_changed(path, "same"));
    std::filesystem::create_hard_link(path, folder / "link");
    CHECK_FALSE(core::write_file_if_changed(path, "same"));
    CHECK(std::filesystem::equivalent(path, folder / "link"));
    CHECK(core::write_file_if_changed(path, "some"));
    CHECK_FALSE(std::filesystem::equivalent(path, folder / "link"));
    CHECK(tests::read(path) == "some");
    CHECK(tests::read(folder / "link") == "same");
}

TEST_CASE("a file is read whole, zero bytes and all") {
    const tests::TempFolder folder;
    const std::string content = std::string(200'003, 'x') + std::string("\0\r\n\xff", 4);
    tests::write(folder / "a", content);
    CHECK(core::read_file(folder / "a") == content);
}

TEST_CASE("a file is read up to its limit and refused beyond") {
    const tests::TempFolder folder;
    tests::write(folder / "a", "12345");
    CHECK(core::read_file(folder / "a", 5) == "12345");
    CHECK(code_of([&] { core::read_file(folder / "a", 4); }) == core::Code::file_too_large);
}

TEST_CASE("what cannot be read says why") {
    const tests::TempFolder folder;
    CHECK(code_of([&] { core::read_file(folder / "absent"); }) == core::Code::not_found);
    CHECK(code_of([&] { core::read_file(folder.path()); }) == core::Code::not_a_plain_file);
    try {
        core::read_file(folder / "absent");
    } catch (const core::Error& error) {
        CHECK(core::arg(error.args, "path") == (folder / "absent").string());
    }
}

TEST_CASE("a copy holds the same bytes and replaces what was there") {
    const tests::TempFolder folder;
    const std::string content(150'001, 'y');
    tests::write(folder / "from", content);
    tests::write(folder / "to", "old");
    core::copy_file(folder / "from", folder / "to");
    CHECK(tests::read(folder / "to") == content);
    CHECK(tests::read(folder / "from") == content);
}

TEST_CASE("a copy of a file that is not there leaves the old content") {
    const tests::TempFolder folder;
    tests::write(folder / "to", "old");
    CHECK(code_of([&] { core::copy_file(folder / "absent", folder / "to"); }) == core::Code::not_found);
    CHECK(tests::read(folder / "to") == "old");
    CHECK(names_in(folder.path()) == Names{"to"});
}

TEST_CASE("settling moves a finished file into another folder, made for it") {
    const tests::TempFolder folder;
    tests::write(folder / "made", "new");
    tests::write(folder / "public/media/a.mp3", "old");
    core::settle(folder / "made", folder / "public/media/a.mp3");
    core::settle(folder / "public/media/a.mp3", folder / "other/a.mp3");
    CHECK(tests::read(folder / "other/a.mp3") == "new");
    CHECK_FALSE(std::filesystem::exists(folder / "made"));
}

TEST_CASE("lines are appended behind one another") {
    const tests::TempFolder folder;
    core::append_line(folder / "ledger", "one");
    core::append_line(folder / "ledger", "two");
    CHECK(tests::read(folder / "ledger") == "one\ntwo\n");
}

TEST_CASE("a torn last line is ended before the next, and spoils no other") {
    const tests::TempFolder folder;
    tests::write(folder / "ledger", "one\n{\"torn\":");
    core::append_line(folder / "ledger", "two");
    core::append_line(folder / "ledger", "three");
    CHECK(tests::read(folder / "ledger") == "one\n{\"torn\":\ntwo\nthree\n");
}
