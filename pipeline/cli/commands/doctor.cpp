// SPDX-License-Identifier: MIT
#include "pipeline/app/doctor.h"
#include "pipeline/core/json.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "pipeline/cli/commands/commands.h"

namespace cityfm::cli {
namespace {

int doctor(const app::Session& session, const Terminal& terminal, bool with_sound) {
    std::vector<app::Examined> items = app::examine_machine();
    if (with_sound) {
        const std::vector<app::Examined> of_sound = app::examine_sound();
        items.insert(items.end(), of_sound.begin(), of_sound.end());
    }
    try {
        const std::vector<app::Examined> of_show = app::examine_show(session);
        items.insert(items.end(), of_show.begin(), of_show.end());
    } catch (const core::Error& error) {
        if (error.code != core::Code::no_show_here) throw;
        terminal.say(show_error(error, terminal.language()));
    }
    core::Json list = core::Json::array();
    for (const app::Examined& item : items) {
        const std::string mark =
            item.problem ? terminal.text({"missing  ", "要対応"}) : terminal.text({"ok       ", "良好  "});
        const std::string detail =
            item.problem ? terminal.text(text_of(item.problem->code), item.problem->args) : item.detail;
        terminal.result(mark + " " + item.name + (detail.empty() ? "" : "  " + detail));
        list.push_back({{"name", item.name}, {"good", !item.problem}, {"detail", detail}});
    }
    if (terminal.json()) terminal.document({{"items", list}});
    const bool all_good = std::none_of(items.begin(), items.end(),
                                       [](const app::Examined& item) { return item.problem.has_value(); });
    return all_good ? 0 : 1;
}

}  // namespace

void add_doctor(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("doctor", "what this machine and this show are missing");
    const auto with_sound = std::make_shared<bool>(false);
    command->add_flag("--sound", *with_sound,
                      "also measure known signals with our meter and libebur128, which have to agree");
    command->callback([&chosen, with_sound] {
        chosen = [with_sound](app::Session& session, Terminal& terminal) {
            return doctor(session, terminal, *with_sound);
        };
    });
}

}  // namespace cityfm::cli
