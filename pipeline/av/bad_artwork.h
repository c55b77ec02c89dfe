// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/error.h"

namespace cityfm::av {

/// The error for a picture that cannot be used. The caller, who knows where the bytes came from, adds `path`.
inline core::Error bad_artwork(const std::string& reason) {
    return {core::Kind::show, core::Code::bad_artwork, {{"reason", reason}}};
}

}  // namespace cityfm::av
