// SPDX-License-Identifier: MIT
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/net/http.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"

using namespace cityfm;
using tests::Answer;
using tests::Asked;
using tests::HttpServer;

namespace {

const std::string sound(100'000, 's');

bool download(const HttpServer& server, const std::filesystem::path& path, const std::stop_token& stop = {}) {
    return net::download(server.url("/a.mp3"), path, core::sha256(sound), sound.size(), net::Reach::anywhere,
                         stop);
}

/// Lets no file of this process grow past `bytes`, as a full disk would.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        rlimit small = before_;
        small.rlim_cur = bytes;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    void (*handler_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE("a download with the right hash is the file") {
    const HttpServer server([](const Asked&) { return Answer{200, sound, {}, {}}; });
    const tests::TempFolder folder;
    CHECK(download(server, folder / "deep/a.mp3"));
    CHECK(tests::digests_below(folder.path()) ==
          std::map<std::string, std::string>{{"deep/a.mp3", core::sha256(sound)}});
}

TEST_CASE("a download follows a redirect, and the words on the way are no part of the file") {
    const HttpServer server([](const Asked& asked) {
        if (asked.path == "/a.mp3") return Answer{301, "moved", {{"Location", "/b.mp3"}}, {}};
        return Answer{200, sound, {}, {}};
    });
    const tests::TempFolder folder;
    CHECK(download(server, folder / "a.mp3"));
    CHECK(tests::read(folder / "a.mp3") == sound);
}

TEST_CASE("a file is absent only where the server says so") {
    const Answer answer =
        GENERATE_COPY(Answer{404, "not here", {}, {}}, Answer{410, "", {}, {}}, Answer{404, sound, {}, {}},
                      Answer{404, std::string(3U << 20U, 'e'), {}, {}});
    CAPTURE(answer.status, answer.body.size());
    const HttpServer server([&](const Asked&) { return answer; });
    const tests::TempFolder folder;
    CHECK_FALSE(download(server, folder / "a.mp3"));
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("any other answer than the file tells nothing about it, and leaves nothing behind") {
    std::string other = sound;
    other.back() = 'S';
    const Answer answer = GENERATE_COPY(
        Answer{200, other, {}, {}}, Answer{200, "<title>Log in to this network</title>", {}, {}},
        Answer{200, sound.substr(1), {}, {}}, Answer{200, "", {}, {}}, Answer{200, sound + "s", {}, {}},
        Answer{200, std::string(3U << 20U, 's'), {}, {}}, Answer{204, "", {}, {}}, Answer{206, sound, {}, {}},
        Answer{401, "", {}, {}}, Answer{403, "not you", {}, {}}, Answer{429, "slower", {}, {}},
        Answer{451, "", {}, {}}, Answer{500, sound, {}, {}}, Answer{503, "later", {}, {}},
        Answer{302, "round", {{"Location", "/a.mp3"}}, {}});
    CAPTURE(answer.status, answer.body.size());
    const HttpServer server([&](const Asked&) { return answer; });
    const tests::TempFolder folder;
    try {
        download(server, folder / "a.mp3");
        FAIL("it was taken for an answer");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::http_failed);
        CHECK_FALSE(core::arg(error.args, "reason").empty());
    }
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a download that is not the file leaves the one that was there") {
    const HttpServer server([](const Asked&) { return Answer{404, "not here", {}, {}}; });
    const tests::TempFolder folder;
    tests::write(folder / "a.mp3", "before");
    CHECK_FALSE(download(server, folder / "a.mp3"));
    CHECK(tests::read(folder / "a.mp3") == "before");
    CHECK(tests::digests_below(folder.path()).size() == 1);
}

TEST_CASE("a download cut off in its middle is an error and leaves nothing behind") {
    const HttpServer server([](const Asked&) { return Answer{200, sound, {}, 40'000}; });
    const tests::TempFolder folder;
    try {
        download(server, folder / "a.mp3");
        FAIL("it was taken for whole");
    } catch (const core::Error& error) {
        CHECK(error.code == core::Code::http_failed);
        CHECK(error.kind == core::Kind::later);
    }
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a download that is told to end leaves nothing behind") {
    std::shared_future<void> opened;
    std::stop_source stop;
    const HttpServer server([&](const Asked&) {
        stop.request_stop();
        opened.wait();
        return Answer{};
    });
    const tests::Gate gate;
    opened = gate.opened();
    const tests::TempFolder folder;
    try {
        download(server, folder / "a.mp3", stop.get_token());
        FAIL("it went on to the end");
    } catch (const core::Error& error) {
        CHECK(error.kind == core::Kind::interrupted);
    }
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a disk that does not take the file is not called the server's fault") {
    const HttpServer server([](const Asked&) { return Answer{200, sound, {}, {}}; });
    const tests::TempFolder folder;
    std::string code;
    {
        const SmallDisk disk(10'000);
        try {
            download(server, folder / "a.mp3");
        } catch (const core::Error& error) {
            code = core::name_of(error.code);
        }
    }
    CHECK(code == "cannot-write");
    CHECK(tests::digests_below(folder.path()).empty());
}
