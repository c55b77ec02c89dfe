// SPDX-License-Identifier: MIT
#include "pipeline/audio/spill.h"

#include <cerrno>
#include <fstream>
#include <utility>
#include <vector>

#include "pipeline/core/error.h"

namespace cityfm::audio {

SpillWriter::SpillWriter(std::filesystem::path path) : file_(std::move(path)) {}

void SpillWriter::push(std::span<const float> samples) {
    file_.write({reinterpret_cast<const char*>(samples.data()), samples.size_bytes()});
}

void play_spill(const std::filesystem::path& path, int channels, Stage& first,
                const std::function<void(std::int64_t)>& on_frames) {
    std::ifstream file(path, std::ios::binary);
    if (!file) core::fail_on_file(core::Code::cannot_read, path, errno);
    const auto frame = static_cast<std::size_t>(channels);
    std::vector<float> block(16384 * frame);
    std::int64_t frames = 0;
    for (;;) {
        file.read(reinterpret_cast<char*>(block.data()),
                  static_cast<std::streamsize>(block.size() * sizeof(float)));
        const std::size_t samples = static_cast<std::size_t>(file.gcount()) / sizeof(float) / frame * frame;
        if (file.bad()) core::fail_on_file(core::Code::cannot_read, path, EIO);
        if (samples == 0) break;
        first.push({block.data(), samples});
        frames += static_cast<std::int64_t>(samples / frame);
        if (on_frames) on_frames(frames);
    }
    first.finish();
}

}  // namespace cityfm::audio
