// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/services/services.h"

namespace cityfm::tests {

/// A webhook of Discord. discord.com/developers/docs/resources/webhook
///
/// Lengths are counted in code points: "our API uses Python 3, so the API calculates length based on the
/// number of codepoints" (github.com/discord/discord-api-docs/issues/1315).
class DiscordService : public Service {
  public:
    static constexpr const char* path = "/api/webhooks/123/s3cr3t";

    std::map<std::string, nlohmann::json> messages;  ///< by id
    std::size_t created = 0;                         ///< also those that are gone

    bool posts(const Asked& asked) const override;
    Answer answer(const Asked& asked) override;

    /// What stands there, oldest first.
    std::vector<nlohmann::json> live() const;

  private:
    Answer post(const Asked& asked);
    Answer edit(const Asked& asked, nlohmann::json& message);
};

}  // namespace cityfm::tests
