// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "pipeline/core/time.h"
#include "tests/support/services/services.h"
#include "tests/support/services/services_slack_files.h"

namespace cityfm::tests {

/// Slack's Web API below `/api/`, with one workspace, one channel and one app in it.
/// docs.slack.dev/reference/methods
class SlackService : public Service {
  public:
    struct Message {
        std::string ts;
        std::string thread_ts;  ///< of the message that it answers; empty where it answers none
        nlohmann::json body;    ///< as the history gives it
    };

    static constexpr const char* token = "xoxb-good";
    static constexpr const char* channel = "C0RADIO";

    std::set<std::string> scopes = {"chat:write", "channels:history", "channels:read",
                                    "metadata.message:read", "files:write"};
    std::vector<Message> messages;  ///< oldest first
    std::size_t page_size = 200;    ///< a page of the history has no more, whatever `limit` says
    std::size_t created = 0;        ///< posts that the app ever made, also those that are gone
    bool is_member = true;
    bool is_archived = false;
    bool refuses_metadata = false;  ///< who asks for metadata without its scope gets no history at all
    std::size_t files_unready_for =
        0;  ///< so many posts that show an upload are refused: it is still looked at
    std::function<core::Instant()> clock = core::system_now;

    bool posts(const Asked& asked) const override;
    Answer answer(const Asked& asked) override;

    /// What the app posted and still stands there, oldest first.
    std::vector<Message> live() const;

    /// Takes a message away as a moderator does. False where there is none.
    bool remove(const std::string& ts);

    /// Messages of other people, older than all or newer than all.
    void add_foreign_before(std::size_t count);
    void add_foreign_after(std::size_t count);

    /// The bytes of the uploads that were completed, by the file's id.
    const std::map<std::string, std::string>& files() const { return files_.completed(); }

  private:
    struct Method;
    static const std::map<std::string, Method>& methods();
    nlohmann::json auth_test(const nlohmann::json& args);
    nlohmann::json info(const nlohmann::json& args);
    nlohmann::json history(const nlohmann::json& args);
    nlohmann::json replies(const nlohmann::json& args);
    nlohmann::json post(const nlohmann::json& args);
    nlohmann::json update(const nlohmann::json& args);
    nlohmann::json take_away(const nlohmann::json& args);
    nlohmann::json permalink(const nlohmann::json& args);
    nlohmann::json upload_url(const nlohmann::json& args);
    nlohmann::json complete_upload(const nlohmann::json& args);

    nlohmann::json page(std::vector<const Message*> found, bool newest_first, const nlohmann::json& args);
    nlohmann::json wrong_content(const nlohmann::json& args);
    void fill(nlohmann::json& body, const nlohmann::json& args);
    Message* find(const std::string& ts);
    std::size_t answers_to(const std::string& ts) const;
    std::string next_ts();

    std::string host_;          ///< by which the request that is being answered called this server
    std::int64_t last_ts_ = 0;  ///< in microseconds
    SlackFiles files_;
    std::map<std::string, std::string> cursors_;  ///< to the newest message of the next page
};

}  // namespace cityfm::tests
