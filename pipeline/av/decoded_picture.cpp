// SPDX-License-Identifier: MIT
#include "pipeline/av/decoded_picture.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "pipeline/av/av_error.h"
#include "pipeline/av/bad_artwork.h"
#include "pipeline/av/picture_metadata.h"
#include "pipeline/core/error.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace cityfm::av {
namespace {

constexpr std::int64_t most_pixels = 64'000'000;
constexpr std::size_t most_file_bytes = 64U << 20U;

AVCodecID codec_of(const std::string& format) {
    if (format == "png") return AV_CODEC_ID_PNG;
    if (format == "jpeg") return AV_CODEC_ID_MJPEG;
    if (format == "gif") return AV_CODEC_ID_GIF;
    if (format == "bmp") return AV_CODEC_ID_BMP;
    if (format == "webp") return AV_CODEC_ID_WEBP;
    if (format == "tiff") return AV_CODEC_ID_TIFF;
    return AV_CODEC_ID_NONE;
}

Frame decode_frame(const std::string& format, std::string_view bytes) {
    keep_libav_quiet();
    const AVCodec* codec = avcodec_find_decoder(codec_of(format));
    if (codec == nullptr) throw bad_artwork("PNG/JPEG?");
    const CodecContext decoder(checked(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
    decoder->max_pixels = most_pixels;
    decoder->thread_count = 1;
    // Without it the decoder fills what is missing of a JPEG with grey.
    if (format == "jpeg") decoder->err_recognition = AV_EF_EXPLODE;
    checked(avcodec_open2(decoder.get(), codec, nullptr), "avcodec_open2");
    const Packet packet(checked(av_packet_alloc(), "av_packet_alloc"));
    checked(av_new_packet(packet.get(), static_cast<int>(bytes.size())), "av_new_packet");
    std::copy(bytes.begin(), bytes.end(), packet->data);
    Frame frame(checked(av_frame_alloc(), "av_frame_alloc"));
    int result = avcodec_send_packet(decoder.get(), packet.get());
    if (result >= 0) result = avcodec_send_packet(decoder.get(), nullptr);
    if (result >= 0) result = avcodec_receive_frame(decoder.get(), frame.get());
    if (result < 0) throw bad_artwork(describe(result));
    return frame;
}

/// Decodes a PNG or JPEG, which the decoder gets without what is no part of it: words may inflate to any
/// size. A profile that the decoder cannot read is ignored, as browsers do.
Frame decode_stripped(const std::string& format, std::string_view bytes, const std::string& stripped) {
    const std::string with_profile = without_metadata(bytes, Profile::kept);
    if (with_profile.size() == stripped.size()) return decode_frame(format, stripped);
    try {
        return decode_frame(format, with_profile);
    } catch (const core::Error& error) {
        if (error.code != core::Code::bad_artwork) throw;
        return decode_frame(format, stripped);
    }
}

/// Takes the profile that came with a frame from it, so that no encoder writes it again.
std::string take_profile(AVFrame& frame) {
    std::string profile;
    const AVFrameSideData* data = av_frame_get_side_data(&frame, AV_FRAME_DATA_ICC_PROFILE);
    if (data != nullptr) profile.assign(reinterpret_cast<const char*>(data->data), data->size);
    av_frame_remove_side_data(&frame, AV_FRAME_DATA_ICC_PROFILE);
    return profile;
}

int stated_orientation(const AVFrame& frame) {
    const AVDictionaryEntry* entry = av_dict_get(frame.metadata, "Orientation", nullptr, 0);
    const int orientation = entry != nullptr ? std::atoi(entry->value) : 1;
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

unsigned long long flags_of(const AVFrame& frame) {
    const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    return format != nullptr ? format->flags : 0;
}

}  // namespace

bool DecodedPicture::has_colours() const {
    const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame->format));
    return (flags_of(*frame) & AV_PIX_FMT_FLAG_PAL) != 0 || (format != nullptr && format->nb_components >= 3);
}

bool DecodedPicture::may_be_transparent() const {
    return header.format == "png" && (flags_of(*frame) & AV_PIX_FMT_FLAG_ALPHA) != 0;
}

DecodedPicture decode_picture(std::string_view bytes) {
    if (bytes.size() > most_file_bytes) throw bad_artwork("> 64 MB");
    DecodedPicture picture;
    const std::string format = sniff_picture(bytes);
    if (format == "png" || format == "jpeg") {
        const std::string stripped = without_metadata(bytes);
        picture.header = read_picture_header(stripped);
        picture.orientation = orientation_of(bytes);
        picture.frame = decode_stripped(format, bytes, stripped);
    } else {
        picture.header = read_picture_header(bytes);
        picture.frame = decode_frame(format, bytes);
        picture.orientation = format == "tiff" ? orientation_of(bytes) : stated_orientation(*picture.frame);
    }
    const std::string profile = take_profile(*picture.frame);
    if (!picture.is_cmyk()) picture.to_srgb = ToSrgb::by(profile, !picture.has_colours());
    return picture;
}

}  // namespace cityfm::av
