// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>

#include "pipeline/av/joined.h"
#include "pipeline/av/sound_layout.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {
namespace {

using namespace std::string_view_literals;

/// Bytes in place of those of a file.
struct Patch {
    std::int64_t at = 0;
    std::string bytes;
};

/// Where a file ends by its own words.
struct Stated {
    std::optional<std::int64_t> end = {};  ///< nothing where it does not say
    /// For the sizes that a recorder left at 0 because it never came to its end, in the order of the file.
    std::vector<Patch> patches = {};
};

/// Goes from chunk to chunk. `read` gives the place after a chunk, or nothing where none is.
template <class Read>
std::int64_t after_chunks(const FileBytes& file, std::int64_t at, const Read& read) {
    while (at < file.size()) {
        const std::optional<std::int64_t> next = read(at);
        if (!next || *next <= at) break;
        at = *next;
    }
    return at;
}

/// The place after so many bytes, whatever number stands there.
std::int64_t place_after(std::int64_t at, std::int64_t bytes) {
    constexpr std::int64_t most = std::int64_t{1} << 60U;
    return at + std::min(bytes, most);
}

bool is_name(std::string_view bytes) {
    return bytes.size() == 4 &&
           std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// AIFF and AIFF-C (Apple, 1991).
Stated aiff(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 8;
    Stated stated;
    const std::int64_t size = file.number(begin + 4, 4);
    // What is written into a pipe states more than any file holds.
    constexpr std::int64_t endless = 0x7F000000;
    const bool is_finished = size > 4 && (size < endless || begin + header_bytes + size <= file.size());
    if (is_finished) stated.end = begin + header_bytes + size + size % 2;
    after_chunks(file, begin + header_bytes + 4, [&](std::int64_t at) -> std::optional<std::int64_t> {
        const std::string name = file.at(at, 4);
        if (!is_name(name)) return std::nullopt;
        const std::int64_t chunk = file.number(at + 4, 4);
        if (name == "SSND" && (chunk <= header_bytes || chunk >= endless) && !is_finished) {
            stated.patches = {{begin + 4, big_endian_bytes(file.size() - begin - header_bytes, 4)},
                              {at + 4, big_endian_bytes(file.size() - at - header_bytes, 4)}};
            return std::nullopt;
        }
        return at + header_bytes + chunk + chunk % 2;
    });
    return stated;
}

/// Sony's Wave64: names of 16 bytes, sizes with their header, each chunk at a multiple of 8 bytes.
Stated w64(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 24;
    Stated stated;
    const std::int64_t size = little_endian(file.at(begin + 16, 8));
    const bool is_finished = size > header_bytes + 16;
    if (is_finished) stated.end = place_after(begin, size);
    after_chunks(file, begin + header_bytes + 16, [&](std::int64_t at) -> std::optional<std::int64_t> {
        const std::string name = file.at(at, 4);
        const std::int64_t chunk = little_endian(file.at(at + 16, 8));
        if (name == "data" && (chunk <= header_bytes || (!is_finished && chunk > file.size() - at))) {
            stated.patches = {{begin + 16, little_endian_bytes(file.size() - begin, 8)},
                              {at + 16, little_endian_bytes(file.size() - at, 8)}};
            stated.end.reset();
            return std::nullopt;
        }
        if (!is_name(name) || chunk < header_bytes) return std::nullopt;
        constexpr std::int64_t step = 8;
        return place_after(at, chunk) + (step - chunk % step) % step;
    });
    return stated;
}

/// Apple's Core Audio Format; the size of the last chunk may be unknown.
Stated caf(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 12;
    Stated stated;
    const std::int64_t end =
        after_chunks(file, begin + 8, [&](std::int64_t at) -> std::optional<std::int64_t> {
            const std::int64_t chunk = file.number(at + 4, 8);
            const std::string name = file.at(at, 4);
            if (!is_name(name) || name == "caff") return std::nullopt;
            return chunk < 0 ? file.size() : place_after(at + header_bytes, chunk);
        });
    if (end != file.size()) stated.end = end;
    return stated;
}

/// Sun's AU.
Stated au(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t unknown = 0xFFFFFFFF;
    const std::int64_t size = file.number(begin + 8, 4);
    if (size == unknown || size == 0) return {};
    return {begin + file.number(begin + 4, 4) + size};
}

/// True Audio: a table has the size of each frame.
Stated tta(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 22;
    constexpr std::size_t entry_bytes = 4;
    const std::int64_t rate = little_endian(file.at(begin + 10, 4));
    const std::int64_t length = little_endian(file.at(begin + 14, 4));
    const std::int64_t frame = rate * 256 / 245;
    if (frame <= 0) return {};
    const std::int64_t frames = (length + frame - 1) / frame;
    std::int64_t at = begin + header_bytes;
    std::int64_t end = at + static_cast<std::int64_t>(entry_bytes) * (frames + 1);
    for (std::int64_t i = 0; i < frames && at < file.size(); ++i) {
        end += little_endian(file.at(at, entry_bytes));
        at += static_cast<std::int64_t>(entry_bytes);
    }
    return {end};
}

/// Microsoft's Advanced Systems Format: objects, of which the data of a live recording has no size.
Stated asf(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 24;
    constexpr auto header_id = "\x30\x26\xb2\x75\x8e\x66\xcf\x11"sv;
    constexpr auto data_id = "\x36\x26\xb2\x75\x8e\x66\xcf\x11"sv;
    Stated stated;
    bool has_data = false;
    const std::int64_t end = after_chunks(file, begin, [&](std::int64_t at) -> std::optional<std::int64_t> {
        const std::string id = file.at(at, header_id.size());
        const std::int64_t size = little_endian(file.at(at + 16, 8));
        if (size < header_bytes || (at > begin && id == header_id)) return std::nullopt;
        has_data = has_data || id == data_id;
        return place_after(at, size);
    });
    if (has_data) stated.end = end;
    return stated;
}

/// Packets of a transport stream: each begins with a mark, after the time where it has one, and before the
/// bytes that correct errors. What is damaged lacks a few marks.
Stated mpegts(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t most_damaged = 1000;
    constexpr char mark = 0x47;
    for (const auto& [first, step] : {std::pair<std::int64_t, std::int64_t>{0, 188}, {4, 192}, {0, 204}}) {
        const auto is_packet = [&, first = first](std::int64_t at) {
            const std::string_view byte = file.view(at + first, 1);
            return !byte.empty() && byte[0] == mark;
        };
        if (!is_packet(begin) || !is_packet(begin + step) || !is_packet(begin + 2 * step)) continue;
        std::int64_t end = begin;
        for (std::int64_t at = begin, damaged = 0; at < file.size() && damaged < most_damaged; at += step) {
            if (is_packet(at)) {
                end = std::min(at + step, file.size());
                damaged = 0;
            } else {
                ++damaged;
                if (joined_at(file, at)) break;
            }
        }
        return {end};
    }
    return {};
}

/// Flash video: tags, each followed by its size.
Stated flv(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 11;
    constexpr std::int64_t size_bytes = 4;
    const std::int64_t first = begin + file.number(begin + 5, 4) + size_bytes;
    return {after_chunks(file, first, [&](std::int64_t at) -> std::optional<std::int64_t> {
        const std::int64_t kind = file.number(at, 1);
        if (kind != 8 && kind != 9 && kind != 18) return std::nullopt;
        return at + header_bytes + file.number(at + 1, 3) + size_bytes;
    })};
}

/// AVI, whose later gigabytes are lists of their own (OpenDML).
Stated avi(FileBytes& file, std::int64_t begin) {
    constexpr std::int64_t header_bytes = 8;
    Stated stated;
    stated.end = after_chunks(file, begin, [&](std::int64_t at) -> std::optional<std::int64_t> {
        const std::string header = file.at(at, 12);
        const bool goes_on = at == begin || header.substr(std::min<std::size_t>(8, header.size())) == "AVIX";
        const std::int64_t size =
            little_endian(header.substr(0, 8).substr(std::min<std::size_t>(4, header.size())));
        if (!header.starts_with("RIFF") || !goes_on || size <= 4 || is_placeholder(size)) return std::nullopt;
        return at + header_bytes + size + size % 2;
    });
    if (stated.end == begin) stated.end.reset();
    return stated;
}

Stated stated_of(FileBytes& file, const std::string& demuxer, std::int64_t begin) {
    if (demuxer == "aiff") return aiff(file, begin);
    if (demuxer == "w64") return w64(file, begin);
    if (demuxer == "caf") return caf(file, begin);
    if (demuxer == "au") return au(file, begin);
    if (demuxer == "tta") return tta(file, begin);
    if (demuxer == "mpegts") return mpegts(file, begin);
    if (demuxer == "flv") return flv(file, begin);
    return demuxer == "asf" ? asf(file, begin) : avi(file, begin);
}

}  // namespace

SoundLayout sized_layout(FileBytes& file, const std::string& demuxer, std::int64_t begin) {
    const Stated stated = stated_of(file, demuxer, begin);
    SoundLayout layout;
    layout.end = file.size();
    if (!stated.patches.empty()) {
        layout.add_part(demuxer, {});
        SoundPart& part = layout.parts.back();
        part.header_states_length = false;
        for (const Patch& patch : stated.patches) {
            part.bytes.add(Span{begin, patch.at});
            part.bytes.add(patch.bytes);
            begin = patch.at + static_cast<std::int64_t>(patch.bytes.size());
        }
        part.bytes.add(Span{begin, file.size()});
        return layout;
    }
    // No copy stops that early: such sizes are written before anything is known.
    constexpr std::int64_t most_times = 50;
    const bool is_believed = stated.end && *stated.end > begin && *stated.end / most_times <= file.size();
    const std::int64_t end = is_believed ? *stated.end : file.size();
    if (end < file.size() && joined_at(file, end)) layout.end = end;
    // The size of an AVI is often wrong. In the other formats, nothing after the stated end is sound.
    const bool goes_on = demuxer == "avi" && layout.end == file.size();
    const std::int64_t part_end = goes_on ? file.size() : std::min(end, file.size());
    // A copy that was interrupted may leave zeros in place of the rest.
    const bool has_chunks = demuxer == "avi" || demuxer == "asf";
    const std::int64_t zeros = has_chunks ? zeros_before(file, begin, part_end) : 0;
    layout.add_part(demuxer, {begin, part_end - zeros});
    SoundPart& part = layout.parts.back();
    part.header_states_length = is_believed;
    part.missing_bytes = std::max<std::int64_t>(end - file.size(), 0) + zeros;
    return layout;
}

}  // namespace cityfm::av
