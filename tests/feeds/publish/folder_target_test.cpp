// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "feeds/publish/plan.h"
#include "feeds/publish/target.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "tests/feeds/publish/target_contract.h"
#include "tests/support/files.h"

using namespace cityfm;
using publish::FileClass;

namespace {

/// Runs as a user without special rights, where the test runs as root, to whom no folder is closed.
class WithoutRights {
  public:
    WithoutRights() : user_(::geteuid()) {
        if (user_ == 0) REQUIRE(::seteuid(65'534) == 0);
    }
    WithoutRights(const WithoutRights&) = delete;
    WithoutRights& operator=(const WithoutRights&) = delete;
    ~WithoutRights() {
        if (user_ == 0 && ::seteuid(0) != 0) std::abort();
    }

  private:
    uid_t user_;
};

}  // namespace

TEST_CASE("a folder keeps the contract of targets") {
    const tests::TempFolder place;
    tests::check_target_contract(
        [&](const std::stop_token& stop) { return publish::open_folder(place / "www", stop); });
}

TEST_CASE("a folder does not list files that are still being written") {
    const tests::TempFolder place;
    tests::write(place / "media/.a.mp3.part", "so");
    tests::write(place / ".feed.xml.part", "<rs");
    tests::write(place / "media/part.mp3.part", "a name like any other");
    tests::write(place / ".well-known/security.txt", "whole");
    const auto listing = publish::open_folder(place.path())->list();
    CHECK(listing.size() == 2);
    CHECK(listing.count("media/part.mp3.part") == 1);
    CHECK(listing.count(".well-known/security.txt") == 1);
}

TEST_CASE("a folder holds the bytes that were put, and nothing else after a put that failed") {
    const tests::TempFolder local;
    const tests::TempFolder place;
    const auto target = publish::open_folder(place.path());
    const auto media =
        tests::local_file(local.path(), "media/a.mp3", FileClass::media, std::string(300'000, 's'));
    target->put(media, core::PlainFile(local / media.path));
    CHECK(tests::digests_below(place.path()) ==
          std::map<std::string, std::string>{{"media/a.mp3", media.sha256}});
    auto wrong = media;
    wrong.sha256 = std::string(64, '0');
    try {
        target->put(wrong, core::PlainFile(local / media.path));
        FAIL("it was put");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::put_not_whole);
        CHECK(error.kind == core::Kind::refused);
    }
    CHECK(tests::digests_below(place.path()) ==
          std::map<std::string, std::string>{{"media/a.mp3", media.sha256}});
}

TEST_CASE("half-written neighbours that killed runs left go with the next put, those of a living one stay") {
    const tests::TempFolder local;
    const tests::TempFolder place;
    const std::string left = ".feed.xml.0123456789ab.part";
    tests::write(place / left, "what a killed run left, longer than the feed");
    tests::write(place / "media" / left, "so");
    // Another show publishes to the same folder.
    core::AtomicFile other(place / "media/b.mp3");
    other.write("sound");
    const auto feed = tests::local_file(local.path(), "feed.xml", FileClass::feed, "<rss/>");
    const auto target = publish::open_folder(place.path());
    CHECK(target->list().empty());
    CHECK(std::filesystem::exists(place / left));
    target->put(feed, core::PlainFile(local / feed.path));
    other.finish();
    CHECK(tests::digests_below(place.path()) ==
          std::map<std::string, std::string>{{"feed.xml", feed.sha256},
                                             {"media/b.mp3", core::sha256("sound")}});
}

TEST_CASE("a path that leaves the folder writes nothing beside it") {
    const tests::TempFolder local;
    const tests::TempFolder place;
    const auto target = publish::open_folder(place / "www");
    auto feed = tests::local_file(local.path(), "feed.xml", FileClass::feed, "<rss/>");
    feed.path = "media/../../feed.xml";
    try {
        target->put(feed, core::PlainFile(local / "feed.xml"));
        FAIL("it was put");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::unsafe_target_path);
    }
    CHECK(tests::digests_below(place.path()).empty());
}

TEST_CASE("a folder where a file is to stand refuses it and stays") {
    const tests::TempFolder local;
    const tests::TempFolder place;
    tests::write(place / "feed.xml/inside.txt", "x");
    const auto feed = tests::local_file(local.path(), "feed.xml", FileClass::feed, "<rss/>");
    const auto target = publish::open_folder(place.path());
    CHECK_THROWS_AS(target->put(feed, core::PlainFile(local / feed.path)), core::Error);
    CHECK(tests::digests_below(place.path()).size() == 1);
}

TEST_CASE("a folder of which a part cannot be read is an error, not a shorter list") {
    const tests::TempFolder place;
    tests::write(place / "media/a.mp3", "sound");
    tests::write(place / "feed.xml", "<rss/>");
    const auto all = std::filesystem::perms::all;
    std::filesystem::permissions(place.path(), all);
    std::filesystem::permissions(place / "media", std::filesystem::perms::none);
    const auto target = publish::open_folder(place.path());
    {
        const WithoutRights user;
        CHECK_THROWS_AS(target->list(), core::Error);
    }
    std::filesystem::permissions(place / "media", all);
}

TEST_CASE("a folder that cannot be written, or made, says so before anything is put") {
    const tests::TempFolder place;
    std::filesystem::create_directory(place / "closed");
    std::filesystem::permissions(place.path(), std::filesystem::perms::all);
    const auto there = publish::open_folder(place / "closed");
    const auto to_be_made = publish::open_folder(place / "closed/radio/www");
    there->require_writable();
    to_be_made->require_writable();
    CHECK_FALSE(std::filesystem::exists(place / "closed/radio"));
    std::filesystem::permissions(place / "closed",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const WithoutRights user;
    CHECK_THROWS_AS(there->require_writable(), core::Error);
    CHECK_THROWS_AS(to_be_made->require_writable(), core::Error);
}
