// SPDX-License-Identifier: MIT
#include "pipeline/av/writer.h"

#include "pipeline/av/encoder.h"
#include "pipeline/av/muxer.h"

namespace cityfm::av {

struct Writer::State {
    State(const std::filesystem::path& path, const Encoding& encoding)
        : encoder(encoding, Muxer::wants_global_header(encoding)), muxer(path, encoding, encoder.context()) {}

    Encoder encoder;
    Muxer muxer;
    OnPacket on_packet = [this](AVPacket& packet) { muxer.write(packet); };
};

Writer::Writer(const std::filesystem::path& path, const Encoding& encoding)
    : state_(std::make_unique<State>(path, encoding)) {}
Writer::~Writer() = default;

void Writer::write(std::span<const float> samples) {
    state_->encoder.write(samples, state_->on_packet);
}

std::int64_t Writer::finish() {
    state_->encoder.finish(state_->on_packet);
    state_->muxer.finish();
    return state_->encoder.frames();
}

}  // namespace cityfm::av
