// SPDX-License-Identifier: MIT
#include "pipeline/av/jpeg_parts.h"

#include <algorithm>

#include "pipeline/av/bad_artwork.h"
#include "pipeline/av/file_bytes.h"
#include "pipeline/core/format.h"

namespace cityfm::av {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

bool is_alone(unsigned marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= jpeg::eoi);
}

/// True for the number of a table, of 4, in one of two classes.
bool is_table(unsigned number) {
    return (number & ~0x13U) == 0;
}

/// Quantisation tables of 64 values of one or two bytes (B.2.4.1).
bool are_quantisers(std::string_view content) {
    std::size_t at = 0;
    while (at < content.size() && is_table(byte_at(content, at)))
        at += 1 + (byte_at(content, at) >> 4U == 0 ? 64U : 128U);
    return at == content.size();
}

/// Huffman tables: how many codes there are of each of 16 lengths, and a value for each code (B.2.4.2).
bool are_codes(std::string_view content) {
    std::size_t at = 0;
    while (at < content.size() && is_table(byte_at(content, at))) {
        std::size_t size = 1 + 16;
        for (std::size_t i = 1; i <= 16; ++i) size += byte_at(content, at + i);
        at += size;
    }
    return at == content.size();
}

/// Conditions of arithmetic coding, in pairs of bytes (B.2.4.3).
bool are_conditions(std::string_view content) {
    std::size_t at = 0;
    while (at < content.size() && at < 16 && is_table(byte_at(content, at))) at += 2;
    return at == content.size();
}

/// True for a segment that is as long as what it says it holds, as libjpeg demands it too.
bool has_its_size(const JpegPart& part) {
    const std::string_view content = part.content;
    if (jpeg::is_frame(part.marker)) return content.size() == 6 + 3 * std::size_t{byte_at(content, 5)};
    switch (part.marker) {
        case jpeg::sos:
            return content.size() == 4 + 2 * std::size_t{byte_at(content, 0)};
        case jpeg::dqt:
            return are_quantisers(content);
        case jpeg::dht:
            return are_codes(content);
        case jpeg::dac:
            return are_conditions(content);
        case jpeg::dri:
        case jpeg::dnl:
            return content.size() == 2;
        default:
            return true;
    }
}

}  // namespace

unsigned JpegParts::next_marker() {
    for (;;) {
        at_ = std::min(bytes_.find('\xff', at_), bytes_.size());
        at_ = std::min(bytes_.find_first_not_of('\xff', at_), bytes_.size());
        if (at_ == bytes_.size()) throw bad_artwork("JPEG: EOI");
        if (const unsigned marker = byte_at(bytes_, at_++); marker != 0) return marker;
    }
}

std::string_view JpegParts::next_content() {
    const auto size = static_cast<std::size_t>(big_endian(bytes_.substr(at_, 2)));
    if (size < 2 || size > bytes_.size() - at_) throw bad_artwork("JPEG: EOI");
    const std::string_view content = bytes_.substr(at_ + 2, size - 2);
    at_ += size;
    return content;
}

std::string_view JpegParts::next_scan() {
    const std::size_t begin = at_;
    for (;;) {
        at_ = std::min(bytes_.find('\xff', at_), bytes_.size());
        const std::size_t code = std::min(bytes_.find_first_not_of('\xff', at_), bytes_.size());
        if (code == bytes_.size()) throw bad_artwork("JPEG: EOI");
        const unsigned marker = byte_at(bytes_, code);
        const bool in_scan = marker == 0 || (marker >= 0xd0 && marker <= 0xd7);  // a byte 0xff, or RST
        if (!in_scan) return bytes_.substr(begin, at_ - begin);
        at_ = code + 1;
    }
}

void JpegParts::check(const JpegPart& part) {
    const bool frame = jpeg::is_frame(part.marker);
    const bool in_order = (part.marker != jpeg::soi) && (!frame || !frame_seen_) &&
                          (part.marker != jpeg::sos || frame_seen_) &&
                          (part.marker != jpeg::eoi || scan_seen_);
    if (!in_order || !has_its_size(part)) throw bad_artwork(core::format("JPEG: FF{:02X}", part.marker));
    frame_seen_ = frame_seen_ || frame;
    scan_seen_ = scan_seen_ || part.marker == jpeg::sos;
    ended_ = part.marker == jpeg::eoi;
}

std::optional<JpegPart> JpegParts::next() {
    if (ended_) return std::nullopt;
    if (at_ == 0) {
        if (!bytes_.starts_with("\xff\xd8")) throw bad_artwork("JPEG: SOI");
        at_ = 2;
        return JpegPart{jpeg::soi, {}, {}};
    }
    JpegPart part;
    part.marker = next_marker();
    if (!is_alone(part.marker)) part.content = next_content();
    check(part);
    if (part.marker == jpeg::sos) part.scan = next_scan();
    return part;
}

}  // namespace cityfm::av
