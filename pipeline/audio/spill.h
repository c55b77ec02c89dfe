// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "pipeline/audio/stage.h"
#include "pipeline/core/file.h"

namespace cityfm::audio {

/// Sound kept on the disk between two steps: raw interleaved floats at `house_rate`, which appear whole or
/// not at all.
class SpillWriter final : public Stage {
  public:
    explicit SpillWriter(std::filesystem::path path);
    void push(std::span<const float> samples) override;
    void finish() override { file_.finish(); }

  private:
    core::AtomicFile file_;
};

/// Pushes the whole spill through `first` and finishes it. `on_frames` hears how many frames have gone.
/// Throws on error.
void play_spill(const std::filesystem::path& path, int channels, Stage& first,
                const std::function<void(std::int64_t)>& on_frames = {});

}  // namespace cityfm::audio
