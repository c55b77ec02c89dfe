// SPDX-License-Identifier: MIT
#include "pipeline/av/writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "pipeline/av/av_error.h"
#include "pipeline/av/handles.h"
#include "pipeline/core/error.h"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/intreadwrite.h>
}

namespace cityfm::av {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// An output context closes its file first.
struct CloseOutput {
    void operator()(AVFormatContext* context) const noexcept {
        if (context->pb != nullptr) avio_closep(&context->pb);
        avformat_free_context(context);
    }
};

void refuse_left_over(const Options& options) {
    const AVDictionaryEntry* entry = av_dict_get(options.left_over(), "", nullptr, AV_DICT_IGNORE_SUFFIX);
    if (entry == nullptr) return;
    throw Error(Kind::failed, Code::library_failed,
                {{"library", "FFmpeg"}, {"reason", std::string("unknown option ") + entry->key}});
}

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

/// Rounds floats to whole numbers of some bits, with triangular dither of one step, so that what is quiet
/// fades instead of breaking up. The same sound always gets the same dither.
class Quantizer {
  public:
    explicit Quantizer(int bits) : scale_(std::ldexp(1.0, bits - 1)) {}

    std::int32_t operator()(float sample) {
        const double dithered = static_cast<double>(sample) * scale_ + random() + random();
        return static_cast<std::int32_t>(std::lrint(std::clamp(dithered, -scale_, scale_ - 1)));
    }

  private:
    /// Even over half a step on both sides of 0 (Numerical Recipes, 7.1: "quick and dirty", enough for
    /// noise).
    double random() {
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<double>(state_) / 4294967296.0 - 0.5;
    }

    double scale_;
    std::uint32_t state_ = 1;
};

CodecContext open_encoder(const Encoding& encoding, bool global_header) {
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
    refuse_left_over(options);
    return encoder;
}

}  // namespace

bool has_encoder(const std::string& codec) {
    return avcodec_find_encoder_by_name(codec.c_str()) != nullptr;
}

struct Writer::State {
    State(const std::filesystem::path& path_, const Encoding& encoding)
        : path(path_.string()), bits(encoding.bits > 0 ? encoding.bits : 16), quantize(bits) {
        keep_libav_quiet();
        AVFormatContext* allocated = nullptr;
        checked(avformat_alloc_output_context2(&allocated, nullptr, encoding.muxer.c_str(), nullptr),
                "alloc output");
        output.reset(allocated);
        output->flags |= AVFMT_FLAG_BITEXACT;
        // The MP4 muxer opens its own file again to move the index to the front.
        output->url = checked(av_strdup(("file:" + path).c_str()), "av_strdup");
        encoder = open_encoder(encoding, (output->oformat->flags & AVFMT_GLOBALHEADER) != 0);
        stream = checked(avformat_new_stream(output.get(), nullptr), "avformat_new_stream");
        stream->time_base = encoder->time_base;
        checked(avcodec_parameters_from_context(stream->codecpar, encoder.get()),
                "avcodec_parameters_from_context");
        checked(avio_open(&output->pb, output->url, AVIO_FLAG_WRITE), "avio_open", path);
        Options options;
        for (const auto& [key, value] : encoding.muxer_options) options.set(key.c_str(), value.c_str());
        checked(avformat_write_header(output.get(), options.address()), "avformat_write_header", path);
        refuse_left_over(options);
        channels = static_cast<std::size_t>(encoding.format.channels);
        frame_size = encoder->frame_size > 0 ? static_cast<std::size_t>(encoder->frame_size) : 1024;
        pending.reserve(frame_size * channels);
    }

    /// Hands `count` frames of `samples` to the encoder.
    void encode(const float* samples, std::size_t count) {
        av_frame_unref(frame.get());
        frame->nb_samples = static_cast<int>(count);
        frame->format = encoder->sample_fmt;
        frame->sample_rate = encoder->sample_rate;
        checked(av_channel_layout_copy(&frame->ch_layout, &encoder->ch_layout), "av_channel_layout_copy");
        checked(av_frame_get_buffer(frame.get(), 0), "av_frame_get_buffer");
        fill_frame(samples, count);
        frame->pts = frames;
        frames += static_cast<std::int64_t>(count);
        send(frame.get());
    }

    void fill_frame(const float* samples, std::size_t count) {
        if (encoder->sample_fmt == AV_SAMPLE_FMT_FLT) {
            std::memcpy(frame->data[0], samples, count * channels * sizeof(float));
        } else if (encoder->sample_fmt == AV_SAMPLE_FMT_FLTP) {
            for (std::size_t channel = 0; channel < channels; ++channel) {
                auto* plane = reinterpret_cast<float*>(frame->data[channel]);
                for (std::size_t i = 0; i < count; ++i) plane[i] = samples[i * channels + channel];
            }
        } else if (encoder->sample_fmt == AV_SAMPLE_FMT_S16) {
            auto* whole = reinterpret_cast<std::int16_t*>(frame->data[0]);
            for (std::size_t i = 0; i < count * channels; ++i)
                whole[i] = static_cast<std::int16_t>(quantize(samples[i]));
        } else {
            auto* whole = reinterpret_cast<std::int32_t*>(frame->data[0]);
            for (std::size_t i = 0; i < count * channels; ++i)
                whole[i] = quantize(samples[i]) * (1 << (32 - bits));
        }
    }

    /// Sends a frame, or null at the end, and writes the packets that come of it.
    void send(const AVFrame* next) {
        checked(avcodec_send_frame(encoder.get(), next), "avcodec_send_frame");
        for (;;) {
            const int result = avcodec_receive_packet(encoder.get(), packet.get());
            if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
            checked(result, "avcodec_receive_packet");
            packet->stream_index = stream->index;
            join_padding();
            av_packet_rescale_ts(packet.get(), encoder->time_base, stream->time_base);
            checked(av_interleaved_write_frame(output.get(), packet.get()), "av_interleaved_write_frame",
                    path);
        }
    }

    /// The padding at a stream's end may reach over two packets, each of which states its own part; the MP3
    /// muxer writes down what the last one states, so that one has to state the whole.
    void join_padding() {
        std::size_t size = 0;
        std::uint8_t* skip = av_packet_get_side_data(packet.get(), AV_PKT_DATA_SKIP_SAMPLES, &size);
        if (skip == nullptr || size < 8) return;
        padding += AV_RL32(skip + 4);
        AV_WL32(skip + 4, padding);
    }

    std::string path;
    int bits;
    Quantizer quantize;
    std::uint32_t padding = 0;  ///< frames to drop at the end, as the packets so far state it
    std::unique_ptr<AVFormatContext, CloseOutput> output;
    CodecContext encoder;
    AVStream* stream = nullptr;
    Packet packet{checked(av_packet_alloc(), "av_packet_alloc")};
    Frame frame{checked(av_frame_alloc(), "av_frame_alloc")};
    std::vector<float> pending;
    std::size_t channels = 0;
    std::size_t frame_size = 0;
    std::int64_t frames = 0;
};

Writer::Writer(const std::filesystem::path& path, const Encoding& encoding)
    : state_(std::make_unique<State>(path, encoding)) {}
Writer::~Writer() = default;

void Writer::write(std::span<const float> samples) {
    const std::size_t whole = state_->frame_size * state_->channels;
    while (!samples.empty()) {
        const std::size_t taken = std::min(whole - state_->pending.size(), samples.size());
        state_->pending.insert(state_->pending.end(), samples.begin(),
                               samples.begin() + static_cast<std::ptrdiff_t>(taken));
        samples = samples.subspan(taken);
        if (state_->pending.size() < whole) return;
        state_->encode(state_->pending.data(), state_->frame_size);
        state_->pending.clear();
    }
}

std::int64_t Writer::finish() {
    if (!state_->pending.empty()) {
        state_->encode(state_->pending.data(), state_->pending.size() / state_->channels);
        state_->pending.clear();
    }
    state_->send(nullptr);
    checked(av_write_trailer(state_->output.get()), "av_write_trailer", state_->path);
    checked(avio_closep(&state_->output->pb), "avio_closep", state_->path);
    return state_->frames;
}

}  // namespace cityfm::av
