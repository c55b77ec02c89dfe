// SPDX-License-Identifier: MIT
#include "pipeline/production/needs.h"

#include <catch2/catch.hpp>

using namespace cityfm;
using core::Code;
using production::StepKind;

namespace {

constexpr double hour = 3600;
constexpr std::uintmax_t gigabyte = 1'000'000'000;

model::Preset stereo() {
    model::Preset preset;
    preset.renditions = {{"mp3", "mp3", 128}};
    return preset;
}

/// Two episodes of new recordings, an hour each.
struct World {
    World() {
        for (const char* name : {"one", "two"}) {
            model::Episode& episode = episodes.emplace_back();
            episode.folder = name;
            episode.audio = "voice.wav";
            known.digests[episode.path_of("voice.wav")] = name;
            lengths[name] = hour;
        }
        for (const model::Episode& episode : episodes) candidates.push_back({&episode, stereo(), "tags"});
    }

    production::Admission admit(const production::Capacity& capacity) const {
        return production::admit(production::make_plan(candidates, known, {}), candidates, lengths, capacity);
    }

    std::vector<model::Episode> episodes;
    std::vector<production::Candidate> candidates;
    production::Known known;
    production::Lengths lengths;
};

}  // namespace

TEST_CASE("scratch sound is floats at 48 kHz, twice, and all else is little beside it") {
    CHECK(production::spill_bytes(hour, 2) == 1'382'400'000U);
    CHECK(production::spill_bytes(12 * hour, 2) == 16'588'800'000U);
    const World world;
    const std::uintmax_t disk = world.admit({}).disk;
    CHECK(disk > 2 * 2 * production::spill_bytes(hour, 2));
    CHECK(static_cast<double>(disk) < 2 * 2.5 * static_cast<double>(production::spill_bytes(hour, 2)));
}

TEST_CASE("lossless renditions take as much as their samples") {
    const model::Episode episode;
    production::Candidate candidate{&episode, stereo(), ""};
    candidate.preset.renditions = {{"wav", "wav", 0, 24}};
    production::Step step;
    step.kind = StepKind::encode;
    step.rendition = "wav";
    CHECK(production::disk_for(step, candidate, hour) == 1'036'800'000U);
}

TEST_CASE("an episode for which the disk is too small is refused with figures, and the others go on") {
    const World world;
    production::Capacity capacity;
    capacity.disk = 4 * gigabyte;
    const production::Admission admission = world.admit(capacity);
    REQUIRE(admission.refused.size() == 1);
    const core::Error& error = admission.refused.at("two");
    CHECK(error.code == Code::disk_too_small);
    CHECK(error.kind == core::Kind::failed);
    CHECK(core::arg(error.args, "path") == "episodes/two/voice.wav");
    CHECK(core::arg(error.args, "need") == "3.2 GB");
    CHECK(core::arg(error.args, "free") == "799 MB");
    capacity.disk = gigabyte;
    CHECK(world.admit(capacity).refused.size() == 2);
    CHECK(world.admit(capacity).disk == 0);
    capacity.disk = 10 * gigabyte;
    CHECK(world.admit(capacity).refused.empty());
}

TEST_CASE("a short episode behind one that is too long for the disk fits") {
    World world;
    world.lengths["one"] = 12 * hour;
    production::Capacity capacity;
    capacity.disk = 4 * gigabyte;
    const production::Admission admission = world.admit(capacity);
    CHECK(admission.refused.size() == 1);
    CHECK(admission.refused.contains("one"));
}

TEST_CASE("what is made already, or shared with another episode, takes no room") {
    World world;
    world.known.digests["episodes/two/voice.wav"] = "one";
    const std::uintmax_t shared = world.admit({}).disk;
    CHECK(static_cast<double>(shared) < 1.2 * 2 * static_cast<double>(production::spill_bytes(hour, 2)));
    const production::StepKeys keys = production::step_keys({"one"}, {}, stereo(), "tags");
    world.known.stored = {keys.assemble, keys.master, keys.encode[0], keys.package[0]};
    CHECK(world.admit({}).disk == 0);
}

TEST_CASE("a machine that does not say what it has refuses nothing") {
    const World world;
    CHECK(world.admit({}).refused.empty());
}

TEST_CASE("too little memory is told with figures") {
    const World world;
    production::Capacity capacity;
    capacity.memory = 10'000'000;
    const production::Admission admission = world.admit(capacity);
    REQUIRE(admission.refused.size() == 2);
    CHECK(admission.refused.at("one").code == Code::memory_too_small);
    CHECK(core::arg(admission.refused.at("one").args, "free") == "10 MB");
    CHECK(production::memory_for(stereo(), hour, 8) > production::memory_for(stereo(), hour, 1));
    capacity.memory = gigabyte;
    CHECK(world.admit(capacity).refused.empty());
}
