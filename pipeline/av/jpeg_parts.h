// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cityfm::av {

/// A part of a JPEG: a marker and all that belongs to it (ITU T.81, B.1.1).
struct JpegPart {
    unsigned marker = 0;       ///< its second byte
    std::string_view content;  ///< of the segment, after its length; empty for a marker alone
    std::string_view scan;     ///< after SOS: the coded picture up to the next marker
};

namespace jpeg {
constexpr unsigned dac = 0xcc, dht = 0xc4, soi = 0xd8, eoi = 0xd9, sos = 0xda, dqt = 0xdb, dnl = 0xdc,
                   dri = 0xdd, app0 = 0xe0, app1 = 0xe1, app2 = 0xe2, app14 = 0xee;

/// SOF0 to SOF15, which begin a frame.
constexpr bool is_frame(unsigned marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != dht && marker != 0xc8 && marker != dac;
}
}  // namespace jpeg

/// Reads a JPEG part by part, from SOI to the first EOI. Fill bytes, and bytes between segments that decoders
/// skip, belong to no part. Every length is checked: that of a table or a header against what it holds.
class JpegParts {
  public:
    explicit JpegParts(std::string_view bytes) : bytes_(bytes) {}

    /// The next part; nothing after EOI. Throws `bad_artwork` where the structure is broken, and for a JPEG
    /// that ends before EOI or has no picture.
    std::optional<JpegPart> next();

  private:
    unsigned next_marker();
    std::string_view next_content();
    std::string_view next_scan();
    void check(const JpegPart& part);

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool frame_seen_ = false;
    bool scan_seen_ = false;
    bool ended_ = false;
};

}  // namespace cityfm::av
