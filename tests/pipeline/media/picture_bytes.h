// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/model/facts.h"

namespace cityfm::tests {

// Pictures by hand, byte by byte.

std::string png_chunk(const std::string& type, const std::string& content);

enum Colour { grey = 0, rgb = 2, palette = 3, grey_alpha = 4, rgb_alpha = 6 };

/// A PNG of these packed rows; and a black one.
std::string png_of(std::uint32_t width, std::uint32_t height, int depth, Colour colour,
                   const std::string& packed_rows, const std::string& before = {});
std::string black_png(std::uint32_t width, std::uint32_t height, int depth = 8, Colour colour = rgb);

/// A segment of a JPEG (ITU T.81).
std::string segment(unsigned marker, const std::string& content);

/// A baseline JPEG of one colour.
std::string plain_jpeg(std::uint32_t width, std::uint32_t height, unsigned components,
                       const std::string& before = {});

/// EXIF that says which way up a picture is (6: turn it clockwise).
std::string turned(unsigned orientation);

// What becomes of them.

/// What the file is, measured: soon, and without memory for what is only claimed.
model::ImageFacts measured(const std::filesystem::path& path, long most_kilobytes = 64'000);

/// Checks that a file is refused by all who take pictures, and by no exception but ours.
void check_refused(const std::filesystem::path& path);

/// Checks that bytes are a whole JPEG of a size.
void check_jpeg(const std::string& bytes, int width, int height);

/// Makes a picture by FFmpeg from its own patterns.
void make_picture(const std::filesystem::path& path, const std::string& pattern,
                  const std::vector<std::string>& how = {});

}  // namespace cityfm::tests
