// SPDX-License-Identifier: MIT
#include "pipeline/audio/damage.h"

#include "pipeline/core/time.h"

namespace cityfm::audio {

core::Findings damage_in(const std::string& path, const Reading& reading) {
    core::Findings findings;
    const auto add = [&](core::Code code, core::Args args) {
        args.emplace_back("path", path);
        findings.push_back({core::Severity::warning, code, {}, std::move(args)});
    };
    // A cut leaves half a packet at its end, which is not worth a word of its own.
    if (reading.seconds + 0.1 < reading.declared_seconds) {
        add(core::Code::sound_ends_early, {{"found", core::show_offset(reading.seconds)},
                                           {"declared", core::show_offset(reading.declared_seconds)}});
    } else if (reading.damages > 0) {
        add(core::Code::sound_damaged, {{"damages", std::to_string(reading.damages)}});
    }
    if (reading.not_numbers > 0)
        add(core::Code::sound_not_numbers, {{"count", std::to_string(reading.not_numbers)}});
    return findings;
}

}  // namespace cityfm::audio
