// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/frame.h>
}

namespace cityfm::av {

/// Frees by a libav function that takes the address of the pointer.
template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* pointer) const noexcept {
        Free(&pointer);
    }
};

using Frame = std::unique_ptr<AVFrame, Deleter<av_frame_free>>;
using Packet = std::unique_ptr<AVPacket, Deleter<av_packet_free>>;
using CodecContext = std::unique_ptr<AVCodecContext, Deleter<avcodec_free_context>>;
using FilterGraph = std::unique_ptr<AVFilterGraph, Deleter<avfilter_graph_free>>;
using InputFormat = std::unique_ptr<AVFormatContext, Deleter<avformat_close_input>>;

/// Options for open and header calls; what is left over afterwards was misspelt.
class Options {
  public:
    Options() = default;
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;
    ~Options() { av_dict_free(&dictionary_); }

    void set(const char* key, const char* value) { av_dict_set(&dictionary_, key, value, 0); }
    AVDictionary** address() { return &dictionary_; }
    /// Throws when one is left over.
    void refuse_left_over() const;

  private:
    AVDictionary* dictionary_ = nullptr;
};

}  // namespace cityfm::av
