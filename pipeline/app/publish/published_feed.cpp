// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/published_feed.h"

#include <set>

#include "feeds/rss/read.h"
#include "feeds/xml/document.h"
#include "pipeline/app/clock_check.h"
#include "pipeline/app/feed/feed_source.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

Error live_feed_unknown(Kind kind, const std::string& address, const std::string& reason) {
    return {kind, Code::live_feed_unknown, {{"address", address}, {"reason", reason}}};
}

}  // namespace

Error live_feed_unknown(Kind kind, const std::string& address, Code reason) {
    return live_feed_unknown(kind, address, std::string(core::name_of(reason)));
}

std::optional<std::string> read_at_address(const Session& session, const std::string& address,
                                           net::Reach reach) {
    net::Request request = request_for_feed(address);
    request.reach = reach;
    request.time_limit = std::chrono::seconds(20);
    constexpr int not_found = 404;
    constexpr int gone = 410;
    net::Response response;
    try {
        response = net::send(request, session.stop);
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted || error.code == Code::address_refused) throw;
        const std::string reason = core::arg(error.args, "reason");
        throw live_feed_unknown(error.kind == Kind::refused ? Kind::refused : Kind::later, address,
                                reason.empty() ? std::string(core::name_of(error.code)) : reason);
    }
    check_clock(session, address, response);
    if (response.status == 200) return std::move(response.body);
    const bool is_none = response.status == not_found || response.status == gone;
    // A page for guests, or a moved feed, says nothing of this address.
    if (is_none && response.redirects == 0) return std::nullopt;
    throw live_feed_unknown(may_pass(response.status) ? Kind::later : Kind::refused, address,
                            "HTTP " + std::to_string(response.status));
}

std::optional<std::string> read_in_public(const model::Show& show, const std::string& path) {
    const auto folder = core::Folder(show.folder).find(core::InnerPath("public"));
    const auto file = folder ? folder->find_own(core::PublicPath(path)) : std::nullopt;
    if (!file) return std::nullopt;
    return file->read(xml::most_feed_bytes);
}

rss::Feed read_page(const std::string& path, const std::string& bytes) {
    const xml::Document document = rss::parse(bytes, path);
    if (bytes.find_first_not_of(" \t\r\n") == std::string::npos)
        throw live_feed_unknown(Kind::later, path, Code::feed_empty);
    if (xml::is_cut(document)) throw live_feed_unknown(Kind::later, path, Code::feed_not_whole);
    if (!document.channel) throw live_feed_unknown(Kind::refused, path, Code::no_feed_there);
    return rss::read(document);
}

std::optional<rss::Feed> published_feed(const std::string& path, const ReadPublished& read) {
    constexpr std::size_t most_pages = 1000;
    std::optional<rss::Feed> all;
    std::string name = path;
    std::set<std::string> seen;
    while (!name.empty()) {
        if (seen.size() == most_pages || !seen.insert(name).second)
            throw live_feed_unknown(Kind::refused, name, Code::pages_never_end);
        const auto bytes = read(name);
        if (!bytes && !all) return std::nullopt;
        if (!bytes) throw live_feed_unknown(Kind::refused, name, Code::page_missing);
        rss::Feed feed = read_page(name, *bytes);
        const std::string& next = feed.pages.next;
        // Below public/ pages have names of ours; another host's have any.
        name = next.empty()              ? ""
               : core::is_http_url(path) ? core::resolve_address(rss::base_of(feed, name), next)
                                         : model::page_name(path, seen.size() + 1);
        // A page of something else, which a host shows in its place, is not the last one.
        if (all && feed.items.empty() && feed.title != all->title)
            throw live_feed_unknown(Kind::refused, name, Code::page_of_another_feed);
        if (!all) {
            all = std::move(feed);
        } else {
            all->items.insert(all->items.end(), feed.items.begin(), feed.items.end());
        }
    }
    return all;
}

}  // namespace cityfm::app
