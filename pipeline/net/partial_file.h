// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cityfm::net {

/// A file as far as it has come, which a killed run may leave, and beside it, as `<path>.mark`, the name that
/// the server has for its content. Every function may throw an error of files.
class PartialFile {
  public:
    /// What is there is gone on with if it has a mark. Nothing is touched yet.
    explicit PartialFile(std::filesystem::path path);
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;
    ~PartialFile();

    std::uintmax_t bytes() const { return bytes_; }

    /// Empty where the file cannot be gone on with.
    const std::string& mark() const { return mark_; }

    /// Begins an empty file of the content that `mark` names; an empty one names none.
    void start(const std::string& mark);

    void append(std::string_view bytes);

    /// Makes what is there of no account.
    void forget();

    /// Syncs the file, which is now whole, and removes the mark.
    void finish();

    /// Removes file and mark.
    void remove();

  private:
    int opened();

    std::filesystem::path path_;
    std::filesystem::path mark_path_;
    std::string mark_;
    std::uintmax_t bytes_ = 0;
    int descriptor_ = -1;
};

}  // namespace cityfm::net
