// SPDX-License-Identifier: MIT
#include "pipeline/audio/spill.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <utility>
#include <vector>

#include "pipeline/core/error.h"

namespace cityfm::audio {
namespace {

std::int64_t bytes_of(std::int64_t frames, int channels) {
    return frames * channels * static_cast<std::int64_t>(sizeof(float));
}

}  // namespace

Spill::Spill(std::filesystem::path path, int channels)
    : file_(std::move(path)), frame_bytes_(bytes_of(1, channels)) {}

void Spill::write(std::int64_t frame, std::span<const float> samples) {
    file_.write_at(frame * frame_bytes_,
                   {reinterpret_cast<const char*>(samples.data()), samples.size_bytes()});
}

SpillWriter::SpillWriter(Spill& spill, int channels, std::int64_t frame)
    : spill_(spill), channels_(static_cast<std::size_t>(channels)), frame_(frame) {}

void SpillWriter::push(std::span<const float> samples) {
    spill_.write(frame_, samples);
    frame_ += static_cast<std::int64_t>(samples.size() / channels_);
}

bool is_whole_spill(const std::filesystem::path& path, int channels, std::int64_t frames) {
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(path, error);
    return !error && bytes == static_cast<std::uintmax_t>(bytes_of(frames, channels));
}

void play_spill(const std::filesystem::path& path, int channels, Stretch stretch, Stage& first,
                const std::function<void(std::int64_t)>& on_frames) {
    std::ifstream file(path, std::ios::binary);
    if (!file || !file.seekg(bytes_of(stretch.from, channels)))
        core::fail_on_file(core::Code::cannot_read, path, errno);
    constexpr std::int64_t most_frames = 16384;
    std::vector<float> block(static_cast<std::size_t>(most_frames * channels));
    for (std::int64_t at = stretch.from; at < stretch.to;) {
        const std::int64_t frames = std::min(most_frames, stretch.to - at);
        const auto samples = static_cast<std::size_t>(frames * channels);
        if (!file.read(reinterpret_cast<char*>(block.data()), bytes_of(frames, channels)))
            core::fail_on_file(core::Code::cannot_read, path, EIO);
        first.push({block.data(), samples});
        at += frames;
        if (on_frames) on_frames(frames);
    }
    first.finish();
}

}  // namespace cityfm::audio
