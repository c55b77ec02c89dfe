// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/app/announce/resolve.h"
#include "pipeline/app/open_show.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/announcement_table.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"
#include "pipeline/core/json.h"
#include "pipeline/text/printable.h"
#include "pipeline/text/unicode.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

struct AnnounceArguments {
    app::AnnounceOptions announce;
    std::vector<std::string> resolve;  ///< an id, and what a person found out about it
    bool preview = false;
    bool status = false;
    bool assume_public = false;
    bool allow_private = false;
};

int show_status(const app::Session& session, const Terminal& terminal) {
    const model::Show show = app::load_checked(session).show;
    report(terminal, {{"announcements",
                       show_announcements(terminal, app::announcements_of(session, show), show.timezone)}});
    return 0;
}

int resolve_one(const app::Session& session, const Terminal& terminal, const model::Show& show,
                const std::vector<std::string>& resolve) {
    const app::Found found = resolve[1] == "sent" ? app::Found::sent : app::Found::not_sent;
    app::resolve(session, show, resolve[0], found);
    const auto status = found == app::Found::sent ? announce::Status::sent : announce::Status::failed;
    const core::Json resolved = {{"id", resolve[0]}, {"status", announce::name_of(status)}};
    report(terminal, {{"announcements", core::Json::array({resolved})}});
    return 0;
}

core::Json show_preview(const Terminal& terminal, const app::Preview& preview) {
    core::Json list = core::Json::array();
    for (const app::PreviewedBody& post : preview.posts) {
        terminal.result("# " + post.id);
        for (const std::string& line : text::split_lines(text::printable_lines(post.body)))
            terminal.result(line);
        list.push_back({{"id", post.id}, {"body", post.body}, {"file", post.file}});
    }
    terminal.say(
        terminal.text({"as pictures: {path}", "見た目はこちら: {path}"}, {{"path", preview.page.string()}}));
    return list;
}

int announce_command(app::Session& session, Terminal& terminal, const AnnounceArguments& options) {
    session.allow_private = options.allow_private;
    if (options.announce.letters && options.announce.episodes.empty())
        throw Error(Kind::usage, Code::missing_argument,
                    {{"name", "EPISODE"}, {"example", "cityfm announce --letters 2026-12-06-ramen"}});
    if (options.status) return show_status(session, terminal);
    app::OpenShow open(session, {.named = options.announce.episodes, .plans = options.preview});
    if (!options.preview) open.require_right_clock();
    if (!options.resolve.empty()) return resolve_one(session, terminal, open.show(), options.resolve);
    bool& assume_public = open.show().announce.assume_public;
    assume_public = assume_public || options.assume_public;
    if (!options.preview) app::require_secrets(session, open.show(), options.announce.only);
    open.guard_with({}).look_at_public();
    open.stage(options.preview ? app::Writing::no : app::Writing::yes);
    const core::Json announcements = options.preview ? show_preview(terminal, open.preview(options.announce))
                                                     : to_json(open.announce(options.announce));
    report(terminal, {{"announcements", announcements}});
    return open.exit_code();
}

void add_resolve(CLI::App& command, std::vector<std::string>& resolve) {
    command
        .add_option("--resolve", resolve,
                    "say what became of an announcement whose outcome is unknown: its id, then sent or "
                    "not-sent")
        ->type_name("ID STATE")
        ->expected(2)
        ->check([](const std::string& word) {
            // The id holds a slash, the state is one of two words.
            const bool good = word.find('/') != std::string::npos || word == "sent" || word == "not-sent";
            return good ? std::string() : "sent or not-sent, not " + word;
        });
}

}  // namespace

void add_announce(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("announce", "send what is due to the channels, exactly once");
    const auto options = std::make_shared<AnnounceArguments>();
    command->add_option("EPISODE", options->announce.episodes,
                        "folders below episodes/ (default: all that are due)");
    command->add_flag("--preview", options->preview,
                      "show what would be sent, also as a page, and send nothing");
    command->add_flag("--status", options->status, "show how far each announcement is, and send nothing");
    command
        ->add_option(
            "--only", options->announce.only,
            "only this channel, also where it refused before, and the newest episode though it is late")
        ->type_name("CHANNEL")
        ->expected(1)
        ->take_all();
    command->add_flag("--correction", options->announce.corrections,
                      "where a post is wrong and its channel cannot edit, post a correction");
    command->add_flag("--letters", options->announce.letters,
                      "ask for letters for these episodes, which need not be out yet");
    command->add_flag("--assume-public", options->assume_public,
                      "do not ask whether the sound can be heard yet");
    add_allow_private(*command, options->allow_private);
    add_resolve(*command, options->resolve);
    command
        ->add_option("--commit-intent", options->announce.commit_intent,
                     "run this command line between writing the intent and each post: it commits and pushes "
                     "the intent")
        ->type_name("CMD");
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return announce_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
