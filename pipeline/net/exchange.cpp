// SPDX-License-Identifier: MIT
#include "pipeline/net/exchange.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <exception>
#include <string>

#include "pipeline/core/ascii_case.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/net/easy.h"
#include "pipeline/net/reach.h"

namespace cityfm::net {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// An exchange while it lasts.
struct Transfer {
    Exchange& exchange;
    ReachGuard guard;
    std::exception_ptr failure = {};  ///< what `body` threw
    bool head_ended = false;          ///< of the last answer: libcurl takes half a head for one
};

std::size_t on_body(const char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
    auto& transfer = *static_cast<Transfer*>(user);
    try {
        return transfer.exchange.body({bytes, size * count}) ? size * count : 0;
    } catch (...) {
        transfer.failure = std::current_exception();
        return 0;  // libcurl ends the transfer
    }
}

/// A new answer; the one before it was a redirect's, or an interim one.
void begin_answer(Transfer& transfer, std::string_view line) {
    Response& response = transfer.exchange.response;
    transfer.guard.begin_answer();
    transfer.head_ended = false;
    response.headers.clear();
    response.status = 0;
    line.remove_prefix(std::min(line.find(' '), line.size() - 1) + 1);
    std::from_chars(line.data(), line.data() + line.size(), response.status);
}

std::size_t on_header(const char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
    auto& transfer = *static_cast<Transfer*>(user);
    std::string_view line(bytes, size * count);
    if (line.substr(0, 5) == "HTTP/") begin_answer(transfer, line);
    if (line == "\r\n" || line == "\n") transfer.head_ended = true;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return size * count;
    const std::string name = core::in_small_letters(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.front())) != 0)
        value.remove_prefix(1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back())) != 0)
        value.remove_suffix(1);
    transfer.exchange.response.headers[name] = std::string(value);
    return size * count;
}

int on_transfer_progress(void* user, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*up*/,
                         curl_off_t /*sent*/) noexcept {
    return static_cast<Transfer*>(user)->exchange.stop.stop_requested() ? 1 : 0;
}

void set_limits(CURL* handle, const Request& request, Transfer& transfer) {
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(request.time_limit.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 500L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(transfer.exchange.patience.count()));
    transfer.guard.watch(handle);
}

void set_callbacks(CURL* handle, Transfer& transfer) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_transfer_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
}

void set_request(CURL* handle, const Request& request) {
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "cityfm");
    if (request.method == "HEAD") {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    } else if (!reads(request)) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (reads(request) && request.follow_redirects) {
        curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 5L);
    }
    if (request.compressed) curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
}

bool may_go_well_again(CURLcode done) {
    switch (done) {
        case CURLE_COULDNT_CONNECT:
        case CURLE_PARTIAL_FILE:
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return true;
        default:
            return false;
    }
}

[[noreturn]] void fail(CURL* handle, CURLcode done, const Request& request, Transfer& transfer) {
    if (transfer.failure) std::rethrow_exception(transfer.failure);
    if (done == CURLE_ABORTED_BY_CALLBACK && transfer.exchange.stop.stop_requested()) {
        throw Error(Kind::interrupted, Code::interrupted);
    }
    const std::string url = core::without_password(request.url);
    if (transfer.guard.refused(done)) {
        const std::string& address = transfer.guard.refused_address();
        if (request.reach == Reach::this_machine)
            throw Error(Kind::refused, Code::http_failed,
                        {{"url", url}, {"reason", core::format("{} is not this machine", address)}});
        throw Error(Kind::refused, Code::address_refused, {{"url", url}, {"address", address}});
    }
    transfer.exchange.broke_off = may_go_well_again(done);
    long sent = 0;
    curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
    const bool leads_nowhere =
        done == CURLE_TOO_MANY_REDIRECTS || done == CURLE_UNSUPPORTED_PROTOCOL || done == CURLE_URL_MALFORMAT;
    const Kind kind = leads_nowhere ? Kind::refused : Kind::later;
    throw Error(!reads(request) && sent > 0 ? Kind::unknown : kind, Code::http_failed,
                {{"url", url}, {"reason", curl_easy_strerror(done)}});
}

}  // namespace

bool reads(const Request& request) {
    return request.method == "GET" || request.method == "HEAD";
}

void exchange_with(const Request& request, Exchange& exchange) {
    const Easy easy = make_easy();
    CURL* handle = easy.get();
    List headers;
    for (const auto& [name, value] : request.headers) {
        const std::string line = core::format("{}: {}", name, value);
        headers.reset(curl_slist_append(headers.release(), line.c_str()));
    }
    Transfer transfer{exchange, ReachGuard(request.reach)};
    set_request(handle, request);
    set_limits(handle, request, transfer);
    set_callbacks(handle, transfer);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    const CURLcode done = curl_easy_perform(handle);
    if (transfer.failure || done != CURLE_OK) fail(handle, done, request, transfer);
    if (!transfer.head_ended) fail(handle, CURLE_PARTIAL_FILE, request, transfer);
    long redirects = 0;
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_COUNT, &redirects);
    exchange.response.redirects = static_cast<int>(redirects);
}

}  // namespace cityfm::net
