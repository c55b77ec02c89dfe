// SPDX-License-Identifier: MIT
#pragma once

#include <streambuf>
#include <string>
#include <string_view>

namespace cityfm::cli {

/// What std::cout writes to while it lives: descriptor 1, and why a write to it failed, which streams do not
/// remember.
class StandardOutput final : public std::streambuf {
  public:
    StandardOutput();
    StandardOutput(const StandardOutput&) = delete;
    StandardOutput& operator=(const StandardOutput&) = delete;
    ~StandardOutput() override;

    /// Writes what is left. Throws `cannot_write`, `disk_full` … when any write has failed.
    void finish();

  protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;

  private:
    bool take(std::string_view text);
    bool write_out();

    std::streambuf* before_;
    bool is_terminal_;
    std::string pending_;
    int error_ = 0;  ///< of the first write that failed
};

}  // namespace cityfm::cli
