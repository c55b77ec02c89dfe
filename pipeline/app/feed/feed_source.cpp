// SPDX-License-Identifier: MIT
#include "pipeline/app/feed/feed_source.h"

#include <iostream>
#include <iterator>
#include <set>
#include <utility>

#include "feeds/rss/read.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/url.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;
using core::Severity;

FeedSource fetch(const std::string& address, const Session& session, net::Reach reach) {
    FeedSource source{{}, address, {}};
    const std::string shown = core::without_password(address);
    net::Request request = request_for_feed(address);
    request.time_limit = std::chrono::minutes(5);
    request.reach = reach;
    const auto not_served = [&](const std::string& status) {
        source.findings.push_back(
            {Severity::error, Code::not_served, {shown, 0, 0}, {{"url", shown}, {"status", status}}});
    };
    try {
        net::Response response = net::send(request, session.stop);
        if (may_pass(response.status))
            throw Error(Kind::later, Code::http_failed,
                        {{"url", shown}, {"reason", "HTTP " + std::to_string(response.status)}});
        if (response.status != 200) not_served(std::to_string(response.status));
        if (response.redirects > 1) {
            source.findings.push_back({Severity::warning,
                                       Code::many_hops,
                                       {shown, 0, 0},
                                       {{"url", shown}, {"count", std::to_string(response.redirects)}}});
        }
        source.bytes = std::move(response.body);
    } catch (const Error& error) {
        if (error.kind != Kind::refused || error.code == Code::address_refused) throw;
        if (error.code == Code::http_failed) {
            not_served(core::arg(error.args, "reason"));
        } else {
            source.findings.push_back({Severity::error, error.code, {shown, 0, 0}, error.args});
        }
    }
    return source;
}

}  // namespace

net::Request request_for_feed(const std::string& address) {
    net::Request request;
    request.url = address;
    request.most_bytes = xml::most_feed_bytes;
    request.compressed = true;
    return request;
}

bool may_pass(int status) {
    constexpr int request_timeout = 408;
    constexpr int too_many_requests = 429;
    constexpr int server_error = 500;
    return status >= server_error || status == request_timeout || status == too_many_requests;
}

FeedSource load_source(const std::string& feed, const Session& session, net::Reach reach) {
    if (core::is_http_url(feed)) return fetch(feed, session, reach);
    if (feed == "-") {
        std::cin >> std::noskipws;
        return {{std::istreambuf_iterator<char>(std::cin), {}}, {}, {}};
    }
    return {core::read_file(feed, xml::most_feed_bytes), {}, {}};
}

LoadedFeed load_feed(const std::string& feed, const Session& session, const FeedReach& reach) {
    constexpr std::size_t most_pages = 1000;
    LoadedFeed loaded;
    std::set<std::string> seen;
    std::uintmax_t bytes = 0;
    std::string page = feed;
    while (!page.empty()) {
        if (!seen.insert(page).second) {
            const core::Args where = {{"url", core::without_password(page)}};
            throw core::FindingsError(
                {{Severity::error, Code::feed_loops, {core::without_password(feed), 0, 0}, where}},
                Code::feed_not_read, {{"path", core::without_password(feed)}});
        }
        const std::string shown = core::without_password(page);
        const FeedSource source = load_source(page, session, seen.size() == 1 ? reach.first : reach.further);
        if (core::has_errors(source.findings))
            throw core::FindingsError(source.findings, Code::feed_not_read, {{"path", shown}});
        xml::Document document = rss::parse(source.bytes, shown);
        if (!document.channel || xml::is_cut(document))
            throw core::FindingsError(document.findings, Code::feed_not_read, {{"path", shown}});
        rss::Feed read = rss::read(document, source.address);
        loaded.next = read.pages.next.empty()
                          ? ""
                          : core::resolve_address(rss::base_of(read, source.address), read.pages.next);
        if (seen.size() == 1) {
            loaded.document = std::move(document);
            loaded.feed = std::move(read);
        } else {
            loaded.feed.items.insert(loaded.feed.items.end(), read.items.begin(), read.items.end());
        }
        bytes += source.bytes.size();
        // What a file says of addresses may be years old; what an address says is never a file of ours.
        // A last page may name itself.
        const bool goes_on = loaded.next != page && !source.address.empty() &&
                             core::is_http_url(loaded.next) && seen.size() < most_pages &&
                             bytes < xml::most_feed_bytes;
        page = goes_on ? std::exchange(loaded.next, "") : "";
    }
    return loaded;
}

}  // namespace cityfm::app
