// SPDX-License-Identifier: MIT
#include "pipeline/av/encoder.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "pipeline/av/av_error.h"
#include "pipeline/core/error.h"

extern "C" {
#include <libavutil/channel_layout.h>
}

namespace cityfm::av {
namespace {

using core::Code;
using core::Error;
using core::Kind;

AVSampleFormat libav_format(Samples samples) {
    switch (samples) {
        case Samples::f32:
            return AV_SAMPLE_FMT_FLT;
        case Samples::f32_planar:
            return AV_SAMPLE_FMT_FLTP;
        case Samples::s16:
            return AV_SAMPLE_FMT_S16;
        case Samples::s32:
            return AV_SAMPLE_FMT_S32;
    }
    return AV_SAMPLE_FMT_FLT;
}

CodecContext open_encoder(const Encoding& encoding, bool global_header) {
    keep_libav_quiet();
    const AVCodec* codec = avcodec_find_encoder_by_name(encoding.codec.c_str());
    if (codec == nullptr) throw Error(Kind::failed, Code::encoder_missing, {{"encoder", encoding.codec}});
    CodecContext encoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    encoder->sample_rate = encoding.format.sample_rate;
    av_channel_layout_default(&encoder->ch_layout, encoding.format.channels);
    encoder->sample_fmt = libav_format(encoding.samples);
    if (encoding.bits > 0) encoder->bits_per_raw_sample = encoding.bits;
    encoder->time_base = {1, encoding.format.sample_rate};
    encoder->bit_rate = static_cast<std::int64_t>(encoding.bitrate_kbps) * 1000;
    encoder->thread_count = 1;
    encoder->flags |= AV_CODEC_FLAG_BITEXACT;
    if (global_header) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    Options options;
    for (const auto& [key, value] : encoding.codec_options) options.set(key.c_str(), value.c_str());
    checked(avcodec_open2(encoder.get(), codec, options.address()), "avcodec_open2");
    options.refuse_left_over();
    return encoder;
}

}  // namespace

bool has_encoder(const std::string& codec) {
    return avcodec_find_encoder_by_name(codec.c_str()) != nullptr;
}

Quantizer::Quantizer(int bits) : scale_(std::ldexp(1.0, bits - 1)) {}

std::int32_t Quantizer::operator()(float sample) {
    const double dithered = static_cast<double>(sample) * scale_ + random() + random();
    return static_cast<std::int32_t>(std::lrint(std::clamp(dithered, -scale_, scale_ - 1)));
}

/// Even over half a step on both sides of 0 (Numerical Recipes, 7.1: "quick and dirty", enough for noise).
double Quantizer::random() {
    state_ = state_ * 1664525U + 1013904223U;
    return static_cast<double>(state_) / 4294967296.0 - 0.5;
}

Encoder::Encoder(const Encoding& encoding, bool global_header, std::int64_t first_frame)
    : bits_(encoding.bits > 0 ? encoding.bits : 16),
      quantize_(bits_),
      context_(open_encoder(encoding, global_header)),
      packet_(checked(av_packet_alloc(), "av_packet_alloc")),
      frame_(checked(av_frame_alloc(), "av_frame_alloc")),
      channels_(static_cast<std::size_t>(encoding.format.channels)),
      frame_size_(context_->frame_size > 0 ? static_cast<std::size_t>(context_->frame_size) : 1024),
      first_frame_(first_frame) {
    pending_.reserve(frame_size_ * channels_);
}

void Encoder::write(std::span<const float> samples, const OnPacket& on_packet) {
    const std::size_t whole = frame_size_ * channels_;
    while (!samples.empty()) {
        const std::size_t taken = std::min(whole - pending_.size(), samples.size());
        pending_.insert(pending_.end(), samples.begin(),
                        samples.begin() + static_cast<std::ptrdiff_t>(taken));
        samples = samples.subspan(taken);
        if (pending_.size() < whole) return;
        encode(pending_.data(), frame_size_, on_packet);
        pending_.clear();
    }
}

void Encoder::finish(const OnPacket& on_packet) {
    if (!pending_.empty()) {
        encode(pending_.data(), pending_.size() / channels_, on_packet);
        pending_.clear();
    }
    send(nullptr, on_packet);
}

/// Hands `count` frames of `samples` to the encoder.
void Encoder::encode(const float* samples, std::size_t count, const OnPacket& on_packet) {
    av_frame_unref(frame_.get());
    frame_->nb_samples = static_cast<int>(count);
    frame_->format = context_->sample_fmt;
    frame_->sample_rate = context_->sample_rate;
    checked(av_channel_layout_copy(&frame_->ch_layout, &context_->ch_layout), "av_channel_layout_copy");
    checked(av_frame_get_buffer(frame_.get(), 0), "av_frame_get_buffer");
    fill_frame(samples, count);
    frame_->pts = first_frame_ + frames_;
    frames_ += static_cast<std::int64_t>(count);
    send(frame_.get(), on_packet);
}

void Encoder::fill_frame(const float* samples, std::size_t count) {
    if (context_->sample_fmt == AV_SAMPLE_FMT_FLT) {
        std::memcpy(frame_->data[0], samples, count * channels_ * sizeof(float));
    } else if (context_->sample_fmt == AV_SAMPLE_FMT_FLTP) {
        for (std::size_t channel = 0; channel < channels_; ++channel) {
            auto* plane = reinterpret_cast<float*>(frame_->data[channel]);
            for (std::size_t i = 0; i < count; ++i) plane[i] = samples[i * channels_ + channel];
        }
    } else if (context_->sample_fmt == AV_SAMPLE_FMT_S16) {
        auto* whole = reinterpret_cast<std::int16_t*>(frame_->data[0]);
        for (std::size_t i = 0; i < count * channels_; ++i)
            whole[i] = static_cast<std::int16_t>(quantize_(samples[i]));
    } else {
        auto* whole = reinterpret_cast<std::int32_t*>(frame_->data[0]);
        for (std::size_t i = 0; i < count * channels_; ++i)
            whole[i] = quantize_(samples[i]) * (1 << (32 - bits_));
    }
}

/// Sends a frame, or null at the end, and passes on the packets that come of it.
void Encoder::send(const AVFrame* next, const OnPacket& on_packet) {
    checked(avcodec_send_frame(context_.get(), next), "avcodec_send_frame");
    for (;;) {
        const int result = avcodec_receive_packet(context_.get(), packet_.get());
        if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
        checked(result, "avcodec_receive_packet");
        on_packet(*packet_);
    }
}

}  // namespace cityfm::av
