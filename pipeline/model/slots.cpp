// SPDX-License-Identifier: MIT
#include "pipeline/model/slots.h"

#include <algorithm>

namespace cityfm::model {
namespace {

/// A slot as it stands in a text.
struct Slot {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< behind its last brace
    std::string_view name;
};

std::optional<Slot> next_slot(std::string_view text, std::size_t from) {
    const std::size_t begin = text.find("{{", from);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = text.find("}}", begin);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view name = text.substr(begin + 2, end - begin - 2);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    return Slot{begin, end + 2, name};
}

}  // namespace

std::vector<std::string> slots_in(std::string_view text) {
    std::vector<std::string> names;
    for (auto slot = next_slot(text, 0); slot; slot = next_slot(text, slot->end))
        names.emplace_back(slot->name);
    return names;
}

std::string fill_slots(std::string_view text,
                       std::span<const std::pair<std::string_view, std::string>> values) {
    std::string filled;
    std::size_t at = 0;
    for (auto slot = next_slot(text, 0); slot; slot = next_slot(text, slot->end)) {
        filled += text.substr(at, slot->begin - at);
        const auto value = std::find_if(values.begin(), values.end(),
                                        [&](const auto& pair) { return pair.first == slot->name; });
        if (value != values.end()) filled += value->second;
        at = slot->end;
    }
    return filled.append(text.substr(at));
}

}  // namespace cityfm::model
