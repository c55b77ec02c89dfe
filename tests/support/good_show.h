// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/files.h"

namespace cityfm::tests {

/// The small show after a good run, to copy: a build for each row of a table would take most of the time.
class GoodShow {
  public:
    GoodShow();
    const std::filesystem::path& folder() const { return folder_.path(); }
    void copy_to(const std::filesystem::path& show) const;

  private:
    TempFolder folder_;
};

/// One for all tests of a process.
const GoodShow& good_show();

/// What listeners and members of a show have already, by path, to compare.
std::map<std::string, std::string> what_is_out(const std::filesystem::path& show);

/// The same words; what publishes gets `--first-time` too, since the show's addresses lead nowhere.
std::vector<std::string> for_the_first_time(std::vector<std::string> arguments);

/// Runs cityfm on a show in a language, for the first time or again, when both episodes of the small show are
/// due.
Ran cityfm_on(const std::filesystem::path& show, const std::string& language,
              std::vector<std::string> arguments);

bool holds(const std::string& text, const std::string& part);

}  // namespace cityfm::tests
