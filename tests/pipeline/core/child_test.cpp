// SPDX-License-Identifier: MIT
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <set>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/core/program.h"
#include "pipeline/core/shell.h"
#include "tests/support/files.h"

using namespace cityfm;
using core::Environment;
using std::chrono::seconds;

namespace {

/// What a program of these lines of shell writes.
class Script {
  public:
    explicit Script(const std::string& lines) {
        tests::write(folder / "script", "#!/bin/sh\n" + lines + "\n");
        std::filesystem::permissions(folder / "script", std::filesystem::perms::owner_all);
    }

    core::ProgramEnd run(const Environment& environment = Environment::only({}), std::string_view input = {},
                         seconds time_limit = seconds(30)) const {
        return core::run_program(folder / "script", input, folder.path(), environment, time_limit);
    }

    tests::TempFolder folder;
};

/// A variable that is set as long as this lives.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { ::unsetenv(name_); }

  private:
    const char* name_;
};

/// A signal that is ignored as long as this lives.
class Ignored {
  public:
    explicit Ignored(int signal) : signal_(signal), before_(std::signal(signal, SIG_IGN)) {}
    Ignored(const Ignored&) = delete;
    Ignored& operator=(const Ignored&) = delete;
    ~Ignored() { std::signal(signal_, before_); }

  private:
    int signal_;
    void (*before_)(int);
};

std::set<std::string> names_in(const std::string& printed) {
    std::set<std::string> names;
    std::size_t at = 0;
    while (at < printed.size()) {
        names.insert(printed.substr(at, printed.find('=', at) - at));
        at = printed.find('\n', at) + 1;
        if (at == 0) break;
    }
    return names;
}

}  // namespace

TEST_CASE("a child sees the variables that it is given, and no others") {
    const Variable secret("SLACK_TOKEN_OF_TEST", "xoxb");
    const Variable own("OWN_OF_TEST", "mine");
    const Variable git("GIT_CEILING_DIRECTORIES", "/");
    const Variable git_token("GIT_TOKEN", "ghp");
    const Variable locale("LC_TIME", "C");
    const Variable locale_token("LC_SLACK", "xoxb");
    const tests::TempFolder folder;
    const auto seen = [&](const Environment& environment) {
        return names_in(core::run_program("/usr/bin/env", {}, folder.path(), environment, seconds(30)).out);
    };
    const std::set<std::string> few = seen(Environment::only({"OWN_OF_TEST", "*", "SLACK_"}));
    CHECK(few.contains("OWN_OF_TEST"));
    CHECK(few.contains("PATH"));
    CHECK(few.contains("LC_TIME"));
    CHECK_FALSE(few.contains("SLACK_TOKEN_OF_TEST"));
    CHECK_FALSE(few.contains("LC_SLACK"));
    CHECK_FALSE(few.contains("GIT_CEILING_DIRECTORIES"));
    const std::set<std::string> of_git = seen(core::environment_of_git());
    CHECK(of_git.contains("GIT_CEILING_DIRECTORIES"));
    CHECK_FALSE(of_git.contains("GIT_TOKEN"));
    CHECK_FALSE(of_git.contains("SLACK_TOKEN_OF_TEST"));
    const std::set<std::string> most = seen(Environment::inherited_without({"SLACK_TOKEN_OF_TEST", ""}));
    CHECK(most.contains("OWN_OF_TEST"));
    CHECK(most.contains("GIT_TOKEN"));
    CHECK_FALSE(most.contains("SLACK_TOKEN_OF_TEST"));
}

TEST_CASE("a child has no descriptors of ours but the first three") {
    const int open = ::dup(STDERR_FILENO);  // not closed by exec(3)
    REQUIRE(open > 2);
    const tests::TempFolder folder;
    CHECK(core::run_shell("exec > got; ls /proc/$$/fd; true", folder.path(), Environment::only({})) == 0);
    ::close(open);
    CHECK(tests::read(folder / "got") == "0\n1\n2\n");
}

TEST_CASE("no signal is ignored or blocked in a child, whatever is in its parent") {
    const Ignored pipe(SIGPIPE);
    const Ignored hup(SIGHUP);
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const Script script("exec grep -E 'Sig(Ign|Blk)' /proc/self/status");
    const std::string printed = script.run().out;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    // 32 and 33 are glibc's own, which it lets no program touch.
    constexpr unsigned long long of_glibc = 0x1'8000'0000;
    REQUIRE(printed.find("SigBlk:\t0000000000000000\nSigIgn:\t") == 0);
    CHECK((std::stoull(printed.substr(printed.rfind('\t') + 1), nullptr, 16) & ~of_glibc) == 0);
}

TEST_CASE("a child whose end the system has forgotten has not succeeded") {
    const Ignored children(SIGCHLD);
    const Script script("exit 4");
    CHECK_FALSE(script.run().code);
    CHECK_FALSE(core::run_shell("exit 0", script.folder.path(), Environment::only({})));
}

TEST_CASE("a command line that takes longer than it may is ended with all that it started") {
    const tests::TempFolder folder;
    const core::ChildEnd end = core::run_shell_for(std::chrono::seconds(1), "sleep 600 & echo $! > pid; wait",
                                                   folder.path(), Environment::only({}), {});
    CHECK_FALSE(end.in_time);
    const pid_t started = std::stoi(tests::read(folder / "pid"));
    CHECK((::kill(started, 0) != 0 ||
           tests::read("/proc/" + std::to_string(started) + "/stat").find(") Z ") != std::string::npos));
    CHECK(core::run_shell_for(std::chrono::seconds(60), "exit 7", folder.path(), Environment::only({}), {})
              .code == 7);
}

TEST_CASE("a program gets all of its input or is not started") {
    const std::string input(200'000, 'x');
    const Script script("echo ran > ran; wc -c");
    CHECK(script.run(Environment::only({}), input).out.find("200000") != std::string::npos);
    std::filesystem::remove(script.folder / "ran");
    const Ignored too_large(SIGXFSZ);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 100'000;
    ::setrlimit(RLIMIT_FSIZE, &small);
    std::optional<core::Code> code;
    try {
        script.run(Environment::only({}), input);
    } catch (const core::Error& error) {
        code = error.code;
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    CHECK(code == core::Code::cannot_write);
    CHECK_FALSE(std::filesystem::exists(script.folder / "ran"));
}

TEST_CASE("a program past its time is asked to end, with all that it started, and killed when it does not") {
    const auto start = std::chrono::steady_clock::now();
    const Script tidy("trap 'echo ended > ended; exit 0' TERM; sleep 60 & wait");
    const core::ProgramEnd end = tidy.run(Environment::only({}), {}, seconds(1));
    CHECK_FALSE(end.in_time);
    CHECK(std::filesystem::exists(tidy.folder / "ended"));
    CHECK(std::chrono::steady_clock::now() - start < seconds(5));
    const Script stubborn("trap '' TERM; sleep 60; sleep 60");
    const core::ProgramEnd killed = stubborn.run(Environment::only({}), {}, seconds(1));
    CHECK_FALSE(killed.in_time);
    CHECK(killed.code == 128 + SIGKILL);
    CHECK(std::chrono::steady_clock::now() - start < seconds(20));
}

TEST_CASE("a command line is ended with all that it started when the end is asked for") {
    const tests::TempFolder folder;
    std::stop_source source;
    std::jthread asks([&] {
        while (!std::filesystem::exists(folder / "started"))
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        source.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    try {
        core::run_shell("sleep 60 & echo $! > pid; touch started; wait", folder.path(), Environment::only({}),
                        source.get_token());
        FAIL("it was stopped");
    } catch (const core::Error& error) {
        CHECK(error.kind == core::Kind::interrupted);
    }
    CHECK(std::chrono::steady_clock::now() - start < seconds(5));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::string pid = tests::lines_of(folder / "pid").at(0);
    const bool is_gone = !std::filesystem::exists("/proc/" + pid) ||
                         tests::read("/proc/" + pid + "/status").find("State:\tZ") != std::string::npos;
    CHECK(is_gone);
}
