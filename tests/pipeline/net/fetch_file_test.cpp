// SPDX-License-Identifier: MIT
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/core/time.h"
#include "pipeline/net/http.h"
#include "tests/support/files.h"
#include "tests/support/http_server.h"
#include "tests/support/raw_server.h"

using namespace cityfm;
using tests::Answer;
using tests::Asked;
using tests::HttpServer;
using tests::RawServer;
using tests::Wire;

namespace {

/// No part of it is like another.
std::string counted_bytes() {
    std::string bytes;
    for (int i = 0; bytes.size() < 100'000; ++i) bytes += std::to_string(i) + ' ';
    bytes.resize(100'000);
    return bytes;
}

const std::string sound = counted_bytes();
const std::map<std::string, std::string> tagged{{"ETag", "\"one\""}, {"Content-Type", "audio/mpeg"}};

/// An answer as it goes over the wire.
std::string answer(const std::vector<std::string>& lines, std::string_view body) {
    std::string bytes;
    for (const std::string& line : lines) bytes += line + "\r\n";
    return (bytes += "\r\n").append(body);
}

std::string whole_answer(const std::string& content, const std::string& tag) {
    return answer({"HTTP/1.1 200 OK", "ETag: \"" + tag + "\"", "Content-Type: audio/mpeg",
                   "Content-Length: " + std::to_string(content.size())},
                  content);
}

/// The whole sound is announced, and no more than its first `bytes` come.
std::string cut_answer(std::size_t bytes) {
    std::string all = whole_answer(sound, "one");
    all.resize(all.size() - sound.size() + bytes);
    return all;
}

/// What an honest server answers when it is asked to go on.
std::string part_answer(std::size_t from, const std::string& range, const std::string& tag = "one") {
    return answer({"HTTP/1.1 206 Partial Content", "ETag: \"" + tag + "\"", "Content-Range: " + range,
                   "Content-Length: " + std::to_string(sound.size() - from)},
                  std::string_view(sound).substr(from));
}

net::FileRequest request_for(const std::string& url, const std::filesystem::path& path) {
    net::FileRequest request;
    request.url = url;
    request.path = path;
    request.pause = std::chrono::milliseconds(0);
    return request;
}

core::Error error_of(const net::FileRequest& request, const std::stop_token& stop = {}) {
    try {
        const net::FetchedFile file = net::fetch_file(request, stop);
        return {core::Kind::failed, core::Code::unexpected, {{"bytes", std::to_string(file.bytes)}}};
    } catch (const core::Error& error) {
        return error;
    }
}

/// Serves the sound, or of it what is asked for.
Answer serve(const Asked& asked) {
    return {asked.headers.contains("range") ? 206 : 200, sound, tagged, {}};
}

/// What a killed run leaves.
void leave(const std::filesystem::path& path, std::size_t bytes, const std::string& mark) {
    tests::write(path, sound.substr(0, bytes));
    tests::write(path.string() + ".mark", mark);
}

void check_whole(const tests::TempFolder& folder, const std::string& content = sound) {
    CHECK((tests::read(folder / "a.mp3") == content));
    CHECK(tests::digests_below(folder.path()).size() == 1);
}

}  // namespace

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

TEST_CASE("what is cut off is gone on with where it ended") {
    const HttpServer server([number = 0](const Asked& asked) mutable {
        Answer answer = serve(asked);
        if (number++ == 0) answer.cut_after = 10'000;
        return answer;
    });
    const tests::TempFolder folder;
    const net::FetchedFile file = net::fetch_file(request_for(server.url("/a.mp3"), folder / "a.mp3"));
    CHECK(file.type == "audio/mpeg");
    CHECK(file.bytes == sound.size());
    check_whole(folder);
    REQUIRE(server.asked().size() == 2);
    CHECK(server.asked()[1].headers.at("range") == "bytes=10000-");
    CHECK(server.asked()[1].headers.at("if-range") == "\"one\"");
}

TEST_CASE("as long as something comes a file is asked for again and again") {
    const RawServer server([](const Wire& wire, std::size_t number) {
        const std::size_t from = number * 10'000;
        const std::string all = part_answer(from, "bytes " + std::to_string(from) + "-99999/100000");
        wire.say(number == 0 ? cut_answer(10'000) : all.substr(0, all.size() - (90'000 - from)));
    });
    const tests::TempFolder folder;
    const net::FetchedFile file = net::fetch_file(request_for(server.url("/"), folder / "a.mp3"));
    CHECK(file.bytes == sound.size());
    CHECK(file.type == "audio/mpeg");
    check_whole(folder);
    CHECK(server.asked().size() == 10);
}

TEST_CASE("but not for ever") {
    const RawServer server([&](const Wire& wire, std::size_t number) {
        if (number == 0) {
            wire.say(cut_answer(1));
        } else {
            wire.say(answer({"HTTP/1.1 206 Partial Content", "Content-Length: 1",
                             "Content-Range: bytes " + std::to_string(number) + "-" + std::to_string(number) +
                                 "/" + std::to_string(sound.size())},
                            sound.substr(number, 1)));
        }
    });
    const tests::TempFolder folder;
    const core::Error error = error_of(request_for(server.url("/"), folder / "a.mp3"));
    CHECK(error.code == core::Code::http_failed);
    CHECK(error.kind == core::Kind::later);
    CHECK(server.asked().size() == 50);
    CHECK(tests::read(folder / "a.mp3") == sound.substr(0, 50));
}

TEST_CASE("where nothing comes it is asked four times, and another call goes on where this one ended") {
    const auto* const what = GENERATE("nothing", "half a head", "a status alone", "503");
    CAPTURE(what);
    std::atomic<bool> well = false;
    const RawServer server([&](const Wire& wire, std::size_t number) {
        if (number == 0) wire.say(cut_answer(60'000));
        if (well) wire.say(part_answer(60'000, "bytes 60000-99999/100000"));
        if (well || number == 0 || what == std::string("nothing")) return;
        if (what == std::string("half a head")) wire.say("HTTP/1.1 206 Partial Content\r\nContent-");
        if (what == std::string("a status alone")) wire.say("HTTP/1.1 206");
        if (what == std::string("503")) wire.say("HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\n\r\n");
    });
    const tests::TempFolder folder;
    const net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    const core::Error error = error_of(request);
    CHECK(error.code == core::Code::http_failed);
    CHECK(error.kind == core::Kind::later);
    CHECK(core::arg(error.args, "url") == request.url);
    CHECK_FALSE(core::arg(error.args, "reason").empty());
    CHECK(server.asked().size() == 5);
    CHECK(tests::read(folder / "a.mp3.mark") == "\"one\"\n");
    well = true;
    CHECK(net::fetch_file(request).bytes == sound.size());
    check_whole(folder);
    CHECK(server.asked().size() == 6);
}

TEST_CASE("a transfer that stands still is cut off and gone on with") {
    const RawServer server([](const Wire& wire, std::size_t number) {
        if (number > 0) {
            wire.say(part_answer(100, "bytes 100-99999/100000"));
        } else {
            wire.say(cut_answer(100));
            wire.wait_until_client_goes();
        }
    });
    const tests::TempFolder folder;
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.patience = std::chrono::seconds(1);
    CHECK(net::fetch_file(request).bytes == sound.size());
    check_whole(folder);
    CHECK(server.asked().size() == 2);
}

TEST_CASE("a file that changed in between comes anew, and keeps nothing of the old one") {
    const std::string changed = GENERATE(std::string("short"), std::string(200'000, 'n'));
    const RawServer server([&](const Wire& wire, std::size_t number) {
        wire.say(number == 0 ? cut_answer(60'000) : whole_answer(changed, "two"));
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == changed.size());
    check_whole(folder, changed);
    REQUIRE(server.asked().size() == 2);
    CHECK(server.asked()[1].find("If-Range: \"one\"\r\n") != std::string::npos);
}

TEST_CASE("a part that does not fit what is there is not taken; the file comes anew") {
    const std::string wrong = GENERATE(
        part_answer(10'000, "bytes 9999-99998/100000"), part_answer(10'000, "bytes 0-99999/100000"),
        part_answer(10'000, "bytes 10000-99999/100001"), part_answer(10'000, "bytes 10000-99999/99999"),
        part_answer(10'000, "bytes 10000-9999/100000"), part_answer(10'000, "bytes 10000-"),
        part_answer(10'000, "bytes 10000-99999"), part_answer(10'000, "bytes 10000-x/100000"),
        part_answer(10'000, "bytes 10000-99999/-1"), part_answer(10'000, "seconds 10000-99999/100000"),
        part_answer(10'000, "bytes 10000-99999999999999999999999/*"), part_answer(10'000, ""),
        part_answer(10'000, "bytes 10000-99999/100000", "two"),
        part_answer(9'000, "bytes 10000-99999/100000"),
        answer({"HTTP/1.1 200 OK", "Content-Range: bytes 10000-99999/100000"}, sound.substr(10'000)));
    CAPTURE(wrong.substr(0, 120));
    const RawServer server([&](const Wire& wire, std::size_t number) {
        if (number == 0) wire.say(cut_answer(10'000));
        if (number == 1) wire.say(wrong);
        if (number == 2) wire.say(whole_answer(sound, "one"));
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    REQUIRE(server.asked().size() == 3);
    CHECK(server.asked()[1].find("Range: bytes=10000-\r\n") != std::string::npos);
    CHECK(server.asked()[2].find("Range:") == std::string::npos);
}

TEST_CASE("a part that reaches beyond the file's end is not taken") {
    const std::string range = GENERATE("bytes 10000-99999/99999", "bytes 10000-99999/10000");
    const RawServer server([&](const Wire& wire, std::size_t number) {
        wire.say(number == 0 ? part_answer(10'000, range) : whole_answer(sound, "one"));
    });
    const tests::TempFolder folder;
    leave(folder / "a.mp3", 10'000, "\"one\"\n");
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    CHECK(server.asked().size() == 2);
}

TEST_CASE("a server that only ever gives the wrong part is given up") {
    const RawServer server(
        [](const Wire& wire, std::size_t) { wire.say(part_answer(10'000, "bytes 10000-99999/100000")); });
    const tests::TempFolder folder;
    CHECK(error_of(request_for(server.url("/"), folder / "a.mp3")).kind == core::Kind::later);
    CHECK(server.asked().size() == 4);
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a server that gives less than it was asked for is asked for the rest") {
    const RawServer server([](const Wire& wire, std::size_t number) {
        const std::string from = std::to_string(number * 25'000);
        const std::string last = std::to_string(number * 25'000 + 24'999);
        wire.say(answer({"HTTP/1.1 206 Partial Content", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
                         "Content-Range: bytes " + from + "-" + last + "/100000", "Content-Length: 25000"},
                        sound.substr(number * 25'000, 25'000)));
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    CHECK(server.asked().size() == 4);
}

TEST_CASE("what a killed run has left is gone on with") {
    const HttpServer server(serve);
    const tests::TempFolder folder;
    leave(folder / "a.mp3", 70'000, "\"one\"\n");
    CHECK(net::fetch_file(request_for(server.url("/a.mp3"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    REQUIRE(server.asked().size() == 1);
    CHECK(server.asked()[0].headers.at("range") == "bytes=70000-");
    CHECK(server.asked()[0].headers.at("if-range") == "\"one\"");
}

TEST_CASE("what a killed run has left without a whole mark comes anew") {
    const HttpServer server(serve);
    const tests::TempFolder folder;
    SECTION("no mark") {
        tests::write(folder / "a.mp3", sound + sound);
    }
    SECTION("a torn mark") {
        leave(folder / "a.mp3", 70'000, "\"on");
    }
    SECTION("an empty mark") {
        leave(folder / "a.mp3", 70'000, "");
    }
    SECTION("an empty line") {
        leave(folder / "a.mp3", 70'000, "\n");
    }
    SECTION("a mark, and no byte") {
        leave(folder / "a.mp3", 0, "\"one\"\n");
    }
    SECTION("a mark, and no file") {
        tests::write(folder / "a.mp3.mark", "\"one\"\n");
    }
    CHECK(net::fetch_file(request_for(server.url("/a.mp3"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    REQUIRE(server.asked().size() == 1);
    CHECK_FALSE(server.asked()[0].headers.contains("range"));
}

TEST_CASE("a file of which nothing is left to come is whole") {
    const RawServer server([](const Wire& wire, std::size_t) {
        wire.say(answer({"HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */100000",
                         "Content-Type: text/html", "Content-Length: 6"},
                        "sorry\n"));
    });
    const tests::TempFolder folder;
    leave(folder / "a.mp3", sound.size(), "\"one\"\n");
    const net::FetchedFile file = net::fetch_file(request_for(server.url("/"), folder / "a.mp3"));
    CHECK(file.bytes == sound.size());
    CHECK(file.type.empty());
    check_whole(folder);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("what lies there whole may not be larger than allowed") {
    const RawServer server([](const Wire& wire, std::size_t) {
        wire.say(answer({"HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */100000"}, ""));
    });
    const tests::TempFolder folder;
    leave(folder / "a.mp3", sound.size(), "\"one\"\n");
    net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    request.most_bytes = sound.size() - 1;
    CHECK(core::name_of(error_of(request).code) == "file-too-large");
    CHECK(tests::digests_below(folder.path()).empty());
}

TEST_CASE("a range that the server cannot give is no whole file, and comes anew once") {
    const std::string line = GENERATE("Content-Range: bytes */99999", "Content-Range: bytes */*", "X: y",
                                      "Content-Range: bytes */100000\r\nETag: \"two\"");
    const bool at_all = GENERATE(true, false);
    const RawServer server([&](const Wire& wire, std::size_t number) {
        if (number > 0 && at_all) wire.say(whole_answer(sound, "two"));
        wire.say(answer({"HTTP/1.1 416 Range Not Satisfiable", line, "Content-Length: 0"}, ""));
    });
    const tests::TempFolder folder;
    leave(folder / "a.mp3", sound.size(), "\"one\"\n");
    const net::FileRequest request = request_for(server.url("/"), folder / "a.mp3");
    if (at_all) {
        CHECK(net::fetch_file(request).bytes == sound.size());
        check_whole(folder);
    } else {
        const core::Error error = error_of(request);
        CHECK(error.kind == core::Kind::refused);
        CHECK(core::arg(error.args, "reason") == "HTTP 416");
    }
    CHECK(server.asked().size() == 2);
}

TEST_CASE("a file that the server has no lasting name for comes anew when it was cut off") {
    const std::string line = GENERATE("X: y", "ETag: W/\"one\"", "ETag: one", "ETag:",
                                      "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                      "Date: Sun, 06 Nov 1994 08:49:37 GMT");
    CAPTURE(line);
    const RawServer server([&](const Wire& wire, std::size_t number) {
        const std::string all = answer({"HTTP/1.1 200 OK", line, "Content-Length: 100000"}, sound);
        wire.say(number == 0 ? all.substr(0, all.size() - 1'000) : all);
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    REQUIRE(server.asked().size() == 2);
    CHECK(server.asked()[1].find("Range:") == std::string::npos);
}

TEST_CASE("where there is no strong tag the date of the last change is the mark") {
    const std::string line = GENERATE("X: y", "ETag: W/\"one\"");
    const RawServer server([&](const Wire& wire, std::size_t number) {
        const std::string all =
            answer({"HTTP/1.1 200 OK", line, "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
                    "Date: Mon, 07 Nov 1994 08:49:37 GMT", "Content-Length: 100000"},
                   sound);
        if (number == 0) wire.say(all.substr(0, all.size() - 90'000));
        if (number == 1) wire.say(part_answer(10'000, "bytes 10000-99999/*"));
    });
    const tests::TempFolder folder;
    CHECK(net::fetch_file(request_for(server.url("/"), folder / "a.mp3")).bytes == sound.size());
    check_whole(folder);
    REQUIRE(server.asked().size() == 2);
    CHECK(server.asked()[1].find("If-Range: Sun, 06 Nov 1994 08:49:37 GMT\r\n") != std::string::npos);
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
