// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/core/time.h"
#include "tests/support/services/services.h"

namespace cityfm::tests {

/// LINE's Messaging API of one official account. developers.line.biz/en/reference/messaging-api
class LineService : public Service {
  public:
    struct Broadcast {
        std::string retry_key;
        std::string request_id;
        core::Instant at;
        nlohmann::json messages;
    };

    static constexpr const char* token = "line-good";

    std::vector<Broadcast> broadcasts;
    bool has_limit = true;
    std::size_t quota = 200;  ///< messages a month, on the free plan
    std::size_t used = 0;     ///< of it; a broadcast takes one for each friend
    std::size_t friends = 10;
    bool insight_is_ready = true;
    std::function<core::Instant()> clock = core::system_now;

    bool posts(const Asked& asked) const override;
    Answer answer(const Asked& asked) override;

    /// A broadcast cannot be taken back.
    std::vector<Broadcast> live() const { return broadcasts; }
    std::size_t created() const { return broadcasts.size(); }

  private:
    Answer told(const Asked& asked) const;
    Answer broadcast(const Asked& asked);
    std::string next_request_id();

    std::size_t requests_ = 0;
};

}  // namespace cityfm::tests
