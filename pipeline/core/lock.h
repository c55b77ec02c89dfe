// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace cityfm::core {

/// The one lock of a show, held while it lives (flock, so that a killed run lets go).
class Lock {
  public:
    /// Throws `locked` when another run holds it.
    explicit Lock(const std::filesystem::path& path);
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();

  private:
    int descriptor_ = -1;
};

}  // namespace cityfm::core
