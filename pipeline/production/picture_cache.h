// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <string>

#include "pipeline/core/folder.h"
#include "pipeline/media/artwork.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

/// Pictures of a show, scaled once for each place where they are shown. From any thread.
class PictureCache {
  public:
    PictureCache(const core::Folder& show, const Store& store) : show_(show), store_(store) {}

    /// The picture at `path` in the show as a JPEG of that size at most, out of the store where it was asked
    /// for before. Throws `bad_artwork`, and on file errors.
    std::string scaled(const std::string& path, const media::PictureSize& size);

  private:
    const core::Folder& show_;
    const Store& store_;
    std::mutex mutex_;
};

}  // namespace cityfm::production
