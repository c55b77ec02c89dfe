// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cityfm::tests {

// Photos as cameras and phones make them, and other programs that read them.

/// Writes into a picture by exiftool, with its options.
void add_metadata(const std::filesystem::path& picture, const std::vector<std::string>& options);

/// The options for a position, a camera, a person, XMP, IPTC and a comment, each with the word SECRET where
/// it has words.
std::vector<std::string> all_metadata();

/// What exiftool finds in a file but for what a picture needs; empty where there is nothing.
std::string metadata_in(const std::filesystem::path& picture);
/// The same of a picture's bytes.
std::string metadata_of(const std::string& picture);

/// The pixels of a picture as FFmpeg decodes it and does not turn it, in a pixel format.
std::string pixels_of(const std::string& picture, const std::string& pixel_format);

/// A picture in another form by FFmpeg, named by its extension; the best quality.
std::string remade(const std::string& picture, const std::string& extension,
                   const std::vector<std::string>& options = {});

/// A JPEG with segments after its SOI.
std::string with_segments(const std::string& jpeg, const std::string& segments);

}  // namespace cityfm::tests
