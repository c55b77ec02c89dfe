// SPDX-License-Identifier: MIT
#include "pipeline/production/plan.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"

using namespace cityfm;
using core::Code;
using production::StepKind;
using production::Verdict;

namespace {

core::Instant at(const char* text) {
    return core::parse_rfc3339(text).value();
}

/// One episode of the 22nd, its preset with two renditions, and a world that knows its recording.
struct World {
    World() {
        episode.folder = "one";
        episode.audio = "voice.wav";
        episode.date = at("2026-11-22T20:00:00+09:00");
        preset.renditions = {{"mp3", "mp3", 128}, {"opus", "opus", 64}};
        known.digests["episodes/one/voice.wav"] = "recording";
        wanted.now = at("2026-11-22T12:00:00+09:00");
    }

    void release() {
        model::Release release;
        release.guid = "g";
        release.inputs["voice.wav"] = "recording";
        release.sound = production::sound_digest(preset);
        release.tags = "tags";
        release.renditions = {{}, {}};
        release.renditions[0].id = "mp3";
        release.renditions[0].sha256 = "m";
        release.renditions[1].id = "opus";
        release.renditions[1].sha256 = "o";
        release.renditions[0].stream_sha256 = "mp3 packets";
        release.renditions[1].stream_sha256 = "opus packets";
        episode.release = release;
        known.at_hand = {"m", "o"};
    }

    void make_due() { wanted.now = at("2026-11-23T00:00:00+09:00"); }

    production::Plan plan() const { return production::make_plan({{&episode, preset, tags}}, known, wanted); }

    production::EpisodePlan decision() const { return plan().episodes.at(0); }

    std::vector<std::string> runs() const {
        std::vector<std::string> names;
        for (const production::Step& step : plan().steps) {
            if (step.runs)
                names.push_back(std::string(production::name_of(step.kind)) +
                                (step.rendition.empty() ? "" : " ") + step.rendition);
        }
        return names;
    }

    production::StepKeys keys() const {
        return production::step_keys({"recording"}, episode.use, preset, tags);
    }

    model::Episode episode;
    model::Preset preset;
    std::string tags = "tags";
    production::Known known;
    production::Wanted wanted;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an episode without a release is made from its recording, each step behind what it needs") {
    const World world;
    CHECK(world.decision().verdict == Verdict::make);
    CHECK(world.runs() ==
          Names{"assemble", "master", "encode opus", "package opus", "encode mp3", "package mp3"});
    const production::Plan plan = world.plan();
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        for (const std::size_t need : plan.steps[i].after) CHECK(need < i);
    }
    CHECK(plan.steps[1].after == std::vector<std::size_t>{0});
    CHECK(plan.steps[2].after == std::vector<std::size_t>{1});
    CHECK(plan.steps[3].after == std::vector<std::size_t>{2});
    CHECK(plan.steps[4].after == std::vector<std::size_t>{1});
}

TEST_CASE("after a kill only what the store does not hold is made") {
    World world;
    const production::StepKeys keys = world.keys();
    world.known.stored = {keys.assemble};
    CHECK(world.runs() == Names{"master", "encode opus", "package opus", "encode mp3", "package mp3"});
    world.known.stored = {keys.assemble, keys.master, keys.encode[0]};
    CHECK(world.runs() == Names{"encode opus", "package opus", "package mp3"});
    // The sound files are there: the scratch behind them is no longer needed.
    world.known.stored = {keys.encode[0], keys.encode[1]};
    CHECK(world.runs() == Names{"package opus", "package mp3"});
    world.known.stored = {keys.package[0], keys.package[1]};
    CHECK(world.runs().empty());
}

TEST_CASE("scratch that is gone is made again only where an encode still needs it") {
    World world;
    world.known.stored = {world.keys().encode[0]};
    CHECK(world.runs() == Names{"assemble", "master", "encode opus", "package opus", "package mp3"});
}

TEST_CASE("keys hold every option that decides bytes, and nothing else") {
    World a;
    a.preset.target_lufs = -16;
    World b = a;
    b.episode.folder = "another";
    CHECK(a.keys().package == b.keys().package);
    b.preset.target_lufs = -19;
    CHECK(b.keys().assemble == a.keys().assemble);
    CHECK(b.keys().master != a.keys().master);
    CHECK(b.keys().encode[0] != a.keys().encode[0]);
    World c = a;
    c.preset.renditions[0].bitrate_kbps = 96;
    CHECK(c.keys().master == a.keys().master);
    CHECK(c.keys().encode[0] != a.keys().encode[0]);
    CHECK(c.keys().encode[1] == a.keys().encode[1]);
    World d = a;
    d.tags = "other";
    CHECK(d.keys().encode == a.keys().encode);
    CHECK(d.keys().package[0] != a.keys().package[0]);
    World e = a;
    e.preset.channels = 1;
    CHECK(e.keys().assemble != a.keys().assemble);
    World as_recorded = a;
    as_recorded.preset.target_lufs.reset();
    CHECK(as_recorded.keys().assemble != a.keys().assemble);
    World track = a;
    track.episode.use.track = "2";
    CHECK(track.keys().assemble != a.keys().assemble);
    World fix = a;
    fix.episode.use.fix = "none";
    CHECK(fix.keys().assemble != a.keys().assemble);
}

TEST_CASE("a release whose inputs are unchanged is never made again") {
    World world;
    world.release();
    CHECK(world.decision().verdict == Verdict::keep);
    CHECK(world.decision().because == Code::because_released);
    CHECK(world.runs().empty());
    world.make_due();
    CHECK(world.runs().empty());
}

TEST_CASE("a released episode without its recording stands") {
    World world;
    world.release();
    world.known.digests.clear();
    CHECK(world.decision().verdict == Verdict::keep);
    CHECK(world.runs().empty());
}

TEST_CASE("a changed recording makes the episode anew, due or not") {
    for (const bool due : {false, true}) {
        World world;
        world.release();
        if (due) world.make_due();
        world.known.digests["episodes/one/voice.wav"] = "other";
        CHECK(world.decision().because == Code::because_recording_changed);
        CHECK(world.decision().changed == "voice.wav");
        CHECK(world.runs().size() == 6);
    }
}

TEST_CASE("changed tags are written until the episode is due, and kept as they are afterwards") {
    World world;
    world.release();
    world.tags = "new";
    CHECK(world.decision().verdict == Verdict::retag);
    CHECK(world.runs() == Names{"package mp3", "package opus"});
    world.make_due();
    CHECK(world.decision().verdict == Verdict::keep);
    CHECK(world.plan().remarks.at(0).code == Code::retag_kept);
    world.wanted.retag = {"one"};
    CHECK(world.runs() == Names{"package mp3", "package opus"});
}

TEST_CASE("a changed preset makes an episode anew until it is due, and not afterwards unless asked") {
    World world;
    world.release();
    world.preset.target_lufs = -19;
    CHECK(world.decision().because == Code::because_preset_changed);
    world.make_due();
    CHECK(world.decision().verdict == Verdict::keep);
    CHECK(world.plan().remarks.at(0).code == Code::preset_kept);
    world.wanted.again = {"one"};
    CHECK(world.decision().because == Code::because_asked);
    CHECK(world.runs().size() == 6);
}

TEST_CASE("asked for again, an episode is made although the store holds it all") {
    World world;
    world.release();
    const production::StepKeys keys = world.keys();
    world.known.stored = {keys.assemble,  keys.master,     keys.encode[0],
                          keys.encode[1], keys.package[0], keys.package[1]};
    world.wanted.again = {"one"};
    CHECK(world.runs().size() == 6);
}

TEST_CASE("a lost file of a due release is fetched, and made only when it cannot be") {
    World world;
    world.release();
    world.make_due();
    world.known.at_hand = {"o"};
    CHECK(world.runs() == Names{"fetch mp3"});
    world.known.unfetchable = {"m"};
    CHECK(world.decision().because == Code::because_file_lost);
    CHECK(world.runs().size() == 6);
}

TEST_CASE("a file that cannot be had now is asked for again, and nothing is made in its place") {
    World world;
    world.release();
    world.make_due();
    world.known.at_hand = {};
    world.known.unreachable = {"m"};
    CHECK(world.runs() == Names{"fetch mp3", "fetch opus"});
    // Not even where another one is lost: the server may be wrong about that one, too.
    world.known.unfetchable = {"o"};
    CHECK(world.decision().verdict == Verdict::keep);
    CHECK(world.runs() == Names{"fetch mp3"});
    world.episode.audio.clear();
    world.episode.release->imported = model::Imported{};
    CHECK(world.plan().remarks.empty());
    CHECK(world.runs() == Names{"fetch mp3"});
}

TEST_CASE("tags for a due release whose files are elsewhere are written into those, once they are here") {
    World world;
    world.release();
    world.make_due();
    world.wanted.retag = {"one"};
    world.known.at_hand = {"o"};
    CHECK(world.runs() == Names{"fetch mp3", "package mp3", "package opus"});
    CHECK(world.plan().steps.at(1).after == std::vector<std::size_t>{0});
    world.known.unreachable = {"m"};
    CHECK(world.runs() == Names{"fetch mp3", "package mp3", "package opus"});
    world.known.unreachable = {};
    world.known.unfetchable = {"m"};
    CHECK(world.runs().size() == 6);
}

TEST_CASE("two episodes with the same released file share its fetch") {
    World world;
    world.release();
    world.make_due();
    world.known.at_hand = {};
    model::Episode second = world.episode;
    second.folder = "two";
    const production::Plan plan = production::make_plan(
        {{&world.episode, world.preset, "tags"}, {&second, world.preset, "tags"}}, world.known, world.wanted);
    REQUIRE(plan.steps.size() == 4);
    CHECK(plan.steps[0].runs);
    CHECK_FALSE(plan.steps[2].runs);
    CHECK(plan.steps[2].after == std::vector<std::size_t>{0});
    CHECK(plan.steps[3].after == std::vector<std::size_t>{1});
}

TEST_CASE("a lost file of a release that is not due is not asked for in public") {
    World world;
    world.release();
    world.known.at_hand = {};
    CHECK(world.runs().empty());
}

TEST_CASE("neither file nor recording is an error that names the recording") {
    World world;
    world.release();
    world.make_due();
    world.known = {};
    world.known.unfetchable = {"m", "o"};
    const production::Plan plan = world.plan();
    REQUIRE(plan.remarks.size() == 1);
    CHECK(plan.remarks[0].code == Code::recording_absent);
    CHECK(plan.remarks[0].severity == core::Severity::error);
}

TEST_CASE("an imported episode is left alone") {
    World world;
    world.release();
    world.episode.audio.clear();
    world.preset.target_lufs = -10;
    world.tags = "x";
    world.make_due();
    CHECK(world.decision().because == Code::because_imported);
    CHECK(world.runs().empty());
}

TEST_CASE("of an imported episode only its own files are looked for, and never made") {
    World world;
    world.release();
    world.episode.audio.clear();
    world.episode.release->imported = model::Imported{};
    world.episode.release->renditions[0].path = "https://old.example.jp/1.mp3";
    world.episode.release->renditions[0].sha256.clear();
    world.episode.release->renditions[1].origin = "https://old.example.jp/1.opus";
    world.make_due();
    world.known.at_hand = {};
    CHECK(world.runs() == Names{"fetch opus"});
    world.known.unfetchable = {"o"};
    CHECK(world.runs().empty());
    const core::Findings remarks = world.plan().remarks;
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].code == Code::release_lost);
    CHECK(core::arg(remarks[0].args, "url") == "https://old.example.jp/1.opus");
}

TEST_CASE("only the episodes that were named are planned") {
    World world;
    world.wanted.episodes = {"another"};
    CHECK(world.plan().episodes.empty());
}

TEST_CASE("two episodes of one recording share the steps up to their tags") {
    World a;
    model::Episode second = a.episode;
    second.folder = "two";
    a.known.digests["episodes/two/voice.wav"] = "recording";
    const production::Plan plan = production::make_plan(
        {{&a.episode, a.preset, "tags a"}, {&second, a.preset, "tags b"}}, a.known, a.wanted);
    std::size_t running = 0;
    for (const production::Step& step : plan.steps) running += step.runs ? 1 : 0;
    CHECK(running == 8);
}
