// SPDX-License-Identifier: MIT
#include "feeds/xml/writer.h"

#include <tinyxml2.h>

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

/// tinyxml2's printer, two blanks a level, into a text.
class Writer::Printer final : public tinyxml2::XMLPrinter {
  public:
    Printer() : XMLPrinter(nullptr, false) {
        // A document that has no entities to process: what is written is escaped already.
        const tinyxml2::XMLDocument escaped(false);
        VisitEnter(escaped);
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    }

    /// An element that is written already, on a line of its own.
    void push(std::string_view xml, int depth) {
        SealElementIfJustOpened();
        Putc('\n');
        PrintSpace(depth);
        Write(xml.data(), xml.size());
    }

    std::string take() { return std::exchange(out_, {}); }
    std::size_t size() const { return out_.size(); }

  protected:
    void PrintSpace(int depth) override { out_.append(static_cast<std::size_t>(depth) * 2, ' '); }
    void Print(const char* /*format*/, ...) override { assert(false && "nothing is printed by a format"); }
    void Write(const char* data, std::size_t size) override { out_.append(data, size); }
    void Putc(char ch) override { out_ += ch; }

  private:
    std::string out_;
};

Writer::Writer(Sink sink) : sink_(std::move(sink)), printer_(std::make_unique<Printer>()) {}

Writer::~Writer() = default;

void Writer::start(const char* name, const Attributes& attributes) {
    printer_->OpenElement(name);
    for (const auto& [key, value] : attributes) {
        if (!value.empty()) printer_->PushAttribute(key, escape_attribute(value).c_str());
    }
}

void Writer::open(const char* name, const Attributes& attributes) {
    start(name, attributes);
    ++depth_;
}

void Writer::close() {
    --depth_;
    printer_->CloseElement();
    flush_if_full();
}

void Writer::finish_element(const char* name, const std::string& escaped, const Attributes& attributes) {
    if (escaped.empty()) return;
    start(name, attributes);
    printer_->PushText(escaped.c_str());
    printer_->CloseElement();
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
    printer_->push(xml, depth_);
}

void Writer::empty_element(const char* name, const Attributes& attributes) {
    start(name, attributes);
    printer_->CloseElement();
}

void Writer::flush_if_full() {
    constexpr std::size_t part = 1U << 16U;
    if (printer_->size() >= part) sink_(printer_->take());
}

void Writer::finish() {
    assert(depth_ == 0 && "an element was not closed");
    sink_(printer_->take());
}

}  // namespace cityfm::xml
