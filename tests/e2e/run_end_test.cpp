// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/e2e/channels.h"
#include "tests/support/faults.h"

using namespace cityfm;

namespace {

/// A show that announces by a program of these lines of shell.
class ProgramScene {
  public:
    explicit ProgramScene(const std::string& lines, const std::string& more = {})
        : show("[[channel]]\nid = \"own\"\ntype = \"command\"\nto = \"post\"\n" + more) {
        tests::write(show / "post", "#!/bin/sh\n" + lines + "\n");
        std::filesystem::permissions(show / "post", std::filesystem::perms::owner_all);
    }

    std::string status() const { return show.status_of("own/one"); }

    tests::ChannelShow show;
};

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a refusal is one though the caller of cityfm ignores the end of its children") {
    const ProgramScene scene("exit 4");
    const tests::Ran ran =
        tests::run_program({"env", "--ignore-signal=CHLD", CITYFM_COMMAND, "-C", scene.show.path(), "--lang",
                            "en", "announce", "--now", tests::small_show_now});
    INFO(ran.err);
    CHECK(ran.code == 4);
    CHECK(scene.status() == "failed");
}

TEST_CASE("a program of the city's own sees its own secret and what its channel names, and no other's") {
    ProgramScene scene("env > seen",
                       "token_env = \"OWN_TOKEN\"\nurl_env = \"OWN_URL\"\nenv = [\"BOARD\", \"*\"]\n\n"
                       "[[channel]]\nid = \"other\"\ntype = \"slack\"\nto = \"C0\"\ntoken_env = \"OTHER\"\n");
    for (const char* name : {"OWN_TOKEN", "OWN_URL", "BOARD", "OTHER", "ANYTHING"})
        scene.show.set(name, "value");
    const tests::Ran ran = scene.show.announce({"--only", "own"});
    INFO(ran.err);
    REQUIRE(scene.status() == "sent");
    const std::string seen = tests::read(scene.show / "seen");
    for (const char* name : {"OWN_TOKEN=", "OWN_URL=", "BOARD=", "PATH="}) CHECK(says(seen, name));
    CHECK_FALSE(says(seen, "OTHER="));
    CHECK_FALSE(says(seen, "ANYTHING="));
}

TEST_CASE("the command of --commit-intent sees everything but the secrets of the channels") {
    ProgramScene scene("true", "token_env = \"OWN_TOKEN\"\n");
    for (const char* name : {"OWN_TOKEN", "ANYTHING"}) scene.show.set(name, "value");
    CHECK(scene.show.announce({"--commit-intent", "env > seen"}).code == 0);
    const std::string seen = tests::read(scene.show / "seen");
    CHECK(says(seen, "ANYTHING=value"));
    CHECK_FALSE(says(seen, "OWN_TOKEN"));
}

TEST_CASE("a signal ends the command of --commit-intent, and nothing was posted") {
    const ProgramScene scene("echo posted > posted");
    tests::Launch launch;
    launch.signal_when = scene.show / "started";
    launch.signal = GENERATE(SIGTERM, SIGINT);
    const auto start = std::chrono::steady_clock::now();
    const tests::Ran ran = scene.show.announce(
        {"--commit-intent", "touch '" + (scene.show / "started").string() + "'; sleep 60"}, launch);
    INFO(ran.err);
    CHECK(ran.code == 128 + launch.signal);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
    CHECK(scene.status() == "failed");
    CHECK_FALSE(std::filesystem::exists(scene.show / "posted"));
    // And the next run sends it.
    CHECK(scene.show.announce().code == 0);
    CHECK(scene.status() == "sent");
}

TEST_CASE("a result that cannot be written is an error that says why") {
    struct Row {
        std::string before;
        std::string reason;
    };
    const tests::TempFolder folder;
    const Row row = GENERATE(
        Row{"exec >/dev/full", "the disk is full: stdout"}, Row{"exec >&-", "cannot write stdout: closed"},
        Row{"trap '' XFSZ; ulimit -f 0; exec >out", "cannot write stdout: File too large"});
    INFO(row.before);
    tests::Launch launch;
    launch.folder = folder.path();
    for (const char* words : {"completion bash", "--help"}) {
        // stderr goes into a pipe: the limit is for files.
        const std::string command = "{ (" + row.before + "; exec " + CITYFM_COMMAND + " " + words +
                                    "); echo \"ended with $?\" >&2; } 2>&1 | cat";
        const tests::Ran ran = tests::run_program({"sh", "-c", command}, launch);
        INFO(ran.out);
        CHECK(says(ran.out, row.reason));
        CHECK(says(ran.out, "ended with 1\n"));
    }
}

TEST_CASE("a run that gets no thread for its signals ends with an error") {
    const tests::Traced traced = tests::trace_cityfm({"--lang", "en", "completion", "bash"},
                                                     tests::Fault{"clone3", 1, "error=EAGAIN"});
    INFO(traced.ran.err);
    CHECK(traced.ran.code == 1);
    CHECK(says(traced.ran.err, "something unexpected happened"));
}
