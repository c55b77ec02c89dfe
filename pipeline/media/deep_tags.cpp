// SPDX-License-Identifier: MIT
#include "pipeline/media/deep_tags.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "pipeline/av/mp4_boxes.h"
#include "pipeline/av/riff.h"
#include "pipeline/core/error.h"

namespace cityfm::media {
namespace {

using av::FileBytes;
using av::Span;

/// Calls `look` with the bytes of a part of a file, block by block, and the place of each; a name on a border
/// is in the first of two.
template <class Look>
void each_block(FileBytes& file, const Span& part, const Look& look) {
    constexpr std::int64_t block_bytes = 1 << 16;
    constexpr std::int64_t name_bytes = 4;
    for (std::int64_t at = part.begin; at < part.end; at += block_bytes) {
        const std::int64_t size = std::min(block_bytes + name_bytes - 1, part.end - at);
        look(file.at(at, static_cast<std::size_t>(size)), at);
    }
}

/// How often any of some names stands in a part of a file.
int count_names(FileBytes& file, const Span& part, const std::vector<std::string>& names) {
    int count = 0;
    each_block(file, part, [&](const std::string& block, std::int64_t /*at*/) {
        for (const std::string& name : names) {
            for (std::size_t found = 0; (found = block.find(name, found)) != std::string::npos; ++found)
                ++count;
        }
    });
    return count;
}

/// What of a file may hold tags: not the sound of a WAV or an MP4, where its size makes sense.
std::vector<Span> parts_with_tags(const std::filesystem::path& path, FileBytes& file,
                                  const std::string& format) {
    std::vector<Span> parts;
    if (format == "m4a") {
        for (const av::Mp4Box& box : av::mp4_boxes(path)) {
            if (box.type != "mdat") parts.push_back({box.begin, box.end});
        }
        return parts;
    }
    std::int64_t at = 0;
    if (format == "wav") {
        for (const av::RiffChunk& chunk : av::riff_chunks(file)) {
            if (chunk.span.end > file.size()) break;
            if (chunk.name != "data") parts.push_back(chunk.span);
            at = chunk.span.end;
        }
    }
    parts.push_back({at, file.size()});
    return parts;
}

/// The content of an ID3v2 tag, as far as it matters here.
struct Id3Content {
    int version = 0;
    bool unsynchronised = false;  ///< as a whole
    std::string bytes;
};

/// Without the zero bytes that unsynchronisation puts in (ID3v2.4, section 6.1).
std::string synchronised(const std::string& bytes) {
    std::string plain;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && bytes[i] == '\0' && bytes[i - 1] == '\xff') continue;
        plain += bytes[i];
    }
    return plain;
}

bool is_frame_name(std::string_view name) {
    return name.size() == 4 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

/// Follows the frames of a tag, and the frames in its chapters and contents, and says whether one is packed.
/// Where writers disagree on what a size means, both ways are gone.
class PackedFrames {
  public:
    explicit PackedFrames(Id3Content content) : content_(std::move(content)) {}

    bool any() {
        go_to(0);
        // Behind the extended header, which counts itself in one version and not in the other.
        for (const unsigned bits : {7U, 8U}) {
            const auto size = static_cast<std::size_t>(av::big_endian(part(0, 4), bits));
            go_to(size);
            go_to(size + 4);
        }
        while (!places_.empty()) {
            const std::size_t at = places_.back();
            places_.pop_back();
            if (is_packed(at)) return true;
        }
        return false;
    }

    /// True where the tag, or a frame that was met, is unsynchronised.
    bool is_unsynchronised() const { return content_.unsynchronised; }

  private:
    static constexpr std::size_t header_bytes = 10;

    std::string_view part(std::size_t at, std::size_t size) const {
        const std::string_view bytes = content_.bytes;
        return at < bytes.size() ? bytes.substr(at, size) : std::string_view();
    }

    void go_to(std::size_t at) {
        if (at < content_.bytes.size() && seen_.insert(at).second) places_.push_back(at);
    }

    bool is_packed(std::size_t at) {
        const std::string_view header = part(at, header_bytes);
        if (header.size() < header_bytes || !is_frame_name(header.substr(0, 4))) return false;
        const bool v24 = content_.version == 4;
        const unsigned flags = static_cast<unsigned char>(header[9]);
        if ((flags & (v24 ? 0x08U : 0x80U)) != 0) return true;
        if (v24 && (flags & 0x02U) != 0) content_.unsynchronised = true;
        for (const unsigned bits : {7U, 8U}) {
            go_to(at + header_bytes + static_cast<std::size_t>(av::big_endian(header.substr(4, 4), bits)));
        }
        if (header.starts_with("CHAP") || header.starts_with("CTOC")) go_inside(at, header);
        return false;
    }

    /// To the first frame inside: behind the element's name, and four times or a list of entries.
    void go_inside(std::size_t at, std::string_view header) {
        constexpr std::size_t times_bytes = 16;
        const auto behind_name = [&](std::size_t place) {
            const std::size_t end = content_.bytes.find('\0', place);
            return end != std::string::npos ? end + 1 : content_.bytes.size();
        };
        std::size_t inside = behind_name(at + header_bytes);
        if (header.starts_with("CHAP")) {
            inside += times_bytes;
        } else {
            const auto entries = static_cast<unsigned>(av::big_endian(part(inside + 1, 1)));
            inside += 2;
            for (unsigned i = 0; i < entries; ++i) inside = behind_name(inside);
        }
        go_to(inside);
    }

    Id3Content content_;
    std::set<std::size_t> seen_;
    std::vector<std::size_t> places_;
};

/// The ID3v2 tag at a place, if one is there that has flags: in ID3v2.2 frames have none.
Id3Content tag_at(FileBytes& file, std::int64_t at) {
    constexpr std::size_t header_bytes = 10;
    const std::string header = file.at(at, header_bytes);
    if (header.size() < header_bytes || (header[3] != 3 && header[3] != 4)) return {};
    const std::int64_t size = av::big_endian(header.substr(6), 7);
    const std::int64_t begin = at + static_cast<std::int64_t>(header_bytes);
    const std::int64_t most = std::clamp<std::int64_t>(size, 0, file.size() - begin);
    const bool unsynchronised = (static_cast<unsigned char>(header[5]) & 0x80U) != 0;
    return {header[3], unsynchronised, file.at(begin, static_cast<std::size_t>(most))};
}

bool is_packed(const Id3Content& content) {
    PackedFrames as_it_is(content);
    if (as_it_is.any()) return true;
    return as_it_is.is_unsynchronised() &&
           PackedFrames({content.version, true, synchronised(content.bytes)}).any();
}

/// True where a tag anywhere in a part of a file has a packed frame.
bool has_packed_frames(FileBytes& file, const Span& part) {
    // A file has one tag, or two; more are the work of chance, or of somebody who wants this to be slow.
    constexpr int most_tags = 100;
    int tags = 0;
    bool packed = false;
    each_block(file, part, [&](const std::string& block, std::int64_t at) {
        for (std::size_t found = 0; (found = block.find("ID3", found)) != std::string::npos; ++found) {
            const Id3Content content = tag_at(file, at + static_cast<std::int64_t>(found));
            if (packed || content.version == 0) continue;
            packed = ++tags > most_tags || is_packed(content);
        }
    });
    return packed;
}

}  // namespace

void refuse_harmful_tags(const std::filesystem::path& path, const std::string& format) {
    // What may hold its like, however it claims to be nested: a level takes some hundred bytes of stack.
    static const std::vector<std::string> frames = {"CHAP", "CTOC"};
    static const std::vector<std::string> boxes = {"moov", "udta", "mdia", "meta", "ilst", "stbl",
                                                   "minf", "moof", "traf", "trak", "stsd"};
    constexpr int most_frames = 4'000;
    constexpr int most_boxes = 10'000;
    if (format == "opus") return;
    const auto refuse = [&](const char* reason) {
        throw core::Error(core::Kind::show, core::Code::unreadable_sound,
                          {{"path", path.string()}, {"reason", reason}});
    };
    FileBytes file(path);
    int count = 0;
    const bool mp4 = format == "m4a";
    for (const Span& part : parts_with_tags(path, file, format)) {
        count += count_names(file, part, mp4 ? boxes : frames);
        if (count >= (mp4 ? most_boxes : most_frames)) refuse(mp4 ? "MP4: moov, trak …" : "ID3: CHAP, CTOC");
        if (!mp4 && has_packed_frames(file, part)) refuse("ID3: zlib");
    }
}

}  // namespace cityfm::media
