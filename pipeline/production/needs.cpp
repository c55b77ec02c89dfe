// SPDX-License-Identifier: MIT
#include "pipeline/production/needs.h"

#include <algorithm>
#include <cmath>

#include "pipeline/audio/deliver/encode.h"
#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/core/capacity.h"

namespace cityfm::production {
namespace {

using core::Code;
using core::Error;
using core::Kind;

std::uintmax_t whole(double bytes) {
    return static_cast<std::uintmax_t>(std::ceil(std::max(bytes, 0.0)));
}

/// The most that a sound file holds, its pictures and chapters aside.
double encoded_bytes(const model::RenditionSpec& spec, int channels, double seconds) {
    constexpr double bits_a_byte = 8;
    // Opus goes over its mean where there is much to say, and each packet has a header.
    constexpr double room = 1.25;
    if (spec.bitrate_kbps > 0) return room * seconds * spec.bitrate_kbps * 1000 / bits_a_byte;
    return seconds * audio::house_rate * channels * spec.bits / bits_a_byte;
}

const model::Rendition* find_released(const model::Episode& episode, const std::string& id) {
    if (!episode.release) return nullptr;
    for (const model::Rendition& rendition : episode.release->renditions) {
        if (rendition.id == id) return &rendition;
    }
    return nullptr;
}

/// The most that a rendition holds: as it was released, or as its preset has it.
double rendition_bytes(const Step& step, const Candidate& candidate, double seconds) {
    double most = 0;
    if (const model::Rendition* known = find_released(*candidate.episode, step.rendition))
        most = static_cast<double>(known->bytes);
    for (const model::RenditionSpec& spec : candidate.preset.renditions) {
        if (spec.id == step.rendition)
            most = std::max(most, encoded_bytes(spec, candidate.preset.channels, seconds));
    }
    return most;
}

/// What an episode is made of, as people know it.
std::string source_of(const model::Episode& episode) {
    const std::vector<std::string> inputs = episode.inputs();
    return episode.path_of(inputs.empty() ? "release.json" : inputs.front());
}

}  // namespace

std::uintmax_t spill_bytes(double seconds, int channels) {
    return whole(seconds * audio::house_rate * channels * static_cast<double>(sizeof(float)));
}

std::uintmax_t disk_for(const Step& step, const Candidate& candidate, double seconds) {
    constexpr double tags = 4e6;  // pictures, and what a file system takes for itself
    switch (step.kind) {
        case StepKind::assemble:
        case StepKind::master:
            return spill_bytes(seconds, candidate.preset.channels);
        case StepKind::encode: {
            const double bytes = rendition_bytes(step, candidate, seconds);
            const auto spec =
                std::find_if(candidate.preset.renditions.begin(), candidate.preset.renditions.end(),
                             [&](const auto& r) { return r.id == step.rendition; });
            const bool in_pieces = spec != candidate.preset.renditions.end() &&
                                   audio::find_encoding(spec->format)->chunking.packets > 0;
            // The pieces of each round stay until the last one.
            return whole(in_pieces ? bytes * (2 + audio::most_repairs) : bytes);
        }
        case StepKind::package:
        case StepKind::fetch:
            return whole(2 * rendition_bytes(step, candidate, seconds) + tags);
    }
    return 0;
}

std::uintmax_t memory_for(const model::Preset& preset, double seconds, int jobs) {
    // Not measured: generous guesses, but for an M4A's index of 64 bytes a packet, in muxer and demuxer.
    constexpr double program = 100e6;
    constexpr double a_thread = 20e6;
    constexpr double a_second = 300;
    constexpr double m4a_second = 3000 * 3;
    const auto m4a = std::count_if(preset.renditions.begin(), preset.renditions.end(),
                                   [](const model::RenditionSpec& r) { return r.format == "m4a"; });
    return whole(program + jobs * a_thread +
                 seconds * (a_second * jobs + m4a_second * static_cast<double>(m4a)));
}

Admission admit(const Plan& plan, const std::vector<Candidate>& candidates, const Lengths& lengths,
                const Capacity& capacity) {
    Admission admission;
    for (const EpisodePlan& decision : plan.episodes) {
        const auto candidate = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& c) {
            return c.episode->folder == decision.episode;
        });
        if (candidate == candidates.end()) continue;
        const auto length = lengths.find(decision.episode);
        const double seconds = length != lengths.end() ? length->second : 0;
        std::uintmax_t disk = 0;
        bool makes_sound = false;
        for (const Step& step : plan.steps) {
            if (step.episode != decision.episode || !step.runs) continue;
            disk += disk_for(step, *candidate, seconds);
            makes_sound = makes_sound || step.kind != StepKind::fetch;
        }
        const auto refuse = [&](Code code, std::uintmax_t need, std::uintmax_t free) {
            admission.refused.emplace(decision.episode, Error(Kind::failed, code,
                                                              {{"path", source_of(*candidate->episode)},
                                                               {"need", core::show_bytes(need)},
                                                               {"free", core::show_bytes(free)}}));
        };
        const std::uintmax_t memory = makes_sound ? memory_for(candidate->preset, seconds, capacity.jobs) : 0;
        if (capacity.memory && memory > *capacity.memory) {
            refuse(Code::memory_too_small, memory, *capacity.memory);
        } else if (capacity.disk && disk > *capacity.disk - std::min(*capacity.disk, admission.disk)) {
            refuse(Code::disk_too_small, disk, *capacity.disk - std::min(*capacity.disk, admission.disk));
        } else {
            admission.disk += disk;
        }
    }
    return admission;
}

}  // namespace cityfm::production
