// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/folder.h"

namespace cityfm::core {

/// The one lock of a show, held while it lives (flock, so that a killed run lets go).
class Lock {
  public:
    /// The file is made where it is absent. Throws `locked` when another run holds it.
    Lock(const Folder& show, const InnerPath& file);

    /// What names the place that is locked: another one for each copy of the show, and each machine, and
    /// again when the machine was started anew. Two runs of one place never hold its lock at once.
    std::string place() const;

  private:
    Descriptor descriptor_;
};

}  // namespace cityfm::core
