// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace cityfm::tests {

/// The digests of the MP3s below a folder.
std::multiset<std::string> sounds_below(const std::filesystem::path& folder);

/// A listener who has nothing but gPodder.
class Listener {
  public:
    /// Runs a command of it, and gives what it says.
    std::string gpo(std::vector<std::string> arguments) const;

    /// What was downloaded.
    std::multiset<std::string> sounds() const { return sounds_below(home_ / "sound"); }

  private:
    TempFolder home_;
};

}  // namespace cityfm::tests
