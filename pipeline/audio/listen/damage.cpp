// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/damage.h"

#include <algorithm>

#include "pipeline/core/format.h"
#include "pipeline/core/time.h"

namespace cityfm::audio {
namespace {

constexpr double most_lost_seconds = 0.5;
constexpr double most_lost_share = 0.001;

/// `00:12 (0.3 s), 01:40 (2.0 s), …`
std::string places_of(const av::Losses& losses) {
    constexpr std::size_t most_shown = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(losses.places.size(), most_shown); ++i) {
        const av::Loss& loss = losses.places[i];
        if (i > 0) text += ", ";
        text += core::format("{} ({:.2f} s)", core::show_offset(loss.at_seconds), loss.seconds);
    }
    return losses.count > static_cast<std::int64_t>(most_shown) ? text + ", …" : text;
}

}  // namespace

core::Findings damage_in(const std::string& path, const Reading& reading) {
    core::Findings findings;
    const auto add = [&](bool is_grave, core::Code code, core::Args args) {
        args.emplace_back("path", path);
        findings.push_back(
            {is_grave ? core::Severity::error : core::Severity::warning, code, {}, std::move(args)});
    };
    const double bound = std::max(most_lost_seconds, most_lost_share * reading.seconds);
    const double missing = reading.declared_seconds - reading.seconds;
    // Half a packet at a cut is not worth a word.
    if (missing > 0.1) {
        add(missing > bound, core::Code::sound_ends_early,
            {{"found", core::show_offset(reading.seconds)},
             {"declared", core::show_offset(reading.declared_seconds)},
             {"missing", core::format("{:.2f}", missing)}});
    }
    if (reading.losses.count > 0) {
        add(reading.losses.seconds > bound, core::Code::sound_damaged,
            {{"count", std::to_string(reading.losses.count)},
             {"seconds", core::format("{:.2f}", reading.losses.seconds)},
             {"places", places_of(reading.losses)}});
    }
    if (reading.not_numbers > 0)
        add(true, core::Code::sound_not_numbers, {{"count", std::to_string(reading.not_numbers)}});
    return findings;
}

}  // namespace cityfm::audio
