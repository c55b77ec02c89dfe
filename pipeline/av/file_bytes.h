// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "pipeline/core/plain_file.h"

namespace cityfm::av {

/// A whole number whose highest bits stand first, `bits` in each byte.
inline std::int64_t big_endian(std::string_view bytes, unsigned bits = 8) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << bits | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

/// One whose lowest bits stand first.
inline std::int64_t little_endian(std::string_view bytes) {
    return big_endian(std::string(bytes.rbegin(), bytes.rend()));
}

/// The bytes of a number, the lowest first.
inline std::string little_endian_bytes(std::int64_t value, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xffU);
    return text;
}

/// The same, the highest first.
inline std::string big_endian_bytes(std::int64_t value, std::size_t count) {
    const std::string text = little_endian_bytes(value, count);
    return {text.rbegin(), text.rend()};
}

/// A part of a file, from a place to the one behind it.
struct Span {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// A file read at places; what lies after its end is not there. Small reads that follow each other cost one
/// of the system's.
class FileBytes {
  public:
    /// Throws on error, and for what is no regular file.
    explicit FileBytes(const std::filesystem::path& path) : file_(path) {}

    std::int64_t size() const { return static_cast<std::int64_t>(file_.state().bytes); }

    /// Up to `count` bytes, of which few are asked for. Throws on error.
    std::string at(std::int64_t place, std::size_t count) { return std::string(view(place, count)); }

    /// The same, valid until the next call.
    std::string_view view(std::int64_t place, std::size_t count) {
        if (place < 0) return {};
        const bool held =
            place >= block_begin_ && place + static_cast<std::int64_t>(count) <=
                                         block_begin_ + static_cast<std::int64_t>(block_.size());
        if (!held) {
            block_.resize(std::max(count, block_bytes));
            block_.resize(file_.read_at(place, block_.data(), block_.size()));
            block_begin_ = place;
        }
        const auto skipped = static_cast<std::size_t>(place - block_begin_);
        return std::string_view(block_).substr(std::min(skipped, block_.size()), count);
    }

    std::int64_t number(std::int64_t place, std::size_t count) { return big_endian(view(place, count)); }

  private:
    static constexpr std::size_t block_bytes = 1U << 14U;

    core::PlainFile file_;
    std::int64_t block_begin_ = 0;
    std::string block_;
};

/// Where the ID3v2 tags that begin at a place end, with the zero bytes behind them; the place itself where
/// none is, or where it claims more than there is.
inline std::int64_t behind_id3(FileBytes& file, std::int64_t at) {
    constexpr std::size_t header_bytes = 10;
    for (;;) {
        const std::string header = file.at(at, header_bytes);
        if (header.size() < header_bytes || !header.starts_with("ID3")) return at;
        const bool footer = (static_cast<unsigned char>(header[5]) & 0x10U) != 0;
        const std::int64_t end = at + big_endian(header.substr(6), 7) +
                                 static_cast<std::int64_t>(footer ? 2 * header_bytes : header_bytes);
        if (end > file.size()) return at;
        at = end;
        for (bool zeros = true; zeros;) {
            const std::string block = file.at(at, 4096);
            const std::size_t used = std::min(block.find_first_not_of('\0'), block.size());
            at += static_cast<std::int64_t>(used);
            zeros = used > 0 && used == block.size();
        }
    }
}

}  // namespace cityfm::av
