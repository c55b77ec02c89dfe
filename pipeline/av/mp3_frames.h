// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cityfm::av {

/// A frame of MPEG audio, layer III: a header, side information, and room for main data, which the frame need
/// not fill with its own: they begin up to 511 bytes earlier, in the room of frames before.
using Mp3Frame = std::span<std::uint8_t>;

/// How many bytes of main data before the frame's own room its data begin (ISO 11172-3, 2.4.1.7:
/// main_data_begin). 0 for what is no such frame.
std::size_t main_data_begin(Mp3Frame frame);

/// Where a stream can change over to another one that encodes the same frames: the first place at which the
/// other's data reach no farther back than what the first leaves free. Their length when there is none.
std::size_t find_joint(std::span<const Mp3Frame> first, std::span<const Mp3Frame> other);

/// Copies the last `bytes` of the main data's room in `from` into the same place in `into`. Both end right
/// before the frame at which the stream changes over.
void graft_main_data(std::span<const Mp3Frame> into, std::span<const Mp3Frame> from, std::size_t bytes);

}  // namespace cityfm::av
