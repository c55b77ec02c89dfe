// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "pipeline/core/error.h"
#include "pipeline/core/json_fwd.h"
#include "pipeline/core/secret.h"
#include "pipeline/core/stop.h"
#include "pipeline/net/http.h"

namespace cityfm::announce {

/// A service on the other side of HTTP, as all channels see it: it is asked with patience, what it answers is
/// rid of our secret before anybody sees it, and what became of a lost answer is told apart.
class Service {
  public:
    /// Errors name the service by `id`, the channel's. `secret_name` is the variable or file that holds the
    /// secret.
    Service(std::string id, core::Secret secret, std::string secret_name, core::Pause pause,
            std::chrono::seconds time_limit, std::stop_token stop)
        : id_(std::move(id)),
          secret_(std::move(secret)),
          secret_name_(std::move(secret_name)),
          pause_(std::move(pause)),
          time_limit_(time_limit),
          stop_(std::move(stop)) {}

    /// Tells of an answer 429 that waiting will not help.
    using Hopeless = std::function<bool(const net::Response&)>;

    /// Asks for something that changes nothing. What is lost, and errors of the server, are asked for again,
    /// a few times. Throws kind `later` when no good answer came; else gives what it answered, 4xx as well.
    net::Response read(const net::Request& request) const;

    /// Asks for a change, once; again only where the service asked for patience and did nothing. Throws
    /// `later` when it certainly did nothing and may yet, and `unknown` when nobody can say (5xx, no whole
    /// answer); else gives what it answered.
    net::Response change(const net::Request& request, const Hopeless& hopeless = {}) const;

    /// The body of a good answer. Throws `unknown` where it is no JSON object.
    core::Json json_of(const net::Response& response) const;

    const core::Secret& secret() const { return secret_; }
    const std::string& id() const { return id_; }
    const core::Pause& pause() const { return pause_; }

    core::Error unknown() const;
    core::Error later(const std::string& reason) const;
    /// It will not; `reason` in its own words, which are cut.
    core::Error refused(const std::string& reason) const;
    core::Error refused(const net::Response& response) const;
    core::Error secret_refused(const std::string& reason) const;

  private:
    net::Response send(net::Request request) const;

    std::string id_;
    core::Secret secret_;
    std::string secret_name_;
    core::Pause pause_;
    std::chrono::seconds time_limit_;
    std::stop_token stop_;
};

/// A text in a JSON object; empty where there is none.
std::string text_in(const core::Json& json, const char* name);

/// True where an object has a member of this name that is `true`.
bool flag_in(const core::Json& json, const char* name);

/// The object that an object holds under this name; an empty one where there is none.
core::Json object_in(const core::Json& json, const char* name);

/// A POST of JSON.
net::Request json_request(std::string url, const core::Json& body);

}  // namespace cityfm::announce
