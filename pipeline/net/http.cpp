// SPDX-License-Identifier: MIT
#include "pipeline/net/http.h"

#include <string_view>
#include <utility>

#include "pipeline/core/authority.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/net/exchange.h"

namespace cityfm::net {

using core::Code;
using core::Error;
using core::Kind;

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
        throw Error(
            Kind::refused, Code::file_too_large,
            {{"path", core::without_password(request.url)}, {"most", std::to_string(request.most_bytes)}});
    }
    return std::move(exchange.response);
}

bool download(const std::string& url, const std::filesystem::path& path, const std::string& sha256,
              std::uintmax_t bytes, Reach reach, const std::stop_token& stop) {
    core::AtomicFile file(path);
    core::Sha256 digest;
    std::uintmax_t received = 0;
    Request request;
    request.url = url;
    request.reach = reach;
    request.time_limit = std::chrono::hours(1);
    Exchange exchange;
    exchange.stop = stop;
    bool cut = false;
    exchange.body = [&](std::string_view part) {
        received += part.size();
        cut = exchange.response.status != 200 || received > bytes;
        if (cut) return false;  // an error page, or another file
        digest.update(part);
        file.write(part);
        return true;
    };
    try {
        exchange_with(request, exchange);
    } catch (const Error& error) {
        if (error.code != Code::http_failed || !cut) throw;
    }
    const int status = exchange.response.status;
    if (status == 404 || status == 410) return false;
    const bool is_the_file = status == 200 && received == bytes && digest.finish() == sha256;
    if (!is_the_file) {
        throw Error(Kind::later, Code::http_failed,
                    {{"url", core::without_password(url)},
                     {"reason", core::format("HTTP {}{}", status, status == 200 ? ", other bytes" : "")}});
    }
    file.finish();
    return true;
}

}  // namespace cityfm::net
