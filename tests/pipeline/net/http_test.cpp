// SPDX-License-Identifier: MIT
#include "pipeline/net/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <stdexcept>

#include "pipeline/core/error.h"
#include "tests/support/apart.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/servers/own_network.h"
#include "tests/support/servers/raw_server.h"

using namespace cityfm;
using tests::Answer;
using tests::Asked;
using tests::HttpServer;

namespace {

net::Request request_for(const std::string& url, const std::string& method = "GET") {
    net::Request request;
    request.method = method;
    request.url = url;
    return request;
}

core::Error error_of(const net::Request& request, const std::stop_token& stop = {}) {
    try {
        const net::Response response = net::send(request, stop);
        return {core::Kind::failed, core::Code::unexpected, {{"status", std::to_string(response.status)}}};
    } catch (const core::Error& error) {
        return error;
    }
}

std::string code_of(const net::Request& request) {
    return std::string(core::name_of(error_of(request).code));
}

/// A port of loopback that is taken and where nobody listens.
class ClosedPort {
  public:
    ClosedPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        number_ = ntohs(address.sin_port);
    }
    ClosedPort(const ClosedPort&) = delete;
    ClosedPort& operator=(const ClosedPort&) = delete;
    ~ClosedPort() { ::close(socket_); }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(number_) + "/"; }

  private:
    int socket_;
    int number_ = 0;
};

/// "/3" leads to "/2" and so on to "/0", which answers "arrived".
Answer countdown(const Asked& asked) {
    const int left = std::stoi(asked.path.substr(1));
    if (left == 0) return {200, "arrived", {}, {}};
    return {302, "moved", {{"Location", "/" + std::to_string(left - 1)}}, {}};
}

/// A variable of the environment for as long as it lasts.
class Environment {
  public:
    Environment(const char* name, const std::string& value) : name_(name) {
        ::setenv(name, value.c_str(), 1);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { ::unsetenv(name_); }

  private:
    const char* name_;
};

/// "http://127.0.0.1:4711/" with another host.
std::string with_host(const std::string& url, const std::string& host) {
    return "http://" + host + url.substr(url.rfind(':'));
}

net::Request public_request_for(const std::string& url, const std::string& method = "GET") {
    net::Request request = request_for(url, method);
    request.reach = net::Reach::public_internet;
    return request;
}

/// Asks a public server that leads to a private one. Throws where it did not end as it must.
void be_led_inside() {
    const std::string outer_host = "93.184.215.14";
    if (!tests::enter_own_network(outer_host)) return;
    const HttpServer inside([](const Asked&) { return Answer{}; });
    const tests::RawServer outside(
        [&](const tests::Wire& wire, std::size_t) {
            wire.say("HTTP/1.1 302 Found\r\nLocation: " + inside.url("/secret") + "\r\n\r\n");
        },
        outer_host);
    const core::Error error = error_of(public_request_for(outside.url("/")));
    if (error.code != core::Code::address_refused || core::arg(error.args, "address") != "127.0.0.1" ||
        outside.asked().size() != 1 || !inside.asked().empty()) {
        throw std::runtime_error(error.what());
    }
}

}  // namespace

TEST_CASE("GET gives status, headers in lower case, and body") {
    const HttpServer server([](const Asked&) {
        return Answer{200, "おたより", {{"X-Mixed-Case", "Kept As It Is"}, {"Content-Type", "text/vtt"}}, {}};
    });
    const net::Response response = net::send(request_for(server.url("/a")));
    CHECK(response.status == 200);
    CHECK(response.body == "おたより");
    CHECK(response.headers.at("x-mixed-case") == "Kept As It Is");
    CHECK(response.headers.at("content-type") == "text/vtt");
    CHECK(response.headers.at("content-length") == "12");
    REQUIRE(server.asked().size() == 1);
    CHECK(server.asked()[0].method == "GET");
    CHECK(server.asked()[0].path == "/a");
}

TEST_CASE("whatever the status is, it is an answer and no error") {
    const int status = GENERATE(204, 304, 404, 429, 500, 503);
    const HttpServer server([&](const Asked&) { return Answer{status, "", {{"Retry-After", "7"}}, {}}; });
    const net::Response response = net::send(request_for(server.url("/")));
    CHECK(response.status == status);
    CHECK(response.headers.at("retry-after") == "7");
}

TEST_CASE("HEAD gives the headers without the body") {
    const HttpServer server([](const Asked&) { return Answer{200, "sound", {}, {}}; });
    const net::Response response = net::send(request_for(server.url("/"), "HEAD"));
    CHECK(response.status == 200);
    CHECK(response.headers.at("content-length") == "5");
    CHECK(response.body.empty());
    CHECK(server.asked().at(0).method == "HEAD");
}

TEST_CASE("POST, PUT and DELETE send headers and body byte for byte") {
    const std::string method = GENERATE("POST", "PUT", "DELETE");
    const HttpServer server([](const Asked&) { return Answer{201, "made", {}, {}}; });
    net::Request request = request_for(server.url("/posts"), method);
    request.headers = {{"Content-Type", "application/json"}, {"X-Key", "k 1"}};
    request.body = std::string("{\"text\":\"どこ？\"}\0\xFF", 22);
    const net::Response response = net::send(request);
    CHECK(response.status == 201);
    CHECK(response.body == "made");
    const Asked asked = server.asked().at(0);
    CHECK(asked.method == method);
    CHECK(asked.headers.at("content-type") == "application/json");
    CHECK(asked.headers.at("x-key") == "k 1");
    CHECK(asked.body == request.body);
}

TEST_CASE("an empty POST and one of two million bytes arrive as they are") {
    const std::string body(GENERATE(0U, 2'000'000U), 'p');
    const HttpServer server([](const Asked&) { return Answer{}; });
    net::Request request = request_for(server.url("/"), "POST");
    request.headers = {{"Content-Type", "application/octet-stream"}};
    request.body = body;
    CHECK(net::send(request).status == 200);
    REQUIRE(server.asked().size() == 1);
    CHECK((server.asked()[0].body == body));
}

TEST_CASE("an answer may hold as many bytes as allowed, and not one more") {
    const HttpServer server([](const Asked&) { return Answer{200, std::string(5'000, 'x'), {}, {}}; });
    net::Request request = request_for(server.url("/"));
    request.most_bytes = 5'000;
    CHECK(net::send(request).body.size() == 5'000);
    request.most_bytes = 4'999;
    CHECK(code_of(request) == "file-too-large");
}

TEST_CASE("GET and HEAD follow five redirects, and keep nothing of the answers between") {
    const std::string method = GENERATE("GET", "HEAD");
    const HttpServer server(countdown);
    const net::Response response = net::send(request_for(server.url("/5"), method));
    CHECK(response.status == 200);
    CHECK(response.body == (method == "GET" ? "arrived" : ""));
    CHECK_FALSE(response.headers.contains("location"));
    CHECK(code_of(request_for(server.url("/6"), method)) == "http-failed");
}

TEST_CASE("a request that does not want it follows no redirect") {
    const HttpServer server(countdown);
    net::Request request = request_for(server.url("/1"));
    request.follow_redirects = false;
    CHECK(net::send(request).status == 302);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("POST follows no redirect: what was written for one address goes to no other") {
    const int status = GENERATE(301, 302, 303, 307, 308);
    const HttpServer server([&](const Asked&) {
        return Answer{status, "", {{"Location", "/elsewhere"}}, {}};
    });
    net::Request request = request_for(server.url("/"), "POST");
    request.body = "secret";
    const net::Response response = net::send(request);
    CHECK(response.status == status);
    CHECK(response.headers.at("location") == "/elsewhere");
    CHECK(server.asked().size() == 1);
}

TEST_CASE("only http and https are spoken, by redirect or directly") {
    const tests::TempFolder folder;
    tests::write(folder / "private.txt", "private");
    const std::string file = "file://" + (folder / "private.txt").string();
    const HttpServer server([&](const Asked&) { return Answer{302, "", {{"Location", file}}, {}}; });
    CHECK(code_of(request_for(server.url("/"))) == "http-failed");
    CHECK(code_of(request_for(file)) == "http-failed");
    CHECK(server.asked().size() == 1);
}

TEST_CASE("a server that is not there is an error to try again later, and names the address") {
    const ClosedPort port;
    const core::Error error = error_of(request_for(port.url()));
    CHECK(error.code == core::Code::http_failed);
    CHECK(error.kind == core::Kind::later);
    CHECK(core::arg(error.args, "url") == port.url());
    CHECK_FALSE(core::arg(error.args, "reason").empty());
}

TEST_CASE("an answer cut off in its middle is an error") {
    const HttpServer server([](const Asked&) { return Answer{200, std::string(1'000, 'x'), {}, 400}; });
    CHECK(code_of(request_for(server.url("/"))) == "http-failed");
}

TEST_CASE("a server that never answers is given up after the time limit") {
    std::shared_future<void> opened;
    const HttpServer server([&](const Asked&) {
        opened.wait();
        return Answer{};
    });
    const tests::Gate gate;
    opened = gate.opened();
    net::Request request = request_for(server.url("/"));
    request.time_limit = std::chrono::seconds(1);
    CHECK(code_of(request) == "http-failed");
}

TEST_CASE("who asks for the end is not kept waiting for an answer") {
    std::shared_future<void> opened;
    std::stop_source stop;
    const HttpServer server([&](const Asked&) {
        stop.request_stop();
        opened.wait();
        return Answer{};
    });
    const tests::Gate gate;
    opened = gate.opened();
    CHECK(error_of(request_for(server.url("/")), stop.get_token()).kind == core::Kind::interrupted);
}

TEST_CASE("on the public internet alone this machine is not asked, however it is named") {
    const auto [host, address] = GENERATE(table<std::string, std::string>({
        {"127.0.0.1", "127.0.0.1"},
        {"127.1", "127.0.0.1"},
        {"2130706433", "127.0.0.1"},
        {"0x7f000001", "127.0.0.1"},
        {"0.0.0.0", "0.0.0.0"},
        {"[::1]", "::1"},
        {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1"},
        {"[64:ff9b::127.0.0.1]", "64:ff9b::7f00:1"},
    }));
    const std::string method = GENERATE("GET", "HEAD", "POST");
    const HttpServer server([](const Asked&) { return Answer{}; });
    const Environment no_proxy("no_proxy", "*");
    const std::string url = with_host(server.url("/"), host);
    const core::Error error = error_of(public_request_for(url, method));
    CHECK(core::name_of(error.code) == "address-refused");
    CHECK(error.kind == core::Kind::refused);
    CHECK(core::arg(error.args, "url") == url);
    CHECK(core::arg(error.args, "address") == address);
    CHECK(server.asked().empty());
}

TEST_CASE("a name that leads to this machine alone is refused as well") {
    const HttpServer server([](const Asked&) { return Answer{}; });
    const Environment no_proxy("no_proxy", "*");
    CHECK(code_of(public_request_for(with_host(server.url("/"), "localhost"))) == "address-refused");
    CHECK(server.asked().empty());
}

TEST_CASE("a public server that leads to this machine is not followed") {
    CHECK(tests::apart(be_led_inside).how == "well");
}

TEST_CASE("behind a proxy it is the proxy's address that has to be public") {
    const HttpServer proxy([](const Asked&) { return Answer{200, "by proxy", {}, {}}; });
    const Environment environment("http_proxy", proxy.url(""));
    const std::string url = "http://feeds.example/";
    CHECK(net::send(request_for(url)).body == "by proxy");
    CHECK(core::arg(error_of(public_request_for(url)).args, "address") == "127.0.0.1");
    CHECK(proxy.asked().size() == 1);
}

TEST_CASE("where only this machine may be asked, nothing is connected to but loopback") {
    const HttpServer server([](const Asked&) { return Answer{200, "here", {}, {}}; });
    const std::string here = GENERATE("127.0.0.1", "localhost");
    net::Request request = request_for(with_host(server.url("/"), here));
    request.reach = net::Reach::this_machine;
    CHECK(net::send(request).body == "here");
    const std::string elsewhere = GENERATE("10.0.0.1", "169.254.169.254", "8.8.8.8", "[2001:db8::1]");
    request.url = "http://" + elsewhere + "/";
    const core::Error error = error_of(request);
    CHECK(error.code == core::Code::http_failed);
    CHECK(error.kind == core::Kind::refused);
    CHECK(core::arg(error.args, "reason").find("is not this machine") != std::string::npos);
}

TEST_CASE("what is meant for this machine is given to no proxy, and no redirect leads it away") {
    const HttpServer proxy([](const Asked&) { return Answer{200, "by proxy", {}, {}}; });
    const HttpServer server([](const Asked& asked) {
        if (asked.path == "/") return Answer{200, "here", {}, {}};
        return Answer{302, "", {{"Location", "http://10.0.0.1/"}}, {}};
    });
    const Environment environment("http_proxy", proxy.url(""));
    net::Request request = request_for(with_host(server.url("/"), "localhost"));
    request.reach = net::Reach::this_machine;
    CHECK(net::send(request).body == "here");
    request.url = server.url("/away");
    CHECK(error_of(request).kind == core::Kind::refused);
    CHECK(proxy.asked().empty());
}

TEST_CASE("no error of a request repeats a password") {
    const ClosedPort port;
    for (const net::Reach reach : {net::Reach::anywhere, net::Reach::public_internet}) {
        std::string url = port.url();
        net::Request request = request_for(url.insert(url.find("127"), "mikan:ramen@"));
        request.reach = reach;
        const std::string told = core::arg(error_of(request).args, "url");
        CHECK(told == "http://mikan:…@" + port.url().substr(7));
    }
}
