// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>

#include "tests/pipeline/net/fetched.h"
#include "tests/support/servers/raw_server.h"

using namespace cityfm;
using namespace cityfm::tests;

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
