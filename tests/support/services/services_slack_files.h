// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/services/services.h"

namespace cityfm::tests {

/// The three steps of an upload to Slack. docs.slack.dev/messaging/working-with-files
class SlackFiles {
  public:
    /// `files.getUploadURLExternal`; `host` is by which the client calls this server.
    nlohmann::json place(const nlohmann::json& args, const std::string& host);

    /// What is posted to that address, as raw bytes or in a form; it takes no token.
    Answer upload(const Asked& asked);

    /// `files.completeUploadExternal`, but for the channel to share them in.
    nlohmann::json complete(const nlohmann::json& args);

    /// The bytes of what was completed, by the file's id.
    const std::map<std::string, std::string>& completed() const { return completed_; }

  private:
    struct Upload {
        std::size_t length = 0;
        std::string bytes;
        bool has_bytes = false;
    };

    std::size_t given_ids_ = 0;
    std::map<std::string, Upload> uploads_;
    std::map<std::string, std::string> completed_;
};

}  // namespace cityfm::tests
