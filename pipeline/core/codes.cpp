// SPDX-License-Identifier: MIT
#include "pipeline/core/codes.h"

#include <algorithm>
#include <string>
#include <vector>

namespace cityfm::core {

std::span<const Code> all_codes() {
    static constexpr Code codes[] = {
#define CITYFM_CODE_VALUE(name) Code::name,
        CITYFM_CODES(CITYFM_CODE_VALUE)
#undef CITYFM_CODE_VALUE
    };
    return codes;
}

std::string_view name_of(Code code) {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made = {
#define CITYFM_CODE_TEXT(name) #name,
            CITYFM_CODES(CITYFM_CODE_TEXT)
#undef CITYFM_CODE_TEXT
        };
        for (std::string& name : made) std::replace(name.begin(), name.end(), '_', '-');
        return made;
    }();
    return names[static_cast<std::size_t>(code)];
}

}  // namespace cityfm::core
