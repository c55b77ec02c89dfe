// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cityfm::model {

/// The names between `{{` and `}}` in a text, without the blanks around them.
std::vector<std::string> slots_in(std::string_view text);

/// The text with the value of its name in the place of each slot. What values hold is not looked at again; a
/// name that has no value leaves nothing.
std::string fill_slots(std::string_view text,
                       std::span<const std::pair<std::string_view, std::string>> values);

}  // namespace cityfm::model
