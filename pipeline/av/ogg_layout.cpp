// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/av/joined.h"
#include "pipeline/av/sound_layout.h"

namespace cityfm::av {
namespace {

/// A page of Ogg (RFC 3533, section 6).
struct Page {
    bool begins = false;     ///< a logical stream
    bool ends = false;       ///< one
    std::int64_t bytes = 0;  ///< as it states
};

/// The check sums of bytes: the polynomial 0x04c11db7, nothing mirrored.
constexpr auto check_sums = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t sum = byte << 24U;
        for (int bit = 0; bit < 8; ++bit) sum = sum << 1U ^ ((sum >> 31U) != 0 ? 0x04c11db7U : 0U);
        table[byte] = sum;
    }
    return table;
}();

/// True for a page whose check sum is right, which counts its own four bytes as zeros.
bool is_whole(FileBytes& file, std::int64_t at, const Page& page) {
    constexpr std::size_t sum_at = 22;
    constexpr std::size_t sum_bytes = 4;
    std::string bytes = file.at(at, static_cast<std::size_t>(page.bytes));
    if (static_cast<std::int64_t>(bytes.size()) < page.bytes) return false;
    const std::int64_t stated = little_endian(bytes.substr(sum_at, sum_bytes));
    bytes.replace(sum_at, sum_bytes, sum_bytes, '\0');
    std::uint32_t sum = 0;
    for (const char byte : bytes)
        sum = sum << 8U ^ check_sums.at((sum >> 24U ^ static_cast<unsigned char>(byte)) & 0xffU);
    return static_cast<std::int64_t>(sum) == stated;
}

std::optional<Page> page_at(FileBytes& file, std::int64_t at) {
    constexpr std::size_t header_bytes = 27;
    constexpr std::size_t most_segments = 255;
    const std::string header = file.at(at, header_bytes + most_segments);
    if (header.size() < header_bytes || !header.starts_with("OggS") || header[4] != '\0') return std::nullopt;
    const auto segments = static_cast<std::size_t>(static_cast<unsigned char>(header[26]));
    if (header.size() < header_bytes + segments) return std::nullopt;
    Page page;
    page.begins = (static_cast<unsigned char>(header[5]) & 2U) != 0;
    page.ends = (static_cast<unsigned char>(header[5]) & 4U) != 0;
    page.bytes = static_cast<std::int64_t>(header_bytes + segments);
    for (const char segment : header.substr(header_bytes, segments))
        page.bytes += static_cast<unsigned char>(segment);
    return page;
}

/// The next page from a place on, or -1.
std::int64_t find_page(FileBytes& file, std::int64_t at) {
    while (at < file.size()) {
        constexpr std::size_t block_bytes = 1U << 13U;
        const std::string_view block = file.view(at, block_bytes);
        const std::size_t found = block.find("OggS");
        if (found != std::string_view::npos) {
            at += static_cast<std::int64_t>(found);
            if (page_at(file, at)) return at;
            ++at;
        } else {
            if (block.size() < block_bytes) break;
            at += static_cast<std::int64_t>(block.size()) - 3;
        }
    }
    return -1;
}

}  // namespace

/// Streams that were joined are a chain of links (section 4), each of which begins with the first pages of
/// its streams. FFmpeg mixes up those whose numbers are the same.
SoundLayout ogg_layout(FileBytes& file, std::int64_t begin) {
    SoundLayout layout;
    std::int64_t at = begin;
    bool has_sound = false;
    std::int64_t missing = 0;
    std::int64_t good_end = file.size();
    bool has_ended = false;
    while (at < file.size()) {
        const auto page = page_at(file, at);
        if (!page) {
            if (joined_at(file, at)) break;
            const std::int64_t found = find_page(file, at);
            if (found < 0) {
                // Nothing follows the last page of a stream but what does not belong to it.
                if (!has_ended) missing += file.size() - at;
                break;
            }
            at = found;
            continue;
        }
        const bool may_begin = layout.parts.size() + 1 < most_parts;
        if (page->begins && has_sound && may_begin) {
            layout.add_part("ogg", {begin, at});
            begin = at;
        }
        has_sound = !page->begins;
        // FFmpeg leaves out those that are damaged, and says so only where another one follows.
        const bool is_good = is_whole(file, at, *page);
        missing = is_good ? 0 : missing + page->bytes;
        at += page->bytes;
        if (is_good) {
            good_end = at;
            has_ended = page->ends;
        }
    }
    layout.end = std::min(at, file.size());
    layout.add_part("ogg",
                    {begin, missing > 0 && good_end > begin ? std::min(good_end, layout.end) : layout.end});
    layout.parts.back().missing_bytes = missing;
    return layout;
}

}  // namespace cityfm::av
