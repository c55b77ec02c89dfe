// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include "pipeline/av/joined.h"
#include "pipeline/av/sound_layout.h"

namespace cityfm::av {
namespace {

/// A page of Ogg (RFC 3533, section 6).
struct Page {
    bool begins = false;     ///< a logical stream
    std::int64_t bytes = 0;  ///< as it states
};

std::optional<Page> page_at(FileBytes& file, std::int64_t at) {
    constexpr std::size_t header_bytes = 27;
    constexpr std::size_t most_segments = 255;
    const std::string header = file.at(at, header_bytes + most_segments);
    if (header.size() < header_bytes || !header.starts_with("OggS") || header[4] != '\0') return std::nullopt;
    const auto segments = static_cast<std::size_t>(static_cast<unsigned char>(header[26]));
    if (header.size() < header_bytes + segments) return std::nullopt;
    Page page;
    page.begins = (static_cast<unsigned char>(header[5]) & 2U) != 0;
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
    while (at < file.size()) {
        const auto page = page_at(file, at);
        if (!page) {
            if (joined_at(file, at)) break;
            const std::int64_t found = find_page(file, at);
            if (found < 0) break;
            at = found;
            continue;
        }
        const bool may_begin = layout.parts.size() + 1 < most_parts;
        if (page->begins && has_sound && may_begin) {
            layout.add_part("ogg", {begin, at});
            begin = at;
        }
        has_sound = !page->begins;
        at += page->bytes;
        missing = at - file.size();
    }
    layout.end = std::min(at, file.size());
    layout.add_part("ogg", {begin, layout.end});
    layout.parts.back().missing_bytes = std::max<std::int64_t>(missing, 0);
    return layout;
}

}  // namespace cityfm::av
