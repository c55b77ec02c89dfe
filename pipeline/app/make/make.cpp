// SPDX-License-Identifier: MIT
#include "pipeline/app/make/make.h"

#include <algorithm>

#include "pipeline/app/make/loudness_plot.h"
#include "pipeline/app/show/load.h"
#include "pipeline/app/show/usable_show.h"
#include "pipeline/core/folder.h"

namespace cityfm::app {
namespace {

using core::Code;

/// A picture of how loud each episode that was made is over time. One that cannot be drawn keeps nothing from
/// being published, and is told; gives the exit code that it comes to.
int draw_reports(const Session& session, const production::Builder& builder, const production::Built& built,
                 const model::Show& show) {
    int code = 0;
    for (const model::Episode& episode : show.episodes) {
        const bool made = std::find(built.made.begin(), built.made.end(), episode.folder) != built.made.end();
        const auto record = made ? builder.loudness_of(episode.folder) : std::nullopt;
        if (!record) continue;
        const std::filesystem::path picture =
            std::filesystem::path(".cityfm") / "reports" / (episode.folder + ".svg");
        LoudnessPlot plot{episode.folder + " " + record->rendition, record->curve, record->loudness};
        plot.target_lufs = episode.release->target_lufs;
        // Without a target nothing is promised.
        if (plot.target_lufs) plot.ceiling_dbtp = episode.release->ceiling_dbtp;
        plot.limiter_gains = record->limiter_gains;
        try {
            core::Folder(show.folder)
                .write(core::InnerPath(picture.generic_string()), to_svg(plot, session.words));
        } catch (const core::Error& error) {
            session.observer.failed(error);
            code = core::gravest(code, core::exit_code(error.kind));
            continue;
        }
        session.observer.told(Code::loudness_drawn, {{"path", picture.string()}});
    }
    return code;
}

/// True for what is wrong with the material of an episode that was never published and is not due.
bool is_draft(const core::Error& failure, const model::Show& show, core::Instant now) {
    if (failure.kind != core::Kind::show || failure.context.empty()) return false;
    const std::string name = core::arg(failure.context.front().args, "episode");
    return std::any_of(show.episodes.begin(), show.episodes.end(), [&](const model::Episode& episode) {
        return episode.folder == name && !episode.release && episode.date && *episode.date > now;
    });
}

void tell_of_future(const Session& session, const model::Show& show) {
    for (const model::Episode& episode : show.episodes) {
        if (!episode.release || model::is_due(episode, session.now)) continue;
        session.observer.told(Code::due_later, {{"episode", episode.folder},
                                                {"date", core::show_minute(*episode.date, show.timezone)}});
    }
}

}  // namespace

std::vector<std::string> named_in(const MakeOptions& options) {
    std::vector<std::string> named;
    for (const auto* names : {&options.episodes, &options.again, &options.retag})
        named.insert(named.end(), names->begin(), names->end());
    return named;
}

production::Wanted wanted_of(const MakeOptions& options, const model::Show& show, core::Instant now) {
    require_episodes(show, named_in(options));
    production::Wanted wanted;
    wanted.episodes = {options.episodes.begin(), options.episodes.end()};
    wanted.again = {options.again.begin(), options.again.end()};
    wanted.retag = {options.retag.begin(), options.retag.end()};
    wanted.allow_damaged = options.allow_damaged;
    wanted.verify = options.verify;
    if (!options.preset.empty()) {
        require_preset(show.folder, options.preset);
        wanted.preset = options.preset;
    }
    wanted.now = now;
    return wanted;
}

Planned plan_of(const Session& session, const MakeOptions& options) {
    UsableShow usable = load_usable(session, named_in(options));
    core::NoProgress progress;
    production::Builder builder(usable.show, 1, progress, session.stop);
    Planned planned{builder.plan(wanted_of(options, usable.show, session.now)), {}, usable.exit_code};
    for (const production::Step& step : planned.plan.steps) {
        if (step.runs) planned.specifications.emplace(step.key, builder.specification(step));
    }
    return planned;
}

Made make(const Session& session, production::Builder& builder, const MakeOptions& options,
          const model::Show& show) {
    production::Wanted wanted = wanted_of(options, show, session.now);
    wanted.reach = session.reach_for(show);
    Made made{builder.build(wanted), 0};
    const production::Built& built = made.built;
    session.observer.found(built.remarks);
    session.observer.found(builder.published().take_damaged());
    for (const core::Error& failure : built.failures) {
        // A draft may still be wrong: nobody waits for it yet.
        if (is_draft(failure, show, session.now)) {
            session.observer.found(core::Finding{core::Severity::warning, failure.code, {}, failure.args});
            continue;
        }
        session.observer.failed(failure);
        made.exit_code = core::gravest(made.exit_code, core::exit_code(failure.kind));
    }
    made.exit_code = core::gravest(made.exit_code, draw_reports(session, builder, built, show));
    if (built.made.empty() && built.failures.empty()) session.observer.told(Code::nothing_made, {});
    tell_of_future(session, show);
    return made;
}

void copy_to_hear(const Session& session, production::Builder& builder, const model::Show& show,
                  const std::vector<std::string>& named, const std::filesystem::path& folder) {
    for (const model::Episode& episode : show.episodes) {
        const bool wanted = named.empty()
                                ? !model::is_public(episode, session.now)
                                : std::find(named.begin(), named.end(), episode.folder) != named.end();
        if (!wanted || !episode.release) continue;
        for (const model::Rendition& rendition : episode.release->renditions) {
            if (rendition.is_elsewhere()) continue;
            const std::filesystem::path place =
                folder / (episode.folder + std::filesystem::path(rendition.path).extension().string());
            builder.published().copy_to(rendition, place);
            session.observer.told(Code::copied_to_hear, {{"path", place.string()}});
        }
    }
}

}  // namespace cityfm::app
