// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>

#include "feeds/rss/lint.h"
#include "feeds/rss/live.h"
#include "pipeline/av/sniff.h"
#include "pipeline/cli/commands.h"
#include "pipeline/cli/feeds.h"
#include "pipeline/cli/report.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/model/address.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;
using core::Severity;

struct Options {
    std::string feed;
    bool live = false;
};

/// A feed's bytes; a server that does not give one is a finding.
struct Source {
    std::string bytes;
    std::string address;  ///< empty for a file
    core::Findings findings;
};

Source fetch(const std::string& address, const Session& session) {
    Source source{{}, address, {}};
    net::Request request = request_for_feed(address);
    request.time_limit = std::chrono::minutes(5);
    const auto not_served = [&](const std::string& status) {
        source.findings.push_back(
            {Severity::error, Code::not_served, {address, 0, 0}, {{"url", address}, {"status", status}}});
    };
    try {
        net::Response response = net::send(request, session.stop);
        if (response.status != 200) not_served(std::to_string(response.status));
        if (response.redirects > 1) {
            source.findings.push_back({Severity::warning,
                                       Code::many_hops,
                                       {address, 0, 0},
                                       {{"url", address}, {"count", std::to_string(response.redirects)}}});
        }
        source.bytes = std::move(response.body);
    } catch (const Error& error) {
        if (error.kind != Kind::refused) throw;
        if (error.code == Code::http_failed) {
            not_served(core::arg(error.args, "reason"));
        } else {
            source.findings.push_back({Severity::error, error.code, {address, 0, 0}, error.args});
        }
    }
    return source;
}

Source load(const std::string& feed, const Session& session) {
    if (model::is_http_url(feed)) return fetch(feed, session);
    if (feed == "-") {
        std::cin >> std::noskipws;
        return {{std::istreambuf_iterator<char>(std::cin), {}}, {}, {}};
    }
    return {core::read_file(feed, rss::most_feed_bytes), {}, {}};
}

/// What a picture is, where directories would not take it.
std::string fault_of_picture(const std::string& bytes) {
    constexpr int least = 1400;
    constexpr int most = 3000;
    const av::PictureHeader picture = av::read_picture_header(bytes);
    const bool good = (picture.format == "png" || picture.format == "jpeg") && picture.components != 4 &&
                      picture.width == picture.height && picture.width >= least && picture.width <= most;
    if (good) return {};
    if (picture.width == 0) return picture.format.empty() ? "?" : picture.format;
    return core::format("{} {}×{}", picture.format, picture.width, picture.height);
}

/// People want to see what is wrong, not how often.
void show_findings(const Terminal& terminal, const core::Findings& findings) {
    constexpr int most = 10;
    std::map<Code, int> shown;
    for (const core::Finding& finding : findings) {
        if (++shown[finding.code] <= most) terminal.result(show_finding(finding, terminal.language()));
    }
    for (const auto& [code, count] : shown) {
        if (count <= most) continue;
        terminal.say(terminal.text(text_of(Code::more_of_these), {{"found", std::string(core::name_of(code))},
                                                                  {"count", std::to_string(count - most)}}));
    }
}

int lint_command(Session& session, const Options& options) {
    Terminal& terminal = session.terminal;
    Source source = load(options.feed, session);
    core::Findings findings = std::move(source.findings);
    if (!core::has_errors(findings)) {
        const rss::Document document = rss::parse(source.bytes, options.feed);
        const auto add = [&](const core::Findings& found) {
            findings.insert(findings.end(), found.begin(), found.end());
        };
        add(rss::lint(document, {session.now, source.address}));
        if (options.live) {
            add(rss::lint_live(document,
                               {source.address, fault_of_picture,
                                [&](const std::string& url) { terminal.draw(url); }, session.stop}));
            terminal.draw("");
        }
        core::sort(findings);
    }
    show_findings(terminal, findings);
    core::Json list = core::Json::array();
    for (const core::Finding& finding : findings) list.push_back(to_json(finding, terminal.language()));
    report(terminal, {{"findings", list}});
    const bool to_mend = std::any_of(findings.begin(), findings.end(), [](const core::Finding& finding) {
        return finding.severity != Severity::hint;
    });
    if (!to_mend) terminal.say(terminal.text({"nothing to mend", "直すところはありません"}));
    return core::has_errors(findings) ? core::exit_code(Kind::show) : 0;
}

}  // namespace

void add_lint(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("lint", "all that apps and directories would stumble over in any feed");
    const auto options = std::make_shared<Options>();
    command->add_option("FEED", options->feed, "a file, an address, or - for what is piped in")->required();
    command->add_flag("--live", options->live,
                      "also ask for everything that the feed names, where it is served");
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return lint_command(session, *options); };
    });
}

}  // namespace cityfm::cli
