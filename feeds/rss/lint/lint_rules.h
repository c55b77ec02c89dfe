// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/rss/lint/lint.h"
#include "feeds/rss/lint/lint_report.h"

namespace cityfm::rss {

/// What an item is called in findings: its title, else its guid, on a line and not too long.
std::string item_name(const xml::Element& item);

// The two halves of the linter.

void lint_channel(const xml::Document& document, const LintOptions& options, LintReport& report);
void lint_items(const xml::Document& document, const LintOptions& options, LintReport& report);

// What stands in both.

void lint_people(const xml::Element& parent, LintReport& report);
void lint_location(const xml::Element& parent, LintReport& report);
void lint_license(const xml::Element& parent, LintReport& report);
void lint_block(const xml::Element& parent, LintReport& report);

/// An element with the `url`, `type` and `length` of sound.
void lint_enclosure(const xml::Element& element, LintReport& report);
/// What a file's name and its media type contradict each other in.
void lint_type(const std::string& url, const std::string& type, int line, LintReport& report);

}  // namespace cityfm::rss
