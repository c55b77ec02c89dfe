// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/core/folder.h"

namespace cityfm::core {

/// The one lock of a show, held while it lives (flock, so that a killed run lets go).
class Lock {
  public:
    /// The file is made where it is absent. Throws `locked` when another run holds it.
    Lock(const Folder& show, const InnerPath& file);

  private:
    Descriptor descriptor_;
};

}  // namespace cityfm::core
