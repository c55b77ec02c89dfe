// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;

namespace {

tests::Ran on_show(const tests::TempFolder& show, std::vector<std::string> arguments,
                   const std::string& now = tests::small_show_now) {
    arguments.insert(arguments.begin(), {"-C", show.path(), "--lang", "en"});
    return tests::cityfm(tests::for_the_first_time(std::move(arguments)), tests::at(now));
}

/// The files below a folder whose name begins with an episode's.
std::vector<std::string> files_of(const std::filesystem::path& folder, const std::string& episode) {
    std::vector<std::string> found;
    for (const auto& [path, digest] : tests::digests_below(folder)) {
        if (path.starts_with("media/" + episode + "-")) found.push_back(path);
    }
    return found;
}

bool feed_names(const std::filesystem::path& feed, const std::string& title) {
    return tests::read(feed).find(title) != std::string::npos;
}

}  // namespace

TEST_CASE("a withdrawn episode leaves feed, public/ and the file channel, and stays away") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(on_show(show, {"run"}).code == 0);
    const tests::Ran withdrawn = on_show(show, {"withdraw", "one"});
    INFO(withdrawn.err);
    REQUIRE(withdrawn.code == 0);
    CHECK(withdrawn.err.find("post taken back: lobby/one") != std::string::npos);

    const auto check_it_is_gone = [&] {
        for (const char* place : {"public", "web"}) {
            CHECK_FALSE(feed_names(show / (std::string(place) + "/feed.xml"), "ひとつめ"));
            CHECK(feed_names(show / (std::string(place) + "/feed.xml"), "ふたつめ"));
        }
        CHECK(files_of(show / "public", "one").empty());
        CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    };
    check_it_is_gone();
    // Some apps keep the first address for ever, so a target keeps the sound until a person prunes it.
    CHECK_FALSE(files_of(show / "web", "one").empty());

    REQUIRE(on_show(show, {"run"}).code == 0);
    check_it_is_gone();
    REQUIRE(on_show(show, {"build", "--again", "one"}).code == 0);
    check_it_is_gone();
}

TEST_CASE("what was withdrawn by mistake comes back with the same bytes, and is not announced again") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(on_show(show, {"run"}).code == 0);
    const auto before = tests::digests_below(show / "public");
    const std::string release = tests::read(show / "episodes/one/release.json");
    REQUIRE(on_show(show, {"withdraw", "one"}).code == 0);
    REQUIRE(on_show(show, {"withdraw", "--undo", "one"}).code == 0);
    CHECK(tests::digests_below(show / "public") == before);
    CHECK(tests::digests_below(show / "web") == before);
    CHECK(tests::read(show / "episodes/one/release.json") == release);
    REQUIRE(on_show(show, {"run"}).code == 0);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
}

TEST_CASE("withdrawing twice, or what was never built, changes nothing and says so") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    const tests::Ran never = on_show(show, {"withdraw", "one"});
    CHECK(never.code == 2);
    CHECK(never.err.find("one was never built") != std::string::npos);
    CHECK(on_show(show, {"withdraw", "on"}).code == 2);
    REQUIRE(on_show(show, {"run"}).code == 0);
    REQUIRE(on_show(show, {"withdraw", "one"}).code == 0);
    const auto state = [&] {
        auto all = tests::digests_below(show.path());
        std::erase_if(all, [](const auto& file) { return file.first.starts_with(".cityfm/"); });
        return all;
    };
    const auto before = state();
    const tests::Ran twice = on_show(show, {"withdraw", "one"}, "2026-11-23T10:00:00+09:00");
    CHECK(twice.code == 0);
    CHECK(twice.err.find("was withdrawn before") != std::string::npos);
    CHECK(state() == before);
}

TEST_CASE("pruning removes from a target what the feed no longer names, when asked and only then") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(on_show(show, {"run"}).code == 0);
    REQUIRE(on_show(show, {"withdraw", "one"}).code == 0);
    const auto before = tests::digests_below(show / "web");
    const tests::Ran plan = on_show(show, {"publish", "--prune", "--plan"});
    CHECK(plan.out.find("web  remove  media/one-") != std::string::npos);
    CHECK(tests::digests_below(show / "web") == before);
    const tests::Ran pruned = on_show(show, {"publish", "--prune", "--json"});
    REQUIRE(pruned.code == 0);
    CHECK(json::parse(pruned.out).at("targets").at(0).at("removals").size() == 6);
    CHECK(tests::digests_below(show / "web") == tests::digests_below(show / "public"));
}

TEST_CASE("an episode whose date moves into the future leaves public/ until that day") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    REQUIRE(on_show(show, {"run"}).code == 0);
    tests::replace_in(show / "episodes/two/episode.toml", "2026-11-22T20:00", "2026-11-29T20:00");
    std::filesystem::remove_all(show / ".cityfm");
    const tests::Ran refused = on_show(show, {"run"});
    CHECK(refused.code == 3);
    CHECK(refused.err.find("two is published, and its date was moved to 2026-11-29 20:00") !=
          std::string::npos);
    CHECK(feed_names(show / "web/feed.xml", "ふたつめ"));
    const tests::Ran moved = on_show(show, {"run", "--without", "two"});
    REQUIRE(moved.code == 0);
    CHECK_FALSE(feed_names(show / "web/feed.xml", "ふたつめ"));
    CHECK(moved.err.find("two is due at 2026-11-29 20:00") != std::string::npos);
    CHECK_FALSE(feed_names(show / "public/feed.xml", "ふたつめ"));
    CHECK(files_of(show / "public", "two").empty());
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    REQUIRE(on_show(show, {"run"}, "2026-11-29T20:00:00+09:00").code == 0);
    CHECK(feed_names(show / "public/feed.xml", "ふたつめ"));
    CHECK(files_of(show / "public", "two").size() == 2);
}
