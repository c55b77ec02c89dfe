// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cityfm::tests {

// ID3 tags by hand, byte by byte.

/// Four bytes of seven bits.
std::string seven_bits(std::size_t value);

/// Frames of ID3v2.2, 2.3 and 2.4; the head with a size that may be wrong.
std::string frame_head(int version, const std::string& id, std::size_t size, const std::string& flags);
std::string frame(int version, const std::string& id, const std::string& content,
                  const std::string& flags = std::string(2, '\0'));

/// A whole tag.
std::string id3(int version, const std::string& content, int flags = 0);

std::string latin1(const std::string& text);
std::string title(int version, const std::string& text);
std::string chapter(int version, const std::string& id, std::uint32_t start_ms, const std::string& inner);
std::string contents(const std::string& id, const std::vector<std::string>& entries,
                     const std::string& inner = {});

/// What a sender does where the bytes of a tag look like those of a sound (ID3v2.3, section 5).
std::string unsynchronised(const std::string& bytes);

// Tags that stand behind the sound.

std::string ape_end(std::size_t size, std::size_t items, std::uint32_t flags);
std::string ape_item(const std::string& key, const std::string& value);
std::string id3v1(const std::string& text);

}  // namespace cityfm::tests
