// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cityfm::xml {

/// A value as it stands within the quotes of an attribute, and a text as it stands in an element: cleaned to
/// valid UTF-8 of the characters that XML 1.0 allows, and escaped.
std::string escape_attribute(std::string_view value);
std::string escape_element(std::string_view text);

/// Writes elements in order, an element a line, by tinyxml2. It passes control characters on and knows no
/// references for line ends, so texts are cleaned and escaped before it (escape_attribute, escape_element).
class Writer {
  public:
    using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

    using Sink = std::function<void(std::string_view)>;

    /// What is written goes to `sink`, a part at a time.
    explicit Writer(Sink sink);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    /// Attributes without a value are left out.
    void open(const char* name, const Attributes& attributes = {});
    void close();

    /// An element with a text; none at all where the text is empty.
    void element(const char* name, const std::string& value, const Attributes& attributes = {});
    /// The same where every character counts: carriage returns, which readers drop, are written as
    /// references.
    void exact_element(const char* name, const std::string& value, const Attributes& attributes = {});
    void empty_element(const char* name, const Attributes& attributes);
    /// An element that is written already.
    void written_element(std::string_view xml);

    /// Hands over the rest, once everything is closed.
    void finish();

  private:
    class Printer;

    void start(const char* name, const Attributes& attributes);
    /// One with a text that is escaped already; none where it is empty.
    void finish_element(const char* name, const std::string& escaped, const Attributes& attributes);
    void flush_if_full();

    Sink sink_;
    std::unique_ptr<Printer> printer_;
    int depth_ = 0;  ///< elements that are open
};

}  // namespace cityfm::xml
