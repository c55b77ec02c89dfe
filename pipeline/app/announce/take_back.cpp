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
    for (const announce::Event& event : ledger.latest()) {
        for (const model::Channel& wanted : show.channels) {
            if (!is_about(event.id, wanted.id, episode) || event.status != announce::Status::sent) continue;
            bool is_gone = false;
            try {
                const OpenedChannel opened = open_channel(session, show, wanted, SecretUse::if_there);
                is_gone = announce::withdraw(event, *opened.channel, ledger, session.clock.now());
            } catch (const core::Error& error) {
                if (error.kind == core::Kind::interrupted) throw;
                session.observer.failed(error);
                done.exit_code = core::gravest(done.exit_code, core::exit_code(error.kind));
            }
            session.observer.told(is_gone ? core::Code::post_taken_back : core::Code::post_not_taken_back,
                                  {{"id", event.id}});
            done.posts.push_back({event.id, is_gone});
        }
    }
    return done;
}

}  // namespace cityfm::app
