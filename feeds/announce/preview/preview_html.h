// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "pipeline/core/json_fwd.h"

namespace cityfm::announce::html {

/// An element around `inner`, which is HTML already; nothing where that is empty. `tag` and `css_class` are
/// ours, never a body's.
std::string element(std::string_view tag, std::string_view css_class, std::string_view inner);

/// Words of a body as an element.
std::string words(std::string_view tag, std::string_view css_class, std::string_view text);

/// `inner` as a link; where the address is not http or https, `inner` with the address beside it in words.
std::string link(std::string_view css_class, const std::string& url, const std::string& inner);

/// Words of a body, the addresses among them as links.
std::string linked(std::string_view text);

/// A picture; where it has no address in public, a box with `instead` in it, or nothing where that is empty.
std::string picture(std::string_view css_class, const std::string& url, const std::string& alt,
                    const std::string& instead = {});

/// What folds away below `summary`.
std::string folded(std::string_view summary, std::string_view inner, bool open = false);

/// The array that an object holds under this name; an empty one where there is none.
core::Json array_in(const core::Json& json, const char* name);

}  // namespace cityfm::announce::html
