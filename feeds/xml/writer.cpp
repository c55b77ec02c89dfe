// SPDX-License-Identifier: MIT
#include "feeds/xml/writer.h"

#include <algorithm>
#include <cassert>

#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::xml {

// Readers make blanks of line ends and tabs in attributes, unless they are written as references.
std::string escape_attribute(std::string_view value) {
    std::string escaped;
    for (const char c : text::escape_html(text::clean(value))) {
        if (c == '\n') {
            escaped += "&#10;";
        } else if (c == '\t') {
            escaped += "&#9;";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

std::string escape_element(std::string_view text) {
    return text::escape_text(text::clean(text));
}

Writer::Writer(Sink sink) : sink_(std::move(sink)), out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void Writer::start(const char* name, const Attributes& attributes) {
    out_.append(open_.size() * 2, ' ').append("<").append(name);
    for (const auto& [key, value] : attributes) {
        if (!value.empty())
            out_.append(" ").append(key).append("=\"").append(escape_attribute(value)).append("\"");
    }
}

void Writer::open(const char* name, const Attributes& attributes) {
    start(name, attributes);
    out_ += ">\n";
    open_.push_back(name);
}

void Writer::close() {
    const char* name = open_.back();
    open_.pop_back();
    out_.append(open_.size() * 2, ' ').append("</").append(name).append(">\n");
    flush_if_full();
}

void Writer::finish_element(const char* name, const std::string& escaped, const Attributes& attributes) {
    if (escaped.empty()) return;
    start(name, attributes);
    out_.append(">").append(escaped).append("</").append(name).append(">\n");
}

void Writer::element(const char* name, const std::string& value, const Attributes& attributes) {
    finish_element(name, escape_element(value), attributes);
}

void Writer::exact_element(const char* name, const std::string& value, const Attributes& attributes) {
    std::string escaped;
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.find('\r', at), value.size());
        escaped += escape_element(std::string_view(value).substr(at, end - at));
        if (end < value.size()) escaped += "&#13;";
        at = end + 1;
    }
    finish_element(name, escaped, attributes);
}

void Writer::written_element(std::string_view xml) {
    out_.append(open_.size() * 2, ' ').append(xml).append("\n");
}

void Writer::empty_element(const char* name, const Attributes& attributes) {
    start(name, attributes);
    out_ += "/>\n";
}

void Writer::flush_if_full() {
    constexpr std::size_t part = 1U << 16U;
    if (out_.size() < part) return;
    sink_(out_);
    out_.clear();
}

void Writer::finish() {
    assert(open_.empty() && "an element was not closed");
    sink_(out_);
    out_.clear();
}

}  // namespace cityfm::xml
