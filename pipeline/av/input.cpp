// SPDX-License-Identifier: MIT
#include "pipeline/av/input.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "pipeline/av/av_error.h"
#include "pipeline/av/tracks.h"
#include "pipeline/core/error.h"

extern "C" {
#include <libavutil/mem.h>
}

namespace cityfm::av {

using core::Code;
using core::Error;
using core::Kind;

/// The part's bytes as libavformat reads them.
struct Input::Bytes {
    Bytes(const core::PlainFile& file_, const ByteParts& parts_) : file(file_), parts(parts_) {
        constexpr int buffer_bytes = 1 << 16;
        auto* const buffer = checked(
            static_cast<unsigned char*>(av_malloc(static_cast<std::size_t>(buffer_bytes))), "av_malloc");
        io = avio_alloc_context(buffer, buffer_bytes, 0, this, &Bytes::read, nullptr, &Bytes::seek);
        if (io == nullptr) av_free(buffer);
        checked(io, "avio_alloc_context");
    }
    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;
    ~Bytes() {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }

    static int read(void* self, std::uint8_t* into, int count) noexcept {
        auto& bytes = *static_cast<Bytes*>(self);
        try {
            const std::size_t got = bytes.parts.read(bytes.file, bytes.at, reinterpret_cast<char*>(into),
                                                     static_cast<std::size_t>(count));
            bytes.at += static_cast<std::int64_t>(got);
            return got > 0 ? static_cast<int>(got) : AVERROR_EOF;
        } catch (...) {
            return AVERROR(EIO);
        }
    }

    static std::int64_t seek(void* self, std::int64_t offset, int whence) noexcept {
        auto& bytes = *static_cast<Bytes*>(self);
        const std::int64_t size = bytes.parts.size();
        switch (whence & ~AVSEEK_FORCE) {
            case AVSEEK_SIZE:
                return size;
            case SEEK_CUR:
                offset += bytes.at;
                break;
            case SEEK_END:
                offset += size;
                break;
            default:
                break;
        }
        if (offset < 0) return AVERROR(EINVAL);
        bytes.at = offset;
        return offset;
    }

    const core::PlainFile& file;
    const ByteParts& parts;
    std::int64_t at = 0;
    AVIOContext* io = nullptr;
};

namespace {

std::string tag_of(const AVStream& stream, const char* name) {
    const AVDictionaryEntry* entry = av_dict_get(stream.metadata, name, nullptr, 0);
    return entry != nullptr ? entry->value : "";
}

bool is_protected(const AVCodecParameters& parameters) {
    return parameters.codec_tag == MKTAG('d', 'r', 'm', 's') ||
           parameters.codec_tag == MKTAG('e', 'n', 'c', 'a') ||
           parameters.codec_tag == MKTAG('a', 'a', 'v', 'd');
}

Track describe_track(const AVStream& stream, int number) {
    const AVCodecParameters& parameters = *stream.codecpar;
    Track track;
    track.number = number;
    if (parameters.codec_id != AV_CODEC_ID_NONE) track.codec = avcodec_get_name(parameters.codec_id);
    track.language = tag_of(stream, "language");
    if (track.language == "und") track.language.clear();
    track.title = tag_of(stream, "title");
    if (track.title.empty()) {
        const std::string handler = tag_of(stream, "handler_name");
        if (handler != "SoundHandler" && handler != "Core Media Audio") track.title = handler;
    }
    track.channels = parameters.ch_layout.nb_channels;
    track.readable = avcodec_find_decoder(parameters.codec_id) != nullptr;
    return track;
}

}  // namespace

Input::Input(std::shared_ptr<const SoundFile> source, std::size_t part, const std::string& track)
    : source_(std::move(source)),
      bytes_(std::make_unique<Bytes>(source_->file, source_->layout.parts.at(part).bytes)) {
    const auto unreadable = [&](int error) {
        return Error(Kind::show, Code::unreadable_sound,
                     {{"path", source_->name.string()}, {"reason", describe(error)}});
    };
    keep_libav_quiet();
    Options options;
    options.set("protocol_whitelist", "");
    AVFormatContext* opened = checked(avformat_alloc_context(), "avformat_alloc_context");
    opened->pb = bytes_->io;
    int result = avformat_open_input(
        &opened, "", av_find_input_format(source_->layout.parts.at(part).demuxer.c_str()), options.address());
    if (result < 0) throw unreadable(result);
    format_.reset(opened);
    result = avformat_find_stream_info(opened, nullptr);
    if (result < 0) throw unreadable(result);
    stream_ = choose(track);
    for (unsigned i = 0; i < opened->nb_streams; ++i) {
        if (opened->streams[i] != stream_) opened->streams[i]->discard = AVDISCARD_ALL;
    }
}

Input::~Input() = default;

AVStream* Input::choose(const std::string& track) {
    std::vector<AVStream*> streams;
    for (unsigned i = 0; i < format_->nb_streams; ++i) {
        if (format_->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO)
            streams.push_back(format_->streams[i]);
    }
    const core::Args where = {{"path", source_->name.string()}};
    if (streams.empty()) throw Error(Kind::show, Code::no_sound_in_it, where);
    for (AVStream* stream : streams)
        tracks_.push_back(describe_track(*stream, static_cast<int>(tracks_.size()) + 1));
    std::size_t chosen = 0;
    if (track.empty()) {
        const AVCodec* decoder = nullptr;
        const int best = av_find_best_stream(format_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, &decoder, 0);
        for (std::size_t i = 0; i < streams.size(); ++i) {
            if (streams[i]->index == best) chosen = i;
        }
    } else {
        const auto found = std::find_if(tracks_.begin(), tracks_.end(),
                                        [&](const Track& other) { return answers_to(other, track); });
        if (found == tracks_.end()) {
            throw Error(Kind::show, Code::no_such_track,
                        {{"path", source_->name.string()}, {"found", track}, {"tracks", list(tracks_)}});
        }
        chosen = static_cast<std::size_t>(found - tracks_.begin());
    }
    if (is_protected(*streams[chosen]->codecpar)) throw Error(Kind::show, Code::protected_sound, where);
    track_ = tracks_[chosen].number;
    return streams[chosen];
}

bool Input::read(AVPacket& packet) {
    for (;;) {
        av_packet_unref(&packet);
        const int result = av_read_frame(format_.get(), &packet);
        if (result < 0) {
            broken_ = result != AVERROR_EOF;
            return false;
        }
        if (packet.stream_index == stream_->index) return true;
    }
}

std::int64_t Input::bytes_left() const {
    return std::max<std::int64_t>(0, bytes_->parts.size() - avio_tell(bytes_->io));
}

}  // namespace cityfm::av
