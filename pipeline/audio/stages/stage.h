// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace cityfm::audio {

/// The rate of every programme and master, in frames per second.
inline constexpr int house_rate = 48000;

/// A station on the sound's way: takes blocks of interleaved float samples and pushes blocks on.
///
/// The contract, which one test suite holds every stage to: what comes out does not depend on how the input
/// was cut into blocks; a block holds whole frames; after `finish()`, called once, as many frames have left
/// as have entered, each in its place (a stage that looks ahead hides its delay). Sinks only take.
class Stage {
  public:
    virtual ~Stage() = default;
    virtual void push(std::span<const float> samples) = 0;
    virtual void finish() = 0;
};

}  // namespace cityfm::audio
