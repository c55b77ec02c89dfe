// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "pipeline/av/encoding.h"

namespace cityfm::av {

/// A sound file being encoded in one go from interleaved float samples. It carries no tags.
class Writer {
  public:
    /// Writes over `path`. Throws `encoder_missing`, or when something cannot be opened.
    Writer(const std::filesystem::path& path, const Encoding& encoding);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    void write(std::span<const float> samples);

    /// Flushes and closes, both checked; returns the frames that were fed.
    std::int64_t finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cityfm::av
