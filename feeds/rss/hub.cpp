// SPDX-License-Identifier: MIT
#include "feeds/rss/hub.h"

#include <utility>

#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/url.h"

namespace cityfm::rss {

std::optional<core::Finding> tell_hub(const std::string& hub, const std::string& address, net::Reach reach,
                                      const std::stop_token& stop) {
    const auto warning = [](core::Code code, core::Args args) {
        return core::Finding{core::Severity::warning, code, {}, std::move(args)};
    };
    const std::string shown = core::without_password(hub);
    net::Request request;
    request.method = "POST";
    request.url = hub;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    request.body = "hub.mode=publish&hub.url=" + core::percent_encode_query(address);
    request.time_limit = std::chrono::seconds(10);
    request.reach = reach;
    try {
        const int status = net::send(request, stop).status;
        if (status >= 200 && status < 300) return std::nullopt;
        return warning(core::Code::hub_refused, {{"url", shown}, {"reason", std::to_string(status)}});
    } catch (const core::Error& error) {
        if (error.kind == core::Kind::interrupted) throw;
        if (error.code == core::Code::address_refused) return warning(error.code, error.args);
        return warning(core::Code::hub_refused,
                       {{"url", shown}, {"reason", core::arg(error.args, "reason")}});
    }
}

}  // namespace cityfm::rss
