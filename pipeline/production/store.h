// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "pipeline/core/folder.h"
#include "pipeline/core/json_fwd.h"
#include "pipeline/production/verified.h"

namespace cityfm::production {

/// What was built, below `.cityfm/`, always safe to delete: results by the key of their step, files by their
/// content, and scratch sound that lives until a release is written. Folders are made when something is
/// written. Nothing in it is trusted: a file counts only while it has the content that its name says.
class Store {
  public:
    explicit Store(core::Folder show);

    /// What a step wrote down when it was done; nothing when it never was, or when it cannot be read.
    std::optional<core::Json> result(const std::string& key) const;
    void put_result(const std::string& key, const core::Json& result) const;

    /// True when the store has the file with this SHA-256 and it is undamaged.
    bool has_object(const std::string& sha256) const;
    /// The file with this SHA-256, undamaged. Throws `not_found`, `bytes_differ`.
    core::PlainFile open_object(const std::string& sha256) const;
    /// Its bytes.
    std::string read_object(const std::string& sha256) const;
    /// Keeps these bytes, and gives their SHA-256.
    std::string put_object(std::string_view bytes) const;
    /// Keeps a file that has this SHA-256. Throws `bytes_differ`.
    void keep(const core::PlainFile& file, const std::string& sha256) const;
    /// Removes the file with this SHA-256 if it is damaged; true if it was.
    bool drop_if_damaged(const std::string& sha256) const;

    /// The SHA-256 of a file; those that nothing has touched since they were read are not read again.
    std::string digest(const core::PlainFile& file) const;
    /// True when a file has this content. The same holds.
    bool holds(const core::PlainFile& file, const std::string& sha256) const;

    /// Reads every file again that is asked for, whatever is remembered of it.
    void distrust() const;

    /// Where a step may write a file that is not whole yet: each time another place.
    std::filesystem::path work_file(const std::string& key) const;
    /// Moves a whole work file to its content's place and gives its SHA-256.
    std::string adopt(const std::filesystem::path& work_file) const;

    /// The place of scratch sound, to be written.
    std::filesystem::path scratch(const std::string& key) const;
    /// The same for reading; nothing if it does not exist.
    std::optional<std::filesystem::path> find_scratch(const std::string& key) const;
    void drop_scratch(const std::string& key) const;

    /// Removes work files and scratch that a killed run left behind.
    void sweep() const;

  private:
    /// A folder of the store, made where it is absent, and kept open: paths into it stay good.
    core::Folder made(const std::string& part) const;
    std::optional<core::Folder> found(const std::string& part) const;

    core::Folder show_;
    mutable Verified verified_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, core::Folder> open_;
};

/// The SHA-256 that a result names; empty where it names none.
std::string sha256_in(const core::Json& result);

}  // namespace cityfm::production
