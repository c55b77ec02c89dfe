// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/finding.h"

namespace cityfm::tests {

/// Findings as `12 error not-a-date tag=pubDate found=…`: line, severity, code and arguments.
std::vector<std::string> told(const core::Findings& findings);

/// What the linter tells of a feed that was read at `address`, on 23 November 2026.
std::vector<std::string> linted(const std::string& xml, const std::string& address = "");

/// A feed with nearly every tag that there is, about which there is nothing to tell. Its first item has
/// everything, its second and older one what it must.
std::string good_feed();

/// The name that findings give the first item.
inline const std::string first_item = "冬のラーメン";

/// The line from 1 on which the first `part` begins, which has to be there.
int line_of(const std::string& xml, const std::string& part);

/// The good feed with one change, and what the linter tells of it.
class Spoilt {
  public:
    /// Writes `to` for the first `from`, which has to be there.
    Spoilt(const std::string& from, const std::string& to, const std::string& address = "");

    /// A finding on the line where the change begins, and where the first `part` does.
    std::string here(const std::string& finding) const;
    std::string at(const std::string& part, const std::string& finding) const;

    std::string xml;
    std::vector<std::string> findings;

  private:
    int line_;
};

/// A change of the good feed, and what is then told of the line where it begins.
struct Change {
    std::string from;
    std::string to;
    std::string finding;
};

/// Checks that each change, alone, gives its finding and no other.
void check_each(const std::vector<Change>& changes);
/// The same within the first item, whose name each finding then has.
void check_each_in_item(const std::vector<Change>& changes);
/// Checks that nothing is told of `from` written in any of the ways of `to`.
void check_silent(const std::string& from, const std::vector<std::string>& to);

}  // namespace cityfm::tests
