// SPDX-License-Identifier: MIT
#include "tests/support/sound/yardstick.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace cityfm::tests {
namespace {

struct Destroy {
    void operator()(ebur128_state* state) const noexcept { ebur128_destroy(&state); }
};

void expect(int result) {
    if (result != EBUR128_SUCCESS) throw std::runtime_error("libebur128 failed");
}

}  // namespace

Yardstick by_libebur128(const Sound& sound, bool dual_mono) {
    const auto channels = static_cast<unsigned>(sound.channels);
    const std::unique_ptr<ebur128_state, Destroy> state(
        ebur128_init(channels, static_cast<unsigned long>(sound.sample_rate),
                     EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK));
    if (dual_mono) expect(ebur128_set_channel(state.get(), 0, EBUR128_DUAL_MONO));
    expect(ebur128_add_frames_float(state.get(), sound.samples.data(),
                                    static_cast<std::size_t>(sound.frames())));
    Yardstick figures;
    double value = 0;
    expect(ebur128_loudness_global(state.get(), &value));
    if (std::isfinite(value)) figures.integrated_lufs = value;
    expect(ebur128_loudness_range(state.get(), &value));
    if (figures.integrated_lufs) figures.range_lu = value;
    for (unsigned channel = 0; channel < channels; ++channel) {
        expect(ebur128_true_peak(state.get(), channel, &value));
        figures.true_peak = std::max(figures.true_peak, value);
    }
    return figures;
}

}  // namespace cityfm::tests
