// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "pipeline/av/encoding.h"
#include "pipeline/av/handles.h"

namespace cityfm::av {

/// Rounds floats to whole numbers of some bits, with triangular dither of one step, so that what is quiet
/// fades instead of breaking up. The same sound always gets the same dither.
class Quantizer {
  public:
    explicit Quantizer(int bits);
    std::int32_t operator()(float sample);

  private:
    double random();

    double scale_;
    std::uint32_t state_ = 1;
};

/// Hears of each packet, whose times are in frames.
using OnPacket = std::function<void(AVPacket&)>;

/// A libav encoder that is fed interleaved floats in blocks of any length.
class Encoder {
  public:
    /// `first_frame` is the place in the whole sound of the first frame that will come. With `global_header`
    /// what a decoder needs first goes into the container. Throws `encoder_missing`, or when the encoder
    /// cannot be opened.
    Encoder(const Encoding& encoding, bool global_header, std::int64_t first_frame = 0);

    void write(std::span<const float> samples, const OnPacket& on_packet);

    /// Encodes what is left of the last block, and lets the encoder give what it kept back.
    void finish(const OnPacket& on_packet);

    /// The frames that were fed.
    std::int64_t frames() const { return frames_; }
    const AVCodecContext& context() const { return *context_; }

  private:
    void encode(const float* samples, std::size_t count, const OnPacket& on_packet);
    void fill_frame(const float* samples, std::size_t count);
    void send(const AVFrame* next, const OnPacket& on_packet);

    int bits_;
    Quantizer quantize_;
    CodecContext context_;
    Packet packet_;
    Frame frame_;
    std::vector<float> pending_;
    std::size_t channels_;
    std::size_t frame_size_;
    std::int64_t first_frame_;
    std::int64_t frames_ = 0;
};

}  // namespace cityfm::av
