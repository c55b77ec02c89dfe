// SPDX-License-Identifier: MIT
#include "pipeline/cli/session.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "feeds/rss/foreign.h"
#include "pipeline/cli/message_table.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/core/suggest.h"
#include "pipeline/production/gather.h"
#include "pipeline/production/sweep_show.h"

namespace cityfm::cli {

using core::Code;
using core::Error;
using core::Kind;

std::filesystem::path Session::show_folder() const {
    if (!folder) return model::find_show(std::filesystem::current_path());
    std::error_code error;
    if (!std::filesystem::is_regular_file(*folder / "show.toml", error)) {
        throw Error(Kind::usage, Code::no_show_here, {{"path", folder->string()}});
    }
    return std::filesystem::absolute(*folder).lexically_normal();
}

void Session::require_today(const model::Show& show) const {
    const auto day = [&](core::Instant moment) {
        return std::chrono::floor<std::chrono::days>(core::to_local(moment, show.timezone));
    };
    if (day(now) == day(clock.now())) return;
    throw Error(Kind::usage, Code::now_is_another_day, {{"found", core::show_rfc3339(now, show.timezone)}});
}

core::Lock Session::lock() const {
    const core::Folder show(show_folder());
    core::Lock lock(show, core::InnerPath(".cityfm/lock"));
    production::sweep_show(show);
    return lock;
}

net::Reach Session::reach_for(const model::Show& show) const {
    const bool here = core::is_this_machine(core::host_of(show.address));
    return allow_private || here ? net::Reach::anywhere : net::Reach::public_internet;
}

std::function<void(double)> show_fraction(const Terminal& terminal, const std::string& work) {
    struct Shown {
        std::mutex mutex;
        int percent = -1;
    };
    return [&terminal, work, shown = std::make_shared<Shown>()](double fraction) {
        const std::scoped_lock lock(shown->mutex);
        const auto percent = static_cast<int>(fraction * 100);
        if (percent == std::exchange(shown->percent, percent)) return;
        terminal.draw(core::format("{} {:3d} %", work, percent));
    };
}

model::LoadedShow load_with_findings(const Session& session, const std::filesystem::path& folder,
                                     Listen listen) {
    const Terminal& terminal = session.terminal;
    const production::Ears ears{
        session.stop, [&](const std::string& path) {
            return show_fraction(terminal, terminal.text(text_of(Code::listening), {{"path", path}}));
        }};
    model::LoadedShow loaded =
        production::load_and_check(folder, listen == Listen::to_new_recordings ? &ears : nullptr);
    if (listen == Listen::to_new_recordings) terminal.draw("");
    // What is kept of a feed that came from elsewhere must be fit for ours.
    rss::read_foreign(loaded.show.foreign, "channel", "foreign.xml", loaded.findings);
    for (const model::Episode& episode : loaded.show.episodes)
        rss::read_foreign(episode.foreign, "item", episode.path_of("foreign.xml"), loaded.findings);
    core::sort(loaded.findings);
    return loaded;
}

model::LoadedShow load_checked(Session& session) {
    model::LoadedShow loaded = load_with_findings(session, session.show_folder());
    if (core::has_errors(loaded.findings)) throw core::FindingsError(loaded.findings);
    for (const core::Finding& finding : loaded.findings) {
        if (finding.severity == core::Severity::warning || session.terminal.verbose())
            session.terminal.show(finding);
    }
    return loaded;
}

model::Preset require_preset(const std::filesystem::path& show_folder, const std::string& name) {
    core::Findings findings;
    const auto preset = model::load_preset(show_folder, name, findings);
    if (core::has_errors(findings)) throw core::FindingsError(findings);
    if (preset) return *preset;
    throw Error(Kind::usage, Code::unknown_preset,
                {{"found", name}, {"meant", core::did_you_mean(name, model::preset_names(show_folder))}});
}

void require_episodes(const model::Show& show, const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const model::Episode& episode : show.episodes) known.push_back(episode.folder);
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        throw Error(Kind::usage, Code::no_such_episode,
                    {{"found", name}, {"meant", core::did_you_mean(name, known)}});
    }
}

}  // namespace cityfm::cli
