// SPDX-License-Identifier: MIT
#include "pipeline/app/clock_check.h"

#include <algorithm>

#include "feeds/announce/ledger.h"
#include "pipeline/app/ledger_file.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/feed_date.h"
#include "pipeline/model/public_names.h"

namespace cityfm::app {
namespace {

constexpr std::chrono::hours most_apart{24};

core::Error clock_wrong(core::Instant now, core::Instant other, const std::string& source) {
    return {core::Kind::failed,
            core::Code::clock_wrong,
            {{"now", core::show_rfc3339(now, "UTC")},
             {"other", core::show_rfc3339(other, "UTC")},
             {"source", source}}};
}

}  // namespace

void check_clock(const Session& session, const model::Show& show) {
    const announce::Ledger ledger(ledger_of(show));
    const core::Instant now = session.clock.now();
    for (const announce::Event& event : ledger.latest()) {
        if (event.time - now > most_apart) throw clock_wrong(now, event.time, ledger.file_name());
    }
}

void check_clock(const Session& session, const std::string& url, const net::Response& response) {
    const auto header = response.headers.find("date");
    if (header == response.headers.end()) return;
    const auto date = core::parse_rfc5322(header->second);
    const core::Instant now = session.clock.now();
    if (date && std::chrono::abs(now - date->instant) > most_apart)
        throw clock_wrong(now, date->instant, std::string(core::host_of(url)));
}

bool check_clock_of_server(const Session& session, const model::Show& show) {
    net::Request request;
    request.method = "HEAD";
    request.url = model::feed_address(show, show.feeds.front());
    request.reach = session.reach_for(show);
    request.time_limit = std::chrono::seconds(20);
    try {
        const net::Response response = net::send(request, session.stop);
        check_clock(session, request.url, response);
        return response.headers.contains("date");
    } catch (const core::Error& error) {
        // An address that does not answer says nothing of the time.
        if (error.kind == core::Kind::interrupted || error.code == core::Code::clock_wrong) throw;
        return false;
    }
}

}  // namespace cityfm::app
