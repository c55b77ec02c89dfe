// SPDX-License-Identifier: MIT
#include "tests/pipeline/av/made_sound.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/measure.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/sound/signals.h"

namespace cityfm::tests {

double seconds_of(const std::string& bytes, std::int64_t losses) {
    const TempFolder folder;
    write(folder / "in", bytes);
    const audio::Measured measured = audio::measure_file(folder / "in", {});
    CHECK(measured.losses.count == losses);
    return measured.duration_seconds();
}

std::string made_by_ffmpeg(double seconds, const std::string& name, const std::vector<std::string>& options) {
    const TempFolder folder;
    write_wav(folder / "in.wav", speech_like(seconds, -12, 3, 2, 44100));
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-i", folder / "in.wav"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(folder / name);
    const Ran made = run_program(words);
    INFO(made.err);
    REQUIRE(made.code == 0);
    return read(folder / name);
}

std::string little(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

}  // namespace cityfm::tests
