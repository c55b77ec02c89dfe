// SPDX-License-Identifier: MIT
#include "pipeline/av/mp3_frames.h"

#include <algorithm>

namespace cityfm::av {
namespace {

bool is_mpeg1(Mp3Frame frame) {
    return (frame[1] & 0x18) == 0x18;
}

/// Where the side information begins: behind the header and its check sum, if there is one.
std::size_t side_start(Mp3Frame frame) {
    return (frame[1] & 1) != 0 ? 4 : 6;
}

/// Where the room for main data begins.
std::size_t room_start(Mp3Frame frame) {
    const bool mono = (frame[3] & 0xc0) == 0xc0;
    const std::size_t mpeg1 = mono ? 17 : 32;
    const std::size_t mpeg2 = mono ? 9 : 17;
    return std::min(frame.size(), side_start(frame) + (is_mpeg1(frame) ? mpeg1 : mpeg2));
}

/// The bytes of some frames' rooms, from the last one backwards.
class Backwards {
  public:
    explicit Backwards(std::span<const Mp3Frame> frames) : frames_(frames) {}

    /// Null before the first.
    std::uint8_t* next() {
        while (left_ == 0) {
            if (frames_.empty()) return nullptr;
            room_ = frames_.back().subspan(room_start(frames_.back()));
            left_ = room_.size();
            frames_ = frames_.first(frames_.size() - 1);
        }
        return &room_[--left_];
    }

  private:
    std::span<const Mp3Frame> frames_;
    Mp3Frame room_;
    std::size_t left_ = 0;
};

}  // namespace

std::size_t main_data_begin(Mp3Frame frame) {
    if (frame.size() < 6 || frame[0] != 0xff || (frame[1] & 0xe6) != 0xe2) return 0;
    const std::size_t side = side_start(frame);
    if (frame.size() < side + 2) return 0;
    const std::size_t first = frame[side];
    return is_mpeg1(frame) ? first << 1U | frame[side + 1] >> 7U : first;
}

std::size_t find_joint(std::span<const Mp3Frame> first, std::span<const Mp3Frame> other) {
    const std::size_t count = std::min(first.size(), other.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (main_data_begin(other[i]) <= main_data_begin(first[i])) return i;
    }
    return count;
}

void graft_main_data(std::span<const Mp3Frame> into, std::span<const Mp3Frame> from, std::size_t bytes) {
    Backwards to(into);
    Backwards source(from);
    for (std::size_t i = 0; i < bytes; ++i) {
        std::uint8_t* const target = to.next();
        const std::uint8_t* const byte = source.next();
        if (target == nullptr || byte == nullptr) return;
        *target = *byte;
    }
}

}  // namespace cityfm::av
