// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pipeline/core/json.h"

namespace cityfm::build {

/// What was built, below `.cityfm/`, always safe to delete: results by the key of their step, files by their
/// content, and scratch sound that lives until a release is written.
class Store {
  public:
    explicit Store(std::filesystem::path root);

    /// What a step wrote down when it was done; nothing when it never was, or when it can no longer be read.
    std::optional<core::Json> result(const std::string& key) const;
    void put_result(const std::string& key, const core::Json& result) const;

    /// The place of the file with this SHA-256, whether it is there or not.
    std::filesystem::path object(const std::string& sha256) const;
    bool has_object(const std::string& sha256) const;

    /// Where a step may write a file that is not whole yet.
    std::filesystem::path work_file(const std::string& key) const;
    /// Moves a whole work file to its content's place and gives its SHA-256.
    std::string adopt(const std::filesystem::path& work_file) const;

    /// Scratch sound of a step.
    std::filesystem::path scratch(const std::string& key) const;
    void drop_scratch(const std::string& key) const;
    /// Forgets what a killed run left unfinished: files, and scratch sound without a result.
    void sweep() const;

  private:
    std::filesystem::path root_;
};

}  // namespace cityfm::build
