// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/channels/service.h"

namespace cityfm::announce {

/// Slack's Web API (docs.slack.dev/apis/web-api) as a bot asks it, about one channel.
class SlackApi {
  public:
    /// `api_base` takes Slack's own place; empty for that.
    SlackApi(Service service, std::string channel, const std::string& api_base)
        : service_(std::move(service)),
          channel_(std::move(channel)),
          is_slack_itself_(api_base.empty()),
          base_(is_slack_itself_ ? "https://slack.com/api" : api_base) {}

    /// The answer of a method that only reads, with its query behind it. Throws where it is not `ok`.
    core::Json read(const std::string& method) const;

    /// The answer of a method that changes something, also where it says that it did not.
    core::Json change(const std::string& method, const core::Json& body) const;

    /// Throws what an answer says that is not `ok`.
    void require_ok(const core::Json& answer) const;

    /// What a word of Slack's means.
    core::Error error_of(const std::string& word, const core::Json& answer) const;

    /// The rights of the app, as each answer tells them. Throws where the token is not good.
    std::string scopes() const;

    const Service& service() const { return service_; }
    const std::string& channel() const { return channel_; }
    bool is_slack_itself() const { return is_slack_itself_; }

  private:
    net::Response ask(const std::string& method) const;

    Service service_;
    std::string channel_;
    bool is_slack_itself_;
    std::string base_;
};

}  // namespace cityfm::announce
