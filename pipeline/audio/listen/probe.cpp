// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/probe.h"

#include "pipeline/av/reader.h"
#include "pipeline/core/error.h"

namespace cityfm::audio {

model::SoundFacts probe_sound(const std::filesystem::path& path, const std::string& track) {
    model::SoundFacts facts;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        facts.problem = core::Code::file_missing;
        return facts;
    }
    facts.bytes = std::filesystem::file_size(path, error);
    try {
        av::Reader reader(path, {.track = track});
        if (reader.read().empty()) facts.problem = core::Code::no_sound_in_it;
        facts.duration_seconds = reader.info().duration_seconds;
        facts.guesses_duration = reader.info().guesses_duration;
    } catch (const core::Error& wrong) {
        facts.problem = wrong.code;
        facts.problem_args = wrong.args;
        std::erase_if(facts.problem_args, [](const auto& argument) { return argument.first == "path"; });
    }
    return facts;
}

}  // namespace cityfm::audio
