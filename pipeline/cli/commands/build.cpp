// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/app/open_show.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/results.h"
#include "pipeline/core/json.h"

namespace cityfm::cli {
namespace {

struct BuildArguments {
    app::MakeOptions make;
    bool plan = false;
    std::string out;
    bool prove = false;
    app::GuardOptions guard;
    bool explain = false;
    int jobs = 0;
    bool allow_private = false;
};

core::Json steps_of(const app::Planned& planned) {
    core::Json steps = core::Json::array();
    for (const production::Step& step : planned.plan.steps) {
        core::Json json = {{"episode", step.episode},
                           {"step", production::name_of(step.kind)},
                           {"rendition", step.rendition},
                           {"runs", step.runs},
                           {"because", production::reason_name(step.because)}};
        const auto specification = planned.specifications.find(step.key);
        if (step.runs && specification != planned.specifications.end())
            json["specification"] = to_json(specification->second);
        steps.push_back(std::move(json));
    }
    return steps;
}

/// A step a line, with the reason why it runs or does not.
void explain(const Terminal& terminal, const production::Plan& plan, bool all) {
    std::vector<std::vector<std::string>> rows;
    for (const production::Step& step : plan.steps) {
        if (!all && !step.runs) continue;
        const std::string what = std::string(production::name_of(step.kind)) +
                                 (step.rendition.empty() ? "" : " ") + step.rendition;
        rows.push_back({step.episode + "  " + what,
                        step.runs ? terminal.text({"runs", "実行"}) : terminal.text({"skipped", "省略"}),
                        terminal.text(text_of(step.because))});
    }
    for (const std::string& line : show_table(rows, terminal.columns(any_width))) terminal.result(line);
    if (rows.empty()) terminal.say(terminal.text({"nothing to do", "することはありません"}));
}

int plan_build(const app::Session& session, const Terminal& terminal, const BuildArguments& options) {
    const app::Planned planned = app::plan_of(session, options.make);
    explain(terminal, planned.plan, options.explain);
    if (terminal.json()) terminal.document({{"steps", steps_of(planned)}});
    return planned.exit_code;
}

int build_command(app::Session& session, Terminal& terminal, const BuildArguments& options) {
    session.allow_private = options.allow_private;
    if (options.plan) return plan_build(session, terminal, options);
    app::OpenShow open(session, {.named = app::named_in(options.make),
                                 .listen = app::Listen::to_new_recordings,
                                 .jobs = options.jobs});
    open.guard_with(options.guard).look_at_public(app::Guard::Beside::any_target);
    if (options.explain) explain(terminal, open.plan(options.make), true);
    const core::Json episodes = to_json(open.make(options.make), open.show());
    show_renditions(terminal, episodes);
    const std::size_t files = open.stage().files.size();
    if (!options.out.empty()) open.copy_to_hear(options.make.episodes, options.out);
    core::Json document = {{"episodes", episodes}, {"public_files", files}};
    if (options.prove) {
        const app::Proofs proofs = open.prove(options.make.episodes);
        show_proofs(terminal, proofs);
        document["proofs"] = to_json(proofs);
    }
    report(terminal, document);
    return open.exit_code();
}

}  // namespace

void add_build(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("build", "recordings to renditions, release, feed and pages in public/");
    const auto options = std::make_shared<BuildArguments>();
    command->add_option("EPISODE", options->make.episodes, "folders below episodes/ (default: all)");
    command->add_option("--again", options->make.again, "make this episode anew although nothing changed")
        ->type_name("EPISODE");
    command->add_option("--retag", options->make.retag, "new files with the tags of now for this episode")
        ->type_name("EPISODE");
    command->add_flag("--plan", options->plan, "show what would be done, and do nothing");
    command->add_flag("--explain", options->explain, "a reason for every step run or skipped");
    command
        ->add_option(
            "--out", options->out,
            "also copy the files there, to hear them: of the episodes named, else of what is not public yet")
        ->type_name("DIR");
    command->add_option("--preset", options->make.preset, "loudness and encodings for this build")
        ->type_name("NAME");
    command->add_flag("--allow-damaged", options->make.allow_damaged,
                      "take of a damaged recording what is there");
    command->add_flag("--prove", options->prove,
                      "measure every delivered file with libebur128, too, and say whether both agree");
    add_guard(*command, options->guard);
    add_verify(*command, options->make.verify);
    add_allow_private(*command, options->allow_private);
    add_jobs(*command, options->jobs);
    command->callback([&chosen, options] {
        chosen = [options](app::Session& session, Terminal& terminal) {
            return build_command(session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
