// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>
#include <sstream>

#include "pipeline/app/import/move.h"
#include "pipeline/app/show/load.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/text/printable.h"
#include "pipeline/text/unicode.h"

namespace cityfm::cli {
namespace {

void show_lines(const Terminal& terminal, const std::string& text, const char* indent) {
    for (const std::string& line : text::split_lines(text)) terminal.result(indent + line);
}

/// The same, broken at blanks to fit 80 columns. Japanese has none: its texts are broken where they are
/// written.
void show_wrapped(const Terminal& terminal, const std::string& text) {
    constexpr std::size_t most = 76;
    for (const std::string& line : text::split_lines(text::printable_lines(text))) {
        const std::string indent = line.starts_with("- ") ? "     " : "   ";
        std::string shown = "  ";
        std::istringstream words(line);
        for (std::string word; words >> word;) {
            if (text::width(shown) + text::width(word) > most && shown != "  ") {
                terminal.result(shown);
                shown = indent + word;
            } else {
                shown += " " + word;
            }
        }
        terminal.result(shown);
    }
}

int move_command(const app::Session& session, const Terminal& terminal, const std::string& given) {
    const model::LoadedShow loaded = app::load_checked(session);
    const model::FeedSettings& feed = loaded.show.feeds.front();
    const app::MoveOptions options{given.empty() ? feed.former_address : given,
                                   session.folder ? session.folder->string() : loaded.show.folder.string()};
    core::Json list = core::Json::array();
    int number = 0;
    for (const app::MoveStep& step : app::steps_of_move(loaded.show, options, session.words)) {
        const std::string mark = step.done ? terminal.text({"  (done)", "（済み）"}) : "";
        terminal.styled({{std::to_string(++number) + ". " + step.title, true}, {mark}});
        show_wrapped(terminal, step.text);
        for (const std::string& paste : step.paste) {
            terminal.result("");
            show_lines(terminal, paste, "      ");
        }
        terminal.result("");
        list.push_back(
            {{"title", step.title}, {"text", step.text}, {"paste", step.paste}, {"done", step.done}});
    }
    if (terminal.json()) {
        terminal.document(
            {{"from", options.from}, {"to", model::feed_address(loaded.show, feed)}, {"steps", list}});
    }
    return 0;
}

}  // namespace

void add_move(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("move", "the steps that bring the listeners of another host's feed, filled in");
    const auto from = std::make_shared<std::string>();
    command->add_option("--from", *from, "the old feed's address (default: former_address in show.toml)")
        ->type_name("URL");
    command->callback([&chosen, from] {
        chosen = [from](app::Session& session, Terminal& terminal) {
            if (!from->empty() && !core::is_http_url(*from)) {
                throw core::Error(core::Kind::usage, core::Code::bad_address,
                                  {{"key", "--from"}, {"found", *from}});
            }
            return move_command(session, terminal, *from);
        };
    });
}

}  // namespace cityfm::cli
