// SPDX-License-Identifier: MIT
#include "pipeline/app/import/import.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"
#include "pipeline/core/shell.h"
#include "pipeline/core/url.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

struct ImportArguments {
    app::ImportOptions import;
    bool allow_private = false;
};

void require_good(const app::ImportOptions& options) {
    const std::string& address = options.address;
    if (options.folder.empty()) throw Error(Kind::usage, Code::missing_value, {{"name", "--into"}});
    const bool is_plain = core::is_http_url(address) && address.find_first_of("?#@") == std::string::npos;
    if (!address.empty() && !is_plain)
        throw Error(Kind::usage, Code::bad_address, {{"key", "--address"}, {"found", address}});
}

void show_all_findings(const Terminal& terminal, const app::Imported& done) {
    constexpr int most_of_a_kind = 3;
    show_findings(terminal, done.findings, most_of_a_kind);
    if (done.odd.empty()) return;
    terminal.say(terminal.text({"Noticed in the old feed, where it need not be mended:",
                                "古いフィードで気づいたことです。古いほうを直す必要はありません。"}));
    show_findings(terminal, done.odd, most_of_a_kind);
}

int import_command(app::Session& session, const Terminal& terminal, const ImportArguments& arguments) {
    session.allow_private = arguments.allow_private;
    require_good(arguments.import);
    const app::Imported done = app::import_show(session, arguments.import);
    show_all_findings(terminal, done);
    core::Findings all = done.findings;
    all.insert(all.end(), done.odd.begin(), done.odd.end());
    report(terminal, {{"folder", done.folder.string()},
                      {"guid", done.guid},
                      {"episodes", done.episodes},
                      {"written", done.written},
                      {"downloaded", done.downloaded},
                      {"elsewhere", done.elsewhere},
                      {"findings", to_json(all, terminal.language())}});
    const std::string folder = arguments.import.folder.string();
    terminal.result(terminal.text({"{folder}: {count} episodes ({written} new), {downloaded} sound files "
                                   "downloaded{left?, the sound of {left} "
                                   "still at the old host}. Next: cityfm -C {quoted} move",
                                   "{folder}: 全 {count} 回（今回取り込んだのは {written} "
                                   "回）、音声のダウンロード {downloaded} 件{left?、音声が古いホストに"
                                   "あるのは {left} 回}。次は cityfm -C {quoted} move"},
                                  {{"count", std::to_string(done.episodes)},
                                   {"folder", folder},
                                   {"quoted", core::shell_word(folder)},
                                   {"written", std::to_string(done.written)},
                                   {"left", done.elsewhere > 0 ? std::to_string(done.elsewhere) : ""},
                                   {"downloaded", std::to_string(done.downloaded)}}));
    return done.exit_code;
}

}  // namespace

void add_import(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("import", "a show folder out of an existing feed, every identity kept");
    const auto arguments = std::make_shared<ImportArguments>();
    const auto media = std::make_shared<std::string>("keep");
    command->add_option("FEED", arguments->import.feed, "the address of the feed, or a file")->required();
    command->add_option("--into", arguments->import.folder, "the folder to make, or to go on with")
        ->required()
        ->type_name("DIR");
    add_choice(*command, "--media", *media, {"keep", "download"},
               "leave the files where they are (default), or bring them");
    command->add_option("--address", arguments->import.address, "where the show will be served, https://…/")
        ->type_name("URL");
    add_allow_private(*command, arguments->allow_private);
    command->callback([&chosen, arguments, media] {
        arguments->import.download = *media == "download";
        chosen = [arguments](app::Session& session, Terminal& terminal) {
            return import_command(session, terminal, *arguments);
        };
    });
}

}  // namespace cityfm::cli
