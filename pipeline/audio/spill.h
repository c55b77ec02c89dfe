// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "pipeline/audio/stages/stage.h"
#include "pipeline/core/file.h"

namespace cityfm::audio {

/// Frames of a sound: from the first on, up to the second, which is none of them.
struct Stretch {
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// Sound kept on the disk between two steps: raw interleaved floats at `house_rate`, which appear whole or
/// not at all. Stretches may be written from several threads.
class Spill {
  public:
    Spill(std::filesystem::path path, int channels);
    void write(std::int64_t frame, std::span<const float> samples);
    void finish() { file_.finish(core::Sync::no); }

  private:
    core::AtomicFile file_;
    std::int64_t frame_bytes_;
};

/// Writes what comes into a spill, from a frame on.
class SpillWriter final : public Stage {
  public:
    SpillWriter(Spill& spill, int channels, std::int64_t frame = 0);
    void push(std::span<const float> samples) override;
    void finish() override {}

  private:
    Spill& spill_;
    std::size_t channels_;
    std::int64_t frame_;
};

/// True when a spill is there with so many frames, as it is not after a power failure.
bool is_whole_spill(const std::filesystem::path& path, int channels, std::int64_t frames);

/// Pushes a stretch of the spill through `first` and finishes it. `on_frames` hears how many frames each
/// block had. Throws on error.
void play_spill(const std::filesystem::path& path, int channels, Stretch stretch, Stage& first,
                const std::function<void(std::int64_t)>& on_frames = {});

}  // namespace cityfm::audio
