// SPDX-License-Identifier: MIT
#include "pipeline/production/store.h"
#include "pipeline/core/json.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/production/figures.h"
#include "pipeline/production/results.h"
#include "tests/support/files.h"

using namespace cityfm;
using production::Store;

namespace {

const std::string key(64, 'a');

std::filesystem::path object_in(const std::filesystem::path& show, const std::string& sha256) {
    return show / ".cityfm/store/objects" / sha256.substr(0, 2) / sha256;
}

const std::string other(64, 'b');

/// Writes down that a file as it is now has this SHA-256.
void remember(const std::filesystem::path& show, const std::filesystem::path& file,
              const std::string& sha256) {
    const core::FileState state = core::PlainFile(file).state();
    const core::Json row = {state.device,      state.inode,      state.bytes,
                            state.modified_ns, state.changed_ns, sha256};
    tests::write(show / ".cityfm/store/verified.json",
                 core::to_line({{"version", 1}, {"files", core::Json::array({row})}}));
}

/// Makes a file look as if nothing had touched it for an hour, but for the time of the change itself.
void age(const std::filesystem::path& file) {
    const timespec times[2] = {{0, UTIME_OMIT}, {1'700'000'000, 0}};
    REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
}

}  // namespace

TEST_CASE("a store gives back what it was given, and makes nothing before") {
    const tests::TempFolder show;
    const Store store{core::Folder(show.path())};
    CHECK_FALSE(store.result(key));
    CHECK_FALSE(store.has_object(core::sha256("bytes")));
    CHECK_FALSE(store.find_scratch(key));
    CHECK(std::filesystem::is_empty(show.path()));
    const std::string sha256 = store.put_object("bytes");
    CHECK(sha256 == core::sha256("bytes"));
    CHECK(store.has_object(sha256));
    CHECK(store.read_object(sha256) == "bytes");
    store.put_result(key, {{"sha256", sha256}});
    CHECK(production::sha256_in(*store.result(key)) == sha256);
}

TEST_CASE("an object whose content is another is neither had nor read, and is dropped when asked") {
    const tests::TempFolder show;
    const Store store{core::Folder(show.path())};
    const std::string sha256 = store.put_object("bytes");
    CHECK_FALSE(store.drop_if_damaged(sha256));
    tests::write(object_in(show.path(), sha256), "bytez");
    CHECK_FALSE(store.has_object(sha256));
    CHECK_THROWS_AS(store.read_object(sha256), core::Error);
    CHECK_THROWS_AS(store.open_object(sha256), core::Error);
    CHECK(store.drop_if_damaged(sha256));
    CHECK_FALSE(std::filesystem::exists(object_in(show.path(), sha256)));
    CHECK_FALSE(store.drop_if_damaged(sha256));
}

TEST_CASE("a name that is no hash finds nothing") {
    const tests::TempFolder show;
    tests::write(show / "precious", "x");
    const Store store{core::Folder(show.path())};
    store.put_object("bytes");
    for (const char* name : {"", "x", "../../../../precious", "aa/../../../../../precious"}) {
        CHECK_FALSE(store.has_object(name));
        CHECK_FALSE(store.drop_if_damaged(name));
    }
    CHECK(production::sha256_in({{"sha256", "../x"}}).empty());
    CHECK(production::sha256_in({{"sha256", 7}}).empty());
    CHECK(production::sha256_in(core::Json::object()).empty());
}

TEST_CASE("a file that was seen whole is read again as soon as anything touches it") {
    const tests::TempFolder show;
    const core::Folder folder(show.path());
    const std::filesystem::path file = show / "file";
    const std::string sha256 = core::sha256("bytes");
    tests::write(file, "bytes");
    age(file);
    {
        const Store store{folder};
        CHECK(store.holds(core::PlainFile(file), sha256));
    }
    // The same size, and the time of its content set back: what changed it is seen by the inode's own time.
    tests::write(file, "bytez");
    age(file);
    const Store next{folder};
    CHECK_FALSE(next.holds(core::PlainFile(file), sha256));
}

TEST_CASE("a record of verified files that somebody made up counts for nothing") {
    const tests::TempFolder show;
    const core::Folder folder(show.path());
    tests::write(show / "file", "bytes");
    const auto text = GENERATE(as<std::string>{}, "no JSON", R"({"version": 2, "files": []})",
                               R"({"version": 1, "files": [["a"]]})",
                               R"({"version": 1, "files": [[1,2,3,4,5,"x"]]})", "[]", R"({"version": 1})");
    CAPTURE(text);
    tests::write(show / ".cityfm/store/verified.json", text);
    const Store store{folder};
    CHECK(store.holds(core::PlainFile(show / "file"), core::sha256("bytes")));
    CHECK_FALSE(store.holds(core::PlainFile(show / "file"), core::sha256("other")));
}

TEST_CASE("a result of a step that is not sound counts as none") {
    const tests::TempFolder show;
    const Store store{core::Folder(show.path())};
    const core::Json sound = {{"frames", 48000},          {"channels", 2},
                              {"gain_db", 1.5},           {"limiter_gains", {0.5}},
                              {"below_target", false},    {"integrated_lufs", -16.0},
                              {"sustained_work_db", 0.5}, {"hardest_seconds", {1.0}},
                              {"peaks", {1, 100}}};
    store.put_result(key, sound);
    CHECK(production::find_result(store, key, production::to_master)->gain_db == 1.5);
    const auto [name, value] = GENERATE(table<std::string, core::Json>({{"frames", -1},
                                                                        {"frames", 1e30},
                                                                        {"frames", "48000"},
                                                                        {"channels", 3},
                                                                        {"gain_db", nullptr},
                                                                        {"gain_db", 1e300},
                                                                        {"limiter_gains", 7},
                                                                        {"limiter_gains", {"a"}},
                                                                        {"peaks", {101}},
                                                                        {"hardest_seconds", {"a"}},
                                                                        {"below_target", 1}}));
    CAPTURE(name, value.dump());
    core::Json broken = sound;
    broken[name] = value;
    store.put_result(key, broken);
    CHECK_FALSE(production::find_result(store, key, production::to_master));
    broken.erase(name);
    store.put_result(key, broken);
    CHECK_FALSE(production::find_result(store, key, production::to_master));
    CHECK_THROWS_AS(production::require_result(store, key, production::to_master), core::Error);
}

TEST_CASE("the sweep takes what a killed run left, and follows no link") {
    const tests::TempFolder show;
    const tests::TempFolder elsewhere;
    const Store store{core::Folder(show.path())};
    tests::write(store.work_file(key), "half");
    tests::write(store.scratch(key), "half");
    tests::write(elsewhere / "precious", "x");
    std::filesystem::create_symlink(elsewhere.path(), show / ".cityfm/store/scratch/link");
    std::filesystem::create_symlink(elsewhere.path(), show / ".cityfm/store/work/link");
    store.sweep();
    CHECK_FALSE(store.find_scratch(key));
    CHECK(std::filesystem::is_empty(show / ".cityfm/store/scratch"));
    CHECK(tests::read(elsewhere / "precious") == "x");
    const std::filesystem::path work = store.work_file(key);
    tests::write(work, "whole");
    CHECK(store.adopt(work) == core::sha256("whole"));
}

TEST_CASE("steps that make the same bytes at once share no file, and the store holds them whole") {
    const tests::TempFolder show;
    const Store store{core::Folder(show.path())};
    const std::string bytes(500'000, 's');
    const std::string sha256 = core::sha256(bytes);
    tests::write(show / "source", bytes);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) {
                try {
                    const std::filesystem::path work = store.work_file(key);
                    core::write_file(work, bytes);
                    if (store.adopt(work) != sha256) ++wrong;
                    store.keep(core::PlainFile(show / "source"), sha256);
                    if (store.put_object(bytes) != sha256) ++wrong;
                    store.put_result(key, {{"sha256", sha256}, {"filling", bytes}});
                    const auto result = store.result(key);
                    if (!result || production::sha256_in(*result) != sha256) ++wrong;
                    if (store.read_object(sha256) != bytes) ++wrong;
                } catch (const core::Error&) {
                    ++wrong;
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
    CHECK(tests::digests_below(show / ".cityfm/store/work").empty());
    CHECK(tests::digests_below(show / ".cityfm/store/objects").size() == 1);
}

TEST_CASE("what is remembered of a file holds until something touches it, or is not to be trusted") {
    const tests::TempFolder show;
    const core::Folder folder(show.path());
    const std::filesystem::path file = show / "file";
    tests::write(file, "bytes");
    remember(show.path(), file, other);
    {
        const Store store{folder};
        CHECK(store.digest(core::PlainFile(file)) == other);
        store.distrust();
        CHECK(store.digest(core::PlainFile(file)) == core::sha256("bytes"));
    }
    remember(show.path(), file, other);
    tests::write(file, "bytez");
    age(file);  // the size and the time of its content are as before
    const Store store{folder};
    CHECK(store.digest(core::PlainFile(file)) == core::sha256("bytez"));
}

TEST_CASE("that a file is damaged is never taken from the record alone") {
    const tests::TempFolder show;
    const std::filesystem::path file = show / "file";
    tests::write(file, "bytes");
    remember(show.path(), file, other);
    const Store store{core::Folder(show.path())};
    CHECK(store.holds(core::PlainFile(file), core::sha256("bytes")));
}

TEST_CASE("a file that changed within the clock's grain of being read is not remembered") {
    const core::Instant now = core::parse_rfc3339("2026-11-22T12:00:00Z").value();
    const auto changed = [&](std::int64_t ms_ago) {
        core::FileState state;
        state.changed_ns = std::chrono::nanoseconds(now.time_since_epoch()).count() - ms_ago * 1'000'000;
        return state;
    };
    CHECK(production::is_settled(changed(2'001), now));
    CHECK_FALSE(production::is_settled(changed(1'999), now));
    CHECK_FALSE(production::is_settled(changed(0), now));
    // By a clock that was set back.
    CHECK_FALSE(production::is_settled(changed(-3'600'000), now));
}

TEST_CASE("a store that only looks makes no folder for what it remembers") {
    const tests::TempFolder show;
    tests::write(show / "file", "bytes");
    { Store(core::Folder(show.path())).digest(core::PlainFile(show / "file")); }
    CHECK_FALSE(std::filesystem::exists(show / ".cityfm"));
}
