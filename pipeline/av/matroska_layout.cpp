// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>
#include <optional>

#include "pipeline/av/joined.h"
#include "pipeline/av/sound_layout.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {
namespace {

using namespace std::string_view_literals;

constexpr auto ebml_id = "\x1A\x45\xDF\xA3"sv;
constexpr std::int64_t most_segment_bytes = std::int64_t{1} << 60U;
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

/// Where the file ends whose header stands at a place: by its own words, which may be after the end of this
/// one, or where another file begins.
std::int64_t end_of_file(FileBytes& file, std::int64_t at) {
    const auto id_bytes = static_cast<std::int64_t>(ebml_id.size());
    const Size header = size_at(file, at + id_bytes);
    const std::int64_t segment = at + id_bytes + header.bytes + header.value.value_or(0);
    if (file.at(segment, segment_id.size()) != segment_id) return file.size();
    const Size size = size_at(file, segment + id_bytes);
    const std::int64_t content = segment + id_bytes + size.bytes;
    if (!size.value) return find_joined(file, content);
    return content + std::min(*size.value, most_segment_bytes - content);
}

}  // namespace

SoundLayout matroska_layout(FileBytes& file, std::int64_t begin) {
    SoundLayout layout;
    const std::int64_t end = end_of_file(file, begin);
    layout.end = std::min(end, file.size());
    if (!joined_at(file, layout.end)) layout.end = file.size();
    // A copy that was interrupted may leave zeros in place of the rest.
    const std::int64_t zeros = zeros_before(file, begin, layout.end);
    layout.add_part("matroska", {begin, layout.end - zeros});
    layout.parts.back().missing_bytes = std::max<std::int64_t>(end - file.size(), 0) + zeros;
    return layout;
}

}  // namespace cityfm::av
