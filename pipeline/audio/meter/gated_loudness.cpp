// SPDX-License-Identifier: MIT
#include "pipeline/audio/meter/gated_loudness.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace cityfm::audio {
namespace {

constexpr double absolute_gate_lufs = -70;
constexpr double integrated_gate_lu = -10;
constexpr double range_gate_lu = -20;

double to_energy(double lufs) {
    return std::pow(10.0, (lufs + 0.691) / 10.0);
}

double mean_of(std::span<const double> energies) {
    return std::accumulate(energies.begin(), energies.end(), 0.0) / static_cast<double>(energies.size());
}

/// The energies of blocks of `length` tenths that begin `step` tenths apart, where they are over a gate.
std::vector<double> blocks_over(std::span<const double> tenths, std::size_t length, std::size_t step,
                                double gate) {
    std::vector<double> blocks;
    for (std::size_t start = 0; start + length <= tenths.size(); start += step) {
        const double energy = mean_of(tenths.subspan(start, length));
        if (energy >= gate) blocks.push_back(energy);
    }
    return blocks;
}

/// Leaves out the blocks that lie `gate_lu` and more under the mean of all.
void gate(std::vector<double>& blocks, double gate_lu) {
    if (blocks.empty()) return;
    const double least = mean_of(blocks) * std::pow(10.0, gate_lu / 10.0);
    blocks.erase(
        std::remove_if(blocks.begin(), blocks.end(), [least](double energy) { return energy < least; }),
        blocks.end());
}

}  // namespace

std::optional<double> lufs_of(double energy) {
    if (energy <= 0) return std::nullopt;
    return -0.691 + 10.0 * std::log10(energy);
}

std::optional<double> integrated_lufs(std::span<const double> tenths) {
    auto blocks = blocks_over(tenths, 4, 1, to_energy(absolute_gate_lufs));
    gate(blocks, integrated_gate_lu);
    if (blocks.empty()) return std::nullopt;
    return lufs_of(mean_of(blocks));
}

double range_lu(std::span<const double> tenths) {
    auto blocks = blocks_over(tenths, 30, 10, to_energy(absolute_gate_lufs));
    gate(blocks, range_gate_lu);
    if (blocks.empty()) return 0;
    std::sort(blocks.begin(), blocks.end());
    const auto at = [&](double share) {
        return blocks[static_cast<std::size_t>(std::lround(static_cast<double>(blocks.size() - 1) * share))];
    };
    return *lufs_of(at(0.95)) - *lufs_of(at(0.10));
}

}  // namespace cityfm::audio
