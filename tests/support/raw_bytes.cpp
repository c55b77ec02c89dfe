// SPDX-License-Identifier: MIT
#include "tests/support/raw_bytes.h"

namespace cityfm::tests {

std::string big(std::uint64_t value, unsigned bytes) {
    std::string text;
    for (unsigned i = bytes; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xffU);
    return text;
}

std::string little(std::uint64_t value, unsigned bytes) {
    const std::string text = big(value, bytes);
    return {text.rbegin(), text.rend()};
}

std::uint64_t big_at(const std::string& bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

void put(std::string& bytes, std::size_t at, const std::string& over) {
    bytes.replace(at, over.size(), over);
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace cityfm::tests
