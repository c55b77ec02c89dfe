// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "feeds/xml/document.h"
#include "pipeline/core/finding.h"
#include "pipeline/core/time.h"

namespace cityfm::rss {

/// Collects a linter's findings, and holds values against the forms that they must have.
class LintReport {
  public:
    explicit LintReport(const xml::Document& document) : file_(document.file), findings_(document.findings) {}

    /// The name of the item that what follows is about; empty for the channel. With `lenient`, all about
    /// it are hints.
    void enter(const std::string& item, bool lenient = false) {
        item_ = item;
        lenient_ = lenient;
    }

    void error(core::Code code, int line, core::Args args = {});
    void warning(core::Code code, int line, core::Args args = {});
    void hint(core::Code code, int line, core::Args args = {});
    /// What is said of a whole feed only where it is first seen; `key` tells one from another.
    void hint_once(const std::string& key, core::Code code, int line, core::Args args = {});

    /// Tags that must stand in `parent`, and not be empty.
    void require(const xml::Element& parent, std::span<const std::string_view> tags);
    /// An element that must hold a text.
    void require_text(const xml::Element& element);
    /// Tags that may stand there once at most.
    void at_most_once(const xml::Element& parent, std::span<const std::string_view> tags);

    // Each is silent where the value is empty: that it is missing is said elsewhere.

    void address(std::string_view tag, const std::string& value, int line);
    /// Of any scheme, as some of the podcast namespace may be.
    void uri(std::string_view tag, const std::string& value, int line);
    void picture(std::string_view tag, const std::string& value, int line);
    void word(std::string_view tag, const std::string& value, int line,
              std::span<const std::string_view> choices);
    void boolean(std::string_view tag, const std::string& value, int line);
    void count(std::string_view tag, const std::string& value, int line);
    void title(const xml::Element& element);
    void markup(const xml::Element& element);
    void bytes(const xml::Element& element, std::size_t most);
    /// The moment, where it is one.
    std::optional<core::Instant> date(std::string_view tag, const std::string& value, int line);
    /// An attribute that must be there; empty where it is not.
    std::string attribute(const xml::Element& element, std::string_view name);

    core::Findings take();

  private:
    void add(core::Severity severity, core::Code code, int line, core::Args args);

    std::string file_;
    core::Findings findings_;
    std::string item_;
    bool lenient_ = false;
    std::set<std::string> said_;
};

}  // namespace cityfm::rss
