// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string_view>

#include "pipeline/net/http.h"

namespace cityfm::net {

/// One exchange: where the answer's body goes, when to give up, and what came.
struct Exchange {
    std::function<bool(std::string_view)> body;  ///< takes the next part; false, or a throw, ends it all
    std::stop_token stop;
    std::chrono::seconds patience{0};  ///< with less than 500 bytes a second; 0 is without end
    Response response;                 ///< without the body; the rest is there before the body comes
    bool broke_off = false;            ///< it failed in a way that may be gone the next time
};

/// True where asking again does no harm.
bool reads(const Request& request);

/// Sends the request and hands out the answer's body. Throws as `send` does, and what `body` throws.
void exchange_with(const Request& request, Exchange& exchange);

}  // namespace cityfm::net
