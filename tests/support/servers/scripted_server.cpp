// SPDX-License-Identifier: MIT
#include "tests/support/servers/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <iomanip>
#include <locale>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "pipeline/core/ascii_case.h"

namespace cityfm::tests {
namespace {

constexpr std::size_t most_bytes_of_head = 65'536;
constexpr std::size_t most_bytes_of_body = 33'554'432;

bool say(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool hear(int socket, std::string& heard) {
    std::array<char, 16384> bytes{};
    const ssize_t count = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (count > 0) heard.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0;
}

Asked asked_of(const std::string& head) {
    std::istringstream lines(head);
    Asked asked;
    std::string line;
    std::getline(lines, line);
    std::istringstream(line) >> asked.method >> asked.path;
    while (std::getline(lines, line)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) continue;
        const std::size_t from = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
        const std::size_t to = line.find_last_not_of(" \t\r") + 1;
        asked.headers[core::in_small_letters(line.substr(0, colon))] =
            line.substr(from, to > from ? to - from : 0);
    }
    return asked;
}

/// Nothing when the client goes before it has said all.
std::optional<Asked> hear_request(int socket) {
    std::string heard;
    std::size_t end = 0;
    while ((end = heard.find("\r\n\r\n")) == std::string::npos) {
        if (heard.size() > most_bytes_of_head || !hear(socket, heard)) return std::nullopt;
    }
    Asked asked = asked_of(heard.substr(0, end));
    asked.body = heard.substr(end + 4);
    const std::string length = header_of(asked, "content-length");
    std::size_t size = 0;
    std::from_chars(length.data(), length.data() + length.size(), size);
    if (size > most_bytes_of_body || asked.headers.contains("transfer-encoding")) return std::nullopt;
    if (asked.body.size() < size && core::in_small_letters(header_of(asked, "expect")) == "100-continue" &&
        !say(socket, "HTTP/1.1 100 Continue\r\n\r\n")) {
        return std::nullopt;
    }
    while (asked.body.size() < size) {
        if (!hear(socket, asked.body)) return std::nullopt;
    }
    asked.body.resize(size);
    return asked;
}

std::string written(const Answer& answer, const std::string& method) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " As Told\r\nConnection: close\r\n";
    for (const auto& [name, value] : answer.headers) text.append(name + ": ").append(value).append("\r\n");
    if (answer.status == 204) return text + "\r\n";
    if (!answer.headers.contains("Content-Type")) text += "Content-Type: text/plain\r\n";
    // What is cut has at least something to lose.
    const std::size_t size = std::max<std::size_t>(answer.body.size(), answer.cut_after ? 16 : 0);
    text += "Content-Length: " + std::to_string(size) + "\r\n\r\n";
    return method == "HEAD" ? text : text + answer.body.substr(0, answer.cut_after.value_or(size));
}

/// As in the Retry-After header (RFC 9110, sections 5.6.7 and 10.2.3).
std::string http_date(std::chrono::system_clock::time_point time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::ostringstream date;
    date.imbue(std::locale::classic());
    date << std::put_time(&utc, "%a, %d %b %Y %H:%M:%S GMT");
    return date.str();
}

Answer wait_answer(const std::string& retry_after) {
    Answer answer = json_answer({{"ok", false},
                                 {"error", "ratelimited"},
                                 {"message", "The API rate limit has been exceeded. Try again later."}},
                                429);
    answer.headers["Retry-After"] = retry_after;
    return answer;
}

/// What is answered without asking the service.
std::optional<Answer> answer_before(ScriptedServer::Fault fault) {
    using Fault = ScriptedServer::Fault;
    switch (fault) {
        case Fault::wait_seconds:
            return wait_answer("1");
        case Fault::wait_date:
            return wait_answer(http_date(std::chrono::system_clock::now() + std::chrono::seconds(2)));
        case Fault::wait_long:
            return wait_answer("3600");
        case Fault::wait_float:
            return json_answer(
                {{"message", "You are being rate limited."}, {"retry_after", 0.3}, {"global", false}}, 429);
        case Fault::error_before:
            return Answer{500, "Internal Server Error", {}, {}};
        default:
            return std::nullopt;
    }
}

/// What becomes of an answer of the service.
Answer spoilt(Answer answer, ScriptedServer::Fault fault) {
    using Fault = ScriptedServer::Fault;
    if (fault == Fault::error_after) return {500, "Internal Server Error", {}, {}};
    if (fault == Fault::not_json)
        return {200, "<!DOCTYPE html><title>Welcome</title>", {{"Content-Type", "text/html"}}, {}};
    if (fault == Fault::cut_body) {
        if (answer.status == 204) answer.status = 200;
        answer.cut_after = answer.body.size() / 2;
    }
    return answer;
}

}  // namespace

ScriptedServer::Hook& ScriptedServer::Hook::operator=(std::function<void(const Asked&)> hook) {
    const std::lock_guard lock(mutex_);
    hook_ = std::move(hook);
    return *this;
}

void ScriptedServer::Hook::operator()(const Asked& asked) const {
    std::function<void(const Asked&)> hook;
    {
        const std::lock_guard lock(mutex_);
        hook = hook_;
    }
    if (hook) hook(asked);
}

ScriptedServer::ScriptedServer(Service& service)
    : service_(service), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    // Loopback is never asked through a proxy of this machine.
    ::setenv("no_proxy", "127.0.0.1", 1);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        ::listen(listener_, 16) != 0) {
        ::close(listener_);
        throw std::runtime_error("cannot listen on 127.0.0.1");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { listen(); });
}

ScriptedServer::~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        // Only what they still want to say is lost: who waits for an answer gets it.
        for (const Connection& connection : connections_)
            if (connection.socket >= 0) ::shutdown(connection.socket, SHUT_RD);
    }
    end_.notify_all();
    for (Connection& connection : connections_) connection.thread.join();
}

std::string ScriptedServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<Asked> ScriptedServer::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

std::size_t ScriptedServer::asked_to_post() const {
    const std::lock_guard lock(mutex_);
    return asked_to_post_;
}

void ScriptedServer::misbehave(Fault fault, int times) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
    times_ = times;
}

void ScriptedServer::listen() {
    while (true) {
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        // A client that is stopped in a debugger must not keep the server from its end.
        const timeval most{10, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
        reap();
        const std::lock_guard lock(mutex_);
        Connection& connection = connections_.emplace_back();
        connection.socket = socket;
        connection.thread = std::thread([this, &connection] { serve(connection); });
    }
}

void ScriptedServer::reap() {
    std::list<Connection> over;
    {
        const std::lock_guard lock(mutex_);
        for (auto it = connections_.begin(); it != connections_.end();) {
            const auto next = std::next(it);
            if (it->socket < 0) over.splice(over.end(), connections_, it);
            it = next;
        }
    }
    for (Connection& connection : over) connection.thread.join();
}

void ScriptedServer::serve(Connection& connection) {
    int socket = -1;
    {
        const std::lock_guard lock(mutex_);
        socket = connection.socket;
    }
    const std::optional<Asked> asked = hear_request(socket);
    if (asked && !answer(socket, *asked)) {
        const linger at_once{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    const std::lock_guard lock(mutex_);
    ::close(socket);
    connection.socket = -1;
}

ScriptedServer::Fault ScriptedServer::note(const Asked& asked, bool posting) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(asked);
    if (!posting) return Fault::none;
    ++asked_to_post_;
    if (times_ <= 0) return Fault::none;
    --times_;
    return fault_;
}

bool ScriptedServer::answer(int socket, const Asked& asked) {
    std::unique_lock turn(turn_);
    const bool posting = service_.posts(asked);
    turn.unlock();
    const Fault fault = note(asked, posting);
    if (posting) on_arrival(asked);
    if (fault == Fault::reset_before) return false;
    if (const std::optional<Answer> before = answer_before(fault)) {
        say(socket, written(*before, asked.method));
        return true;
    }
    Answer answer;
    turn.lock();
    try {
        answer = service_.answer(asked);
    } catch (const std::exception& e) {
        answer = {501, std::string("the service of the tests failed: ") + e.what(), {}, {}};
    }
    turn.unlock();
    if (posting) on_applied(asked);
    if (fault == Fault::reset_after) return false;
    if (fault == Fault::slow) {
        std::unique_lock lock(mutex_);
        end_.wait_for(lock, patience.load(), [this] { return ended_; });
    }
    say(socket, written(spoilt(std::move(answer), fault), asked.method));
    return true;
}

}  // namespace cityfm::tests
