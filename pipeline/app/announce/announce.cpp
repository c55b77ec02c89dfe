// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/announce.h"

#include <algorithm>
#include <map>
#include <utility>

#include "feeds/announce/quiet_hours.h"
#include "pipeline/app/announce/commit_intent.h"
#include "pipeline/app/announce/dues.h"
#include "pipeline/app/clock_check.h"
#include "pipeline/app/ledger_file.h"
#include "pipeline/app/show/load.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/core/shell.h"
#include "pipeline/core/stop.h"
#include "pipeline/net/http.h"

namespace cityfm::app {
namespace {

using announce::Action;
using announce::Due;
using announce::Status;
using core::Code;
using core::Error;
using core::Kind;

/// True when the show leaves its announcements to such a run; without channels there is nothing to leave.
bool is_our_turn(const Session& session, const model::Show& show) {
    return !show.channels.empty() && (show.announce.from == "ci") == session.is_ci;
}

void tell(const Session& session, const model::Show& show, const announce::Outcome& outcome) {
    const bool is_sent = outcome.status == Status::sent;
    const auto say = [&](Code what) { session.observer.told(what, {{"id", outcome.id}}); };
    if (outcome.action == Action::post && is_sent) {
        say(Code::announced);
    } else if (outcome.action == Action::look && is_sent) {
        say(Code::found_again);
    } else if (outcome.action == Action::edit && outcome.asked && is_sent) {
        say(Code::post_edited);
    } else if (outcome.action == Action::edit && outcome.status == Status::withdrawn) {
        say(Code::post_deleted_there);
    } else if (outcome.waits_until) {
        session.observer.told(
            Code::waits_until,
            {{"id", outcome.id}, {"time", core::show_minute(*outcome.waits_until, show.timezone)}});
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
    Announcing(const Session& session, const model::Show& show, const AnnounceOptions& options,
               Announced& announced, GitMemory git)
        : session_(session),
          show_(show),
          options_(options),
          announced_(announced),
          ledger_(ledger_of(show), options.run),
          newest_(newest_episode(show, session.now)),
          remembered_(announced_here(show)),
          git_(git) {
        for (const int line : ledger_.damaged_lines()) {
            session.observer.found(core::Finding{
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
            if (const auto remark = find_unmerged_ledger(session_, show_)) session_.observer.found(*remark);
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
        // Else the next run would not know that something is missing.
        if (!found_forgotten_) remember_ledger(show_, ledger_, remembered_);
    }

    void run(const OpenedChannel& channel, const Staged& staged) {
        posts_ = 0;
        if (is_forgotten(channel)) {
            found_forgotten_ = true;
            // Nobody can look there whether it was announced.
            session_.observer.failed(Error(Kind::unknown,
                                           remembered_ ? Code::git_cannot_say : Code::ledger_lost_lines,
                                           {{"path", ledger_.file_name()}}));
            announced_.exit_code = core::gravest(announced_.exit_code, core::exit_code(Kind::unknown));
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
    /// True where this computer has announced nobody knows what, or only git could know, which does not
    /// answer; nothing whole tells of the channel, and nobody can look there.
    bool is_forgotten(const OpenedChannel& channel) const {
        const bool may_be_known = remembered_ && (git_ != GitMemory::unknown || !remembered_->empty());
        if (may_be_known || channel.channel->traits().memory == announce::Memory::readable) return false;
        const std::string begins = channel.settings.id + "/";
        const std::vector<announce::Event> events = ledger_.latest();
        return ledger_.damaged_lines().empty() &&
               std::none_of(events.begin(), events.end(),
                            [&](const announce::Event& event) { return event.id.starts_with(begins); });
    }

    void synchronise() {
        if (options_.commit_intent.empty()) return;
        const core::ChildEnd end = run_commit_command(session_, show_, options_.commit_intent);
        if (end.code == 0) return;
        session_.observer.told(Code::outcomes_not_committed,
                               {{"code", end.code ? std::to_string(*end.code) : "?"}});
        announced_.exit_code = core::gravest(announced_.exit_code, core::exit_code(Kind::later));
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
        if (latest == nullptr && remembered_ && remembered_->contains(due.key) &&
            channel.traits().memory != announce::Memory::readable) {
            session_.observer.failed(Error(Kind::unknown, Code::announcement_forgotten,
                                           {{"id", due.id}, {"path", ledger_.file_name()}}));
            announced_.exit_code = core::gravest(announced_.exit_code, core::exit_code(Kind::unknown));
            return;
        }
        if (is_news(due) && !has_right_clock() && latest == nullptr &&
            rules.now - due.date > rules.catch_up && !rules.may_be_late) {
            // Nobody says that the time has really passed.
            session_.observer.failed(Error(Kind::later, Code::not_public_yet,
                                           {{"id", due.id}, {"url", due.announcement.listen_url}}));
            announced_.exit_code = core::gravest(announced_.exit_code, core::exit_code(Kind::later));
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
        around.pause = core::pause_until(session_.stop);
        around.remember = [this] { remember_ledger(show_, ledger_, remembered_); };
        if (options_.commit_intent.empty()) return around;
        around.commit_intent = [this, id = due.id](const std::string& line) {
            const auto remark = commit_intent(session_, show_, options_.commit_intent, {id, line});
            if (remark) session_.observer.found(*remark);
        };
        return around;
    }

    /// Asks a person about what has missed its time; nobody there means that the command said enough.
    bool wants_late(const Due& due) {
        return session_.observer
            .agreed(Code::announce_late,
                    {{"id", due.id}, {"time", core::show_minute(due.date, show_.timezone)}})
            .value_or(true);
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
        return core::Finding{
            core::Severity::warning,
            Code::picture_left_out,
            {},
            {{"id", id}, {"path", url}, {"reason", std::string(core::name_of(Code::picture_not_public))}}};
    }

    void report(const Due& due, const model::Episode& episode, const announce::Outcome& outcome) {
        tell(session_, show_, outcome);
        if (outcome.action == Action::miss) {
            const core::Instant ended = due.date + show_.announce.catch_up;
            session_.observer.told(Code::time_has_passed, {{"id", outcome.id},
                                                           {"time", core::show_minute(ended, show_.timezone)},
                                                           {"episode", core::shell_word(episode.folder)}});
        }
        // What was asked for by name is not sent by a later run of its own accord.
        if (outcome.action == Action::wait && (options_.letters || options_.corrections))
            announced_.exit_code = core::gravest(announced_.exit_code, core::exit_code(Kind::later));
        for (const core::Finding& remark : outcome.remarks) session_.observer.found(remark);
        for (Error error : outcome.errors) {
            // What the outbox says of all channels is told in the words of this run.
            if (error.code == Code::put_off)
                error.args.emplace_back("most", std::to_string(show_.announce.posts_per_run));
            session_.observer.failed(error);
            announced_.exit_code = core::gravest(announced_.exit_code, core::exit_code(error.kind));
        }
        const announce::Event* latest = ledger_.latest(due.key);
        announced_.posts.push_back({outcome.id, outcome.action, outcome.status,
                                    outcome.link.empty() && latest != nullptr ? latest->link : outcome.link});
    }

    const Session& session_;
    const model::Show& show_;
    const AnnounceOptions& options_;
    Announced& announced_;
    announce::Ledger ledger_;
    const model::Episode* newest_;  ///< of those that can be heard
    const AnnouncedHere remembered_;
    const GitMemory git_;
    bool found_forgotten_ = false;  ///< by `is_forgotten`
    std::optional<core::Instant> quiet_until_;
    std::optional<bool> clock_is_confirmed_;
    bool has_news_ = false;               ///< the ledger may have lines that no command has kept
    std::map<std::string, bool> served_;  ///< what was asked in this run
    int posts_ = 0;                       ///< that the channel at hand was asked for
};

}  // namespace

void require_secrets(const Session& session, const model::Show& show, const std::vector<std::string>& only) {
    if (!is_our_turn(session, show)) return;
    for (const model::Channel& channel : show.channels) {
        if (is_among(only, channel.id)) open_channel(session, show, channel, SecretUse::needed);
    }
}

Announced announce_staged(const Session& session, const model::Show& show, const Staged& staged,
                          const AnnounceOptions& options) {
    require_episodes(show, options.episodes);
    require_channels(show, options.only);
    Announced announced;
    if (!is_our_turn(session, show)) {
        if (show.channels.empty()) return announced;
        session.observer.told(show.announce.from == "ci" ? Code::announced_by_ci : Code::announced_by_host,
                              {});
        return announced;
    }
    const GitMemory git = require_whole_ledger(session, show);
    Announcing announcing(session, show, options, announced, git);
    announcing.begin();
    for (const model::Channel& wanted : show.channels) {
        if (!is_among(options.only, wanted.id)) continue;
        announcing.run(open_channel(session, show, wanted, SecretUse::needed), staged);
    }
    announcing.end();
    return announced;
}

std::string new_run(const core::Lock& lock) {
    return lock.place() + "-" + core::random_digits();
}

}  // namespace cityfm::app
