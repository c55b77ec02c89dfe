// SPDX-License-Identifier: MIT
#include "pipeline/av/chunks.h"

#include <iterator>
#include <vector>

#include "pipeline/av/encoder.h"
#include "pipeline/av/mp3_frames.h"
#include "pipeline/av/muxer.h"
#include "pipeline/av/packet_file.h"

namespace cityfm::av {
namespace {

/// The packets of a chunk by their number in the whole sound.
class ChunkReader {
  public:
    ChunkReader(const std::filesystem::path& path, const AVCodecContext& encoder)
        : file_(path), padding_(encoder.initial_padding), frames_(encoder.frame_size) {}

    /// The next packets, those before number `end`, or all that are left.
    std::vector<StoredPacket> take_before(std::optional<std::int64_t> end) {
        std::vector<StoredPacket> taken;
        for (;;) {
            if (!next_) next_ = file_.next();
            if (!next_ || (end && (next_->pts + padding_) / frames_ >= *end)) return taken;
            taken.push_back(std::move(*next_));
            next_.reset();
        }
    }

  private:
    PacketFileReader file_;
    std::optional<StoredPacket> next_;
    std::int64_t padding_;
    std::int64_t frames_;
};

std::vector<Mp3Frame> frames_of(std::vector<StoredPacket>& packets) {
    std::vector<Mp3Frame> frames;
    frames.reserve(packets.size());
    for (StoredPacket& packet : packets) frames.emplace_back(packet.data);
    return frames;
}

void append(std::vector<StoredPacket>& packets, std::vector<StoredPacket> more) {
    packets.insert(packets.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Writes packets, all but the last few, which may still change.
void write_settled(std::vector<StoredPacket>& packets, std::size_t unsettled, Muxer& muxer) {
    if (packets.size() <= unsettled) return;
    const auto settled = packets.end() - static_cast<std::ptrdiff_t>(unsettled);
    for (auto packet = packets.begin(); packet != settled; ++packet) muxer.write(*packet->to_packet());
    packets.erase(packets.begin(), settled);
}

}  // namespace

struct ChunkWriter::State {
    State(const std::filesystem::path& path, const Encoding& encoding, std::int64_t first_frame)
        : encoder(encoding, Muxer::wants_global_header(encoding), first_frame), file(path) {}

    Encoder encoder;
    PacketFileWriter file;
    OnPacket on_packet = [this](AVPacket& packet) { file.write(packet); };
};

ChunkWriter::ChunkWriter(const std::filesystem::path& path, const Encoding& encoding,
                         std::int64_t first_frame)
    : state_(std::make_unique<State>(path, encoding, first_frame)) {}
ChunkWriter::~ChunkWriter() = default;

void ChunkWriter::write(std::span<const float> samples) {
    state_->encoder.write(samples, state_->on_packet);
}

void ChunkWriter::finish(bool last) {
    if (last) state_->encoder.finish(state_->on_packet);
    state_->file.finish();
}

std::optional<std::size_t> join_pieces(const std::filesystem::path& path, const Encoding& encoding,
                                       std::span<const Piece> pieces) {
    // No frame's data begin farther back than 511 bytes, and the smallest frames have room for 36.
    constexpr std::size_t reached_back = 16;
    const bool grafts = encoding.muxer == "mp3";
    const Encoder encoder(encoding, Muxer::wants_global_header(encoding));
    Muxer muxer(path, encoding, encoder.context());
    ChunkReader reader(pieces.front().path, encoder.context());
    std::vector<StoredPacket> joined;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const std::int64_t from = pieces[i].from;
        append(joined, reader.take_before(from));
        write_settled(joined, reached_back, muxer);
        // The stream that is left has to be over before the piece after the next begins.
        const std::int64_t end = i + 1 < pieces.size() ? pieces[i + 1].from : INT64_MAX;
        std::vector<StoredPacket> beyond;
        if (grafts) beyond = reader.take_before(end);
        reader = ChunkReader(pieces[i].path, encoder.context());
        std::vector<StoredPacket> run_up = reader.take_before(from);
        if (!grafts) continue;
        std::vector<StoredPacket> next = reader.take_before(from + static_cast<std::int64_t>(beyond.size()));
        const std::size_t joint = find_joint(frames_of(beyond), frames_of(next));
        if (joint >= std::min(beyond.size(), next.size())) return i - 1;
        const auto at = static_cast<std::ptrdiff_t>(joint);
        const std::size_t bytes = main_data_begin(next[joint].data);
        beyond.resize(joint);
        append(joined, std::move(beyond));
        append(run_up, {std::make_move_iterator(next.begin()), std::make_move_iterator(next.begin() + at)});
        graft_main_data(frames_of(joined), frames_of(run_up), bytes);
        append(joined, {std::make_move_iterator(next.begin() + at), std::make_move_iterator(next.end())});
    }
    append(joined, reader.take_before(std::nullopt));
    write_settled(joined, 0, muxer);
    muxer.finish();
    return std::nullopt;
}

}  // namespace cityfm::av
