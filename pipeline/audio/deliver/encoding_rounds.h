// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <vector>

#include "pipeline/audio/deliver/encode.h"
#include "pipeline/audio/deliver/encodings.h"

namespace cityfm::audio {

inline constexpr std::int64_t to_the_end = std::numeric_limits<std::int64_t>::max();

/// A stretch of a sound file that is encoded for itself; all counts are packets.
struct EncodedStretch {
    std::int64_t from = 0;
    std::int64_t to = 0;  ///< past its last packet; `to_the_end` of the last one
    bool operator==(const EncodedStretch&) const = default;
};

/// The chunks of a sound of so many frames: a minute each, the last between half a minute and one and a half.
/// Pure.
std::vector<EncodedStretch> chunks_of(std::int64_t frames, const Chunking& chunking);

/// What is encoded anew for dips in a sound of so many frames: each with room around it, across what it would
/// lie near to: another one, a border of chunks, the sound's begin or end. Pure.
std::vector<EncodedStretch> patches_for(const std::vector<Dip>& dips, std::int64_t frames,
                                        const Chunking& chunking);

/// A stretch, by its index, from a packet on.
struct OrderedStretch {
    bool is_patch = false;
    std::size_t index = 0;
    std::int64_t from = 0;
    bool operator==(const OrderedStretch&) const = default;
};

/// The order in which chunks and the patches over them make the whole. Pure.
std::vector<OrderedStretch> in_order(const std::vector<EncodedStretch>& chunks,
                                     const std::vector<EncodedStretch>& patches);

/// Makes a sound file of a master, again and again with another correction: what a correction does not touch
/// is kept. Chunks and patches lie beside the file and go with this.
class EncodingRounds {
  public:
    EncodingRounds(const SpilledSound& master, const model::RenditionSpec& spec, std::filesystem::path path);
    EncodingRounds(const EncodingRounds&) = delete;
    EncodingRounds& operator=(const EncodingRounds&) = delete;
    ~EncodingRounds();

    /// Writes over the file.
    void encode(const Correction& correction, const Job& job);

  private:
    /// A stretch with the file that its packets are in.
    struct Piece {
        EncodedStretch stretch;
        std::int64_t beyond = 0;  ///< packets past its end
        std::filesystem::path path;
    };
    void encode_in_one_go(const Correction& correction, const Job& job) const;
    std::vector<Piece> pieces_of(const std::vector<EncodedStretch>& stretches);
    std::filesystem::path piece_path(int number) const;
    void make(const std::vector<Piece>& pieces, const Correction& correction, const Job& job) const;
    bool join(const Correction& correction, const Job& job);
    Stretch fed_to(const Piece& piece) const;
    void play(Stretch stretch, const Correction& correction, Stage& end, FrameCount& count) const;

    SpilledSound master_;
    double prior_gain_db_;
    av::Encoding encoding_;
    Chunking chunking_;
    std::filesystem::path path_;
    std::vector<Piece> chunks_;   ///< none before the first round, and where all goes in one go
    std::vector<Piece> patches_;  ///< by place
    Correction of_chunks_;        ///< what the chunks were made with
    bool in_one_go_;              ///< the format is not cut, or its streams do not find together
    int named_ = 0;               ///< pieces so far
};

}  // namespace cityfm::audio
