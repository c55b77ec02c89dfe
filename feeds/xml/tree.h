// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "feeds/xml/element.h"
#include "pipeline/core/finding.h"

namespace cityfm::xml {

/// True for an element that is kept as it was written, too, by its name and that of the element around it.
using IsKept = std::function<bool(std::string_view parent, std::string_view name)>;

/// The elements of a text, as libxml2 finds them.
struct Tree {
    Element root;                    ///< of our own, around all that stands at the top
    bool has_whole_channel = false;  ///< an element `channel` was read to its end
    std::string behind;              ///< the text behind the first element, where the parser stops
};

/// Reads repaired XML (feeds/xml/repair.h). What is still wrong with it goes to `findings`, about `file`;
/// entities are never expanded, and depth and the number of findings are bounded.
Tree read_tree(const std::string& xml, const std::string& file, core::Findings& findings,
               const IsKept& is_kept);

}  // namespace cityfm::xml
