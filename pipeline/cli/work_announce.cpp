// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/cli/work.h"
#include "pipeline/net/http.h"

namespace cityfm::cli {
namespace {

using announce::Action;
using announce::Status;
using core::Error;
using core::Kind;

constexpr const char* purpose = "published";

std::unique_ptr<announce::Channel> open_channel(const model::Show& show, const model::Channel& channel) {
    return announce::open_file_channel((show.folder / channel.to).lexically_normal());
}

bool wants(const model::Channel& channel, const model::Episode& episode) {
    return channel.topics.empty() ||
           std::any_of(episode.topics.begin(), episode.topics.end(), [&](const std::string& topic) {
               return std::find(channel.topics.begin(), channel.topics.end(), topic) != channel.topics.end();
           });
}

announce::Due due_of(const model::Show& show, const model::Channel& channel, const model::Episode& episode,
                     const Staged& staged) {
    const std::string guid = model::identity(episode, show.guid);
    return {channel.id + "/" + episode.folder, announce::key_of(show.guid, guid, purpose, channel.id),
            *episode.date, announce::message_for(show, episode, staged.addresses.at(episode.folder))};
}

/// The enclosure answers 200 at its public address.
bool can_be_heard(const model::Show& show, const std::string& url, const std::stop_token& stop) {
    if (show.announce.assume_public) return true;
    net::Request request;
    request.method = "HEAD";
    request.url = url;
    try {
        return net::send(request, stop).status == 200;
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted) throw;
        return false;
    }
}

void tell(Session& session, const announce::Outcome& outcome) {
    const Terminal& terminal = session.terminal;
    const core::Args args = {{"id", outcome.id}};
    if (outcome.action == Action::post && outcome.status == Status::sent) {
        terminal.say(terminal.text({"announced: {id}", "告知しました: {id}"}, args));
    } else if (outcome.action == Action::look && outcome.status == Status::sent) {
        terminal.say(terminal.text({"already there, found again: {id}", "投稿済みでした: {id}"}, args));
    } else if (outcome.action == Action::miss) {
        terminal.say(terminal.text({"not announced, its time has passed (catch_up): {id}",
                                    "告知の期限（catch_up）を過ぎたので告知しません: {id}"},
                                   args));
    } else if (outcome.action == Action::edit) {
        terminal.say(terminal.text({"posted with other words, and this channel cannot edit: {id}",
                                    "投稿後に文章が変わりましたが、この告知先では編集できません: {id}"},
                                   args));
    }
}

std::string_view name_of(Action action) {
    switch (action) {
        case Action::nothing:
            return "nothing";
        case Action::edit:
            return "edit";
        case Action::post:
            return "post";
        case Action::look:
            return "look";
        case Action::hold:
            return "hold";
        case Action::miss:
            return "miss";
    }
    return "nothing";
}

void preview(Session& session, const announce::Due& due, const announce::Channel& channel, Part& part) {
    const std::string body = channel.body(due.announcement, due.key);
    session.terminal.result("# " + due.id + "\n" + body);
    part.json.push_back({{"id", due.id}, {"body", body}});
}

void settle(Session& session, const model::Show& show, const announce::Due& due, announce::Channel& channel,
            announce::Ledger& ledger, Part& part) {
    const announce::Outcome outcome =
        announce::settle(due, channel, ledger, session.now, show.announce.catch_up,
                         [&] { return can_be_heard(show, due.announcement.listen_url, session.stop); });
    tell(session, outcome);
    for (const Error& error : outcome.errors) {
        session.terminal.complain(error);
        part.exit_code = core::gravest(part.exit_code, core::exit_code(error.kind));
    }
    part.json.push_back(
        {{"id", outcome.id},
         {"action", name_of(outcome.action)},
         {"status", outcome.status ? core::Json(announce::name_of(*outcome.status)) : core::Json(nullptr)},
         {"link", outcome.link}});
}

}  // namespace

Part do_announce(Session& session, const model::Show& show, const Staged& staged,
                 const AnnounceOptions& options) {
    require_episodes(show, options.episodes);
    Part part{core::Json::array(), 0};
    announce::Ledger ledger(show.folder / "announcements.jsonl");
    for (const model::Channel& wanted : show.channels) {
        const auto channel = open_channel(show, wanted);
        for (const model::Episode* episode : staged.episodes) {
            const auto& chosen = options.episodes;
            const bool named =
                chosen.empty() || std::find(chosen.begin(), chosen.end(), episode->folder) != chosen.end();
            if (!named || !wants(wanted, *episode)) continue;
            const announce::Due due = due_of(show, wanted, *episode, staged);
            if (options.preview) {
                preview(session, due, *channel, part);
            } else {
                settle(session, show, due, *channel, ledger, part);
            }
        }
    }
    return part;
}

}  // namespace cityfm::cli
