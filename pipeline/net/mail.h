// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "pipeline/core/error.h"

namespace cityfm::net {

/// One message to one recipient.
struct Mail {
    std::string server;  ///< `smtps://host:465`, or `smtp://host:587`, which has to speak STARTTLS
    std::string user;    ///< empty for a server that asks for none
    std::string password;
    std::string from;     ///< of the envelope
    std::string to;       ///< of the envelope
    std::string message;  ///< headers and body, lines ended by CR LF (RFC 5322)
    std::chrono::seconds time_limit{60};
    std::chrono::seconds patience{20};  ///< with one answer of the server's
};

/// The server does not accept the user and password (RFC 4954, section 6).
struct LoginRefused final : core::Error {
    using core::Error::Error;
};

/// Hands the message to the server (RFC 5321), which has taken it when this returns. On this machine itself
/// (core::is_this_machine) no TLS is asked for, and no other one is connected to. Throws `http_failed`: kind
/// `later` when it certainly did not take it and may yet, kind `refused` when it will not (as
/// `LoginRefused` where that is why), kind `unknown` when nobody can say.
void send_mail(const Mail& mail, const std::stop_token& stop = {});

}  // namespace cityfm::net
