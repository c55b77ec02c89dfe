// SPDX-License-Identifier: MIT
#include "pipeline/av/reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/av/av_error.h"
#include "pipeline/av/decoding.h"
#include "pipeline/av/graph.h"
#include "pipeline/av/input.h"
#include "pipeline/av/mp4_boxes.h"
#include "pipeline/av/riff.h"
#include "pipeline/av/xing.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"

extern "C" {
#include <libavutil/channel_layout.h>
}

namespace cityfm::av {
namespace {

using core::Code;
using core::Error;
using core::Kind;

SoundInfo describe_stream(const Input& input, const std::filesystem::path& path) {
    SoundInfo info;
    const AVCodecParameters& parameters = *input.stream->codecpar;
    info.container = input.format->iformat->name;
    info.codec = avcodec_get_name(parameters.codec_id);
    info.format = {parameters.sample_rate, parameters.ch_layout.nb_channels};
    const AVRational base = input.stream->time_base;
    if (input.stream->duration > 0) {
        info.duration_seconds = static_cast<double>(input.stream->duration) * base.num / base.den;
    } else if (input.format->duration > 0) {
        info.duration_seconds = static_cast<double>(input.format->duration) / AV_TIME_BASE;
    }
    // Only these containers state their length in a header; the others' is read off the file's size, and so
    // is, by FFmpeg, that of a WAV or an MP3 which holds less than it states.
    if (info.container == "wav") {
        info.declared_frames = wav_declared_frames(path);
    } else if (info.container == "mp3") {
        const XingHeader header = read_xing(path).value_or(XingHeader());
        info.declared_frames = header.frames;
        info.gapless = header.gapless;
    } else if (info.container == "flac" || info.container == "aiff" || info.container.rfind("mov", 0) == 0) {
        info.declared_frames = std::llround(info.duration_seconds * info.format.sample_rate);
    }
    info.guesses_duration = input.format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    if (info.container == "mp3" && info.declared_frames > 0) {
        info.duration_seconds = static_cast<double>(info.declared_frames) / info.format.sample_rate;
        info.guesses_duration = false;
    }
    info.bits_per_second = parameters.bit_rate > 0 ? parameters.bit_rate : input.format->bit_rate;
    if (info.container.rfind("mov", 0) == 0) info.gapless = mp4_gapless(path);
    if (parameters.codec_id == AV_CODEC_ID_OPUS && info.container == "ogg") {
        info.gapless = Gapless{parameters.initial_padding, 0};
        const double skipped = static_cast<double>(parameters.initial_padding) / info.format.sample_rate;
        info.duration_seconds = std::max(0.0, info.duration_seconds - skipped);
    }
    return info;
}

CodecContext open_decoder(const Input& input, const std::filesystem::path& path) {
    const AVCodecParameters& parameters = *input.stream->codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    const auto unreadable = [&](const std::string& reason) {
        return Error(Kind::show, Code::unreadable_sound, {{"path", path.string()}, {"reason", reason}});
    };
    if (codec == nullptr) throw unreadable(avcodec_get_name(parameters.codec_id));
    CodecContext decoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    checked(avcodec_parameters_to_context(decoder.get(), &parameters), "avcodec_parameters_to_context");
    decoder->pkt_timebase = input.stream->time_base;
    decoder->thread_count = 1;
    const int result = avcodec_open2(decoder.get(), codec, nullptr);
    if (result < 0) throw unreadable(describe(result));
    return decoder;
}

/// Silences what is no finite number of a float's range among some samples, and counts it.
template <class Number>
std::int64_t silence_not_numbers(std::span<Number> samples) {
    std::int64_t found = 0;
    for (Number& sample : samples) {
        // False for what is no number, too.
        if (std::abs(sample) <= static_cast<Number>(std::numeric_limits<float>::max())) continue;
        sample = 0;
        ++found;
    }
    return found;
}

/// The same for a decoded frame, before a filter spreads it over its neighbours.
std::int64_t silence_not_numbers(AVFrame& frame) {
    const auto format = static_cast<AVSampleFormat>(frame.format);
    const AVSampleFormat packed = av_get_packed_sample_fmt(format);
    if (packed != AV_SAMPLE_FMT_FLT && packed != AV_SAMPLE_FMT_DBL) return 0;
    checked(av_frame_make_writable(&frame), "av_frame_make_writable");
    const int channels = frame.ch_layout.nb_channels;
    const int planes = av_sample_fmt_is_planar(format) != 0 ? channels : 1;
    const auto samples =
        static_cast<std::size_t>(frame.nb_samples) * static_cast<std::size_t>(channels / planes);
    std::int64_t found = 0;
    for (int plane = 0; plane < planes; ++plane) {
        std::uint8_t* data = frame.extended_data[plane];
        found += packed == AV_SAMPLE_FMT_FLT
                     ? silence_not_numbers(std::span(reinterpret_cast<float*>(data), samples))
                     : silence_not_numbers(std::span(reinterpret_cast<double*>(data), samples));
    }
    return found;
}

}  // namespace

struct Reader::State {
    State(const std::filesystem::path& path_, std::optional<SoundFormat> wanted_)
        : path(path_),
          wanted(wanted_),
          input(path_),
          info(describe_stream(input, path_)),
          decoder(open_decoder(input, path_)) {}

    /// Decodes until the graph has something to give; false at the end of it all.
    bool refill() {
        if (!decoding.next_frame()) return end();
        feed(*decoded);
        return true;
    }

    int receive() const { return avcodec_receive_frame(decoder.get(), decoded.get()); }

    bool send() {
        const bool got = !ended && input.read(*packet);
        ended = !got;
        const int sent = avcodec_send_packet(decoder.get(), got ? packet.get() : nullptr);
        if (sent < 0 && sent != AVERROR_EOF) ++damages;
        return got;
    }

    void feed(AVFrame& frame) {
        if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC || frame.ch_layout.nb_channels == 0) {
            const int channels = std::max(frame.ch_layout.nb_channels, 1);
            av_channel_layout_uninit(&frame.ch_layout);
            av_channel_layout_default(&frame.ch_layout, channels);
        }
        decoded_frames += frame.nb_samples;
        not_numbers += silence_not_numbers(frame);
        frame.pts = AV_NOPTS_VALUE;
        if (graph && !graph->accepts(frame)) {
            // The sound changes its shape half-way (a call that becomes mono): what is in the graph goes
            // first.
            graph->push(nullptr);
            finished.push_back(std::move(graph));
        }
        if (!graph) {
            const std::optional<SoundFormat> shape = wanted ? wanted : first_shape;
            graph = std::make_unique<FloatGraph>(frame, shape);
            if (!first_shape) first_shape = SoundFormat{frame.sample_rate, frame.ch_layout.nb_channels};
        }
        graph->push(&frame);
    }

    bool end() {
        if (!graph) return false;
        graph->push(nullptr);
        finished.push_back(std::move(graph));
        return true;
    }

    bool pull() {
        while (!finished.empty()) {
            if (finished.front()->pull(*block)) return true;
            finished.erase(finished.begin());
        }
        return graph && graph->pull(*block);
    }

    std::filesystem::path path;
    std::optional<SoundFormat> wanted;
    std::optional<SoundFormat> first_shape;
    Input input;
    SoundInfo info;
    CodecContext decoder;
    Packet packet{checked(av_packet_alloc(), "av_packet_alloc")};
    Frame decoded{checked(av_frame_alloc(), "av_frame_alloc")};
    Frame block{checked(av_frame_alloc(), "av_frame_alloc")};
    Decoding decoding{[this] { return receive(); }, [this] { return send(); }};
    bool ended = false;  ///< the input
    std::unique_ptr<FloatGraph> graph;
    std::vector<std::unique_ptr<FloatGraph>> finished;  ///< ended, and not yet emptied
    std::int64_t decoded_frames = 0;
    int damages = 0;
    std::int64_t not_numbers = 0;
};

Reader::Reader(const std::filesystem::path& path, std::optional<SoundFormat> wanted)
    : state_(std::make_unique<State>(path, wanted)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

const SoundInfo& Reader::info() const {
    return state_->info;
}

SoundFormat Reader::format() const {
    return state_->wanted.value_or(state_->first_shape.value_or(state_->info.format));
}

std::int64_t Reader::decoded_frames() const {
    return state_->decoded_frames;
}

int Reader::damages() const {
    return state_->damages + state_->decoding.damages() + state_->input.damages;
}

std::int64_t Reader::not_numbers() const {
    return state_->not_numbers;
}

std::span<const float> Reader::read() {
    for (;;) {
        if (state_->pull()) {
            const AVFrame& block = *state_->block;
            if (block.nb_samples == 0) continue;
            const auto count = static_cast<std::size_t>(block.nb_samples) *
                               static_cast<std::size_t>(block.ch_layout.nb_channels);
            return {reinterpret_cast<const float*>(block.data[0]), count};
        }
        if (!state_->refill()) return {};
    }
}

std::string stream_sha256(const std::filesystem::path& path) {
    Input input(path);
    const Packet packet(checked(av_packet_alloc(), "av_packet_alloc"));
    core::Sha256 digest;
    while (input.read(*packet)) {
        digest.update({reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)});
    }
    return digest.finish();
}

}  // namespace cityfm::av
