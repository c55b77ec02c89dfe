// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/scripted_server.h"
#include "tests/support/small_show.h"

namespace cityfm::tests {

/// A built show of one episode that is due, with `[[channel]]` tables of the test's own.
class ChannelShow {
  public:
    explicit ChannelShow(const std::string& channels);

    /// Runs `announce` in English at the moment at which the episode is due.
    Ran announce(const std::vector<std::string>& more = {}, Launch launch = {}) const;
    Ran run(const std::vector<std::string>& words, Launch launch = {}) const;

    /// For every run from now on.
    void set(const std::string& name, const std::string& value) { environment_[name] = value; }

    std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
    const std::filesystem::path& path() const { return folder_.path(); }

    /// The ledger's word on an announcement; empty where it knows nothing.
    std::string status_of(const std::string& id) const;

  private:
    TempFolder folder_;
    std::map<std::string, std::string> environment_;
};

}  // namespace cityfm::tests
