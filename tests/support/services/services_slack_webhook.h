// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/support/services/services.h"

namespace cityfm::tests {

/// An incoming webhook of Slack. docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
class SlackWebhookService : public Service {
  public:
    static constexpr const char* path = "/services/T000/B000/s3cr3t";

    std::vector<nlohmann::json> messages;
    bool is_archived = false;

    bool posts(const Asked& asked) const override;
    Answer answer(const Asked& asked) override;

    /// Nothing that came through a webhook can be taken back through it.
    std::vector<nlohmann::json> live() const { return messages; }
    std::size_t created() const { return messages.size(); }
};

}  // namespace cityfm::tests
