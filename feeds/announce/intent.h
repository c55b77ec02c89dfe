// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

#include "feeds/announce/outbox.h"

namespace cityfm::announce {

/// An error about one announcement.
core::Error error_about(const Due& due, core::Kind kind, core::Code code, const core::Args& more = {});

/// The error where a line of the ledger may be about this announcement and is damaged, or has another key.
std::optional<core::Error> damage_to(const Due& due, const Ledger& ledger);

/// True when so much time has passed since the intent (core::since_boot) that another run may take it for
/// lost.
bool is_too_late(std::chrono::nanoseconds written);

/// Why a run sends nothing although it wrote its intent.
struct Withheld {
    std::optional<core::Error> error;
    std::optional<Event> settled;  ///< another run's post, or its withdrawal
};

/// Writes an intent, lets other machines know of it (Surroundings::commit_intent), and reads what they wrote:
/// of two runs, the one whose intent was there first sends. Returns nothing if this run may send. Otherwise
/// the ledger says that it sent nothing. Throws `interrupted` and the errors of the ledger.
std::optional<Withheld> announce_intent(const Due& due, const Event& intent, Ledger& ledger,
                                        const Surroundings& around);

}  // namespace cityfm::announce
