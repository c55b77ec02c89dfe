// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "feeds/rss/compare.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/feed_source.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/thread_pool.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Severity;

constexpr Text nothing_is_lost{"no app loses an episode or loads one again",
                               "アプリで消える回も、もう一度ダウンロードされる回もありません"};

struct CompareArguments {
    std::string before;
    std::string after;
    bool live = false;
    bool allow_private = false;
    GuardOptions guard;
};

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

/// What the feeds of this show would take from those who have what is served at their addresses.
int compare_show(Session& session, const CompareArguments& options) {
    session.allow_private = options.allow_private;
    const UsableShow usable = load_usable(session);
    Guard guard(session, usable.show, with_kept(options.guard, usable));
    guard.look_at_addresses();
    guard.check(feeds_at(usable.show, session.now, guard.kept_items()));
    session.terminal.say(session.terminal.text(nothing_is_lost));
    report(session.terminal, {{"findings", core::Json::array()}});
    return usable.exit_code;
}

int compare_command(Session& session, const CompareArguments& options) {
    Terminal& terminal = session.terminal;
    if (options.before.empty()) return compare_show(session, options);
    if (options.after.empty())
        throw core::Error(core::Kind::usage, Code::missing_argument,
                          {{"name", "NEW"}, {"example", "cityfm compare OLD NEW"}});
    const net::Reach named = options.allow_private ? net::Reach::anywhere : net::Reach::public_internet;
    const FeedReach reach{options.allow_private ? net::Reach::anywhere : net::Reach::as_typed, named};
    const rss::Feed before = load_feed(options.before, session, reach).feed;
    const rss::Feed after = load_feed(options.after, session, reach).feed;
    core::Findings findings = rss::compare(before, after, core::without_password(options.before));
    for (core::Finding& finding : findings) finding.where.file = core::without_password(options.after);
    if (options.live) {
        const core::Findings faults = look_for_moved(findings, named, session);
        findings.insert(findings.end(), faults.begin(), faults.end());
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const core::Finding& a, const core::Finding& b) { return a.severity > b.severity; });
    show_findings(terminal, findings);
    core::Json list = core::Json::array();
    for (const core::Finding& finding : findings) list.push_back(to_json(finding, terminal.language()));
    report(terminal,
           {{"items", {{"before", before.items.size()}, {"after", after.items.size()}}}, {"findings", list}});
    if (core::has_errors(findings)) return core::exit_code(core::Kind::show);
    terminal.say(terminal.text(nothing_is_lost));
    return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("compare", "what apps notice when one feed takes the place of another");
    const auto options = std::make_shared<CompareArguments>();
    command->add_option(
        "OLD", options->before,
        "the feed that listeners have: a file or an address (default: at this show's addresses)");
    command->add_option("NEW", options->after, "the feed that they will get (default: this show's)");
    command->add_flag("--live", options->live, "also ask for the sound that moves, where it is served");
    add_guard(*command, options->guard);
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return compare_command(session, *options); };
    });
}

}  // namespace cityfm::cli
