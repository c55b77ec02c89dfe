// SPDX-License-Identifier: MIT
#include "tests/support/servers/http_server.h"

#include <httplib.h>

#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>

#include "pipeline/core/ascii_case.h"

namespace cityfm::tests {
namespace {

Asked asked_of(const httplib::Request& request) {
    Asked asked{request.method, request.path, {}, request.body};
    for (const auto& [name, value] : request.headers) asked.headers[core::in_small_letters(name)] = value;
    return asked;
}

void give(const Answer& answer, httplib::Response& response) {
    response.status = answer.status;
    std::string type = "text/plain";
    for (const auto& [name, value] : answer.headers) {
        if (name == "Content-Type") {
            type = value;
        } else {
            response.set_header(name, value);
        }
    }
    if (!answer.cut_after) {
        response.set_content(answer.body, type);
        return;
    }
    response.set_content_provider(
        answer.body.size(), type,
        [part = answer.body.substr(0, *answer.cut_after)](std::size_t, std::size_t, httplib::DataSink& sink) {
            sink.write(part.data(), part.size());
            return false;
        });
}

}  // namespace

struct HttpServer::Server {
    httplib::Server http;
    int port = 0;
    std::thread thread;
};

HttpServer::HttpServer(Handler handler) : server_(std::make_unique<Server>()) {
    // Loopback is never asked through a proxy of this machine.
    ::setenv("no_proxy", "127.0.0.1", 1);
    const auto answer = [this, handler = std::move(handler)](const httplib::Request& request,
                                                             httplib::Response& response) {
        const Asked asked = asked_of(request);
        {
            const std::lock_guard lock(mutex_);
            asked_.push_back(asked);
        }
        give(handler(asked), response);
    };
    server_->http.Get(".*", answer).Post(".*", answer).Put(".*", answer).Delete(".*", answer);
    server_->port = server_->http.bind_to_any_port("127.0.0.1");
    if (server_->port < 0) throw std::runtime_error("cannot bind to 127.0.0.1");
    server_->thread = std::thread([this] { server_->http.listen_after_bind(); });
    while (!server_->http.is_running()) std::this_thread::yield();
}

HttpServer::~HttpServer() {
    server_->http.stop();
    server_->thread.join();
}

std::string HttpServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_->port) + path;
}

std::vector<Asked> HttpServer::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

}  // namespace cityfm::tests
