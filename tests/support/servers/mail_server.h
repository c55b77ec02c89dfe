// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace cityfm::tests {

/// A mail server on loopback (Debian's aiosmtpd), for as long as it lives; `mail_server.py` says what it can
/// be told to do.
class MailServer {
  public:
    explicit MailServer(const std::vector<std::string>& options = {});
    MailServer(const MailServer&) = delete;
    MailServer& operator=(const MailServer&) = delete;
    ~MailServer();

    /// `smtp://127.0.0.1:2525`
    std::string url() const { return "smtp://127.0.0.1:" + port_; }

    /// Ends it, and gives each message that it took, as Python's parser reads it.
    std::vector<nlohmann::json> messages();

  private:
    pid_t child_ = 0;
    int input_ = -1;
    std::FILE* output_ = nullptr;
    std::string port_;
};

}  // namespace cityfm::tests
