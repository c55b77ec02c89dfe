// SPDX-License-Identifier: MIT
#include "pipeline/av/picture_metadata.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <set>

#include "pipeline/av/bad_artwork.h"
#include "pipeline/av/exif.h"
#include "pipeline/av/jpeg_parts.h"
#include "pipeline/av/png_chunks.h"
#include "pipeline/av/sniff.h"

namespace cityfm::av {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view exif_mark = "Exif\0\0"sv;
constexpr std::string_view profile_mark = "ICC_PROFILE\0"sv;
constexpr std::size_t most_packed_profile = 64U << 10U;

std::string segment(unsigned marker, std::string_view content) {
    const std::size_t size = content.size() + 2;
    return std::string{'\xff', static_cast<char>(marker), static_cast<char>(size >> 8U),
                       static_cast<char>(size & 0xffU)}
        .append(content);
}

/// The part as it stays, or nothing of it.
std::string kept_of(const JpegPart& part, Profile profile) {
    constexpr std::size_t jfif_bytes = 14;
    constexpr std::size_t adobe_bytes = 12;
    const std::string_view content = part.content;
    switch (part.marker) {
        case jpeg::soi:
        case jpeg::eoi:
            return {'\xff', static_cast<char>(part.marker)};
        case jpeg::app0: {
            if (!content.starts_with("JFIF\0"sv) || content.size() < jfif_bytes) return {};
            std::string jfif(content.substr(0, jfif_bytes));
            jfif[12] = jfif[13] = '\0';  // the thumbnail's size
            return segment(part.marker, jfif);
        }
        case jpeg::app14:
            if (!content.starts_with("Adobe") || content.size() < adobe_bytes) return {};
            return segment(part.marker, content.substr(0, adobe_bytes));
        case jpeg::app2:
            return profile == Profile::kept && content.starts_with(profile_mark)
                       ? segment(part.marker, content)
                       : std::string();
        case jpeg::dht:
        case jpeg::dac:
        case jpeg::dqt:
        case jpeg::dnl:
        case jpeg::dri:
        case jpeg::sos:
            return segment(part.marker, content).append(part.scan);
        default:
            return jpeg::is_frame(part.marker) ? segment(part.marker, content) : std::string();
    }
}

std::string jpeg_without(std::string_view picture, Profile profile) {
    std::string kept;
    kept.reserve(picture.size());
    JpegParts parts(picture);
    while (const auto part = parts.next()) kept += kept_of(*part, profile);
    return kept;
}

/// What of a PNG is part of the picture or says how it is to be shown, and the sizes it may have.
struct PngPart {
    std::string_view name;
    std::size_t least;
    std::size_t most;
    bool critical;  ///< a picture without it is another one
};
constexpr std::array png_parts = {PngPart{"IHDR", 13, 13, true},  PngPart{"PLTE", 3, 768, true},
                                  PngPart{"tRNS", 1, 256, true},  PngPart{"gAMA", 4, 4, false},
                                  PngPart{"cHRM", 32, 32, false}, PngPart{"sRGB", 1, 1, false},
                                  PngPart{"sBIT", 1, 4, false},   PngPart{"bKGD", 1, 6, false},
                                  PngPart{"pHYs", 9, 9, false},   PngPart{"IEND", 0, 0, true}};

/// True for a chunk that stays. Each is there once, but for IDAT.
bool stays(const PngChunk& chunk, Profile profile, std::set<std::string_view>& seen) {
    if (chunk.name == "IDAT") return true;
    if (chunk.name == "iCCP")
        return profile == Profile::kept && chunk.content.size() <= most_packed_profile &&
               seen.insert(chunk.name).second;
    const auto* part = std::find_if(png_parts.begin(), png_parts.end(),
                                    [&](const PngPart& p) { return p.name == chunk.name; });
    if (part == png_parts.end()) return false;
    const std::size_t size = chunk.content.size();
    const bool good = size >= part->least && size <= part->most && seen.insert(part->name).second;
    if (!good && part->critical) throw bad_artwork("PNG: " + std::string(part->name));
    return good;
}

std::string png_without(std::string_view picture, Profile profile) {
    std::string kept(PngChunks::signature);
    kept.reserve(picture.size());
    std::set<std::string_view> seen;
    bool has_picture = false;
    PngChunks chunks(picture);
    while (const auto chunk = chunks.next()) {
        if (stays(*chunk, profile, seen)) kept += chunk->bytes;
        has_picture = has_picture || chunk->name == "IDAT";
    }
    if (!has_picture) throw bad_artwork("PNG: IDAT");
    return kept;
}

/// The EXIF block of a picture; empty where it has none.
std::string_view exif_of(std::string_view picture) {
    const std::string format = sniff_picture(picture);
    if (format == "tiff") return picture;
    if (format == "jpeg") {
        JpegParts parts(picture);
        while (const auto part = parts.next()) {
            if (part->marker == jpeg::app1 && part->content.starts_with(exif_mark))
                return part->content.substr(exif_mark.size());
        }
    }
    if (format == "png") {
        PngChunks chunks(picture);
        while (const auto chunk = chunks.next()) {
            if (chunk->name == "eXIf") return chunk->content;
        }
    }
    return {};
}

}  // namespace

std::string without_metadata(std::string_view picture, Profile profile) {
    return picture.starts_with(PngChunks::signature) ? png_without(picture, profile)
                                                     : jpeg_without(picture, profile);
}

int orientation_of(std::string_view picture) {
    return read_exif(exif_of(picture)).orientation;
}

bool carries_position(std::string_view picture) {
    constexpr int most_blocks = 1000;
    // By their marks, wherever these are: what follows the picture may have any structure, or none.
    for (const std::string_view xmp : {"GPSLatitude"sv, "GPSLongitude"sv}) {
        if (picture.find(xmp) != std::string_view::npos) return true;
    }
    for (const std::string_view mark : {exif_mark, "eXIf"sv}) {
        int blocks = 0;
        for (std::size_t at = picture.find(mark); at != std::string_view::npos && blocks < most_blocks;
             at = picture.find(mark, at + mark.size()), ++blocks) {
            if (read_exif(picture.substr(at + mark.size())).position) return true;
        }
    }
    return false;
}

}  // namespace cityfm::av
