// SPDX-License-Identifier: MIT
#include <algorithm>
#include <thread>

#include "pipeline/cli/report.h"
#include "pipeline/cli/work.h"

namespace cityfm::cli {
namespace {

core::Json to_json(const build::Built& built, const model::Show& show) {
    core::Json episodes = core::Json::array();
    for (const build::EpisodePlan& decision : built.plan.episodes) {
        const auto episode =
            std::find_if(show.episodes.begin(), show.episodes.end(),
                         [&](const model::Episode& e) { return e.folder == decision.episode; });
        const bool made =
            std::find(built.made.begin(), built.made.end(), decision.episode) != built.made.end();
        core::Json json = {
            {"episode", decision.episode}, {"made", made}, {"because", build::reason_name(decision.because)}};
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
        terminal.result(head ? terminal.bold(line) : line);
        head = false;
    }
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

build::Wanted wanted_of(const BuildOptions& options, const model::Show& show, core::Instant now) {
    for (const auto* names : {&options.episodes, &options.again, &options.retag})
        require_episodes(show, *names);
    build::Wanted wanted;
    wanted.episodes = {options.episodes.begin(), options.episodes.end()};
    wanted.again = {options.again.begin(), options.again.end()};
    wanted.retag = {options.retag.begin(), options.retag.end()};
    wanted.now = now;
    return wanted;
}

int threads_for(int jobs) {
    if (jobs > 0) return jobs;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Part do_build(Session& session, build::Builder& builder, const BuildOptions& options,
              const model::Show& show) {
    const build::Built built = builder.build(wanted_of(options, show, session.now));
    session.terminal.draw("");
    session.terminal.show(built.remarks);
    Part part{to_json(built, show), 0};
    for (const core::Error& failure : built.failures) {
        session.terminal.complain(failure);
        part.exit_code = core::gravest(part.exit_code, core::exit_code(failure.kind));
    }
    show_renditions(session.terminal, part.json);
    if (built.made.empty() && built.failures.empty()) {
        session.terminal.say(
            session.terminal.text({"built: everything is as it was", "ビルド: 変わったものはありません"}));
    }
    tell_about_future(session, show);
    return part;
}

}  // namespace cityfm::cli
