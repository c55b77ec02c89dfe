// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "pipeline/core/folder.h"

namespace cityfm::build {

/// Which files were read and hold what their SHA-256 says, so that they are not read again as long as nothing
/// has touched them. It is kept between runs; a record that cannot be read counts for nothing.
class Verified {
  public:
    Verified(core::Folder show, core::InnerPath record);
    Verified(const Verified&) = delete;
    Verified& operator=(const Verified&) = delete;
    /// Keeps what was found in this run, if that can be written.
    ~Verified();

    /// True when the content has this SHA-256. May be asked from any thread. Throws on error.
    bool holds(const core::PlainFile& file, const std::string& sha256);

  private:
    core::Folder show_;
    core::InnerPath record_;
    std::mutex mutex_;
    std::map<core::FileState, std::string> known_;
    std::map<core::FileState, std::string> used_;
};

}  // namespace cityfm::build
