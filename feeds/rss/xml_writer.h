// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cityfm::rss {

/// Writes elements in order, an element a line. Every text is cleaned to valid UTF-8 of the characters that
/// XML 1.0 allows, and escaped.
class XmlWriter {
  public:
    using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

    XmlWriter();

    /// Attributes without a value are left out.
    void open(const char* name, const Attributes& attributes = {});
    void close();

    /// An element with a text; none at all where the text is empty.
    void element(const char* name, const std::string& value, const Attributes& attributes = {});
    void empty_element(const char* name, const Attributes& attributes);

    /// The document, once everything is closed.
    std::string take();

  private:
    void start(const char* name, const Attributes& attributes);

    std::string out_;
    std::vector<const char*> open_;
};

}  // namespace cityfm::rss
