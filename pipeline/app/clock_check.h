// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/app/session.h"
#include "pipeline/net/http.h"

namespace cityfm::app {

// A clock that is wrong by more than a day publishes what is not due, and takes what is due for missed.

/// Throws `clock_wrong` if a line of the ledger is more than a day later than this clock.
void check_clock(const Session& session, const model::Show& show);

/// Throws `clock_wrong` if the Date of a server's answer is more than a day away from this clock. An answer
/// without a date says nothing.
void check_clock(const Session& session, const std::string& url, const net::Response& response);

/// Asks the show's address for the time; false where it does not say. Throws `clock_wrong`.
bool check_clock_of_server(const Session& session, const model::Show& show);

}  // namespace cityfm::app
