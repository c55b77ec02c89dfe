// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>

namespace cityfm::audio {

/// The loudness of a mean-square K-weighted energy, in LUFS; nothing in silence.
std::optional<double> lufs_of(double energy);

/// Integrated loudness (BS.1770-4, annex 1) by the energies of 100 ms, in LUFS; nothing in silence or before
/// 400 ms. Pure.
std::optional<double> integrated_lufs(std::span<const double> tenths);

/// Loudness range (EBU Tech 3342) by the energies of 100 ms, in LU: of 3 s each second; 0 before 3 s and
/// where all is silence. Pure.
double range_lu(std::span<const double> tenths);

}  // namespace cityfm::audio
