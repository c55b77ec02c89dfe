// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "pipeline/core/time.h"
#include "tests/pipeline/net/fetched.h"
#include "tests/support/servers/raw_server.h"

using namespace cityfm;
using namespace cityfm::tests;

TEST_CASE("a file comes whole, with its type and its length, and leaves no mark") {
    const HttpServer server(serve);
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/a.mp3"), folder / "deep/down/a.mp3");
    std::vector<double> told;
    request.advanced = [&](double fraction) { told.push_back(fraction); };
    const net::FetchedFile file = net::fetch_file(request);
    CHECK(file.type == "audio/mpeg");
    CHECK(file.bytes == sound.size());
    CHECK((tests::read(folder / "deep/down/a.mp3") == sound));
    CHECK(tests::digests_below(folder.path()).size() == 1);
    REQUIRE_FALSE(told.empty());
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.front() > 0);
    CHECK(told.back() == 1.0);
    REQUIRE(server.asked().size() == 1);
    CHECK_FALSE(server.asked()[0].headers.contains("range"));
}

TEST_CASE("a file whose length nobody says is whole where it ends") {
    const std::string content = GENERATE("", "x", "some words");
    const RawServer server([&](const Wire& wire, std::size_t) {
        wire.say(answer({"HTTP/1.1 200 OK", "Content-Type: text/plain"}, content));
    });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.advanced = [](double) { FAIL("of what?"); };
    CHECK(net::fetch_file(request).bytes == content.size());
    check_whole(folder, content);
}

TEST_CASE("half a head is no answer") {
    const std::string head =
        GENERATE("HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n",
                 "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 404 Not Found\r\n");
    const RawServer server([&](const Wire& wire, std::size_t) { wire.say(head); });
    const tests::TempFolder folder;
    CHECK(error_of(request_for(server.url("/"), folder / "a.mp3")).kind == core::Kind::later);
    CHECK(server.asked().size() == 4);
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a length that does not count beside chunks is not minded") {
    const RawServer server([](const Wire& wire, std::size_t) {
        wire.say(answer({"HTTP/1.1 200 OK", "Content-Length: 3", "Transfer-Encoding: chunked"},
                        "6\r\nchunks\r\n0\r\n\r\n"));
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == 6);
    check_whole(folder, "chunks");
}

TEST_CASE("an empty file is a file, and takes the place of what was there") {
    const HttpServer server([](const Asked&) { return Answer{200, "", tagged, {}}; });
    const tests::TempFolder folder;
    tests::write(folder / "a.mp3", "before");
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == 0);
    check_whole(folder, "");
}

TEST_CASE("a file may be as large as allowed, and not one byte larger") {
    const RawServer server([](const Wire& wire, std::size_t) { wire.say(whole_answer(sound, "one")); });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.most_bytes = sound.size();
    CHECK(net::fetch_file(request).bytes == sound.size());
    request.most_bytes = sound.size() - 1;
    const core::Error error = error_of(request);
    CHECK(core::name_of(error.code) == "file-too-large");
    CHECK(error.kind == core::Kind::refused);
    CHECK(core::arg(error.args, "path") == request.url);
    CHECK(core::arg(error.args, "most") == "99999");
    CHECK(server.asked().size() == 2);
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("what is announced as too large is not waited for") {
    const std::string length = GENERATE("1000001", "9999999999999");
    const RawServer server([&](const Wire& wire, std::size_t) {
        wire.say("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nx");
        wire.wait_until_client_goes();
    });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.most_bytes = 1'000'000;
    request.patience = std::chrono::seconds(1);
    CHECK(core::name_of(error_of(request).code) == "file-too-large");
    CHECK(server.asked().size() == 1);
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("what goes on without end is read as far as it may be large") {
    const std::string first = GENERATE("HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\nETag: \"one\"\r\n\r\n");
    const RawServer server([&](const Wire& wire, std::size_t) {
        wire.say(first);
        while (wire.say(sound)) continue;
    });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.most_bytes = 1'000'000;
    CHECK(core::name_of(error_of(request).code) == "file-too-large");
    CHECK(server.asked().size() == 1);
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("what is gone on with may not grow too large either") {
    const HttpServer server(serve);
    const tests::TempFolder folder;
    leave(folder / "a.mp3", 70'000, "\"one\"\n");
    net::FileRequest request = request_for(server.url("/a.mp3"), folder / "a.mp3");
    request.most_bytes = 99'999;
    CHECK(core::name_of(error_of(request).code) == "file-too-large");
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a server that does not give the file is asked once, and its words are no file") {
    const int status = GENERATE(204, 304, 400, 401, 403, 404, 410, 451, 501);
    const HttpServer server([&](const Asked&) { return Answer{status, "no", {}, {}}; });
    const tests::TempFolder folder;
    tests::write(folder / "a.mp3", "before");
    const core::Error error = error_of(request_for(server.url("/"), folder / "a.mp3"));
    CHECK(error.code == core::Code::http_failed);
    CHECK(error.kind == core::Kind::refused);
    CHECK(core::arg(error.args, "reason") == "HTTP " + std::to_string(status));
    CHECK(server.asked().size() == 1);
    check_whole(folder, "before");
}

TEST_CASE("an error without end is not read to its end") {
    const RawServer server([](const Wire& wire, std::size_t) {
        wire.say("HTTP/1.1 404 Not Found\r\n\r\n");
        while (wire.say(sound)) continue;
    });
    const tests::TempFolder folder;
    CHECK(core::arg(error_of(request_for(server.url("/"), folder / "a.mp3")).args, "reason") == "HTTP 404");
}

TEST_CASE("a server that is busy is asked again when it wants to be") {
    const int status = GENERATE(408, 429, 500, 502, 503, 504);
    const std::string wait = GENERATE("0", "Sun, 06 Nov 1994 08:49:37 GMT", "soon", "-1");
    const HttpServer server([&, number = 0](const Asked&) mutable {
        if (number++ > 0) return Answer{200, sound, tagged, {}};
        return Answer{status, "busy", {{"Retry-After", wait}}, {}};
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    CHECK(server.asked().size() == 2);
}

TEST_CASE("a server that is busy for long is not waited for") {
    const std::string wait =
        GENERATE(std::string("61"), std::string("99999999999999999999999"),
                 core::show_rfc5322(core::system_now() + std::chrono::hours(1), "Etc/UTC"));
    const HttpServer server([&](const Asked&) { return Answer{503, "busy", {{"Retry-After", wait}}, {}}; });
    const tests::TempFolder folder;
    const core::Error error = error_of(request_for(server.url("/"), folder / "a.mp3"));
    CHECK(error.kind == core::Kind::later);
    CHECK(core::arg(error.args, "reason") == "HTTP 503");
    CHECK(server.asked().size() == 1);
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("who asks for the end is not kept waiting by a pause") {
    std::promise<void> answered;
    const RawServer server([&](const Wire& wire, std::size_t number) {
        wire.say(cut_answer(0));
        if (number == 0) answered.set_value();
    });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.pause = std::chrono::hours(1);
    std::stop_source stop;
    const std::jthread stopper([&] {
        answered.get_future().wait();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    CHECK(error_of(request, stop.get_token()).kind == core::Kind::interrupted);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("a file that is told to end keeps what has come, with its mark") {
    std::stop_source stop;
    const RawServer server([&](const Wire& wire, std::size_t) {
        wire.say(cut_answer(10'000));
        wire.wait_until_client_goes();
    });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.advanced = [&](double fraction) {
        if (fraction >= 0.1) stop.request_stop();
    };
    CHECK(error_of(request, stop.get_token()).kind == core::Kind::interrupted);
    CHECK((tests::read(folder / "a.mp3") == sound.substr(0, 10'000)));
    CHECK(tests::read(folder / "a.mp3.mark") == "\"one\"\n");
}

TEST_CASE("a file is followed through five redirects, and what is gone on with as well") {
    const HttpServer server([](const Asked& asked) {
        const int left = std::stoi(asked.path.substr(1));
        if (left > 0) return Answer{302, "", {{"Location", "/" + std::to_string(left - 1)}}, {}};
        return serve(asked);
    });
    const tests::TempFolder folder;
    const bool goes_on = GENERATE(false, true);
    if (goes_on) leave(folder / "a.mp3", 70'000, "\"one\"\n");
    CHECK(net::fetch_file(request_for(server.url("/5"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    CHECK(server.asked().back().headers.contains("range") == goes_on);
    const core::Error error = error_of(request_for(server.url("/6"), folder / "a.mp3"));
    CHECK(error.code == core::Code::http_failed);
    CHECK(error.kind == core::Kind::refused);
    CHECK(server.asked().size() == 12);
    check_whole(folder);
}

TEST_CASE("a file follows no redirect out of http") {
    const tests::TempFolder folder;
    tests::write(folder / "private.txt", "private");
    const std::string file = "file://" + (folder / "private.txt").string();
    const HttpServer server([&](const Asked&) { return Answer{302, "", {{"Location", file}}, {}}; });
    CHECK(error_of(request_for(server.url("/"), folder / "a.mp3")).code == core::Code::http_failed);
    CHECK(error_of(request_for(file, folder / "a.mp3")).code == core::Code::http_failed);
    CHECK(server.asked().size() == 1);
    CHECK(tests::digests_below(folder.path()).size() == 1);
}

TEST_CASE("on the public internet alone a file is not fetched from this machine") {
    const HttpServer server(serve);
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/a.mp3"), folder / "a.mp3");
    request.reach = net::Reach::public_internet;
    const core::Error error = error_of(request);
    CHECK(core::name_of(error.code) == "address-refused");
    CHECK(error.kind == core::Kind::refused);
    CHECK(core::arg(error.args, "address") == "127.0.0.1");
    CHECK(server.asked().empty());
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a place where nothing can be written is not called the server's fault") {
    const HttpServer server(serve);
    const tests::TempFolder folder;
    tests::write(folder / "file", "no folder");
    const core::Error error = error_of(request_for(server.url("/a.mp3"), folder / "file/a.mp3"));
    CHECK(error.code != core::Code::http_failed);
    CHECK(error.code != core::Code::unexpected);
    CHECK(server.asked().size() == 1);
}
