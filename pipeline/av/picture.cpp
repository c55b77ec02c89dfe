// SPDX-License-Identifier: MIT
#include "pipeline/av/picture.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <system_error>

#include "pipeline/av/av_error.h"
#include "pipeline/av/handles.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/pixdesc.h>
}

namespace cityfm::av {
namespace {

using core::Code;
using core::Error;
using core::Kind;

constexpr std::int64_t most_pixels = 64'000'000;
constexpr std::uintmax_t most_file_bytes = 64U << 20U;

Error bad_artwork(const std::filesystem::path& path, const std::string& reason) {
    return {Kind::show, Code::bad_artwork, {{"path", path.string()}, {"reason", reason}}};
}

struct Decoded {
    PictureHeader header;
    std::size_t bytes = 0;
    Frame frame;
};

AVCodecID codec_of(const std::string& format) {
    if (format == "png") return AV_CODEC_ID_PNG;
    if (format == "jpeg") return AV_CODEC_ID_MJPEG;
    if (format == "gif") return AV_CODEC_ID_GIF;
    if (format == "bmp") return AV_CODEC_ID_BMP;
    if (format == "webp") return AV_CODEC_ID_WEBP;
    if (format == "tiff") return AV_CODEC_ID_TIFF;
    return AV_CODEC_ID_NONE;
}

/// A PNG without what is no part of the picture: its words and profiles may inflate to any size.
std::string without_extras(const std::string& png) {
    static const std::set<std::string> wanted = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    constexpr std::size_t signature_bytes = 8;
    constexpr std::size_t around_bytes = 12;  // a chunk's length, name and checksum
    std::string kept = png.substr(0, signature_bytes);
    for (std::size_t at = signature_bytes; at + around_bytes <= png.size();) {
        std::size_t size = around_bytes;
        for (std::size_t i = 0, shift = 24; i < 4; ++i, shift -= 8)
            size += static_cast<std::size_t>(static_cast<unsigned char>(png[at + i])) << shift;
        if (size > png.size() - at || wanted.contains(png.substr(at + 4, 4))) kept.append(png, at, size);
        at += std::min(size, png.size() - at);
    }
    return kept;
}

/// A picture as its decoder gets it.
std::string read_picture(const std::filesystem::path& path, PictureHeader& header) {
    std::string bytes = core::read_file(path, most_file_bytes);
    header = read_picture_header(bytes);
    if (header.format == "png") return without_extras(bytes);
    // The decoder fills up what is missing of a JPEG that was cut, with grey.
    if (header.format == "jpeg" && bytes.find("\xff\xd9") == std::string::npos)
        throw bad_artwork(path, "EOI");
    return bytes;
}

Decoded decode(const std::filesystem::path& path) {
    PictureHeader header;
    const std::string bytes = read_picture(path, header);
    keep_libav_quiet();
    const AVCodec* codec = avcodec_find_decoder(codec_of(header.format));
    if (codec == nullptr) throw bad_artwork(path, "PNG/JPEG?");
    const CodecContext decoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    decoder->max_pixels = most_pixels;
    decoder->thread_count = 1;
    if (header.format == "jpeg") decoder->err_recognition = AV_EF_EXPLODE;
    checked(avcodec_open2(decoder.get(), codec, nullptr), "avcodec_open2");
    const Packet packet(checked(av_packet_alloc(), "av_packet_alloc"));
    checked(av_new_packet(packet.get(), static_cast<int>(bytes.size())), "av_new_packet");
    std::copy(bytes.begin(), bytes.end(), packet->data);
    Frame frame(checked(av_frame_alloc(), "av_frame_alloc"));
    int result = avcodec_send_packet(decoder.get(), packet.get());
    if (result >= 0) result = avcodec_send_packet(decoder.get(), nullptr);
    if (result >= 0) result = avcodec_receive_frame(decoder.get(), frame.get());
    if (result < 0) throw bad_artwork(path, describe(result));
    std::error_code error;
    return {std::move(header), static_cast<std::size_t>(std::filesystem::file_size(path, error)),
            std::move(frame)};
}

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
std::string turning_filters(const AVFrame& picture) {
    const AVDictionaryEntry* entry = av_dict_get(picture.metadata, "Orientation", nullptr, 0);
    const int orientation = entry != nullptr ? std::atoi(entry->value) : 1;
    static constexpr std::array<const char*, 9> filters = {"",
                                                           "",
                                                           "hflip,",
                                                           "hflip,vflip,",
                                                           "vflip,",
                                                           "transpose=0,",
                                                           "transpose=1,",
                                                           "transpose=3,",
                                                           "transpose=2,"};
    return orientation > 0 && orientation < 9 ? filters.at(static_cast<std::size_t>(orientation)) : "";
}

/// The picture turned upright, scaled to `side` at most and in the colours that JPEG wants.
Frame scale(AVFrame& picture, int side) {
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
    const std::string chain =
        turning_filters(picture) +
        core::format(
            "scale=w='max(1,round(iw*{0}/max(iw,ih)))':h='max(1,round(ih*{0}/max(iw,ih)))':"
            "flags=lanczos+accurate_rnd+full_chroma_int+bitexact,format=yuvj420p",
            std::min(side, std::max(picture.width, picture.height)));
    connect(*graph, *source, *sink, chain);
    checked(avfilter_graph_config(graph.get(), nullptr), "avfilter_graph_config");
    picture.pts = 0;
    checked(av_buffersrc_add_frame_flags(source, &picture, AV_BUFFERSRC_FLAG_KEEP_REF),
            "av_buffersrc_add_frame");
    Frame scaled(checked(av_frame_alloc(), "av_frame_alloc"));
    checked(av_buffersink_get_frame(sink, scaled.get()), "av_buffersink_get_frame");
    return scaled;
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
    return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
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
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
    if (codec == nullptr) throw Error(Kind::failed, Code::encoder_missing, {{"encoder", "png"}});
    const CodecContext encoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    encoder->pix_fmt = AV_PIX_FMT_RGB24;
    return encode_picture(*encoder, codec, *picture);
}

PictureInfo inspect_picture(const std::filesystem::path& path) {
    const Decoded picture = decode(path);
    const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(picture.frame->format));
    const bool palette = format != nullptr && (format->flags & AV_PIX_FMT_FLAG_PAL) != 0;
    return {picture.header.format,          picture.frame->width,
            picture.frame->height,          palette || (format != nullptr && format->nb_components >= 3),
            picture.header.components == 4, picture.bytes};
}

std::string to_jpeg(const std::filesystem::path& path, int most_side, std::size_t most_bytes) {
    const Decoded picture = decode(path);
    const Frame scaled = scale(*picture.frame, most_side);
    for (const int quantiser : {2, 3, 4, 6, 8, 12, 18, 31}) {
        std::string jpeg = encode_jpeg(*scaled, quantiser);
        if (jpeg.size() <= most_bytes) return jpeg;
    }
    if (most_side > 200) return to_jpeg(path, most_side / 2, most_bytes);
    throw bad_artwork(path, "JPEG");
}

}  // namespace cityfm::av
