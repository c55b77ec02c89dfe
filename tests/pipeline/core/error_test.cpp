// SPDX-License-Identifier: MIT
#include "pipeline/core/error.h"

#include <catch2/catch.hpp>
#include <cerrno>

using namespace cityfm;
using core::Code;
using core::Kind;

namespace {

core::Error error_of(Code code, int number) {
    try {
        core::fail_on_file(code, "episodes/a/voice.m4a", number);
    } catch (const core::Error& error) {
        return error;
    }
}

}  // namespace

TEST_CASE("every kind of error has the exit code that --help prints") {
    CHECK(core::exit_code(Kind::failed) == 1);
    CHECK(core::exit_code(Kind::usage) == 2);
    CHECK(core::exit_code(Kind::show) == 3);
    CHECK(core::exit_code(Kind::refused) == 4);
    CHECK(core::exit_code(Kind::unknown) == 5);
    CHECK(core::exit_code(Kind::locked) == 6);
    CHECK(core::exit_code(Kind::later) == 75);
    CHECK(core::exit_code(Kind::interrupted) == 130);
}

TEST_CASE("of two exit codes the gravest remains, in either order") {
    const std::vector<int> gravest_first = {5, 4, 1, 3, 75, 0};
    for (std::size_t i = 0; i < gravest_first.size(); ++i) {
        for (std::size_t j = i; j < gravest_first.size(); ++j) {
            CHECK(core::gravest(gravest_first[i], gravest_first[j]) == gravest_first[i]);
            CHECK(core::gravest(gravest_first[j], gravest_first[i]) == gravest_first[i]);
        }
    }
}

TEST_CASE("an error gathers what was being done, the outermost first") {
    core::Error error(Kind::failed, Code::not_sound, {{"path", "voice.m4a"}});
    error.within(Code::in_episode, {{"episode", "2026-11-22-ramen"}});
    error.within(Code::fix_first, {});
    REQUIRE(error.context.size() == 2);
    CHECK(error.context[0].code == Code::fix_first);
    CHECK(error.context[1].code == Code::in_episode);
    CHECK(core::arg(error.context[1].args, "episode") == "2026-11-22-ramen");
    CHECK(error.code == Code::not_sound);
}

TEST_CASE("an error says its code and arguments even where nobody translates it") {
    const core::Error error(Kind::failed, Code::not_sound, {{"path", "voice.m4a"}, {"reason", "empty"}});
    CHECK(std::string(error.what()) == "not-sound path=voice.m4a reason=empty");
}

TEST_CASE("a failed call on a file is told apart by its reason") {
    CHECK(error_of(Code::cannot_write, ENOSPC).code == Code::disk_full);
    CHECK(error_of(Code::cannot_write, EDQUOT).code == Code::disk_full);
    CHECK(error_of(Code::cannot_write, EACCES).code == Code::no_permission);
    CHECK(error_of(Code::cannot_write, EROFS).code == Code::no_permission);
    CHECK(error_of(Code::cannot_read, ENOENT).code == Code::not_found);
    CHECK(error_of(Code::cannot_read, EIO).code == Code::cannot_read);
    CHECK(error_of(Code::cannot_write, EIO).code == Code::cannot_write);
}

TEST_CASE("a failed call on a file names the file and fails the work") {
    const core::Error error = error_of(Code::cannot_read, EIO);
    CHECK(error.kind == Kind::failed);
    CHECK(core::arg(error.args, "path") == "episodes/a/voice.m4a");
    CHECK_FALSE(core::arg(error.args, "reason").empty());
}

TEST_CASE("findings as an error keep the findings, and the show is what is wrong") {
    const core::FindingsError error({{core::Severity::error, Code::no_audio, {"show.toml", 1, 1}, {}}});
    CHECK(error.kind == Kind::show);
    REQUIRE(error.findings.size() == 1);
    CHECK(error.findings[0].code == Code::no_audio);
}
