// SPDX-License-Identifier: MIT
#include "pipeline/net/http.h"

#include <curl/curl.h>

#include <cctype>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/core/letters.h"

namespace cityfm::net {
namespace {

using core::Code;
using core::Error;
using core::Kind;

struct FreeEasy {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

/// libcurl's process-wide state, made once before the first use.
void initialise() {
    static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (done != CURLE_OK) {
        throw Error(Kind::failed, Code::library_failed,
                    {{"library", "libcurl"}, {"reason", curl_easy_strerror(done)}});
    }
}

/// True where asking again does no harm.
bool reads(const Request& request) {
    return request.method == "GET" || request.method == "HEAD";
}

/// One exchange: where the answer's body goes and when to give up.
struct Exchange {
    std::function<bool(std::string_view)> body;
    std::stop_token stop;
    Response response;
    std::exception_ptr failure;  ///< what `body` threw
};

std::size_t on_body(const char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
    auto& exchange = *static_cast<Exchange*>(user);
    try {
        return exchange.body({bytes, size * count}) ? size * count : 0;
    } catch (...) {
        exchange.failure = std::current_exception();
        return 0;  // libcurl ends the transfer
    }
}

std::size_t on_header(const char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
    auto& exchange = *static_cast<Exchange*>(user);
    std::string_view line(bytes, size * count);
    if (line.substr(0, 5) == "HTTP/")
        exchange.response.headers.clear();  // a redirect's answer is not the last
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return size * count;
    const std::string name = core::in_small_letters(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.front())) != 0)
        value.remove_prefix(1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back())) != 0)
        value.remove_suffix(1);
    exchange.response.headers[name] = std::string(value);
    return size * count;
}

int on_progress(void* user, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*up*/,
                curl_off_t /*sent*/) noexcept {
    return static_cast<Exchange*>(user)->stop.stop_requested() ? 1 : 0;
}

void exchange_with(const Request& request, Exchange& exchange) {
    initialise();
    const std::unique_ptr<CURL, FreeEasy> easy(curl_easy_init());
    std::unique_ptr<curl_slist, FreeList> headers;
    for (const auto& [name, value] : request.headers) {
        const std::string line = core::format("{}: {}", name, value);
        headers.reset(curl_slist_append(headers.release(), line.c_str()));
    }
    CURL* handle = easy.get();
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "cityfm");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(request.time_limit.count()));
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &exchange);
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
    const CURLcode done = curl_easy_perform(handle);
    if (exchange.failure) std::rethrow_exception(exchange.failure);
    if (done == CURLE_ABORTED_BY_CALLBACK && exchange.stop.stop_requested()) {
        throw Error(Kind::interrupted, Code::interrupted);
    }
    if (done != CURLE_OK) {
        long sent = 0;
        curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
        const Kind kind = done == CURLE_TOO_MANY_REDIRECTS ? Kind::refused : Kind::later;
        throw Error(!reads(request) && sent > 0 ? Kind::unknown : kind, Code::http_failed,
                    {{"url", request.url}, {"reason", curl_easy_strerror(done)}});
    }
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    long redirects = 0;
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_COUNT, &redirects);
    exchange.response.redirects = static_cast<int>(redirects);
}

}  // namespace

Response send(const Request& request, const std::stop_token& stop) {
    Exchange exchange;
    exchange.stop = stop;
    exchange.body = [&](std::string_view bytes) {
        exchange.response.body.append(bytes);
        return exchange.response.body.size() <= request.most_bytes;
    };
    try {
        exchange_with(request, exchange);
    } catch (const Error& error) {
        if (error.code != Code::http_failed || !reads(request) ||
            exchange.response.body.size() <= request.most_bytes)
            throw;
        throw Error(Kind::refused, Code::file_too_large,
                    {{"path", request.url}, {"most", std::to_string(request.most_bytes)}});
    }
    return std::move(exchange.response);
}

bool download(const std::string& url, const std::filesystem::path& path, const std::string& sha256,
              std::uintmax_t bytes, const std::stop_token& stop) {
    core::AtomicFile file(path);
    core::Sha256 digest;
    std::uintmax_t received = 0;
    Request request;
    request.url = url;
    request.time_limit = std::chrono::hours(1);
    Exchange exchange;
    exchange.stop = stop;
    exchange.body = [&](std::string_view part) {
        received += part.size();
        if (received > bytes) return false;  // an error page, or another file
        digest.update(part);
        file.write(part);
        return true;
    };
    try {
        exchange_with(request, exchange);
    } catch (const Error& error) {
        if (error.code == Code::http_failed && received > bytes) return false;
        throw;
    }
    if (exchange.response.status != 200 || received != bytes || digest.finish() != sha256) return false;
    file.finish();
    return true;
}

}  // namespace cityfm::net
