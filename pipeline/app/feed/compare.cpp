// SPDX-License-Identifier: MIT
#include "pipeline/app/feed/compare.h"

#include <algorithm>
#include <optional>

#include "feeds/rss/compare.h"
#include "pipeline/app/feed/feed_source.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/thread_pool.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Severity;

/// Asks for the first bytes of sound that moves; nothing where they are there.
std::optional<core::Finding> fault_of(const core::Finding& moved, net::Reach reach,
                                      const std::stop_token& stop) {
    const std::string url = core::arg(moved.args, "found");
    const auto gone = [&](const std::string& status) {
        return core::Finding{Severity::error,
                             Code::enclosure_gone,
                             moved.where,
                             {{"title", core::arg(moved.args, "title")}, {"url", url}, {"status", status}}};
    };
    net::Request request;
    request.url = url;
    request.headers = {{"Range", "bytes=0-0"}};
    request.reach = reach;
    try {
        const int status = net::send(request, stop).status;
        if (status == 200 || status == 206) return std::nullopt;
        return gone("HTTP " + std::to_string(status));
    } catch (const core::Error& error) {
        if (error.kind == core::Kind::interrupted) throw;
        // A server that heeds no range sends it all: more than anyone waits for here.
        if (error.code == Code::file_too_large) return std::nullopt;
        if (error.code == Code::address_refused)
            return core::Finding{Severity::error, error.code, moved.where, error.args};
        return gone(core::arg(error.args, "reason"));
    }
}

/// Of sound that moves, what listeners will not get, or what was not asked for.
core::Findings look_for_moved(const core::Findings& noticed, net::Reach reach, const Session& session) {
    std::vector<const core::Finding*> moved;
    for (const core::Finding& finding : noticed) {
        if (finding.code == Code::enclosure_moved) moved.push_back(&finding);
    }
    std::vector<std::optional<core::Finding>> faults(moved.size());
    constexpr int at_once = 4;
    core::ThreadPool pool(at_once);
    pool.each(moved.size(), [&](std::size_t i) { faults[i] = fault_of(*moved[i], reach, session.stop); });
    core::Findings found;
    for (const auto& fault : faults) {
        if (fault) found.push_back(*fault);
    }
    return found;
}

}  // namespace

Compared compare(const Session& session, const CompareOptions& options) {
    const net::Reach named = session.allow_private ? net::Reach::anywhere : net::Reach::public_internet;
    const FeedReach reach{session.allow_private ? net::Reach::anywhere : net::Reach::as_typed, named};
    const LoadedFeed loaded_before = load_feed(options.before, session, reach);
    const LoadedFeed loaded_after = load_feed(options.after, session, reach);
    const rss::Feed& before = loaded_before.feed;
    const rss::Feed& after = loaded_after.feed;
    Compared compared{before.items.size(), after.items.size(),
                      rss::compare(before, after, core::without_password(options.before))};
    core::Findings& findings = compared.findings;
    for (core::Finding& finding : findings) finding.where.file = core::without_password(options.after);
    // A file may go on at an address, of which nothing is known then.
    for (const auto& [feed, next] :
         {std::pair(options.before, loaded_before.next), std::pair(options.after, loaded_after.next)}) {
        if (next.empty()) continue;
        findings.push_back({Severity::warning,
                            Code::feed_goes_on,
                            {core::without_password(feed), 0, 0},
                            {{"url", core::without_password(next)}}});
    }
    if (options.live) {
        const core::Findings faults = look_for_moved(findings, named, session);
        findings.insert(findings.end(), faults.begin(), faults.end());
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const core::Finding& a, const core::Finding& b) { return a.severity > b.severity; });
    return compared;
}

}  // namespace cityfm::app
