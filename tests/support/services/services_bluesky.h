// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/services/services.h"

namespace cityfm::tests {

/// A personal data server of the AT protocol with one account. Its words and statuses are those of
/// github.com/bluesky-social/atproto, packages/pds.
class BlueskyService : public Service {
  public:
    struct Record {
        std::string rkey;
        std::string cid;
        nlohmann::json value;
    };
    struct Blob {
        std::string type;
        std::string bytes;
    };

    static constexpr const char* handle = "radio.example";
    static constexpr const char* did = "did:plc:cityfmtests";
    static constexpr const char* password = "good-app-pass";
    static constexpr const char* collection = "app.bsky.feed.post";

    std::map<std::string, Record> records;  ///< by rkey
    std::map<std::string, Blob> blobs;      ///< by cid
    std::size_t created = 0;                ///< records that were not there before; also those that are gone

    bool posts(const Asked& asked) const override;
    Answer answer(const Asked& asked) override;

    /// What stands there, in the order of the rkeys.
    std::vector<Record> live() const;

    /// The tokens that were given out are expired from now on.
    void expire_sessions();

  private:
    Answer create_session(const Asked& asked);
    Answer put(const nlohmann::json& input);
    Answer get(const Asked& asked) const;
    Answer take_away(const nlohmann::json& input);
    Answer upload(const Asked& asked);

    std::set<std::string> sessions_;
    std::set<std::string> expired_;
    std::size_t given_sessions_ = 0;
    std::size_t revisions_ = 0;
};

}  // namespace cityfm::tests
