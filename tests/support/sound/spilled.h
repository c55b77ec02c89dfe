// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/audio/pass.h"
#include "tests/support/sound/signals.h"

namespace cityfm::tests {

/// Writes a sound into a spill.
inline audio::SpilledSound spilled(const Sound& sound, const std::filesystem::path& path) {
    audio::Spill file(path, sound.channels);
    file.write(0, sound.samples);
    file.finish();
    return {path, sound.frames(), sound.channels};
}

}  // namespace cityfm::tests
