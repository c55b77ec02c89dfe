// SPDX-License-Identifier: MIT
#include "pipeline/av/reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/av/av_error.h"
#include "pipeline/av/channel_layout.h"
#include "pipeline/av/decoding.h"
#include "pipeline/av/describe_sound.h"
#include "pipeline/av/graph.h"
#include "pipeline/av/input.h"
#include "pipeline/av/mp4_boxes.h"
#include "pipeline/av/not_numbers.h"
#include "pipeline/av/timeline.h"
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

CodecContext open_decoder(const Input& input, const std::filesystem::path& path) {
    const AVCodecParameters& parameters = *input.stream().codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    const auto unreadable = [&](const std::string& reason) {
        return Error(Kind::show, Code::unreadable_sound, {{"path", path.string()}, {"reason", reason}});
    };
    if (codec == nullptr) throw unreadable(avcodec_get_name(parameters.codec_id));
    CodecContext decoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    checked(avcodec_parameters_to_context(decoder.get(), &parameters), "avcodec_parameters_to_context");
    decoder->pkt_timebase = input.stream().time_base;
    decoder->thread_count = 1;
    // A block whose check sum is wrong would be full-scale noise.
    if (parameters.codec_id == AV_CODEC_ID_TTA || parameters.codec_id == AV_CODEC_ID_WAVPACK)
        decoder->err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE;
    const int result = avcodec_open2(decoder.get(), codec, nullptr);
    if (result < 0) throw unreadable(describe(result));
    return decoder;
}

/// True for a packet that says that nobody speaks, so that no sound is there to be decoded: of AMR by its
/// frame type (3GPP TS 26.101, table 1a; 26.201), of Opus by its size, which is what a browser sends in
/// pauses.
bool is_pause(AVCodecID codec, const AVPacket& packet) {
    if (packet.size <= 0) return false;
    const int type = packet.data[0] >> 3 & 0xf;
    if (codec == AV_CODEC_ID_AMR_NB) return type >= 8;
    if (codec == AV_CODEC_ID_AMR_WB) return type >= 9;
    return codec == AV_CODEC_ID_OPUS && packet.size <= 2;
}

}  // namespace

/// One part of a file as it is decoded.
struct Stretch {
    Stretch(const std::shared_ptr<const SoundFile>& source, std::size_t part, const std::string& track)
        : input(source, part, track), decoder(open_decoder(input, source->name)) {
        // MP4 counts from the beginning, which an edit list may leave silent; elsewhere a file may begin
        // anywhere, and only a track that begins later than another one is silent until then.
        const std::filesystem::path path = source->file.path();
        const bool counts_from_zero =
            is_mp4(input.format().iformat->name) && !find_mp4_box(path, {"moov", "mvex"});
        const std::int64_t start = input.stream().start_time;
        const std::int64_t first = input.format().start_time;
        if (start != AV_NOPTS_VALUE && (counts_from_zero || first != AV_NOPTS_VALUE)) {
            const double origin = counts_from_zero ? 0 : static_cast<double>(first) / AV_TIME_BASE;
            starts_late_seconds = seconds(start) - origin;
        }
        if (counts_from_zero) has_edits = mp4_edits(path) > 1;
        // Of blocks of different lengths old encoders counted the blocks, and not their samples.
        const AVCodecParameters& parameters = *input.stream().codecpar;
        constexpr int block_size_bytes = 2;
        if (parameters.codec_id == AV_CODEC_ID_FLAC && parameters.extradata_size >= 2 * block_size_bytes) {
            const std::string_view sizes(reinterpret_cast<const char*>(parameters.extradata), 4);
            has_timestamps = sizes.substr(0, block_size_bytes) == sizes.substr(block_size_bytes);
        }
    }

    double seconds(std::int64_t units) const {
        return static_cast<double>(units) * av_q2d(input.stream().time_base);
    }

    Input input;
    CodecContext decoder;
    double starts_late_seconds = 0;  ///< after the file's other tracks, or its beginning
    bool has_timestamps = true;      ///< that tell where sound belongs
    bool has_edits = false;          ///< which may leave silence between them
    bool ended = false;              ///< the input
    bool was_ended = false;          ///< what it lacks was counted
    bool began = false;              ///< there was a frame
    double undecoded_seconds = 0;    ///< of packets since the last frame
    int undecoded_packets = 0;
    bool paused = false;  ///< a packet since the last frame said so
    double paused_seconds = 0;
    std::int64_t packet_bytes = 0;  ///< so far
};

struct Reader::State {
    State(const std::filesystem::path& path, ReadAs as_)
        : as(std::move(as_)),
          source(std::make_shared<const SoundFile>(path)),
          stretch(std::make_unique<Stretch>(source, 0, as.track)),
          info(describe_sound(stretch->input, source, as.track)),
          losses(source->layout.losses) {
        if (info.gapless && info.gapless->is_from_tag) {
            stretch->starts_late_seconds -=
                static_cast<double>(info.gapless->start_frames) / info.format.sample_rate;
        }
    }

    /// Decodes until the graph has something to give; false at the end of it all.
    bool refill() {
        if (silence_frames > 0) {
            feed_silence();
            return true;
        }
        if (holds_frame) {
            holds_frame = false;
            feed(*decoded);
            return true;
        }
        if (decoding.next_frame()) {
            take(*decoded);
            return true;
        }
        if (!std::exchange(stretch->was_ended, true)) end_stretch();
        if (silence_frames > 0) return true;
        if (part + 1 == source->layout.parts.size()) return end();
        ++part;
        const double lost = source->layout.parts[part].lost_before_seconds;
        // A part that cannot be opened is lost, too.
        try {
            stretch = std::make_unique<Stretch>(source, part, as.track);
        } catch (const Error&) {
            losses.add(position(), std::max({lost, estimated_seconds(part), 1.0}));
            return part + 1 < source->layout.parts.size() || end();
        }
        part_begin = position();
        timeline = Timeline();
        pending_loss = lost;
        decoding = decode();
        failures = 0;
        return true;
    }

    /// How long a part is, if its sound takes as many bytes as that of those before it.
    double estimated_seconds(std::size_t of) const {
        const std::vector<SoundPart>& parts = source->layout.parts;
        double bytes = 0;
        for (std::size_t i = 0; i < of; ++i) bytes += static_cast<double>(parts[i].bytes.size());
        return bytes > 0 ? static_cast<double>(parts[of].bytes.size()) / bytes * position() : 0;
    }

    int receive() const { return avcodec_receive_frame(stretch->decoder.get(), decoded.get()); }

    bool send() {
        Stretch& now = *stretch;
        const bool got = !now.ended && now.input.read(*packet);
        now.ended = !got;
        if (!got) {
            avcodec_send_packet(now.decoder.get(), nullptr);
            return false;
        }
        now.packet_bytes += packet->size;
        const double seconds = now.seconds(packet->duration);
        if (is_pause(now.decoder->codec_id, *packet)) {
            now.paused = true;
            if (now.decoder->codec_id != AV_CODEC_ID_OPUS) {
                now.paused_seconds += seconds;
                return true;
            }
        }
        failures = decoding.damages();
        last_packet_seconds = seconds;
        if (avcodec_send_packet(now.decoder.get(), packet.get()) < 0) fail(seconds);
        return true;
    }

    /// A packet gave no sound.
    void fail(double seconds) const {
        // What a damaged one says of its own length is not believed.
        constexpr double most_seconds = 10;
        stretch->undecoded_seconds += std::clamp(seconds, 0.0, most_seconds);
        ++stretch->undecoded_packets;
    }

    void take(AVFrame& frame) {
        Stretch& now = *stretch;
        // What a tag leaves out at the end, no libav does.
        if (info.gapless && info.gapless->is_from_tag) {
            const std::int64_t room = info.declared_frames - std::llround(position() * frame.sample_rate);
            frame.nb_samples = static_cast<int>(std::clamp<std::int64_t>(room, 0, frame.nb_samples));
            if (frame.nb_samples == 0) return;
        }
        settle_layout(frame.ch_layout);
        if (decoding.damages() > failures) fail(last_packet_seconds);
        failures = decoding.damages();
        double hole = now.paused_seconds;
        if (frame.pts != AV_NOPTS_VALUE && now.has_timestamps)
            hole = timeline.hole_before(now.seconds(frame.pts));
        if (!now.began && now.starts_late_seconds >= least_hole_seconds) hole = now.starts_late_seconds;
        // A stream that begins in the middle cannot be decoded at once.
        const double undecoded = now.began ? now.undecoded_seconds : 0;
        const double lost_before = std::exchange(pending_loss, 0.0);
        hole = std::max({hole, now.paused_seconds, undecoded, lost_before});
        const bool is_lost = (now.began && !now.paused && !now.has_edits) || undecoded > 0 || lost_before > 0;
        if (hole > 0 && is_lost) losses.add(position(), hole);
        now.began = true;
        now.undecoded_seconds = now.paused_seconds = 0;
        now.undecoded_packets = 0;
        now.paused = false;
        silence_frames = std::llround(hole * frame.sample_rate);
        holds_frame = true;
        take_shape(frame);
    }

    /// What silence is made like.
    void take_shape(const AVFrame& frame) {
        shape.reset(checked(av_frame_alloc(), "av_frame_alloc"));
        shape->format = frame.format;
        shape->sample_rate = frame.sample_rate;
        checked(av_channel_layout_copy(&shape->ch_layout, &frame.ch_layout), "av_channel_layout_copy");
    }

    /// Of a stream's last packet often only a part is there, which is no loss to anyone.
    void end_stretch() {
        Stretch& now = *stretch;
        if (decoding.damages() > failures) fail(last_packet_seconds);
        const bool is_whole = info.declared_frames > 0 &&
                              std::llround(position() * info.format.sample_rate) >= info.declared_frames;
        const bool is_last = part + 1 == source->layout.parts.size();
        const bool is_lost = now.undecoded_packets > (is_last ? 1 : 0) && !is_whole;
        if (is_lost) losses.add(position(), now.undecoded_seconds);
        const SoundPart& read = source->layout.parts[part];
        const auto add_share = [&](std::int64_t lost_bytes, std::int64_t of_bytes) {
            if (lost_bytes <= 0 || of_bytes <= 0 || is_whole) return;
            losses.add(position(), static_cast<double>(lost_bytes) / static_cast<double>(of_bytes) *
                                       (position() - part_begin));
        };
        if (now.input.is_broken()) add_share(now.input.bytes_left(), now.packet_bytes);
        // A stated length tells the same.
        if (info.declared_frames == 0) add_share(read.missing_bytes, read.bytes.size());
        const double silence = now.paused_seconds + (is_lost && !is_last ? now.undecoded_seconds : 0);
        if (shape) silence_frames = std::llround(silence * shape->sample_rate);
        now.paused_seconds = now.undecoded_seconds = 0;
    }

    /// A second of the silence that is due, or what is left of it: a hole may be long.
    void feed_silence() {
        const Frame silence(checked(av_frame_alloc(), "av_frame_alloc"));
        silence->format = shape->format;
        silence->sample_rate = shape->sample_rate;
        silence->nb_samples = static_cast<int>(std::min<std::int64_t>(silence_frames, shape->sample_rate));
        checked(av_channel_layout_copy(&silence->ch_layout, &shape->ch_layout), "av_channel_layout_copy");
        checked(av_frame_get_buffer(silence.get(), 0), "av_frame_get_buffer");
        av_samples_set_silence(silence->extended_data, 0, silence->nb_samples, silence->ch_layout.nb_channels,
                               static_cast<AVSampleFormat>(silence->format));
        silence_frames -= silence->nb_samples;
        feed(*silence);
    }

    void feed(AVFrame& frame) {
        const double seconds = static_cast<double>(frame.nb_samples) / frame.sample_rate;
        timeline.advance(seconds);
        not_numbers += silence_not_numbers(frame);
        frame.pts = AV_NOPTS_VALUE;
        if (graph && !graph->accepts(frame)) {
            // The sound changes its shape half-way (a call that becomes mono): what is in the graph goes
            // first.
            graph->push(nullptr);
            finished.push_back(std::move(graph));
        }
        if (!graph) {
            const std::optional<SoundFormat> wanted = as.format ? as.format : first_shape;
            graph = std::make_unique<FloatGraph>(frame, wanted);
            if (!first_shape) first_shape = sound_format(frame.sample_rate, frame.ch_layout);
        }
        graph->push(&frame);
    }

    /// Seconds given so far, those of earlier parts too.
    double position() const { return part_begin + timeline.position(); }

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

    Decoding decode() {
        return {[this] { return receive(); }, [this] { return send(); }};
    }

    ReadAs as;
    std::optional<SoundFormat> first_shape;
    std::shared_ptr<const SoundFile> source;
    std::unique_ptr<Stretch> stretch;
    std::size_t part = 0;
    double part_begin = 0;  ///< seconds before this part
    SoundInfo info;
    Packet packet{checked(av_packet_alloc(), "av_packet_alloc")};
    Frame decoded{checked(av_frame_alloc(), "av_frame_alloc")};
    Frame block{checked(av_frame_alloc(), "av_frame_alloc")};
    Frame shape;                      ///< of the last frame, without its sound
    std::int64_t silence_frames = 0;  ///< to be given before anything else
    bool holds_frame = false;         ///< `decoded` waits until then
    Decoding decoding = decode();
    int failures = 0;  ///< of the decoder, up to the last packet
    double last_packet_seconds = 0;
    double pending_loss = 0;  ///< before the next frame
    Timeline timeline;        ///< of this part
    std::unique_ptr<FloatGraph> graph;
    std::vector<std::unique_ptr<FloatGraph>> finished;  ///< ended, and not yet emptied
    Losses losses;
    std::int64_t not_numbers = 0;
};

Reader::Reader(const std::filesystem::path& path, const ReadAs& as)
    : state_(std::make_unique<State>(path, as)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

const SoundInfo& Reader::info() const {
    return state_->info;
}

SoundFormat Reader::format() const {
    return state_->as.format.value_or(state_->first_shape.value_or(state_->info.format));
}

const Losses& Reader::losses() const {
    return state_->losses;
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
