// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "pipeline/core/finding.h"

namespace cityfm::xml {

/// A feed's bytes made fit for a parser, with what had to be mended.
struct Repaired {
    std::string xml;  ///< UTF-8 without DOCTYPE; empty where the bytes are no XML at all
    core::Findings findings;
};

/// Mends what hosts get wrong in the letters, each told with its line in `file`: bytes that are not of the
/// encoding that is declared, what stands before the declaration, bare ampersands, entities of HTML, control
/// characters. A DOCTYPE is left out, so that nothing can be expanded. Lines stay where they are.
Repaired repair(std::string_view bytes, const std::string& file);

}  // namespace cityfm::xml
