// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace cityfm::av {

/// A whole number whose highest bits stand first, `bits` in each byte.
inline std::int64_t big_endian(std::string_view bytes, unsigned bits = 8) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << bits | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

/// A file read at places; what lies behind its end, or cannot be read, is not there.
class FileBytes {
  public:
    explicit FileBytes(const std::filesystem::path& path) : file_(path, std::ios::binary) {}

    /// Up to `count` bytes, of which few are asked for.
    std::string at(std::int64_t place, std::size_t count) {
        std::string bytes(count, '\0');
        file_.clear();
        file_.seekg(place);
        file_.read(bytes.data(), static_cast<std::streamsize>(count));
        bytes.resize(static_cast<std::size_t>(file_.gcount()));
        return bytes;
    }

    std::int64_t number(std::int64_t place, std::size_t count) { return big_endian(at(place, count)); }

  private:
    std::ifstream file_;
};

}  // namespace cityfm::av
