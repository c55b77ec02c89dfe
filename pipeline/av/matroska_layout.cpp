// SPDX-License-Identifier: MIT
#include <bit>
#include <optional>

#include "pipeline/av/sound_layout.h"

namespace cityfm::av {
namespace {

using namespace std::string_view_literals;

constexpr auto ebml_id = "\x1A\x45\xDF\xA3"sv;
constexpr auto segment_id = "\x18\x53\x80\x67"sv;

/// A size as EBML writes it (RFC 8794, section 6): its own bytes, and its value; nothing for "unknown", which
/// live recordings have.
struct Size {
    std::int64_t bytes = 0;
    std::optional<std::int64_t> value;
};

Size size_at(FileBytes& file, std::int64_t at) {
    const auto first = static_cast<unsigned char>(file.number(at, 1));
    const int bytes = std::countl_zero(first) + 1;
    if (bytes > 8) return {1, 0};
    const std::uint64_t mask = (std::uint64_t{1} << static_cast<unsigned>(7 * bytes)) - 1;
    const std::uint64_t value =
        static_cast<std::uint64_t>(file.number(at, static_cast<std::size_t>(bytes))) & mask;
    if (value == mask) return {bytes, std::nullopt};
    return {bytes, static_cast<std::int64_t>(value)};
}

/// True where a header of Matroska or WebM stands.
bool is_header(FileBytes& file, std::int64_t at) {
    constexpr std::size_t most_bytes = 80;
    const std::string head = file.at(at, most_bytes);
    return head.starts_with(ebml_id) &&
           (head.find("matroska") != std::string::npos || head.find("webm") != std::string::npos);
}

/// The next header from a place on, or else the file's end.
std::int64_t find_header(FileBytes& file, std::int64_t at) {
    constexpr std::size_t block_bytes = 1U << 14U;
    while (at < file.size()) {
        const std::string block = file.at(at, block_bytes);
        for (std::size_t found = block.find(ebml_id); found != std::string::npos;
             found = block.find(ebml_id, found + 1)) {
            const std::int64_t place = at + static_cast<std::int64_t>(found);
            if (is_header(file, place)) return place;
        }
        // An id may lie across the border of two blocks.
        if (block.size() < block_bytes) break;
        at += static_cast<std::int64_t>(block_bytes - ebml_id.size() + 1);
    }
    return file.size();
}

/// Where the file ends whose header stands at a place; the whole file's end where that is not said.
std::int64_t end_of_file(FileBytes& file, std::int64_t at) {
    const auto id_bytes = static_cast<std::int64_t>(ebml_id.size());
    const Size header = size_at(file, at + id_bytes);
    const std::int64_t segment = at + id_bytes + header.bytes + header.value.value_or(0);
    if (file.at(segment, segment_id.size()) != segment_id) return file.size();
    const Size size = size_at(file, segment + id_bytes);
    const std::int64_t content = segment + id_bytes + size.bytes;
    if (!size.value) return find_header(file, content);
    return *size.value > file.size() - content ? file.size() : content + *size.value;
}

}  // namespace

SoundLayout matroska_layout(FileBytes& file, std::int64_t begin) {
    SoundLayout layout;
    while (layout.parts.size() + 1 < most_parts) {
        const std::int64_t end = end_of_file(file, begin);
        if (end >= file.size() || !is_header(file, end)) break;
        layout.parts.emplace_back();
        layout.parts.back().bytes.add(Span{begin, end});
        begin = end;
    }
    layout.parts.emplace_back();
    layout.parts.back().bytes.add(Span{begin, file.size()});
    return layout;
}

}  // namespace cityfm::av
