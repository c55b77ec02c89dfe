// SPDX-License-Identifier: MIT
#include "pipeline/av/byte_parts.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace cityfm::av {

void ByteParts::add(Span span) {
    if (span.end <= span.begin) return;
    // Parts that follow each other in the file are one.
    if (!parts_.empty()) {
        Part& last = parts_.back();
        if (last.bytes.empty() && last.in_file + (last.end - last.begin) == span.begin) {
            last.end += span.end - span.begin;
            return;
        }
    }
    parts_.push_back({size(), size() + span.end - span.begin, span.begin, {}});
}

void ByteParts::add(std::string bytes) {
    if (bytes.empty()) return;
    const auto count = static_cast<std::int64_t>(bytes.size());
    parts_.push_back({size(), size() + count, 0, std::move(bytes)});
}

std::size_t ByteParts::read(const core::PlainFile& file, std::int64_t place, char* bytes,
                            std::size_t count) const {
    std::size_t done = 0;
    auto part = std::upper_bound(parts_.begin(), parts_.end(), place,
                                 [](std::int64_t at, const Part& other) { return at < other.end; });
    for (; part != parts_.end() && done < count; ++part) {
        const std::int64_t skipped = place + static_cast<std::int64_t>(done) - part->begin;
        const std::size_t left =
            std::min(count - done, static_cast<std::size_t>(part->end - part->begin - skipped));
        if (!part->bytes.empty()) {
            std::memcpy(bytes + done, part->bytes.data() + skipped, left);
            done += left;
            continue;
        }
        const std::size_t got = file.read_at(part->in_file + skipped, bytes + done, left);
        done += got;
        if (got < left) break;  // the file has become shorter
    }
    return done;
}

}  // namespace cityfm::av
