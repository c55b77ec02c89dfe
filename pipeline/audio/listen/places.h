// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace cityfm::audio {

/// Places in a sound as people read them: `00:14, 00:28, …`; the first few of them.
std::string show_places(const std::vector<double>& seconds);

}  // namespace cityfm::audio
