// SPDX-License-Identifier: MIT
#include "pipeline/av/tail_tags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace cityfm::av {
namespace {

constexpr std::int64_t id3v1_bytes = 128;

/// The size of the ID3v1 tag at the end, including its 227-byte extension; 0 if the file has no such tag.
std::int64_t id3v1(FileBytes& file, std::int64_t end) {
    if (file.view(end - id3v1_bytes, 3) != "TAG") return 0;
    constexpr std::int64_t extension_bytes = 227;
    return file.view(end - id3v1_bytes - extension_bytes, 4) == "TAG+" ? id3v1_bytes + extension_bytes
                                                                       : id3v1_bytes;
}

std::int64_t ape(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t header_bytes = 32;
    const std::string footer = file.at(end - header_bytes, static_cast<std::size_t>(header_bytes));
    if (!footer.starts_with("APETAGEX")) return 0;
    // Any size may stand there; only one that leads to a header with the same words is believed.
    const std::int64_t size = little_endian(footer.substr(12, 4)) + header_bytes;
    if (size < 2 * header_bytes || size > end - begin) return 0;
    const std::string header = file.at(end - size, static_cast<std::size_t>(header_bytes));
    return header.substr(0, 20) == footer.substr(0, 20) ? size : 0;
}

/// Lyrics3 v1 has no length, but a bound; v2 states its own before its last word.
std::int64_t lyrics3(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t last_word_bytes = 9;
    constexpr std::int64_t most_v1_bytes = 5100 + 20;
    constexpr std::string_view first_word = "LYRICSBEGIN";
    const std::string last_word = file.at(end - last_word_bytes, last_word_bytes);
    if (last_word == "LYRICS200") {
        const std::string digits = file.at(end - last_word_bytes - 6, 6);
        std::int64_t stated = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), stated);
        const std::int64_t size = stated + 6 + last_word_bytes;
        if (digits.size() < 6 || read.ptr != digits.data() + digits.size() || stated < 0 ||
            size > end - begin)
            return 0;
        return file.view(end - size, first_word.size()) == first_word ? size : 0;
    }
    if (last_word != "LYRICSEND") return 0;
    const std::int64_t from = std::max(begin, end - most_v1_bytes);
    const std::string text = file.at(from, static_cast<std::size_t>(end - from));
    const std::size_t found = text.rfind(first_word);
    return found == std::string::npos ? 0 : static_cast<std::int64_t>(text.size() - found);
}

/// An ID3v2.4 tag may stand at the end; its footer says how long it is (section 3.4).
std::int64_t appended_id3(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t header_bytes = 10;
    const std::string footer = file.at(end - header_bytes, header_bytes);
    if (!footer.starts_with("3DI")) return 0;
    const std::int64_t size = big_endian(footer.substr(6), 7) + 2 * header_bytes;
    return size <= end - begin && file.view(end - size, 3) == "ID3" ? size : 0;
}

}  // namespace

std::int64_t before_tags(FileBytes& file, std::int64_t begin) {
    std::int64_t end = file.size();
    for (;;) {
        const std::int64_t tag =
            std::max({end - begin >= id3v1_bytes ? id3v1(file, end) : 0, ape(file, begin, end),
                      lyrics3(file, begin, end), appended_id3(file, begin, end)});
        if (tag == 0 || tag > end - begin) return end;
        end -= tag;
    }
}

std::int64_t behind_tag(FileBytes& file, std::int64_t at) {
    constexpr std::int64_t ape_header_bytes = 32;
    if (file.view(at, 3) == "ID3") return behind_id3(file, at);
    if (file.view(at, 3) == "TAG") return std::min(at + id3v1_bytes, file.size());
    if (file.view(at, 8) != "APETAGEX") return at;
    return std::min(at + ape_header_bytes + little_endian(file.at(at + 12, 4)), file.size());
}

std::int64_t before_zeros(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t block_bytes = 1 << 14;
    while (end > begin) {
        const std::int64_t from = std::max(begin, end - block_bytes);
        const std::string block = file.at(from, static_cast<std::size_t>(end - from));
        const std::size_t last = block.find_last_not_of('\0');
        if (last != std::string::npos) return from + static_cast<std::int64_t>(last) + 1;
        end = from;
    }
    return begin;
}

std::int64_t zeros_before(FileBytes& file, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t most_silence_bytes = 1 << 16;
    const std::int64_t zeros = end - before_zeros(file, begin, end);
    return zeros > most_silence_bytes ? zeros : 0;
}

}  // namespace cityfm::av
