// SPDX-License-Identifier: MIT
#include <algorithm>
#include <thread>

#include "pipeline/cli/loudness_plot.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/folder.h"

namespace cityfm::cli {
namespace {

core::Json to_json(const production::Built& built, const model::Show& show) {
    core::Json episodes = core::Json::array();
    for (const production::EpisodePlan& decision : built.episodes) {
        const auto episode =
            std::find_if(show.episodes.begin(), show.episodes.end(),
                         [&](const model::Episode& e) { return e.folder == decision.episode; });
        const bool made =
            std::find(built.made.begin(), built.made.end(), decision.episode) != built.made.end();
        core::Json json = {{"episode", decision.episode},
                           {"made", made},
                           {"because", production::reason_name(decision.because)}};
        if (episode != show.episodes.end() && episode->release) {
            json["release"] = core::Json::parse(model::to_json_text(*episode->release));
        }
        episodes.push_back(std::move(json));
    }
    return episodes;
}

/// What was made, for people: a rendition a line.
void show_renditions(const Terminal& terminal, const core::Json& episodes) {
    const auto rows = rendition_rows(episodes, terminal);
    if (rows.size() < 2) return;
    bool head = true;
    for (const std::string& line : show_table(rows, terminal.columns(80))) {
        terminal.styled({{line, head}});
        head = false;
    }
}

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
        const Terminal& terminal = session.terminal;
        LoudnessPlot plot{episode.folder + " " + record->rendition, record->curve, record->loudness};
        plot.target_lufs = episode.release->target_lufs;
        // Without a target nothing is promised.
        if (plot.target_lufs) plot.ceiling_dbtp = episode.release->ceiling_dbtp;
        plot.limiter_gains = record->limiter_gains;
        try {
            core::Folder(show.folder)
                .write(core::InnerPath(picture.generic_string()), to_svg(plot, terminal.language()));
        } catch (const core::Error& error) {
            session.terminal.complain(error);
            code = core::gravest(code, core::exit_code(error.kind));
            continue;
        }
        terminal.say(terminal.text({"loudness over time: {path}", "音量の推移: {path}"},
                                   {{"path", picture.string()}}));
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

void tell_about_future(Session& session, const model::Show& show) {
    for (const model::Episode& episode : show.episodes) {
        if (!episode.release || model::is_due(episode, session.now)) continue;
        session.terminal.say(session.terminal.text(
            {"{episode} is due at {date}; it stays out of feed and public/ until then",
             "{episode} の公開は {date} です。それまではフィードにも public/ にも出しません"},
            {{"episode", episode.folder}, {"date", core::show_minute(*episode.date, show.timezone)}}));
    }
}

}  // namespace

production::Wanted wanted_of(const BuildOptions& options, const model::Show& show, core::Instant now) {
    for (const auto* names : {&options.episodes, &options.again, &options.retag})
        require_episodes(show, *names);
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

int threads_for(int jobs) {
    if (jobs > 0) return jobs;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Part do_build(Session& session, production::Builder& builder, const BuildOptions& options,
              const model::Show& show) {
    production::Wanted wanted = wanted_of(options, show, session.now);
    wanted.reach = session.reach_for(show);
    const production::Built built = builder.build(wanted);
    session.terminal.draw("");
    session.terminal.show(built.remarks);
    session.terminal.show(builder.take_damaged());
    Part part{to_json(built, show), 0};
    for (const core::Error& failure : built.failures) {
        // A draft may still be wrong: nobody waits for it yet.
        if (is_draft(failure, show, session.now)) {
            session.terminal.show(core::Finding{core::Severity::warning, failure.code, {}, failure.args});
            continue;
        }
        session.terminal.complain(failure);
        part.exit_code = core::gravest(part.exit_code, core::exit_code(failure.kind));
    }
    part.exit_code = core::gravest(part.exit_code, draw_reports(session, builder, built, show));
    show_renditions(session.terminal, part.json);
    if (built.made.empty() && built.failures.empty()) {
        session.terminal.say(
            session.terminal.text({"built: everything is as it was", "ビルド: 変わったものはありません"}));
    }
    tell_about_future(session, show);
    return part;
}

}  // namespace cityfm::cli
