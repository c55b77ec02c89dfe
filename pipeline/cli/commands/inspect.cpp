// SPDX-License-Identifier: MIT
#include "pipeline/app/make/inspect.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/terminal/inspection.h"
#include "pipeline/cli/terminal/report.h"

namespace cityfm::cli {
namespace {

int inspect(const app::Session& session, const Terminal& terminal, const std::vector<std::string>& files) {
    const app::Inspections done = app::inspect(session, files);
    core::Json list = core::Json::array();
    for (const app::InspectedFile& file : done.files) {
        list.push_back(to_json(file, terminal.language()));
        show(file, terminal);
        // In JSON they stand with their file.
        if (!terminal.json()) session.observer.found(file.inspected.misses);
    }
    core::Json document = {{"files", list}};
    if (done.exit_code != 0) document["findings"] = complaints_in(terminal);
    if (terminal.json()) terminal.document(document);
    return done.exit_code;
}

}  // namespace

void add_inspect(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand(
        "inspect", "tags, chapters, picture and lengths of any finished file, and what players would miss");
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "sound files")->required();
    command->callback([&chosen, files] {
        chosen = [files](app::Session& session, Terminal& terminal) {
            return inspect(session, terminal, *files);
        };
    });
}

}  // namespace cityfm::cli
