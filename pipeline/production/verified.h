// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "pipeline/core/folder.h"
#include "pipeline/core/time.h"

namespace cityfm::production {

/// The SHA-256 of files that were read, so that none is read again as long as nothing has touched it: of
/// recordings and pictures, and of what lies in the store and in `public/`. It is kept between runs, where
/// there is a store already; a record that cannot be read counts for nothing.
class Verified {
  public:
    Verified(core::Folder show, core::InnerPath record);
    Verified(const Verified&) = delete;
    Verified& operator=(const Verified&) = delete;
    /// Keeps what was found in this run, if that can be written.
    ~Verified();

    /// The SHA-256 of the content. May be asked from any thread. Throws on error.
    std::string digest(const core::PlainFile& file);
    /// True when the content has this SHA-256; that it has another one is never taken from the record alone.
    bool holds(const core::PlainFile& file, const std::string& sha256);

    /// Forgets what earlier runs have read: every file is read again, once.
    void distrust();

  private:
    std::string remembered(const core::PlainFile& file);
    std::string read(const core::PlainFile& file);

    core::Folder show_;
    core::InnerPath record_;
    std::mutex mutex_;
    std::map<core::FileState, std::string> known_;
    std::set<core::FileState> used_;
    bool learned_ = false;
};

/// False for a file that changed so short before it is read that it may change again without its times
/// showing it.
bool is_settled(const core::FileState& state, core::Instant now);

}  // namespace cityfm::production
