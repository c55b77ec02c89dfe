// SPDX-License-Identifier: MIT
#include "pipeline/audio/deliver/encoding_rounds.h"

#include <algorithm>

#include "pipeline/audio/stages/gain.h"
#include "pipeline/av/chunks.h"
#include "pipeline/av/writer.h"

namespace cityfm::audio {
namespace {

/// Packets past what is wanted of a piece: what encoders keep back.
constexpr std::int64_t kept_back = 8;

/// Packets on both sides of a dip that are encoded anew with it.
constexpr std::int64_t patch_margin = 16;

/// Borders keep this many packets apart, so that each finds its joint before the next.
constexpr std::int64_t least_distance = 128;

/// Past this an MP3's joint is not looked for any more.
constexpr std::int64_t most_beyond = 2048;

/// The end of the sound's way in something that encodes; ending it is its owner's.
template <class Writer>
class Into final : public Stage {
  public:
    explicit Into(Writer& writer) : writer_(writer) {}
    void push(std::span<const float> samples) override { writer_.write(samples); }
    void finish() override {}

  private:
    Writer& writer_;
};

std::vector<Dip> dips_not_in(const std::vector<Dip>& before, const std::vector<Dip>& dips) {
    std::vector<Dip> fresh;
    std::copy_if(dips.begin(), dips.end(), std::back_inserter(fresh), [&](const Dip& dip) {
        return std::find(before.begin(), before.end(), dip) == before.end();
    });
    return fresh;
}

}  // namespace

std::vector<EncodedStretch> chunks_of(std::int64_t frames, const Chunking& chunking) {
    const std::int64_t whole = chunking.packets * chunking.packet_frames;
    const std::int64_t count = std::max<std::int64_t>(1, (frames + whole / 2) / whole);
    std::vector<EncodedStretch> chunks;
    for (std::int64_t i = 0; i < count; ++i)
        chunks.push_back({i * chunking.packets, i + 1 < count ? (i + 1) * chunking.packets : to_the_end});
    return chunks;
}

std::vector<EncodedStretch> patches_for(const std::vector<Dip>& dips, std::int64_t frames,
                                        const Chunking& chunking) {
    const std::vector<EncodedStretch> chunks = chunks_of(frames, chunking);
    std::vector<EncodedStretch> patches;
    for (const Dip& dip : dips) {
        EncodedStretch patch{(dip.frame - Dips::reach) / chunking.packet_frames - patch_margin,
                             (dip.frame + Dips::reach) / chunking.packet_frames + patch_margin};
        for (std::size_t i = 1; i < chunks.size(); ++i) {
            const std::int64_t border = chunks[i].from;
            if (std::abs(patch.from - border) < least_distance) patch.from = border - least_distance;
            if (std::abs(patch.to - border) < least_distance) patch.to = border + least_distance;
        }
        if (patch.from < least_distance) patch.from = 0;
        if (patch.to > frames / chunking.packet_frames - least_distance) patch.to = to_the_end;
        if (!patches.empty() && patches.back().to > patch.from - least_distance) {
            patches.back().to = std::max(patches.back().to, patch.to);
        } else {
            patches.push_back(patch);
        }
    }
    return patches;
}

std::vector<OrderedStretch> in_order(const std::vector<EncodedStretch>& chunks,
                                     const std::vector<EncodedStretch>& patches) {
    std::vector<OrderedStretch> order;
    std::int64_t at = 0;
    const auto add_chunks = [&](std::int64_t to) {
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            const std::int64_t from = std::max(chunks[i].from, at);
            if (from < std::min(chunks[i].to, to)) order.push_back({false, i, from});
        }
    };
    for (std::size_t i = 0; i < patches.size(); ++i) {
        add_chunks(patches[i].from);
        order.push_back({true, i, patches[i].from});
        at = patches[i].to;
    }
    add_chunks(to_the_end);
    return order;
}

EncodingRounds::EncodingRounds(const SpilledSound& master, const model::RenditionSpec& spec,
                               std::filesystem::path path)
    : master_(master),
      prior_gain_db_(prior_gain_db(spec)),
      encoding_(encoding_of(spec, master.channels)),
      chunking_(find_encoding(spec.format)->chunking),
      path_(std::move(path)),
      in_one_go_(chunking_.packets == 0) {}

EncodingRounds::~EncodingRounds() {
    std::error_code error;
    for (int i = 0; i < named_; ++i) std::filesystem::remove(piece_path(i), error);
}

void EncodingRounds::encode(const Correction& correction, const Job& job) {
    if (in_one_go_) {
        encode_in_one_go(correction, job);
        return;
    }
    if (chunks_.empty() || correction.gain_db != of_chunks_.gain_db) {
        patches_.clear();
        chunks_ = pieces_of(chunks_of(master_.frames, chunking_));
        of_chunks_ = correction;
        make(chunks_, correction, job);
    } else {
        const std::vector<Dip> fresh = dips_not_in(of_chunks_.dips, correction.dips);
        patches_ = pieces_of(patches_for(fresh, master_.frames, chunking_));
        make(patches_, correction, job);
    }
    if (join(correction, job)) return;
    in_one_go_ = true;
    encode_in_one_go(correction, {job.pool, job.stop});
}

void EncodingRounds::encode_in_one_go(const Correction& correction, const Job& job) const {
    av::Writer writer(path_, encoding_);
    Into into(writer);
    FrameCount count(job, master_.frames);
    play({0, master_.frames}, correction, into, count);
    writer.finish();
}

std::vector<EncodingRounds::Piece> EncodingRounds::pieces_of(const std::vector<EncodedStretch>& stretches) {
    std::vector<Piece> pieces;
    pieces.reserve(stretches.size());
    for (const EncodedStretch& stretch : stretches)
        pieces.push_back({stretch, chunking_.beyond, piece_path(named_++)});
    return pieces;
}

std::filesystem::path EncodingRounds::piece_path(int number) const {
    return path_.string() + ".piece" + std::to_string(number);
}

void EncodingRounds::make(const std::vector<Piece>& pieces, const Correction& correction,
                          const Job& job) const {
    std::int64_t frames = 0;
    for (const Piece& piece : pieces) frames += fed_to(piece).to - fed_to(piece).from;
    FrameCount count(job, frames);
    job.pool.each(pieces.size(), [&](std::size_t i) {
        const Stretch stretch = fed_to(pieces[i]);
        av::ChunkWriter writer(pieces[i].path, encoding_, stretch.from);
        Into into(writer);
        play(stretch, correction, into, count);
        writer.finish(pieces[i].stretch.to == to_the_end);
    });
}

/// False where MP3 streams do not find together.
bool EncodingRounds::join(const Correction& correction, const Job& job) {
    const auto stretches = [](const std::vector<Piece>& pieces) {
        std::vector<EncodedStretch> list;
        list.reserve(pieces.size());
        for (const Piece& piece : pieces) list.push_back(piece.stretch);
        return list;
    };
    const std::vector<OrderedStretch> order = in_order(stretches(chunks_), stretches(patches_));
    const auto piece_of = [&](const OrderedStretch& stretch) -> Piece& {
        return (stretch.is_patch ? patches_ : chunks_)[stretch.index];
    };
    std::vector<av::Piece> pieces;
    pieces.reserve(order.size());
    for (const OrderedStretch& stretch : order) pieces.push_back({piece_of(stretch).path, stretch.from});
    while (const auto too_short = av::join_pieces(path_, encoding_, pieces)) {
        const OrderedStretch& left = order[*too_short];
        Piece& piece = piece_of(left);
        // Looking farther helps only as long as the next border is not reached.
        const std::int64_t border = order[*too_short + 1].from;
        const std::int64_t room =
            *too_short + 2 < order.size() ? order[*too_short + 2].from - border : most_beyond;
        if (piece.stretch.to == to_the_end || piece.stretch.to + piece.beyond - border >= room) return false;
        piece.beyond *= 2;
        make({piece}, left.is_patch ? correction : of_chunks_, {job.pool, job.stop});
    }
    return true;
}

/// The frames that a piece's encoder gets.
Stretch EncodingRounds::fed_to(const Piece& piece) const {
    const std::int64_t from =
        std::max<std::int64_t>(0, piece.stretch.from - chunking_.run_up) * chunking_.packet_frames;
    if (piece.stretch.to == to_the_end) return {from, master_.frames};
    const std::int64_t to = (piece.stretch.to + piece.beyond + kept_back) * chunking_.packet_frames;
    return {from, std::min(master_.frames, to)};
}

void EncodingRounds::play(Stretch stretch, const Correction& correction, Stage& end,
                          FrameCount& count) const {
    Gain gain(end, prior_gain_db_ + correction.gain_db);
    Dips dips(gain, master_.channels, correction.dips, stretch.from);
    play_spill(master_.path, master_.channels, stretch, dips, [&](std::int64_t frames) { count(frames); });
}

}  // namespace cityfm::audio
