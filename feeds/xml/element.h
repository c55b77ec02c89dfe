// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cityfm::xml {

/// An element of a feed as it was read, whole.
struct Element {
    /// With the prefix that its namespace has here, whatever prefix the feed gives it: `itunes:image`. RSS's
    /// own have none; those of a namespace that is not known have its address: `{http://…}name`.
    std::string name;
    int line = 0;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string text;  ///< all of it that stands directly in the element, entities resolved, CDATA joined
    std::vector<Element> children;
    /// Of an element that is kept (IsKept), all of it as XML that stands for itself; else empty.
    std::string source = {};

    /// The first child of that name; null where there is none.
    const Element* child(std::string_view wanted) const;
    /// All of them.
    std::vector<const Element*> all(std::string_view wanted) const;
    /// An attribute without the blanks at its ends; nothing where it is not written.
    std::optional<std::string> attribute(std::string_view wanted) const;
    /// The text without what is blank at its ends.
    std::string trimmed() const;
    /// The text of the first child of that name, trimmed; empty where there is none.
    std::string text_of(std::string_view wanted) const;
    /// The line of the first child of that name, else its own.
    int line_of(std::string_view wanted) const;
};

/// The media type alone, in small letters: `audio/ogg` of `Audio/Ogg; codecs=opus`.
std::string media_type(std::string_view type);

/// Without the blanks, line ends among them, at both ends.
std::string_view without_blanks(std::string_view text);

}  // namespace cityfm::xml
