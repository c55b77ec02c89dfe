// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/core/folder.h"
#include "pipeline/model/show.h"
#include "pipeline/net/http.h"

namespace cityfm::app {

/// The files of an import: written into one folder, never over another file and never outside of it; fetched
/// from a host that is not trusted. May be used from several threads, for different files.
class ImportFiles {
  public:
    ImportFiles(std::filesystem::path folder, net::Reach reach, std::stop_token stop);

    net::Reach reach() const { return reach_; }

    /// Made where it is absent, when it is asked for first.
    const core::Folder& folder() const;
    bool has(const std::string& path) const;
    /// True for a file with these bytes.
    bool holds(const std::string& path, const std::string& bytes) const;
    /// Writes a file, unless it is there already.
    void write(const std::string& path, const std::string& bytes) const;
    /// Writes a file of ours, over what an earlier run has left; none where it is empty.
    void replace(const std::string& path, const std::string& bytes) const;
    /// The folders of episodes that an earlier run has begun and not ended, by guid.
    std::map<std::string, std::string> unfinished() const;

    /// Fetches a picture that directories take to `stem` and its extension: its path. Nothing where it is not
    /// to be had or is no such picture; `reason` says why.
    std::optional<std::string> picture(const std::string& url, const std::string& stem,
                                       std::string& reason) const;

    /// Brings picture, transcript and chapters of an episode into its folder, where they are sound; what is
    /// not stays in the release as it is served. `cover` is the address of the show's picture.
    void take_along(model::Episode& episode, const model::Show& show, const std::string& cover) const;

    /// Downloads the sound that `rendition`, the release's number `index`, leads to, and makes it the show's
    /// own. Throws `http_failed`, `address_refused`, `file_too_large`, `not_sound` and what else is wrong
    /// with it.
    void download(const model::Episode& episode, std::size_t index, model::Rendition& rendition,
                  const std::function<void(double)>& advanced) const;

  private:
    std::optional<std::string> fetch(const std::string& url, std::uintmax_t most, std::string& reason) const;

    std::filesystem::path path_;
    mutable std::once_flag opened_;
    mutable std::optional<core::Folder> folder_;
    net::Reach reach_;
    std::stop_token stop_;
};

}  // namespace cityfm::app
