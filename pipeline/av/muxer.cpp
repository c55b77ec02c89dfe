// SPDX-License-Identifier: MIT
#include "pipeline/av/muxer.h"

#include "pipeline/av/av_error.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace cityfm::av {

void Muxer::CloseOutput::operator()(AVFormatContext* context) const noexcept {
    if (context->pb != nullptr) avio_closep(&context->pb);
    avformat_free_context(context);
}

bool Muxer::wants_global_header(const Encoding& encoding) {
    const AVOutputFormat* format = av_guess_format(encoding.muxer.c_str(), nullptr, nullptr);
    return format != nullptr && (format->flags & AVFMT_GLOBALHEADER) != 0;
}

Muxer::Muxer(const std::filesystem::path& path, const Encoding& encoding, const AVCodecContext& encoder)
    : path_(path.string()), time_base_(encoder.time_base) {
    open(encoding.muxer);
    checked(avcodec_parameters_from_context(stream_->codecpar, &encoder), "avcodec_parameters_from_context");
    write_header(encoding.muxer_options);
}

Muxer::Muxer(const std::filesystem::path& path, const std::string& container, const Pairs& options,
             const AVCodecParameters& codec, AVRational time_base, const std::vector<Chapter>& chapters)
    : path_(path.string()), time_base_(time_base) {
    open(container);
    checked(avcodec_parameters_copy(stream_->codecpar, &codec), "avcodec_parameters_copy");
    stream_->codecpar->codec_tag = 0;  // the container's own
    add_chapters(chapters);
    write_header(options);
}

void Muxer::open(const std::string& container) {
    AVFormatContext* allocated = nullptr;
    checked(avformat_alloc_output_context2(&allocated, nullptr, container.c_str(), nullptr), "alloc output");
    output_.reset(allocated);
    output_->flags |= AVFMT_FLAG_BITEXACT;
    // The MP4 muxer opens its own file again to move the index to the front.
    output_->url = checked(av_strdup(("file:" + path_).c_str()), "av_strdup");
    stream_ = checked(avformat_new_stream(output_.get(), nullptr), "avformat_new_stream");
    stream_->time_base = time_base_;
}

void Muxer::write_header(const Pairs& muxer_options) {
    checked(avio_open(&output_->pb, output_->url, AVIO_FLAG_WRITE), "avio_open", path_);
    Options options;
    for (const auto& [key, value] : muxer_options) options.set(key.c_str(), value.c_str());
    checked(avformat_write_header(output_.get(), options.address()), "avformat_write_header", path_);
    options.refuse_left_over();
}

/// The context owns them, and frees them by av_freep.
void Muxer::add_chapters(const std::vector<Chapter>& chapters) {
    if (chapters.empty()) return;
    output_->chapters =
        static_cast<AVChapter**>(checked(av_calloc(chapters.size(), sizeof(AVChapter*)), "av_calloc"));
    for (const Chapter& chapter : chapters) {
        auto* entry = static_cast<AVChapter*>(checked(av_mallocz(sizeof(AVChapter)), "av_mallocz"));
        output_->chapters[output_->nb_chapters] = entry;
        entry->id = static_cast<std::int64_t>(output_->nb_chapters++);
        entry->time_base = {1, 1000};
        entry->start = chapter.start_ms;
        entry->end = chapter.end_ms;
        checked(av_dict_set(&entry->metadata, "title", chapter.title.c_str(), 0), "av_dict_set");
    }
}

void Muxer::write(AVPacket& packet) {
    packet.stream_index = stream_->index;
    join_padding(packet);
    av_packet_rescale_ts(&packet, time_base_, stream_->time_base);
    checked(av_interleaved_write_frame(output_.get(), &packet), "av_interleaved_write_frame", path_);
}

void Muxer::finish() {
    checked(av_write_trailer(output_.get()), "av_write_trailer", path_);
    checked(avio_closep(&output_->pb), "avio_closep", path_);
}

/// The padding at a stream's end may reach over two packets, each of which states its own part; the MP3 muxer
/// writes down what the last one states, so that one has to state the whole.
void Muxer::join_padding(AVPacket& packet) {
    std::size_t size = 0;
    std::uint8_t* skip = av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, &size);
    if (skip == nullptr || size < 8) return;
    padding_ += AV_RL32(skip + 4);
    AV_WL32(skip + 4, padding_);
}

}  // namespace cityfm::av
