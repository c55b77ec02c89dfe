// SPDX-License-Identifier: MIT
#include "pipeline/av/not_numbers.h"

#include <cmath>
#include <limits>
#include <span>

#include "pipeline/av/av_error.h"

namespace cityfm::av {
namespace {

/// Silences what is no finite number of a float's range among some samples, and counts it.
template <class Number>
std::int64_t silence(std::span<Number> samples) {
    std::int64_t found = 0;
    for (Number& sample : samples) {
        // False for what is no number, too.
        if (std::abs(sample) <= static_cast<Number>(std::numeric_limits<float>::max())) continue;
        sample = 0;
        ++found;
    }
    return found;
}

}  // namespace

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
        found += packed == AV_SAMPLE_FMT_FLT ? silence(std::span(reinterpret_cast<float*>(data), samples))
                                             : silence(std::span(reinterpret_cast<double*>(data), samples));
    }
    return found;
}

}  // namespace cityfm::av
