// SPDX-License-Identifier: MIT
#pragma once

#include <curl/curl.h>

#include <string>

#include "pipeline/net/http.h"

namespace cityfm::net {

/// Keeps one transfer of libcurl's within a reach: each socket is refused whose address lies outside, and
/// libcurl goes on with the name's next address.
class ReachGuard {
  public:
    explicit ReachGuard(Reach reach) : reach_(reach) {}
    ReachGuard(const ReachGuard&) = delete;
    ReachGuard& operator=(const ReachGuard&) = delete;

    /// Sets the options of a transfer, which must not outlive the guard. On this machine no proxy is used.
    void watch(CURL* handle);

    /// An answer came: what is connected to from now on is a redirect's address.
    void begin_answer() {
        allowed_ = false;
        was_public_ = was_public_ || is_public_;
    }

    /// True where the transfer failed because nothing that its name leads to may be connected to.
    bool refused(CURLcode done) const;

    /// The last address that was refused, as text.
    const std::string& refused_address() const { return refused_address_; }

  private:
    static curl_socket_t on_socket(void* user, curlsocktype purpose, curl_sockaddr* address) noexcept;

    Reach reach_;
    std::string refused_address_;
    bool allowed_ = false;     ///< another address was, since the last answer
    bool is_public_ = false;   ///< the address that was connected to last is one of the public internet
    bool was_public_ = false;  ///< one that has answered was
};

}  // namespace cityfm::net
