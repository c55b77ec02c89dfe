// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/av/file_bytes.h"

namespace cityfm::av {

/// The bytes that a demuxer gets to see: parts of a file one after the other, and headers that replace those
/// of the file.
class ByteParts {
  public:
    void add(Span span);
    void add(std::string bytes);

    std::int64_t size() const { return parts_.empty() ? 0 : parts_.back().end; }

    /// Up to `count` bytes from a place on; fewer only at the end. Throws on error.
    std::size_t read(const core::PlainFile& file, std::int64_t place, char* bytes, std::size_t count) const;

  private:
    struct Part {
        std::int64_t begin = 0;  ///< among all parts
        std::int64_t end = 0;
        std::int64_t in_file = 0;
        std::string bytes;  ///< in place of the file's
    };
    std::vector<Part> parts_;
};

}  // namespace cityfm::av
