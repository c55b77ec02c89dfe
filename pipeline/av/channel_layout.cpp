// SPDX-License-Identifier: MIT
#include "pipeline/av/channel_layout.h"

#include <array>

#include "pipeline/av/av_error.h"

extern "C" {
#include <libavutil/channel_layout.h>
}

namespace cityfm::av {
namespace {

/// The layout of a format; native layouts hold no memory to free.
AVChannelLayout layout_of_format(const SoundFormat& format) {
    AVChannelLayout layout{};
    if (format.speakers == 0 || av_channel_layout_from_mask(&layout, format.speakers) < 0)
        av_channel_layout_default(&layout, format.channels);
    return layout;
}

}  // namespace

void settle_layout(AVChannelLayout& layout) {
    if (layout.order != AV_CHANNEL_ORDER_UNSPEC && layout.nb_channels > 0) return;
    const int channels = layout.nb_channels > 0 ? layout.nb_channels : 1;
    av_channel_layout_uninit(&layout);
    if (channels == 3)
        layout = AV_CHANNEL_LAYOUT_SURROUND;
    else
        av_channel_layout_default(&layout, channels);
}

SoundFormat sound_format(int sample_rate, const AVChannelLayout& layout) {
    SoundFormat format{sample_rate, layout.nb_channels};
    if (layout.nb_channels <= 0) return format;
    AVChannelLayout places = layout;  // a shallow copy: what may hold memory is not settled
    settle_layout(places);
    if (places.order == AV_CHANNEL_ORDER_NATIVE && places.u.mask != speakers_of(format))
        format.speakers = places.u.mask;
    return format;
}

std::string layout_name(const SoundFormat& format) {
    const AVChannelLayout layout = layout_of_format(format);
    std::array<char, 64> name{};
    checked(av_channel_layout_describe(&layout, name.data(), name.size()), "av_channel_layout_describe");
    return name.data();
}

std::uint64_t speakers_of(const SoundFormat& format) {
    const AVChannelLayout layout = layout_of_format(format);
    return layout.order == AV_CHANNEL_ORDER_NATIVE ? layout.u.mask : 0;
}

}  // namespace cityfm::av
