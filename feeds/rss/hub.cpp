// SPDX-License-Identifier: MIT
#include "feeds/rss/hub.h"

#include "pipeline/core/error.h"
#include "pipeline/model/address.h"
#include "pipeline/net/http.h"

namespace cityfm::rss {

std::optional<std::string> tell_hub(const std::string& hub, const std::string& address,
                                    const std::stop_token& stop) {
    net::Request request;
    request.method = "POST";
    request.url = hub;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    request.body = "hub.mode=publish&hub.url=" + model::percent_encode_query(address);
    request.time_limit = std::chrono::seconds(10);
    try {
        const int status = net::send(request, stop).status;
        if (status >= 200 && status < 300) return std::nullopt;
        return std::to_string(status);
    } catch (const core::Error& error) {
        if (error.kind == core::Kind::interrupted) throw;
        return core::arg(error.args, "reason");
    }
}

}  // namespace cityfm::rss
