// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/audio/stages/stage.h"

namespace cityfm::audio {

/// A short place that is to be quieter: what an encoder made too loud there.
struct Dip {
    std::int64_t frame;
    double depth_db;  ///< positive

    bool operator==(const Dip&) const = default;
};

/// Turns the sound down around single instants: by the whole depth within 5 ms, let go at 10 ms. It keeps no
/// sound back.
class Dips final : public Stage {
  public:
    static constexpr std::int64_t reach = house_rate / 100;

    /// `dips` in the order of their frames; the first frame that comes is `frame`.
    Dips(Stage& next, int channels, std::vector<Dip> dips, std::int64_t frame = 0);
    void push(std::span<const float> samples) override;
    void finish() override { next_.finish(); }

  private:
    double gain_at(std::int64_t frame) const;

    Stage& next_;
    std::size_t channels_;
    std::vector<Dip> dips_;
    std::size_t first_ = 0;  ///< the first dip that is not over yet
    std::int64_t frame_;
    std::vector<float> block_;
};

}  // namespace cityfm::audio
