// SPDX-License-Identifier: MIT
#include "pipeline/av/riff.h"

#include <array>
#include <fstream>
#include <string_view>

namespace cityfm::av {
namespace {

std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

}  // namespace

std::int64_t wav_declared_frames(const std::filesystem::path& path) {
    constexpr std::uint64_t unknown = 0xFFFFFFFF;
    std::ifstream file(path, std::ios::binary);
    std::array<char, 40> buffer{};
    const std::string_view bytes(buffer.data(), buffer.size());
    if (!file.read(buffer.data(), 12)) return 0;
    std::uint64_t block = 0;
    std::uint64_t long_size = 0;
    // Real files have a handful of chunks; the bound is for those that are made to be slow.
    for (int chunk = 0; chunk < 1000 && file.read(buffer.data(), 8); ++chunk) {
        const std::array<char, 4> name = {buffer[0], buffer[1], buffer[2], buffer[3]};
        const std::string_view id(name.data(), name.size());
        const std::uint64_t size = little_endian(bytes.substr(4, 4));
        if (id == "data") {
            const std::uint64_t stated = size == unknown ? long_size : size;
            return block > 0 ? static_cast<std::int64_t>(stated / block) : 0;
        }
        const std::streamoff start = file.tellg();
        if (id == "fmt " && size >= 16 && file.read(buffer.data(), 16))
            block = little_endian(bytes.substr(12, 2));
        if (id == "ds64" && size >= 24 && file.read(buffer.data(), 24))
            long_size = little_endian(bytes.substr(8, 8));
        file.seekg(start + static_cast<std::streamoff>(size + (size & 1U)));
    }
    return 0;
}

}  // namespace cityfm::av
