// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "pipeline/core/finding.h"
#include "pipeline/core/folder.h"
#include "pipeline/model/release.h"
#include "pipeline/production/specification.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

/// The released files of a show, as they lie in `public/` or else in the store. Nothing there is trusted: a
/// file counts only while it has the content that its release says.
class PublicFolder {
  public:
    PublicFolder(const core::Folder& show, const Store& store) : show_(show), store_(store) {}

    /// True where the file can be had without asking for it.
    bool has(const model::Rendition& rendition) const;
    /// Throws `not_found`, `bytes_differ`.
    core::PlainFile open(const ReleasedFile& file) const;

    /// Puts the renditions of a release there that are in the store. Throws on file errors.
    void stage(const model::Release& release);
    /// Keeps the renditions of a release in the store, before they leave. Throws on file errors.
    void unstage(const model::Release& release) const;
    /// Copies a rendition to `place`. Throws on file errors, and where it is not at hand.
    void copy_to(const model::Rendition& rendition, const std::filesystem::path& place) const;

    /// Removes what does not hold the bytes that its name stands for.
    void drop_damaged(const model::Release& release);
    /// What was found damaged on the disk, and removed, since this was asked for the last time.
    core::Findings take_damaged() { return std::exchange(damaged_, {}); }

  private:
    /// The file as it lies undamaged in `public/`.
    std::optional<core::PlainFile> find(const ReleasedFile& file) const;

    const core::Folder& show_;
    const Store& store_;
    core::Findings damaged_;
};

/// A rendition as a file to be had. It is not another host's.
ReleasedFile released_file(const model::Rendition& rendition);

}  // namespace cityfm::production
