// SPDX-License-Identifier: MIT
#include "pipeline/av/exif.h"

#include <algorithm>
#include <cstddef>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {
namespace {

constexpr std::size_t most_entries = 1000;
constexpr std::size_t entry_bytes = 12;

/// A block of TIFF in either order of bytes; what lies outside of it reads as zero.
class Tiff {
  public:
    explicit Tiff(std::string_view bytes)
        : bytes_(bytes),
          is_little_(bytes.starts_with("II")),
          is_tiff_(is_little_ || bytes.starts_with("MM")) {
        is_tiff_ = is_tiff_ && number(2, 2) == 42;
    }

    bool is_tiff() const { return is_tiff_; }

    std::size_t number(std::size_t at, std::size_t size) const {
        if (at > bytes_.size() || size > bytes_.size() - at) return 0;
        const std::string_view number = bytes_.substr(at, size);
        return static_cast<std::size_t>(is_little_ ? little_endian(number) : big_endian(number));
    }

    /// How many entries of the directory at a place are there.
    std::size_t entries(std::size_t directory) const {
        if (directory == 0 || directory > bytes_.size()) return 0;
        return std::min({number(directory, 2), most_entries, (bytes_.size() - directory) / entry_bytes});
    }

  private:
    std::string_view bytes_;
    bool is_little_;
    bool is_tiff_;
};

bool holds_position(const Tiff& tiff, std::size_t directory) {
    constexpr std::size_t gps_version_tag = 0;
    const std::size_t entries = tiff.entries(directory);
    for (std::size_t i = 0; i < entries; ++i) {
        if (tiff.number(directory + 2 + i * entry_bytes, 2) != gps_version_tag) return true;
    }
    return false;
}

}  // namespace

Exif read_exif(std::string_view tiff) {
    constexpr std::size_t orientation_tag = 274;
    constexpr std::size_t gps_tag = 34853;
    constexpr std::size_t short_type = 3;
    const Tiff block(tiff);
    Exif exif;
    if (!block.is_tiff()) return exif;
    const std::size_t directory = block.number(4, 4);
    const std::size_t entries = block.entries(directory);
    bool turned = false;
    bool placed = false;
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * entry_bytes;
        const std::size_t tag = block.number(entry, 2);
        if (tag == orientation_tag && block.number(entry + 2, 2) == short_type && !turned) {
            const std::size_t value = block.number(entry + 8, 2);
            if (value >= 1 && value <= 8) exif.orientation = static_cast<int>(value);
            turned = true;
        }
        if (tag == gps_tag && !placed) {
            exif.position = holds_position(block, block.number(entry + 8, 4));
            placed = true;
        }
    }
    return exif;
}

}  // namespace cityfm::av
