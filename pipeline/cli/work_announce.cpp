// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/cli/environment.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/shell.h"
#include "pipeline/core/suggest.h"
#include "pipeline/net/http.h"

namespace cityfm::cli {
namespace {

using announce::Action;
using announce::Status;
using core::Code;
using core::Error;
using core::Kind;

constexpr const char* purpose = "published";

std::filesystem::path ledger_of(const model::Show& show) {
    return show.folder / "announcements.jsonl";
}

/// The address in an environment variable: https, or plain http on loopback for tests and tunnels.
std::string secret_address(const model::Channel& channel) {
    std::string address = variable(channel.url_env);
    if (address.empty()) {
        throw Error(Kind::usage, Code::secret_not_set, {{"name", channel.url_env}, {"id", channel.id}});
    }
    if (!address.starts_with("https://") && !address.starts_with("http://127.0.0.1:")) {
        throw Error(Kind::usage, Code::bad_secret, {{"name", channel.url_env}});
    }
    return address;
}

/// Whether the channel's secret is wanted: it is not to look at bodies alone.
enum class Secret { wanted, not_wanted };

std::unique_ptr<announce::Channel> open_channel(const model::Show& show, const model::Channel& channel,
                                                Secret secret, const std::stop_token& stop) {
    if (channel.type == "slack-webhook") {
        const std::string address = secret == Secret::wanted ? secret_address(channel) : "";
        return announce::open_slack_webhook(channel.id, address, stop);
    }
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

/// Where one announcement of a run goes.
struct Post {
    const announce::Due& due;
    announce::Channel& channel;
    announce::Ledger& ledger;
};

void settle(Session& session, const model::Show& show, const Post& post, const std::string& commit_intent,
            Part& part) {
    announce::Surroundings around;
    around.may_be_heard = [&] { return can_be_heard(show, post.due.announcement.listen_url, session.stop); };
    if (!commit_intent.empty()) {
        around.commit_intent = [&] {
            const int code = core::run_shell(commit_intent, show.folder);
            if (code == 0) return;
            throw Error(Kind::later, Code::intent_not_committed,
                        {{"id", post.due.id}, {"code", std::to_string(code)}});
        };
    }
    const announce::Outcome outcome =
        announce::settle(post.due, post.channel, post.ledger, session.now, show.announce.catch_up, around);
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

/// True when this is the road that announces; a show without channels leaves nothing to either.
bool is_our_turn(const model::Show& show) {
    return !show.channels.empty() && (show.announce.from == "ci") == is_set("CI");
}

}  // namespace

void require_secrets(Session& session, const model::Show& show) {
    if (!is_our_turn(show)) return;
    for (const model::Channel& channel : show.channels)
        open_channel(show, channel, Secret::wanted, session.stop);
}

Part do_announce(Session& session, const model::Show& show, const Staged& staged,
                 const AnnounceOptions& options) {
    require_episodes(show, options.episodes);
    Part part{core::Json::array(), 0};
    if (!options.preview && !is_our_turn(show)) {
        if (show.channels.empty()) return part;
        session.terminal.say(session.terminal.text(
            show.announce.from == "ci" ? Text{"not announced here: announce.from is \"ci\"",
                                              "ここでは告知しません（announce.from が \"ci\"）"}
                                       : Text{"not announced on CI: announce.from is \"host\"",
                                              "CI では告知しません（announce.from が \"host\"）"}));
        return part;
    }
    announce::Ledger ledger(ledger_of(show));
    for (const model::Channel& wanted : show.channels) {
        const auto channel =
            open_channel(show, wanted, options.preview ? Secret::not_wanted : Secret::wanted, session.stop);
        for (const model::Episode* episode : staged.episodes) {
            const auto& chosen = options.episodes;
            const bool named =
                chosen.empty() || std::find(chosen.begin(), chosen.end(), episode->folder) != chosen.end();
            // An old host's listeners have heard of what was there.
            if (!named || !wants(wanted, *episode) || model::is_imported(*episode)) continue;
            const announce::Due due = due_of(show, wanted, *episode, staged);
            if (options.preview) {
                preview(session, due, *channel, part);
            } else {
                settle(session, show, {due, *channel, ledger}, options.commit_intent, part);
            }
        }
    }
    return part;
}

Part do_withdraw(Session& session, const model::Show& show, const std::string& episode) {
    Part part{core::Json::array(), 0};
    announce::Ledger ledger(ledger_of(show));
    for (const announce::Event& event : ledger.latest()) {
        for (const model::Channel& wanted : show.channels) {
            if (event.id != wanted.id + "/" + episode || event.status != Status::sent) continue;
            // Of today's channels, those that can take a post back need no secret.
            const auto channel = open_channel(show, wanted, Secret::not_wanted, session.stop);
            const bool gone = announce::withdraw(event, *channel, ledger, session.now);
            session.terminal.say(session.terminal.text(
                gone ? Text{"post taken back: {id}", "投稿を取り下げました: {id}"}
                     : Text{"this channel cannot take a post back; please delete it there by hand: {id}",
                            "この告知先では cityfm から投稿を消せません。手で消してください: {id}"},
                {{"id", event.id}}));
            part.json.push_back({{"id", event.id}, {"withdrawn", gone}});
        }
    }
    return part;
}

Part do_resolve(Session& session, const model::Show& show, const std::string& id, bool sent) {
    announce::Ledger ledger(ledger_of(show));
    std::vector<std::string> waiting;
    for (announce::Event event : ledger.latest()) {
        if (event.status != Status::unknown && event.status != Status::sending) continue;
        waiting.push_back(event.id);
        if (event.id != id) continue;
        event.status = sent ? Status::sent : Status::failed;
        event.time = core::show_rfc3339(session.now, "UTC");
        ledger.append(event);
        session.terminal.say(
            session.terminal.text(sent ? Text{"{id} counts as sent", "{id} は投稿済みとしました"}
                                       : Text{"{id} counts as not sent; the next run sends it",
                                              "{id} は未投稿としました。次の実行で送ります"},
                                  {{"id", id}}));
        return {core::Json::array({{{"id", id}, {"status", announce::name_of(event.status)}}}), 0};
    }
    throw Error(Kind::usage, Code::no_such_announcement,
                {{"found", id}, {"meant", core::did_you_mean(id, waiting)}});
}

}  // namespace cityfm::cli
