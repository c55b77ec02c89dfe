// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {

/// A text of an object, clean: JSON's escapes can hold any character. Empty where it is none.
inline std::string string_in(const core::Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? clean(found->get<std::string>()) : std::string();
}

/// A point in the sound; nothing where it is none.
inline std::optional<double> seconds_in(const core::Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    const double seconds = found->get<double>();
    if (!(seconds >= 0 && seconds <= core::most_offset_seconds)) return std::nullopt;
    return seconds;
}

}  // namespace cityfm::text
