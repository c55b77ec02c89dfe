// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "pipeline/av/encoding.h"

namespace cityfm::av {

/// A chunk of a sound, encoded apart from the rest into a file of packets.
class ChunkWriter {
  public:
    /// `first_frame` is the place in the sound of the first frame that will come.
    ChunkWriter(const std::filesystem::path& path, const Encoding& encoding, std::int64_t first_frame);
    ChunkWriter(const ChunkWriter&) = delete;
    ChunkWriter& operator=(const ChunkWriter&) = delete;
    ~ChunkWriter();

    void write(std::span<const float> samples);

    /// Only the sound's last chunk is flushed: a flush shortens the last packet.
    void finish(bool last);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A part of a sound file: the packets from number `from` on, up to the next piece. The file holds some from
/// before, in which its encoder warmed up, and, unless it is the last, some from beyond.
struct Piece {
    std::filesystem::path path;
    std::int64_t from = 0;
};

/// Joins pieces into a sound file.
///
/// AAC changes over right at a piece's begin. In MP3 a frame's data may lie in the frames before it: a stream
/// is left where the next one's data fit into what it leaves free, and they are copied there. Where no such
/// place is found in what a piece holds beyond its end, that piece is returned and nothing is made of the
/// file.
std::optional<std::size_t> join_pieces(const std::filesystem::path& path, const Encoding& encoding,
                                       std::span<const Piece> pieces);

}  // namespace cityfm::av
