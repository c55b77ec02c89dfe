// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "feeds/rss/compare.h"
#include "pipeline/cli/commands.h"
#include "pipeline/cli/feed_source.h"
#include "pipeline/cli/report.h"
#include "pipeline/core/crew.h"
#include "pipeline/core/error.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Severity;

struct Options {
    std::string before;
    std::string after;
    bool live = false;
};

/// Why the first bytes of a file are not to be had; empty where they are.
std::string fault_at(const std::string& url, const std::stop_token& stop) {
    net::Request request;
    request.url = url;
    request.headers = {{"Range", "bytes=0-0"}};
    try {
        const int status = net::send(request, stop).status;
        return status == 200 || status == 206 ? "" : "HTTP " + std::to_string(status);
    } catch (const core::Error& error) {
        if (error.kind == core::Kind::interrupted) throw;
        // A server that heeds no range sends it all: more than anyone waits for here.
        if (error.code == Code::file_too_large) return {};
        return core::arg(error.args, "reason");
    }
}

/// Of sound that moves, what listeners will not get.
core::Findings look_for_moved(const core::Findings& noticed, const Session& session) {
    std::vector<const core::Finding*> moved;
    for (const core::Finding& finding : noticed) {
        if (finding.code == Code::enclosure_moved) moved.push_back(&finding);
    }
    std::vector<std::string> faults(moved.size());
    constexpr int at_once = 4;
    core::Crew crew(at_once);
    crew.each(moved.size(),
              [&](std::size_t i) { faults[i] = fault_at(core::arg(moved[i]->args, "found"), session.stop); });
    core::Findings gone;
    for (std::size_t i = 0; i < moved.size(); ++i) {
        if (faults[i].empty()) continue;
        gone.push_back({Severity::error,
                        Code::enclosure_gone,
                        moved[i]->where,
                        {{"title", core::arg(moved[i]->args, "title")},
                         {"url", core::arg(moved[i]->args, "found")},
                         {"status", faults[i]}}});
    }
    return gone;
}

int compare_command(Session& session, const Options& options) {
    Terminal& terminal = session.terminal;
    const rss::Feed before = load_feed(options.before, session).feed;
    const rss::Feed after = load_feed(options.after, session).feed;
    core::Findings findings = rss::compare(before, after, options.before);
    for (core::Finding& finding : findings) finding.where.file = options.after;
    if (options.live) {
        const core::Findings gone = look_for_moved(findings, session);
        findings.insert(findings.end(), gone.begin(), gone.end());
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const core::Finding& a, const core::Finding& b) { return a.severity > b.severity; });
    show_findings(terminal, findings);
    core::Json list = core::Json::array();
    for (const core::Finding& finding : findings) list.push_back(to_json(finding, terminal.language()));
    report(terminal,
           {{"items", {{"before", before.items.size()}, {"after", after.items.size()}}}, {"findings", list}});
    if (core::has_errors(findings)) return core::exit_code(core::Kind::show);
    terminal.say(terminal.text({"no app loses an episode or loads one again",
                                "アプリで消える回も、もう一度ダウンロードされる回もありません"}));
    return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("compare", "what apps notice when one feed takes the place of another");
    const auto options = std::make_shared<Options>();
    command->add_option("OLD", options->before, "the feed that listeners have: a file or an address")
        ->required();
    command->add_option("NEW", options->after, "the feed that they will get")->required();
    command->add_flag("--live", options->live, "also ask for the sound that moves, where it is served");
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return compare_command(session, *options); };
    });
}

}  // namespace cityfm::cli
