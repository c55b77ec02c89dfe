// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/status.h"

#include <algorithm>
#include <tuple>

#include "pipeline/app/announce/dues.h"
#include "pipeline/app/ledger_file.h"

namespace cityfm::app {

std::vector<AnnouncementState> announcements_of(const Session& session, const model::Show& show) {
    const announce::Ledger ledger(ledger_of(show));
    std::vector<AnnouncementState> states;
    for (const announce::Event& event : ledger.latest())
        states.push_back({event.id, event.status, event.time, event.link});
    for (const model::Channel& settings : show.channels) {
        const OpenedChannel channel = open_channel(session, show, settings, SecretUse::none);
        for (const model::Episode& episode : show.episodes) {
            if (!episode.date || !wants(settings, episode) || model::is_imported(episode)) continue;
            if (episode.release && !episode.release->withdrawn.empty()) continue;
            for (const announce::Due& due : dues_of({show, channel, episode, session.now}, {})) {
                const bool is_past = session.now - due.date > show.announce.catch_up;
                if (ledger.latest(due.key) == nullptr && !is_past)
                    states.push_back({due.id, std::nullopt, due.date, ""});
            }
        }
    }
    std::sort(states.begin(), states.end(), [](const AnnouncementState& a, const AnnouncementState& b) {
        return std::tie(a.time, a.id) < std::tie(b.time, b.id);
    });
    return states;
}

}  // namespace cityfm::app
