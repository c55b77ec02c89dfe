// SPDX-License-Identifier: MIT
#include "feeds/xml/element.h"

#include <algorithm>

#include "pipeline/core/ascii_case.h"

namespace cityfm::xml {

const Element* Element::child(std::string_view wanted) const {
    const auto found =
        std::find_if(children.begin(), children.end(), [&](const Element& e) { return e.name == wanted; });
    return found != children.end() ? &*found : nullptr;
}

std::vector<const Element*> Element::all(std::string_view wanted) const {
    std::vector<const Element*> found;
    for (const Element& element : children) {
        if (element.name == wanted) found.push_back(&element);
    }
    return found;
}

std::optional<std::string> Element::attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes) {
        if (key == wanted) return std::string(without_blanks(value));
    }
    return std::nullopt;
}

std::string Element::trimmed() const {
    return std::string(without_blanks(text));
}

int Element::line_of(std::string_view wanted) const {
    const Element* const found = child(wanted);
    return found != nullptr ? found->line : line;
}

std::string Element::text_of(std::string_view wanted) const {
    const Element* const found = child(wanted);
    return found != nullptr ? found->trimmed() : std::string();
}

std::string media_type(std::string_view type) {
    return core::in_small_letters(without_blanks(type.substr(0, type.find(';'))));
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t start = std::min(text.find_first_not_of(blanks), text.size());
    text.remove_prefix(start);
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace cityfm::xml
