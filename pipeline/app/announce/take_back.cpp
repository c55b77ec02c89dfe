// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/take_back.h"

#include "feeds/announce/outbox.h"
#include "pipeline/app/announce/channels.h"
#include "pipeline/app/ledger_file.h"

namespace cityfm::app {
namespace {

/// `slack/2026-11-29-ramen` or what follows it: `slack/2026-11-29-ramen/question`.
bool is_about(const std::string& id, const std::string& channel, const std::string& episode) {
    const std::string whole = channel + "/" + episode;
    return id == whole || id.starts_with(whole + "/");
}

}  // namespace

Withdrawal take_back_posts(const Session& session, const model::Show& show, const std::string& episode) {
    Withdrawal done;
    announce::Ledger ledger(ledger_of(show));
    const auto fail = [&](const core::Error& error) {
        session.observer.failed(error);
        done.exit_code = core::gravest(done.exit_code, core::exit_code(error.kind));
    };
    const std::string file = ledger.file_name();
    for (const int line : ledger.damaged_lines()) {
        fail(core::Error(core::Kind::unknown, core::Code::ledger_broken,
                         {{"path", file}, {"line", std::to_string(line)}, {"id", any_announcement}}));
    }
    const auto remembered = announced_here(show);
    for (const auto& [key, id] : remembered.value_or(std::map<std::string, std::string>())) {
        if (ledger.latest(key) != nullptr) continue;
        for (const model::Channel& channel : show.channels) {
            if (is_about(id, channel.id, episode)) {
                fail(core::Error(core::Kind::unknown, core::Code::announcement_forgotten,
                                 {{"id", id}, {"path", file}}));
            }
        }
    }
    for (const announce::Event& event : ledger.latest()) {
        for (const model::Channel& wanted : show.channels) {
            if (!is_about(event.id, wanted.id, episode)) continue;
            const bool is_open =
                event.status == announce::Status::sending || event.status == announce::Status::unknown;
            if (is_open)
                fail(core::Error(core::Kind::unknown, core::Code::outcome_unknown, {{"id", event.id}}));
            if (event.status != announce::Status::sent) continue;
            bool is_gone = false;
            try {
                const OpenedChannel opened = open_channel(session, show, wanted, SecretUse::if_there);
                is_gone = announce::withdraw(event, *opened.channel, ledger, session.clock.now());
            } catch (const core::Error& error) {
                if (error.kind == core::Kind::interrupted) throw;
                fail(error);
            }
            session.observer.told(is_gone ? core::Code::post_taken_back : core::Code::post_not_taken_back,
                                  {{"id", event.id}});
            done.posts.push_back({event.id, is_gone});
        }
    }
    return done;
}

}  // namespace cityfm::app
