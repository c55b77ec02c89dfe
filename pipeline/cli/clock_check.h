// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/ledger.h"
#include "pipeline/cli/session.h"
#include "pipeline/net/http.h"

namespace cityfm::cli {

// A clock that is wrong by more than a day publishes what is not due, and takes what is due for missed.

/// Throws `clock_wrong` where something was written into the ledger more than a day after this moment.
void check_clock(const Session& session, const model::Show& show, const announce::Ledger& ledger);

/// Throws `clock_wrong` where a server's clock, by the Date of its answer, is more than a day away. An answer
/// without a date says nothing.
void check_clock(const Session& session, const std::string& url, const net::Response& response);

}  // namespace cityfm::cli
