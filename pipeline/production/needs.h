// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/production/plan.h"

namespace cityfm::production {

/// What a build may use; empty if the system does not say.
struct Capacity {
    std::optional<std::uintmax_t> disk;    ///< bytes free where `.cityfm` lies
    std::optional<std::uintmax_t> memory;  ///< bytes
    int jobs = 1;                          ///< steps at once
};

/// Which episodes of a plan there is no room for, and why.
struct Admission {
    std::map<std::string, core::Error> refused;  ///< `disk_too_small`, `memory_too_small`, by episode
    std::uintmax_t disk = 0;                     ///< bytes that the others take at most
};

/// Seconds of sound, by episode.
using Lengths = std::map<std::string, double>;

/// The bytes of sound between two steps: raw floats at the house's rate.
std::uintmax_t spill_bytes(double seconds, int channels);

/// The most bytes that a step writes and that are there until its episode's release is: scratch sound,
/// packets before they are joined, the file in the store, and a rendition's copy in `public/`. Pure.
std::uintmax_t disk_for(const Step& step, const Candidate& candidate, double seconds);

/// The most bytes of memory that a build takes on so many threads while it makes this episode. Pure.
std::uintmax_t memory_for(const model::Preset& preset, double seconds, int jobs);

/// Goes through a plan in its order and keeps room for each episode that fits beside those before it: scratch
/// sound goes only with the releases, so all of them need theirs together. Pure.
Admission admit(const Plan& plan, const std::vector<Candidate>& candidates, const Lengths& lengths,
                const Capacity& capacity);

}  // namespace cityfm::production
