// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using tests::holds;

namespace {

tests::Ran on(const std::filesystem::path& show, const std::vector<std::string>& arguments) {
    return tests::cityfm_on(show, "en", arguments);
}

std::string item_of(const std::filesystem::path& feed, const std::string& title) {
    const std::string text = tests::read(feed);
    const std::size_t at = text.find("<title>" + title);
    if (at == std::string::npos) return {};
    const std::size_t begin = text.rfind("<item>", at);
    return text.substr(begin, text.find("</item>", at) - begin);
}

/// Of the ways in which an episode can be broken.
void break_episode(const std::filesystem::path& episode, const std::string& how) {
    if (how == "a typo") tests::replace_in(episode / "episode.toml", "question", "qestion");
    if (how == "no TOML") tests::write(episode / "episode.toml", "title = \"");
    if (how == "no texts") tests::write(episode / "episode.toml", "");
    if (how == "a bad transcript") {
        tests::write(episode / "t.vtt", "no transcript");
        tests::write(episode / "episode.toml",
                     tests::read(episode / "episode.toml") + "\ntranscript = \"t.vtt\"\n");
    }
}

}  // namespace

TEST_CASE("a draft for January without a recording is a warning and does not stop the others") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / "episodes/draft/episode.toml",
                 tests::episode_toml("新年", "2027-01-10T20:00:00+09:00", "number = 3\n"));
    const tests::Ran checked = on(show.path(), {"check"});
    INFO(checked.out << checked.err);
    CHECK(checked.code == 0);
    CHECK(holds(checked.out, "episodes/draft/episode.toml"));
    const tests::Ran ran = on(show.path(), {"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.err, "warning"));
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    CHECK(holds(tests::read(show / "web/feed.xml"), "ふたつめ"));
}

TEST_CASE("a draft with a mistake is left out with a warning; once it is due it is an error") {
    const std::string how = GENERATE("a typo", "a bad transcript");
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::write(show / "episodes/draft/episode.toml",
                 tests::episode_toml("新年", "2027-01-10T20:00:00+09:00", "number = 3\n"));
    break_episode(show / "episodes/draft", how);
    const tests::Ran early = on(show.path(), {"run"});
    INFO(early.err);
    CHECK(early.code == 0);
    CHECK(holds(early.err, "draft is not ready yet and not due until 2027-01-10 20:00"));
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    tests::replace_in(show / "episodes/draft/episode.toml", "2027-01-10", "2026-11-22");
    const tests::Ran due = on(show.path(), {"run"});
    INFO(due.err);
    CHECK(due.code == 3);
    CHECK(holds(due.err, "draft has errors (above)"));
}

TEST_CASE("an episode that is due and broken is told, and the others are built, published and announced") {
    const std::string how = GENERATE("a typo", "no TOML", "no texts", "a bad transcript");
    INFO(how);
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    break_episode(show / "episodes/two", how);
    const tests::Ran ran = on(show.path(), {"run"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "episodes/two/"));
    CHECK(holds(ran.err, "two has errors (above)"));
    CHECK(std::filesystem::exists(show / "episodes/one/release.json"));
    CHECK_FALSE(std::filesystem::exists(show / "episodes/two/release.json"));
    CHECK_FALSE(item_of(show / "web/feed.xml", "ひとつめ").empty());
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    // Named, it is what the command is about.
    CHECK(on(show.path(), {"build", "two"}).code == 3);
    CHECK(on(show.path(), {"build", "one"}).code == 3);
}

TEST_CASE("a published episode that is broken stays in the feed as it is, while the others go on") {
    const std::string how = GENERATE("a typo", "no TOML", "no texts", "a bad transcript", "no release");
    INFO(how);
    const bool has_target = GENERATE(true, false);
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    if (!has_target)
        tests::replace_in(show / "show.toml", "[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n",
                          "");
    const std::filesystem::path feed = show / (has_target ? "web/feed.xml" : "public/feed.xml");
    const std::string published = item_of(feed, "ふたつめ");
    REQUIRE_FALSE(published.empty());
    if (how == "no release") {
        tests::write(show / "episodes/two/release.json", "{");
    } else {
        break_episode(show / "episodes/two", how);
    }
    std::filesystem::copy(show / "episodes/one", show / "episodes/three",
                          std::filesystem::copy_options::recursive);
    std::filesystem::remove(show / "episodes/three/release.json");
    tests::replace_in(show / "episodes/three/episode.toml", "ひとつめ", "みっつめ");
    tests::replace_in(show / "episodes/three/episode.toml", "number = 1", "number = 3");
    const tests::Ran ran = on(show.path(), {"run"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    if (how != "no release") CHECK(holds(ran.err, "the feed keeps it as it was published"));
    CHECK(item_of(feed, "ふたつめ") == published);
    CHECK_FALSE(item_of(feed, "みっつめ").empty());
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 3);
    // Its sound stays, even where what nothing names is removed.
    if (has_target) {
        const auto before = tests::digests_below(show / "web/media");
        CHECK(on(show.path(), {"publish", "--prune"}).code == 3);
        CHECK(tests::digests_below(show / "web/media") == before);
    }
}

TEST_CASE("a mistake in show.toml still stops everything") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "show.toml", "author", "autor");
    const tests::Ran ran = on(show.path(), {"run"});
    CHECK(ran.code == 3);
    CHECK_FALSE(std::filesystem::exists(show / "public"));
}

TEST_CASE("an episode's folder that is a link is told by check and left out") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    std::filesystem::rename(show / "episodes/two", show / "elsewhere");
    std::filesystem::create_directory_symlink("../elsewhere", show / "episodes/two");
    const tests::Ran checked = on(show.path(), {"check"});
    CHECK(checked.code == 3);
    CHECK(holds(checked.out, "episodes/two is a symbolic link"));
    const tests::Ran ran = on(show.path(), {"run"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "two has errors (above)"));
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    CHECK_FALSE(std::filesystem::exists(show / "elsewhere/release.json"));
}

TEST_CASE("a copied folder is blamed, and never the published original that it is like") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    // Its name comes first.
    std::filesystem::copy(show / "episodes/two", show / "episodes/another",
                          std::filesystem::copy_options::recursive);
    tests::replace_in(show / "episodes/another/episode.toml", "ふたつめ", "コピー");
    const tests::Ran ran = on(show.path(), {"run"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "episodes/another/episode.toml"));
    CHECK_FALSE(holds(ran.err, "episodes/two/episode.toml"));
    const std::string feed = tests::read(show / "web/feed.xml");
    CHECK(holds(feed, "<title>ふたつめ"));
    CHECK_FALSE(holds(feed, "コピー"));
}

TEST_CASE("a draft whose recording is broken is a warning, and an error once it is due") {
    const tests::TempFolder show;
    tests::good_show().copy_to(show.path());
    std::filesystem::create_directory(show / "episodes/draft");
    tests::write(show / "episodes/draft/episode.toml",
                 tests::episode_toml("新年", "2027-01-10T20:00:00+09:00", "number = 3\n"));
    std::string half = tests::read(show / "episodes/two/voice.wav");
    half.resize(half.size() / 2);
    tests::write(show / "episodes/draft/voice.wav", half);
    const tests::Ran early = on(show.path(), {"run"});
    INFO(early.err);
    CHECK(early.code == 0);
    CHECK(holds(early.err, "although it states"));
    tests::replace_in(show / "episodes/draft/episode.toml", "2027-01-10", "2026-11-20");
    CHECK(on(show.path(), {"run"}).code == 3);
}
