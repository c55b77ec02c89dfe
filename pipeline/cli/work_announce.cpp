// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <utility>

#include "feeds/announce/quiet_hours.h"
#include "pipeline/cli/announce_preview.h"
#include "pipeline/cli/clock_check.h"
#include "pipeline/cli/commit_intent.h"
#include "pipeline/cli/dues.h"
#include "pipeline/cli/ledger_file.h"
#include "pipeline/cli/work.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/file.h"
#include "pipeline/core/shell.h"
#include "pipeline/model/address.h"
#include "pipeline/net/http.h"

namespace cityfm::cli {
namespace {

using announce::Action;
using announce::Due;
using announce::Status;
using core::Code;
using core::Error;
using core::Kind;

/// True when this is the road that announces; a show without channels leaves nothing to either.
bool is_our_turn(const model::Show& show) {
    return !show.channels.empty() && (show.announce.from == "ci") == core::is_set("CI");
}

void tell(Session& session, const model::Show& show, const announce::Outcome& outcome) {
    const Terminal& terminal = session.terminal;
    core::Args args = {{"id", outcome.id}};
    const auto say = [&](const Text& text) { terminal.say(terminal.text(text, args)); };
    const bool is_sent = outcome.status == Status::sent;
    if (outcome.action == Action::post && is_sent) {
        say({"announced: {id}", "告知しました: {id}"});
    } else if (outcome.action == Action::look && is_sent) {
        say({"already there, found again: {id}", "投稿済みでした: {id}"});
    } else if (outcome.action == Action::edit && outcome.asked && is_sent) {
        say({"edited: {id}", "投稿を直しました: {id}"});
    } else if (outcome.action == Action::edit && outcome.status == Status::withdrawn) {
        say({"it was deleted there, and is not posted again: {id}",
             "投稿先で消されていたので、もう投稿しません: {id}"});
    } else if (outcome.waits_until) {
        args.emplace_back("time", core::show_minute(*outcome.waits_until, show.timezone));
        say({"waits until {time}: {id}", "{time} まで待ちます: {id}"});
    }
}

/// The episode that came out last; null if none is public.
const model::Episode* newest_episode(const model::Show& show, core::Instant now) {
    const model::Episode* newest = nullptr;
    for (const model::Episode& episode : show.episodes) {
        if (!episode.date || !model::is_public(episode, now)) continue;
        if (newest == nullptr || *episode.date > *newest->date) newest = &episode;
    }
    return newest;
}

/// One run of announcing: what it has been asked for, and what it has found out.
class Announcing {
  public:
    Announcing(Session& session, const model::Show& show, const AnnounceOptions& options, Part& part)
        : session_(session),
          show_(show),
          options_(options),
          part_(part),
          ledger_(ledger_of(show), options.run),
          newest_(newest_episode(show, session.now)),
          is_forgotten_(is_forgotten(show, ledger_)) {
        for (const int line : ledger_.damaged_lines()) {
            session.terminal.show(core::Finding{
                core::Severity::warning,
                Code::ledger_broken,
                {ledger_.file_name(), line, 0},
                {{"path", ledger_.file_name()}, {"line", std::to_string(line)}, {"id", any_announcement}}});
        }
        const core::Instant awake = announce::end_of_quiet(session.now, show.announce.quiet, show.timezone);
        if (awake > session.now) quiet_until_ = awake;
    }

    /// Lets the command of --commit-intent merge in what other machines wrote since, where one of them was at
    /// work when the ledger was merged last.
    void begin() {
        if (!options_.commit_intent.empty()) {
            if (const auto remark = find_unmerged_ledger(session_, show_)) session_.terminal.show(*remark);
        }
        const std::vector<announce::Event> events = ledger_.latest();
        const bool others = std::any_of(events.begin(), events.end(), [&](const announce::Event& event) {
            const std::string place = announce::place_of(event.run);
            return event.status == Status::sending && !place.empty() &&
                   place != announce::place_of(options_.run);
        });
        if (others) synchronise();
        ledger_.reread();
    }

    /// Lets it keep the outcomes, for the other machines to know.
    void end() {
        if (has_news_) synchronise();
        remember_ledger(show_, ledger_);
    }

    void run(const OpenedChannel& channel, const Staged& staged) {
        posts_ = 0;
        if (is_forgotten_ && channel.channel->traits().memory != announce::Memory::readable) {
            // Nobody can look there whether it was announced.
            session_.terminal.complain(
                Error(Kind::unknown, Code::ledger_lost_lines, {{"path", ledger_.file_name()}}));
            part_.exit_code = core::gravest(part_.exit_code, core::exit_code(Kind::unknown));
            return;
        }
        const std::vector<const model::Episode*> episodes = episodes_of(staged);
        for (const model::Episode* episode : episodes) {
            // An old host's listeners have heard of what was there.
            const bool named = is_among(options_.episodes, episode->folder);
            if (!named || !wants(channel.settings, *episode) || model::is_imported(*episode)) continue;
            const Topic topic{show_, channel, *episode, session_.now};
            for (const Due& due : dues_for(topic, staged)) settle(due, *episode, *channel.channel);
        }
    }

  private:
    void synchronise() {
        if (options_.commit_intent.empty()) return;
        const core::ChildEnd end = run_commit_command(session_, show_, options_.commit_intent);
        if (end.code == 0) return;
        session_.terminal.say(session_.terminal.text(
            {"the command of --commit-intent ended with {code}: other machines do not know yet what was sent "
             "here",
             "--commit-intent のコマンドが {code} "
             "で終わりました。送ったことが、ほかのコンピューターにまだ伝わっていません"},
            {{"code", end.code ? std::to_string(*end.code) : "?"}}));
        part_.exit_code = core::gravest(part_.exit_code, core::exit_code(Kind::later));
    }

    /// Those that can be heard; letters are asked for any that is not withdrawn.
    std::vector<const model::Episode*> episodes_of(const Staged& staged) const {
        if (!options_.letters) return staged.episodes;
        std::vector<const model::Episode*> all;
        for (const model::Episode& episode : show_.episodes) {
            if (!episode.release || episode.release->withdrawn.empty()) all.push_back(&episode);
        }
        return all;
    }

    std::vector<Due> dues_for(const Topic& topic, const Staged& staged) const {
        if (options_.letters) return {letters_of(topic)};
        const announce::Addresses& addresses = staged.addresses.at(topic.episode.folder);
        if (options_.corrections && !topic.channel.channel->traits().edits) {
            if (auto due = correction_of(topic, addresses, ledger_)) return {*due};
        }
        return dues_of(topic, addresses);
    }

    void settle(const Due& due, const model::Episode& episode, announce::Channel& channel) {
        announce::Rules rules{session_.clock.now(), show_.announce.catch_up};
        rules.quiet_until = quiet_until_;
        rules.has_room = posts_ < show_.announce.posts_per_run;
        rules.asks_again = !options_.only.empty();
        // Who names an episode wants it announced; who names a channel, the newest one.
        rules.may_be_late = !options_.episodes.empty() || (rules.asks_again && &episode == newest_);
        rules.place = announce::place_of(options_.run);
        const announce::Event* latest = ledger_.latest(due.key);
        if (is_news(due) && !has_right_clock() && latest == nullptr &&
            rules.now - due.date > rules.catch_up && !rules.may_be_late) {
            // Nobody says that the time has really passed.
            session_.terminal.complain(Error(Kind::later, Code::not_public_yet,
                                             {{"id", due.id}, {"url", due.announcement.listen_url}}));
            part_.exit_code = core::gravest(part_.exit_code, core::exit_code(Kind::later));
            return;
        }
        const std::string before = latest != nullptr ? std::string(announce::name_of(latest->status)) : "";
        const announce::Outcome outcome = announce::settle(due, channel, ledger_, rules, around(due));
        const std::string after = outcome.status ? std::string(announce::name_of(*outcome.status)) : "";
        has_news_ = has_news_ || outcome.asked || after != before;
        if (outcome.asked) ++posts_;
        report(due, episode, outcome);
    }

    /// True for what this run may send, or take for missed.
    bool is_news(const Due& due) const {
        const announce::Event* latest = ledger_.latest(due.key);
        return latest == nullptr || latest->status == Status::failed || latest->status == Status::missed;
    }

    /// Asks the show's address for the time, once. True where it says so, or need not be asked.
    bool has_right_clock() {
        if (!clock_is_confirmed_)
            clock_is_confirmed_ = show_.announce.assume_public || check_clock_of_server(session_, show_);
        return *clock_is_confirmed_;
    }

    announce::Surroundings around(const Due& due) {
        announce::Surroundings around;
        around.now = [this] { return session_.clock.now(); };
        around.send_late = [this, &due] { return wants_late(due); };
        around.may_be_heard = [this, url = due.announcement.listen_url] { return is_served(url); };
        around.picture_problem = [this, id = due.id](const std::string& url) {
            return picture_problem(id, url);
        };
        around.pause = announce::pause_until(session_.stop);
        if (options_.commit_intent.empty()) return around;
        around.commit_intent = [this, id = due.id](const std::string& line) {
            const auto remark = commit_intent(session_, show_, options_.commit_intent, {id, line});
            if (remark) session_.terminal.show(*remark);
        };
        return around;
    }

    /// Asks a person about what has missed its time; nobody there means that the command said enough.
    bool wants_late(const Due& due) {
        if (!session_.terminal.asks()) return true;
        const core::Args args = {{"id", due.id}, {"time", core::show_minute(due.date, show_.timezone)}};
        const auto typed = session_.terminal.ask(
            session_.terminal.text({"{id} was due at {time}. Announce it now? [y/N]",
                                    "{id} の告知は {time} の予定でした。今から告知しますか？ [y/N]"},
                                   args),
            session_.stop);
        return typed && (*typed == "y" || *typed == "Y" || *typed == "yes" || *typed == "はい");
    }

    /// True where an address answers 200, or there is none to ask. Throws `address_refused`: nobody knows
    /// then whether it does.
    bool is_served(const std::string& url) {
        if (show_.announce.assume_public || url.empty()) return true;
        const auto known = served_.find(url);
        if (known != served_.end()) return known->second;
        net::Request request;
        request.method = "HEAD";
        request.url = url;
        request.reach = session_.reach_for(show_);
        bool served = false;
        try {
            const net::Response response = net::send(request, session_.stop);
            const auto type = response.headers.find("content-type");
            // A page that says that there is nothing, with a status that says the opposite.
            const bool is_page = type != response.headers.end() && type->second.starts_with("text/html");
            served = response.status == 200 && !is_page;
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted || error.code == Code::address_refused) throw;
        }
        return served_[url] = served;
    }

    /// What keeps a picture from being shown: its service could not load it, and would refuse the whole post.
    std::optional<core::Finding> picture_problem(const std::string& id, const std::string& url) {
        if (is_served(url)) return std::nullopt;
        const std::string reason = session_.terminal.text({"not public", "公開されていない"});
        return core::Finding{core::Severity::warning,
                             Code::picture_left_out,
                             {},
                             {{"id", id}, {"path", url}, {"reason", reason}}};
    }

    void report(const Due& due, const model::Episode& episode, const announce::Outcome& outcome) {
        tell(session_, show_, outcome);
        if (outcome.action == Action::miss) {
            const core::Instant ended = due.date + show_.announce.catch_up;
            session_.terminal.say(session_.terminal.text(text_of(Code::time_has_passed),
                                                         {{"id", outcome.id},
                                                          {"time", core::show_minute(ended, show_.timezone)},
                                                          {"episode", core::shell_word(episode.folder)}}));
        }
        // What was asked for by name is not sent by a later run of its own accord.
        if (outcome.action == Action::wait && (options_.letters || options_.corrections))
            part_.exit_code = core::gravest(part_.exit_code, core::exit_code(Kind::later));
        for (const core::Finding& remark : outcome.remarks) session_.terminal.show(remark);
        for (Error error : outcome.errors) {
            // What the outbox says of all channels is told in the words of this run.
            if (error.code == Code::put_off)
                error.args.emplace_back("most", std::to_string(show_.announce.posts_per_run));
            session_.terminal.complain(error);
            part_.exit_code = core::gravest(part_.exit_code, core::exit_code(error.kind));
        }
        part_.json.push_back({{"id", outcome.id},
                              {"action", name_of(outcome.action)},
                              {"status", outcome.status ? core::Json(announce::name_of(*outcome.status))
                                                        : core::Json(nullptr)},
                              {"link", outcome.link.empty() && ledger_.latest(due.key) != nullptr
                                           ? ledger_.latest(due.key)->link
                                           : outcome.link}});
    }

    Session& session_;
    const model::Show& show_;
    const AnnounceOptions& options_;
    Part& part_;
    announce::Ledger ledger_;
    const model::Episode* newest_;  ///< of those that can be heard
    const bool is_forgotten_;       ///< the ledger is empty, and was not before
    std::optional<core::Instant> quiet_until_;
    std::optional<bool> clock_is_confirmed_;
    bool has_news_ = false;               ///< the ledger may have lines that no command has kept
    std::map<std::string, bool> served_;  ///< what was asked in this run
    int posts_ = 0;                       ///< that the channel at hand was asked for
};

/// `slack/2026-11-29-ramen` or what follows it: `slack/2026-11-29-ramen/question`.
bool is_about(const std::string& id, const std::string& channel, const std::string& episode) {
    const std::string whole = channel + "/" + episode;
    return id == whole || id.starts_with(whole + "/");
}

}  // namespace

void require_secrets(Session& session, const model::Show& show, const std::vector<std::string>& only) {
    if (!is_our_turn(show)) return;
    for (const model::Channel& channel : show.channels) {
        if (is_among(only, channel.id)) open_channel(session, show, channel, SecretUse::needed);
    }
}

Part do_announce(Session& session, const model::Show& show, const Staged& staged,
                 const AnnounceOptions& options) {
    require_episodes(show, options.episodes);
    require_channels(show, options.only);
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
    if (options.preview) return preview_announcements(session, show, staged, options);
    require_whole_ledger(session, show);
    Announcing announcing(session, show, options, part);
    announcing.begin();
    for (const model::Channel& wanted : show.channels) {
        if (!is_among(options.only, wanted.id)) continue;
        announcing.run(open_channel(session, show, wanted, SecretUse::needed), staged);
    }
    announcing.end();
    return part;
}

Part do_withdraw(Session& session, const model::Show& show, const std::string& episode) {
    Part part{core::Json::array(), 0};
    announce::Ledger ledger(ledger_of(show));
    for (const announce::Event& event : ledger.latest()) {
        for (const model::Channel& wanted : show.channels) {
            if (!is_about(event.id, wanted.id, episode) || event.status != Status::sent) continue;
            bool gone = false;
            try {
                const OpenedChannel opened = open_channel(session, show, wanted, SecretUse::if_there);
                gone = announce::withdraw(event, *opened.channel, ledger, session.clock.now());
            } catch (const Error& error) {
                if (error.kind == Kind::interrupted) throw;
                session.terminal.complain(error);
                part.exit_code = core::gravest(part.exit_code, core::exit_code(error.kind));
            }
            session.terminal.say(session.terminal.text(
                gone ? Text{"post taken back: {id}", "投稿を取り下げました: {id}"}
                     : Text{"cityfm could not take this post back; please delete it there by hand: {id}",
                            "この投稿は cityfm では消せませんでした。手で消してください: {id}"},
                {{"id", event.id}}));
            part.json.push_back({{"id", event.id}, {"withdrawn", gone}});
        }
    }
    return part;
}

std::string new_run(const core::Lock& lock) {
    return lock.place() + "-" + core::random_digits();
}

}  // namespace cityfm::cli
