// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "feeds/announce/channels/open_channel.h"
#include "tests/feeds/announce/channel_contract.h"
#include "tests/feeds/announce/fake_channel.h"
#include "tests/support/files.h"

using namespace cityfm;
using announce::Status;

namespace {

/// A show's folder with a program `post` of these lines of shell.
class Scene {
  public:
    explicit Scene(const std::string& script) {
        tests::write(folder / "post", "#!/bin/sh\n" + script + "\n");
        std::filesystem::permissions(folder / "post", std::filesystem::perms::owner_all);
        opening.channel.id = "own";
        opening.channel.type = "command";
        opening.channel.to = "post";
        opening.show_folder = folder.path();
        opening.pause = [](std::chrono::milliseconds) {};
    }

    announce::Outcome run(int hours) const {
        announce::Ledger ledger(folder / "announcements.jsonl");
        return announce::settle(tests::due_announcement(), *announce::open_channel(opening), ledger,
                                tests::rules_after(hours), tests::surroundings(tests::heard));
    }

    tests::TempFolder folder;
    announce::Opening opening;
};

}  // namespace

TEST_CASE("a program of the city's own keeps the contract of channels") {
    const Scene scene("cat > got");
    tests::check_channel_contract([&] { return announce::open_channel(scene.opening); });
}

TEST_CASE("a program gets the announcement as JSON on stdin, and may say where the post is") {
    const Scene scene("cat > got; echo https://board.example.jp/12");
    const announce::Outcome outcome = scene.run(1);
    CHECK(outcome.status == Status::sent);
    CHECK(outcome.link == "https://board.example.jp/12");
    const auto json = nlohmann::json::parse(tests::read(scene.folder / "got"));
    CHECK(json.at("channel") == "own");
    CHECK(json.at("key") == std::string(64, 'k'));
    CHECK(json.at("title") == "ラーメンの題名");
    CHECK(json.at("question") == "ラーメンの質問");
}

TEST_CASE("what a program says by its exit code decides whether it is run again") {
    struct Row {
        const char* script;
        Status first;
        core::Kind kind;
        Status later;
        std::size_t runs;
    };
    const Row row = GENERATE(
        Row{"echo x >> runs; [ -e mended ] || exit 4", Status::failed, core::Kind::refused, Status::sent, 2},
        Row{"echo x >> runs; [ -e mended ] || exit 75", Status::failed, core::Kind::later, Status::sent, 2},
        Row{"echo x >> runs; [ -e mended ] || exit 1", Status::unknown, core::Kind::unknown, Status::unknown,
            1},
        Row{"echo x >> runs; [ -e mended ] || kill -9 $$", Status::unknown, core::Kind::unknown,
            Status::unknown, 1});
    INFO(row.script);
    const Scene scene(row.script);
    const announce::Outcome outcome = scene.run(1);
    CHECK(outcome.status == row.first);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].kind == row.kind);
    tests::write(scene.folder / "mended", "");
    CHECK(scene.run(2).status == row.later);
    CHECK(tests::lines_of(scene.folder / "runs").size() == row.runs);
}

TEST_CASE("where the system has forgotten how a program ended, nobody knows whether it posted") {
    auto* const before = std::signal(SIGCHLD, SIG_IGN);
    const Scene scene("echo x >> runs; exit 0");
    const announce::Outcome outcome = scene.run(1);
    std::signal(SIGCHLD, before);
    CHECK(outcome.status == Status::unknown);
    CHECK(outcome.errors.at(0).code == core::Code::outcome_unknown);
    CHECK(scene.run(2).status == Status::unknown);
    CHECK(tests::lines_of(scene.folder / "runs").size() == 1);
}

TEST_CASE("a program that is not there, or may not be run, is told before anything is sent") {
    const Scene scene("true");
    const bool is_there = GENERATE(true, false);
    if (is_there) {
        std::filesystem::permissions(scene.folder / "post", std::filesystem::perms::owner_read);
    } else {
        std::filesystem::remove(scene.folder / "post");
    }
    const announce::Outcome outcome = scene.run(1);
    CHECK(outcome.status == Status::failed);
    CHECK(outcome.errors.at(0).code == core::Code::channel_refused);
    CHECK(announce::open_channel(scene.opening)->check().at(0).problem);
}

TEST_CASE("a program that writes more than anybody reads, or reads nothing, still ends") {
    const Scene scene("head -c 1000000 /dev/zero | tr '\\0' x; exit 0");
    CHECK(scene.run(1).status == Status::sent);
}
