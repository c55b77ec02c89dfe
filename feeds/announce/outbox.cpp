// SPDX-License-Identifier: MIT
#include "feeds/announce/outbox.h"

#include <algorithm>

#include "feeds/announce/intent.h"
#include "pipeline/core/clock.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// How often a post is sent in one run before the next one goes on.
constexpr int most_attempts = 3;
/// What was sent may be seen a moment later only.
constexpr std::chrono::milliseconds look_again_after{1500};
/// The clocks of the service and of this machine differ by less.
constexpr std::chrono::hours clocks_differ{1};

bool was_sent_off(const Event* latest) {
    return latest != nullptr && (latest->status == Status::sending || latest->status == Status::unknown);
}

/// One announcement while it is settled.
class Settling {
  public:
    Settling(const Due& due, Channel& channel, Ledger& ledger, const Rules& rules, const Surroundings& around)
        : due_(due),
          channel_(channel),
          ledger_(ledger),
          rules_(rules),
          around_(around),
          traits_(channel.traits()),
          revision_(revision_of(due.announcement)) {}

    Outcome run() {
        if (const Event* latest = ledger_.latest(due_.key)) before_ = *latest;
        const Event* before = before_ ? &*before_ : nullptr;
        const auto first = ledger_.first_sending(due_.key);
        outcome_.id = due_.id;
        outcome_.action = decide(due_, before, first, traits_, rules_);
        if (before_) outcome_.status = before_->status;
        post_ = post_of(due_);
        post_.since = std::min(due_.since, first.value_or(due_.since) - clocks_differ);
        post_.repeats = was_sent_off(before);
        if (auto error = damage()) {
            outcome_.action = Action::hold;
            outcome_.errors.push_back(std::move(*error));
            return std::move(outcome_);
        }
        switch (outcome_.action) {
            case Action::nothing:
                break;
            case Action::edit:
                edit();
                break;
            case Action::hold:
                if (outcome_.status == Status::sending) record(Status::unknown, {}, before_->run);
                complain(Kind::unknown, Code::outcome_unknown);
                break;
            case Action::stand_by:
                complain(Kind::later, Code::another_run_sends);
                break;
            case Action::miss:
                miss();
                break;
            case Action::wait:
                outcome_.waits_until = std::max(due_.date, rules_.quiet_until.value_or(due_.date));
                break;
            case Action::put_off:
                complain(Kind::later, Code::put_off);
                break;
            case Action::leave_be:
                leave_be();
                break;
            case Action::look:
            case Action::post:
                deliver();
                break;
        }
        return std::move(outcome_);
    }

  private:
    core::Instant now() const { return around_.now ? around_.now() : rules_.now; }

    /// The damage that may have told of it, unless another line is certain.
    std::optional<Error> damage() const {
        if (before_ && (before_->status == Status::sent || before_->status == Status::withdrawn))
            return std::nullopt;
        return damage_to(due_, ledger_);
    }

    void record(Status status, const Posted& posted) { record(status, posted, ledger_.run()); }

    void record(Status status, const Posted& posted, const std::string& run) {
        // What was found is what an earlier run sent, with the words of that time.
        const bool is_older = outcome_.action == Action::look && before_ && !before_->revision.empty();
        ledger_.append({due_.id, due_.key, status, now(), is_older ? before_->revision : revision_,
                        posted.remote_id, posted.link,
                        status == Status::failed && refused_ ? due_.configuration : "", run});
        outcome_.status = status;
        outcome_.link = posted.link;
        outcome_.remarks.insert(outcome_.remarks.end(), posted.remarks.begin(), posted.remarks.end());
    }

    void complain(Kind kind, Code code, const core::Args& more = {}) {
        outcome_.errors.push_back(error_about(due_, kind, code, more));
    }

    void miss() {
        if (outcome_.status != Status::missed) record(Status::missed, {});
        outcome_.action = Action::miss;
    }

    /// True when what has missed its time is to be sent all the same, or has not missed it.
    bool may_go_out() const {
        return rules_.now - due_.date <= rules_.catch_up ||
               (rules_.may_be_late && (!around_.send_late || around_.send_late()));
    }

    /// A channel that refused may have been set right on its own side, which looking can show.
    void leave_be() {
        const std::vector<Check> checks = channel_.check();
        bool all_good = !checks.empty();
        for (const Check& check : checks) {
            if (!check.problem) continue;
            all_good = false;
            outcome_.errors.push_back(*check.problem);
            break;
        }
        if (all_good) {
            outcome_.action = Action::post;
            deliver();
        } else if (checks.empty()) {
            complain(Kind::refused, Code::still_refused);
        }
    }

    void edit() {
        std::string remote_id = before_->remote_id;
        try {
            if (traits_.edits && remote_id.empty() && traits_.memory == Memory::readable) {
                if (const auto found = channel_.find(post_)) remote_id = found->remote_id;
            }
            if (!traits_.edits || remote_id.empty()) {
                outcome_.remarks.push_back({core::Severity::warning,
                                            Code::cannot_edit,
                                            {},
                                            {{"id", due_.id}, {"channel", due_.channel}}});
                return;
            }
            answer_parent();
            leave_out_hidden_picture();
            outcome_.asked = true;
            auto edited = channel_.edit(post_, remote_id);
            if (edited && edited->link.empty()) edited->link = before_->link;
            record(edited ? Status::sent : Status::withdrawn, edited.value_or(Posted{remote_id, {}, {}}));
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) throw;
            // The same words once more do no harm, so nobody has to look.
            if (error.kind == Kind::unknown) {
                complain(Kind::later, Code::outcome_open);
            } else {
                outcome_.errors.push_back(error);
            }
        }
    }

    /// Looks for the post; true when it was there, and that is written down.
    bool is_there() {
        if (traits_.memory != Memory::readable) return false;
        const auto found = channel_.find(post_);
        if (!found) return false;
        outcome_.action = Action::look;
        record(Status::sent, *found);
        return true;
    }

    /// True when the post that this one answers is there, or it answers none.
    bool answer_parent() {
        if (due_.parent_key.empty()) return true;
        const Event* parent = ledger_.latest(due_.parent_key);
        if (parent == nullptr || parent->status != Status::sent || parent->remote_id.empty()) return false;
        post_.parent = parent->remote_id;
        return true;
    }

    void leave_out_hidden_picture() {
        std::string& picture = post_.announcement.picture_url;
        if (picture.empty() || !around_.picture_problem) return;
        const auto problem = around_.picture_problem(picture);
        if (!problem) return;
        outcome_.remarks.push_back(*problem);
        picture.clear();
    }

    /// True when the sound can be heard, and its picture is shown or left out; else that is complained about.
    bool is_presentable() {
        try {
            if (!around_.may_be_heard()) {
                complain(Kind::later, Code::not_public_yet, {{"url", due_.announcement.listen_url}});
                return false;
            }
            leave_out_hidden_picture();
            return true;
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) throw;
            outcome_.errors.push_back(error);
            return false;
        }
    }

    void deliver() {
        if (!answer_parent()) {
            outcome_.action = Action::nothing;
            return;
        }
        try {
            // A lost ledger is no reason to say a thing twice, either.
            if (is_there()) return;
            if (was_sent_off(before_ ? &*before_ : nullptr) && traits_.memory == Memory::readable) {
                around_.pause(look_again_after);
                if (is_there()) return;
                ledger_.close_others(due_.key, now());
                post_.repeats = false;
            }
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) throw;
            outcome_.errors.push_back(error);
            return;
        }
        if (!may_go_out()) return miss();
        if (!is_presentable()) {
            outcome_.action = Action::nothing;
            return;
        }
        outcome_.action = Action::post;
        if (!announce_intent()) return;
        outcome_.asked = true;
        for (int attempt = 1; !attempt_once(attempt == most_attempts); ++attempt) {
        }
    }

    /// Writes the intent, and lets others know of it; true when this run is the one that sends.
    bool announce_intent() {
        intent_written_ = core::since_boot();
        const Event intent{due_.id, due_.key, Status::sending, now(), revision_, {}, {}, {}, ledger_.run()};
        auto withheld = announce::announce_intent(due_, intent, ledger_, around_);
        outcome_.status = withheld ? Status::failed : Status::sending;
        if (!withheld) return true;
        if (withheld->error) outcome_.errors.push_back(*withheld->error);
        if (withheld->settled) {
            outcome_.action = Action::nothing;
            outcome_.status = withheld->settled->status;
            outcome_.link = withheld->settled->link;
        }
        return false;
    }

    /// Sends it; true when that settled it as far as this run can. Where the outcome cannot be written down,
    /// that throws: the intent stands, so the next run does not take the post for one that never was.
    bool attempt_once(bool is_last) {
        std::optional<Posted> posted;
        std::optional<Error> problem;
        try {
            posted = channel_.post(post_);
        } catch (const Error& error) {
            problem = error;
        }
        if (posted) {
            record(Status::sent, *posted);
            return true;
        }
        if (problem->kind == Kind::interrupted) {
            record(Status::unknown, {});
            throw Error(*problem);
        }
        if (problem->kind != Kind::unknown) {
            refused_ = problem->kind == Kind::refused;
            // What an earlier attempt of this run did is not undone by this one's refusal.
            record(post_.repeats ? Status::unknown : Status::failed, {});
            outcome_.errors.push_back(*problem);
            return true;
        }
        if (traits_.memory == Memory::blind) {
            record(Status::unknown, {});
            complain(Kind::unknown, Code::outcome_unknown);
            return true;
        }
        return find_out(is_last);
    }

    /// Nobody can say whether it arrived: looks, waits and looks again; true when it is there, or this run
    /// has done what it could.
    bool find_out(bool is_last) {
        post_.repeats = true;
        try {
            if (is_there()) return settled_as_posted();
            around_.pause(look_again_after);
            if (is_there()) return settled_as_posted();
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) {
                record(Status::unknown, {});
                throw;
            }
            is_last = true;
        }
        if (!is_last && !is_too_late(intent_written_)) {
            // A readable channel has just said that it is not there; only keys leave that open.
            post_.repeats = traits_.memory == Memory::knows_keys;
            return false;
        }
        record(Status::unknown, {});
        complain(Kind::later, Code::outcome_open);
        return true;
    }

    /// It was this run that posted it.
    bool settled_as_posted() {
        outcome_.action = Action::post;
        return true;
    }

    const Due& due_;
    Channel& channel_;
    Ledger& ledger_;
    const Rules& rules_;
    const Surroundings& around_;
    Traits traits_;
    std::string revision_;
    std::optional<Event> before_;
    Post post_;
    Outcome outcome_;
    bool refused_ = false;
    std::chrono::nanoseconds intent_written_{0};  ///< since the machine was started
};

}  // namespace

Post post_of(const Due& due) {
    Post post;
    post.key = due.key;
    post.announcement = due.announcement;
    post.date = due.episode_date;
    post.since = due.since;
    post.picture = due.picture;
    return post;
}

Outcome settle(const Due& due, Channel& channel, Ledger& ledger, const Rules& rules,
               const Surroundings& around) {
    return Settling(due, channel, ledger, rules, around).run();
}

bool withdraw(const Event& event, Channel& channel, Ledger& ledger, core::Instant now) {
    if (!channel.withdraw(event.key, event.remote_id)) return false;
    Event withdrawn = event;
    withdrawn.status = Status::withdrawn;
    withdrawn.time = now;
    withdrawn.run = ledger.run();
    ledger.append(std::move(withdrawn));
    return true;
}

}  // namespace cityfm::announce
