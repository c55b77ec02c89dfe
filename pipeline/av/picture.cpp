// SPDX-License-Identifier: MIT
#include "pipeline/av/picture.h"

#include <algorithm>
#include <array>

#include "pipeline/av/av_error.h"
#include "pipeline/av/bad_artwork.h"
#include "pipeline/av/decoded_picture.h"
#include "pipeline/av/picture_metadata.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace cityfm::av {
namespace {

using core::Code;
using core::Error;
using core::Kind;

constexpr const char* scaler_flags = "flags=lanczos+accurate_rnd+full_chroma_int+bitexact";

/// Puts a chain of filters between two that a graph holds.
void connect(AVFilterGraph& graph, AVFilterContext& source, AVFilterContext& sink, const std::string& chain) {
    AVFilterInOut* outputs = checked(avfilter_inout_alloc(), "avfilter_inout_alloc");
    AVFilterInOut* inputs = checked(avfilter_inout_alloc(), "avfilter_inout_alloc");
    outputs->name = av_strdup("in");
    outputs->filter_ctx = &source;
    inputs->name = av_strdup("out");
    inputs->filter_ctx = &sink;
    const int result = avfilter_graph_parse_ptr(&graph, chain.c_str(), &inputs, &outputs, nullptr);
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    checked(result, "avfilter_graph_parse");
}

/// The filters that turn a picture the way its camera was held (EXIF 2.3, tag 274).
const char* turning_filters(int orientation) {
    static constexpr std::array<const char*, 8> filters = {"",
                                                           "hflip,",
                                                           "hflip,vflip,",
                                                           "vflip,",
                                                           "transpose=0,",
                                                           "transpose=1,",
                                                           "transpose=3,",
                                                           "transpose=2,"};
    return filters.at(static_cast<std::size_t>(orientation - 1));
}

/// A picture sent through filters.
Frame filtered(AVFrame& picture, const std::string& chain) {
    const FilterGraph graph(checked(avfilter_graph_alloc(), "avfilter_graph_alloc"));
    graph->nb_threads = 1;
    AVFilterContext* source = nullptr;
    AVFilterContext* sink = nullptr;
    const std::string from = core::format("video_size={}x{}:pix_fmt={}:time_base=1/1:pixel_aspect=1/1",
                                          picture.width, picture.height, picture.format);
    const auto add = [&](AVFilterContext** made, const char* name, const char* arguments) {
        checked(avfilter_graph_create_filter(made, avfilter_get_by_name(name), name, arguments, nullptr,
                                             graph.get()),
                name);
    };
    add(&source, "buffer", from.c_str());
    add(&sink, "buffersink", nullptr);
    connect(*graph, *source, *sink, chain);
    checked(avfilter_graph_config(graph.get(), nullptr), "avfilter_graph_config");
    picture.pts = 0;
    checked(av_buffersrc_add_frame_flags(source, &picture, AV_BUFFERSRC_FLAG_KEEP_REF),
            "av_buffersrc_add_frame");
    Frame result(checked(av_frame_alloc(), "av_frame_alloc"));
    checked(av_buffersink_get_frame(sink, result.get()), "av_buffersink_get_frame");
    return result;
}

/// The picture upright, in sRGB, of at most `side` pixels a side, and in a pixel format of libav.
Frame shown(const DecodedPicture& picture, int side, const char* pixel_format) {
    const std::string upright = turning_filters(picture.orientation);
    const std::string scaled =
        core::format("scale=w='max(1,round(iw*{0}/max(iw,ih)))':h='max(1,round(ih*{0}/max(iw,ih)))':{1},",
                     std::min(side, std::max(picture.frame->width, picture.frame->height)), scaler_flags);
    const std::string formatted = core::format("format={}", pixel_format);
    if (!picture.to_srgb) return filtered(*picture.frame, upright + scaled + formatted);
    const bool alpha = picture.may_be_transparent();
    const Frame pixels =
        filtered(*picture.frame, upright + scaled + (alpha ? "format=rgba" : "format=rgb24"));
    checked(av_frame_make_writable(pixels.get()), "av_frame_make_writable");
    picture.to_srgb->apply(pixels->data[0], pixels->width, pixels->height, pixels->linesize[0],
                           alpha ? 4 : 3);
    return filtered(*pixels, core::format("scale={},", scaler_flags) + formatted);
}

/// One picture through one encoder.
std::string encode_picture(AVCodecContext& encoder, const AVCodec* codec, AVFrame& picture) {
    encoder.width = picture.width;
    encoder.height = picture.height;
    encoder.time_base = {1, 1};
    encoder.thread_count = 1;
    encoder.flags |= AV_CODEC_FLAG_BITEXACT;
    checked(avcodec_open2(&encoder, codec, nullptr), "avcodec_open2");
    checked(avcodec_send_frame(&encoder, &picture), "avcodec_send_frame");
    checked(avcodec_send_frame(&encoder, nullptr), "avcodec_send_frame");
    const Packet packet(checked(av_packet_alloc(), "av_packet_alloc"));
    checked(avcodec_receive_packet(&encoder, packet.get()), "avcodec_receive_packet");
    // Some versions of libav write what a frame carried along with its pixels.
    return without_metadata(
        {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)});
}

/// JPEG at a quantiser scale from 1 (best) to 31.
std::string encode_jpeg(AVFrame& picture, int scale_of_quantiser) {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    if (codec == nullptr) throw Error(Kind::failed, Code::encoder_missing, {{"encoder", "mjpeg"}});
    const CodecContext encoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    encoder->pix_fmt = AV_PIX_FMT_YUVJ420P;
    encoder->flags |= AV_CODEC_FLAG_QSCALE;
    encoder->global_quality = FF_QP2LAMBDA * scale_of_quantiser;
    picture.quality = encoder->global_quality;
    picture.pict_type = AV_PICTURE_TYPE_NONE;
    return encode_picture(*encoder, codec, picture);
}

std::string encode_png(AVFrame& picture, AVPixelFormat format) {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
    if (codec == nullptr) throw Error(Kind::failed, Code::encoder_missing, {{"encoder", "png"}});
    const CodecContext encoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    encoder->pix_fmt = format;
    return encode_picture(*encoder, codec, picture);
}

}  // namespace

std::string plain_png(int side, unsigned char red, unsigned char green, unsigned char blue) {
    const Frame picture(checked(av_frame_alloc(), "av_frame_alloc"));
    picture->width = picture->height = side;
    picture->format = AV_PIX_FMT_RGB24;
    checked(av_frame_get_buffer(picture.get(), 0), "av_frame_get_buffer");
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            unsigned char* pixel = picture->data[0] + static_cast<std::ptrdiff_t>(y) * picture->linesize[0] +
                                   std::ptrdiff_t{3} * x;
            pixel[0] = red;
            pixel[1] = green;
            pixel[2] = blue;
        }
    }
    return encode_png(*picture, AV_PIX_FMT_RGB24);
}

PictureInfo inspect_picture(std::string_view bytes) {
    const DecodedPicture picture = decode_picture(bytes);
    PictureInfo info;
    info.format = picture.header.format;
    info.width = picture.frame->width;
    info.height = picture.frame->height;
    info.rgb = picture.has_colours();
    info.cmyk = picture.is_cmyk();
    info.upright = picture.orientation == 1;
    info.srgb = !info.cmyk && !picture.to_srgb;
    info.transparent = picture.may_be_transparent();
    info.bytes = bytes.size();
    return info;
}

std::string to_jpeg(std::string_view bytes, int most_side, std::size_t most_bytes) {
    const DecodedPicture picture = decode_picture(bytes);
    for (int side = most_side;; side /= 2) {
        const Frame frame = shown(picture, side, "yuvj420p");
        for (const int quantiser : {2, 3, 4, 6, 8, 12, 18, 31}) {
            std::string jpeg = encode_jpeg(*frame, quantiser);
            if (jpeg.size() <= most_bytes) return jpeg;
        }
        if (side <= 200) throw bad_artwork("JPEG");
    }
}

std::string to_png(std::string_view bytes, int most_side) {
    return encode_png(*shown(decode_picture(bytes), most_side, "rgba"), AV_PIX_FMT_RGBA);
}

}  // namespace cityfm::av
