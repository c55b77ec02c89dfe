// SPDX-License-Identifier: MIT
#include "feeds/announce/outbox.h"

namespace cityfm::announce {
namespace {

/// True for an intent of a run elsewhere that may still be followed by its post.
bool may_be_at_work(const Event& event, const Rules& rules) {
    const std::string place = place_of(event.run);
    return event.status == Status::sending && !place.empty() && place != rules.place &&
           rules.now - event.time < others_may_send;
}

}  // namespace

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
        case Action::stand_by:
            return "stand-by";
        case Action::miss:
            return "miss";
        case Action::wait:
            return "wait";
        case Action::put_off:
            return "put-off";
        case Action::leave_be:
            return "leave-be";
    }
    return "nothing";
}

Action decide(const Due& due, const Event* latest, std::optional<core::Instant> first_sending,
              const Traits& traits, const Rules& rules) {
    const bool too_late = rules.now - due.date > rules.catch_up && !rules.may_be_late;
    const auto post = [&] {
        if (too_late) {
            const bool was_told = latest != nullptr && latest->status == Status::missed && !rules.asks_again;
            return was_told ? Action::nothing : Action::miss;
        }
        if (rules.now < due.date || (rules.quiet_until && rules.now < *rules.quiet_until))
            return Action::wait;
        return rules.has_room ? Action::post : Action::put_off;
    };
    if (latest == nullptr) return post();
    switch (latest->status) {
        case Status::sent:
            if (!differs(latest->revision, revision_of(due.announcement))) return Action::nothing;
            return rules.has_room ? Action::edit : Action::put_off;
        case Status::sending:
        case Status::unknown: {
            if (may_be_at_work(*latest, rules)) return Action::stand_by;
            if (traits.memory == Memory::readable) return Action::look;
            const bool key_lives = traits.memory == Memory::knows_keys && first_sending &&
                                   rules.now - *first_sending < traits.key_life && !too_late;
            return key_lives ? Action::look : Action::hold;
        }
        case Status::failed: {
            const bool unchanged =
                !latest->configuration.empty() && latest->configuration == due.configuration;
            const Action next = post();
            return next == Action::post && unchanged && !rules.asks_again ? Action::leave_be : next;
        }
        case Status::missed:
            return post();
        case Status::withdrawn:
            return Action::nothing;
    }
    return Action::nothing;
}

std::string place_of(const std::string& run) {
    return run.substr(0, run.find('-'));
}

}  // namespace cityfm::announce
