// SPDX-License-Identifier: MIT
#include "tests/support/zlib_bytes.h"

#include <cstdint>

#include "tests/support/raw_bytes.h"

namespace cityfm::tests {
namespace {

/// A stream of one block.
class Packer {
  public:
    Packer() {
        add(1, 1);     // the last block,
        add(0b10, 2);  // with the codes that need no table
    }

    /// A code, its highest bit first.
    void add(unsigned code, unsigned bits) {
        for (unsigned i = bits; i > 0; --i) {
            pending_ |= (code >> (i - 1) & 1U) << pending_bits_;
            if (++pending_bits_ < 8) continue;
            packed_ += static_cast<char>(pending_);
            pending_ = pending_bits_ = 0;
        }
    }

    void add_byte(unsigned value) {
        if (value < 144) {
            add(0b00110000 + value, 8);
        } else {
            add(0b110010000 + value - 144, 9);
        }
    }

    /// The stream, with the checksum of what is in it (Adler-32).
    std::string finish(std::uint32_t low, std::uint32_t high) {
        add(0, 7);
        add(0, 7);  // fills the last byte
        return packed_ + big(high, 2) + big(low, 2);
    }

  private:
    std::string packed_ = "\x78\x01";
    unsigned pending_ = 0;
    unsigned pending_bits_ = 0;
};

constexpr std::uint32_t adler_modulus = 65521;

}  // namespace

std::string packed(const std::string& bytes) {
    Packer packer;
    std::uint32_t low = 1;
    std::uint32_t high = 0;
    for (const char c : bytes) {
        const unsigned value = static_cast<unsigned char>(c);
        packer.add_byte(value);
        low = (low + value) % adler_modulus;
        high = (high + low) % adler_modulus;
    }
    return packer.finish(low, high);
}

std::string zeros_packed(std::size_t count) {
    Packer packer;
    std::size_t left = count;
    for (; left > 0 && (left == count || left % 258 != 0); --left) packer.add_byte(0);
    for (; left > 0; left -= 258) packer.add(0b1100010100000, 13);
    return packer.finish(1, static_cast<std::uint32_t>(count % adler_modulus));
}

}  // namespace cityfm::tests
