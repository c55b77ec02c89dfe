// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pipeline/audio/meter/loudness.h"
#include "pipeline/audio/stages/stage.h"
#include "pipeline/av/sound_info.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {

/// The second opinion on a sound: libebur128. It is slower than our own meter, and is asked where a figure
/// decides.
class ReferenceMeter final : public Stage {
  public:
    /// Throws `library_failed` where libebur128 cannot measure such a format.
    explicit ReferenceMeter(const av::SoundFormat& format, bool dual_mono = false);
    ReferenceMeter(const ReferenceMeter&) = delete;
    ReferenceMeter& operator=(const ReferenceMeter&) = delete;
    ~ReferenceMeter() override;

    void push(std::span<const float> samples) override;
    void finish() override {}

    /// Integrated loudness, range and true peak of everything pushed so far; nothing else.
    Loudness loudness() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// How far two meters may be apart and still agree: libebur128 rounds its blocks at rates that 10 does not
/// divide, and its range is that of a histogram's input.
inline constexpr double meters_agree_lu = 0.01;
inline constexpr double meters_agree_db = 0.01;

/// True if loudness, range and true peak of both agree; a figure that neither has counts as agreement. Pure.
bool agree(const Loudness& ours, const Loudness& reference);

/// A figure to a thousandth; a dash for one that there is not. Pure.
std::string show_figure(const std::optional<double>& figure);

/// The error about a sound, called `path`, on which both do not agree, with the figures of both.
core::Error disagreement(const std::string& path, const Loudness& ours, const Loudness& reference);

}  // namespace cityfm::audio
