// SPDX-License-Identifier: MIT
#include "pipeline/av/xing.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

std::optional<XingHeader> xing_in(std::string_view frame) {
    // A header of layer III; its side information, which the Xing header replaces, is of one of three sizes.
    if (frame.size() < 256 || frame[0] != '\xff' || (frame[1] & 0xe6) != 0xe2) return std::nullopt;
    const bool mpeg1 = (frame[1] & 0x18) == 0x18;
    const bool mono = (frame[3] & 0xc0) == 0xc0;
    std::size_t side = 17;
    if (mpeg1 && !mono) side = 32;
    if (!mpeg1 && mono) side = 9;
    const std::string_view xing = frame.substr(4 + side);
    const std::int64_t flags = big_endian(xing.substr(4, 4));
    if ((!xing.starts_with("Xing") && !xing.starts_with("Info")) || (flags & 1) == 0) return std::nullopt;
    const std::int64_t frames = big_endian(xing.substr(8, 4)) * (mpeg1 ? 1152 : 576);
    std::size_t more = 0;
    if ((flags & 2) != 0) more += 4;
    if ((flags & 4) != 0) more += 100;
    if ((flags & 8) != 0) more += 4;
    const std::string_view encoder = xing.substr(12 + more);
    if (!encoder.starts_with("LAME") && !encoder.starts_with("Lav")) return XingHeader{frames, {}};
    const std::int64_t ends = big_endian(encoder.substr(21, 3));
    const Gapless gapless{ends >> 12, ends & 0xfff};
    return XingHeader{std::max<std::int64_t>(0, frames - gapless.start_frames - gapless.end_frames), gapless};
}

}  // namespace cityfm::av
