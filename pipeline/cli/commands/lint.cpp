// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "feeds/rss/lint/lint.h"
#include "feeds/rss/lint/live.h"
#include "feeds/rss/read.h"
#include "pipeline/av/sniff.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/feed_source.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/model/address.h"
#include "pipeline/model/facts.h"

namespace cityfm::cli {
namespace {

using core::Kind;
using core::Severity;

struct LintArguments {
    std::string feed;
    bool live = false;
    bool allow_private = false;
};

/// What a picture is, where directories would not take it.
std::string fault_of_picture(const std::string& bytes) {
    const av::PictureHeader picture = av::read_picture_header(bytes);
    const bool good = (picture.format == "png" || picture.format == "jpeg") && picture.components != 4 &&
                      picture.width == picture.height && model::has_artwork_size(picture.width);
    if (good) return {};
    if (picture.width == 0) return picture.format.empty() ? "?" : picture.format;
    return core::format("{} {}×{}", picture.format, picture.width, picture.height);
}

int lint_command(Session& session, const LintArguments& options) {
    Terminal& terminal = session.terminal;
    FeedSource source = load_source(options.feed, session,
                                    options.allow_private ? net::Reach::anywhere : net::Reach::as_typed);
    core::Findings findings = std::move(source.findings);
    if (!core::has_errors(findings)) {
        const xml::Document document = rss::parse(source.bytes, core::without_password(options.feed));
        const auto add = [&](const core::Findings& found) {
            findings.insert(findings.end(), found.begin(), found.end());
        };
        add(rss::lint(document, {session.now, model::without_userinfo(source.address)}));
        if (options.live) {
            const net::Reach reach =
                options.allow_private ? net::Reach::anywhere : net::Reach::public_internet;
            add(rss::lint_live(document,
                               {source.address, fault_of_picture,
                                [&](const std::string& url) { terminal.draw(url); }, session.stop, reach}));
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
    const auto options = std::make_shared<LintArguments>();
    command->add_option("FEED", options->feed, "a file, an address, or - for what is piped in")->required();
    command->add_flag("--live", options->live,
                      "also ask for everything that the feed names, where it is served");
    add_allow_private(*command, options->allow_private);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return lint_command(session, *options); };
    });
}

}  // namespace cityfm::cli
