// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/lock.h"

namespace cityfm::cli {
namespace {

struct BuildArguments {
    BuildOptions build;
    bool plan = false;
    std::string out;
    GuardOptions guard;
    bool explain = false;
    bool allow_private = false;
};

core::Json to_json(const production::Plan& plan) {
    core::Json steps = core::Json::array();
    for (const production::Step& step : plan.steps) {
        steps.push_back({{"episode", step.episode},
                         {"step", production::name_of(step.kind)},
                         {"rendition", step.rendition},
                         {"runs", step.runs},
                         {"because", production::reason_name(step.because)}});
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

/// Copies renditions to where they can be heard before they are public: those of the episodes named, else of
/// all that are not public yet.
void copy_to_hear(Session& session, const production::Builder& builder, const model::Show& show,
                  const BuildArguments& options) {
    const auto& named = options.build.episodes;
    for (const model::Episode& episode : show.episodes) {
        const bool wanted = named.empty()
                                ? !model::is_public(episode, session.now)
                                : std::find(named.begin(), named.end(), episode.folder) != named.end();
        if (!wanted || !episode.release) continue;
        for (const model::Rendition& rendition : episode.release->renditions) {
            if (rendition.is_elsewhere()) continue;
            const std::string name =
                episode.folder + std::filesystem::path(rendition.path).extension().string();
            builder.copy_to(rendition, std::filesystem::path(options.out) / name);
            session.terminal.say(
                session.terminal.text({"to hear: {path}", "試し聞き用: {path}"},
                                      {{"path", (std::filesystem::path(options.out) / name).string()}}));
        }
    }
}

/// Every episode that the command line names.
std::vector<std::string> named_in(const BuildOptions& options) {
    std::vector<std::string> named;
    for (const auto* names : {&options.episodes, &options.again, &options.retag})
        named.insert(named.end(), names->begin(), names->end());
    return named;
}

int build_command(Session& session, const BuildArguments& options) {
    Terminal& terminal = session.terminal;
    const std::vector<std::string> named = named_in(options.build);
    if (options.plan) {
        UsableShow usable = load_usable(session, named);
        core::NoProgress progress;
        production::Builder builder(usable.show, threads_for(options.build.jobs), progress, session.stop);
        const production::Plan plan = builder.plan(wanted_of(options.build, usable.show, session.now));
        explain(terminal, plan, options.explain);
        if (terminal.json()) terminal.document({{"steps", to_json(plan)}});
        return usable.exit_code;
    }
    const core::Lock lock = session.lock();
    UsableShow usable = load_usable(session, named, Listen::to_new_recordings);
    model::Show& show = usable.show;
    session.require_today(show);
    Guard guard(session, show, with_kept(options.guard, usable));
    guard.look_at_public(Guard::Beside::any_target);
    TerminalProgress progress(terminal);
    production::Builder builder(show, threads_for(options.build.jobs), progress, session.stop);
    if (options.explain) explain(terminal, builder.plan(wanted_of(options.build, show, session.now)), true);
    const Part part = do_build(session, builder, options.build, show);
    const Staged staged = stage_public(session, show, builder, guard);
    if (!options.out.empty()) copy_to_hear(session, builder, show, options);
    report(terminal, {{"episodes", part.json}, {"public_files", staged.files.size()}});
    return core::gravest(usable.exit_code, part.exit_code);
}

}  // namespace

void add_build(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("build", "recordings to renditions, release, feed and pages in public/");
    const auto options = std::make_shared<BuildArguments>();
    command->add_option("EPISODE", options->build.episodes, "folders below episodes/ (default: all)");
    command->add_option("--again", options->build.again, "make this episode anew although nothing changed")
        ->type_name("EPISODE");
    command->add_option("--retag", options->build.retag, "new files with the tags of now for this episode")
        ->type_name("EPISODE");
    command->add_flag("--plan", options->plan, "show what would be done, and do nothing");
    command->add_flag("--explain", options->explain, "a reason for every step run or skipped");
    command
        ->add_option(
            "--out", options->out,
            "also copy the files there, to hear them: of the episodes named, else of what is not public yet")
        ->type_name("DIR");
    command->add_option("--preset", options->build.preset, "loudness and encodings for this build")
        ->type_name("NAME");
    command->add_flag("--allow-damaged", options->build.allow_damaged,
                      "take of a damaged recording what is there");
    add_guard(*command, options->guard);
    add_verify(*command, options->build.verify);
    add_allow_private(*command, options->allow_private);
    add_jobs(*command, options->build.jobs);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            session.allow_private = options->allow_private;
            return build_command(session, *options);
        };
    });
}

}  // namespace cityfm::cli
