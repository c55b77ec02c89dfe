// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using std::filesystem::path;

namespace {

/// Puts a link in the place of a folder, to one elsewhere that holds the same and a file of its own.
void move_away(const path& folder, const path& elsewhere) {
    std::filesystem::create_directories(folder);
    std::filesystem::copy(folder, elsewhere, std::filesystem::copy_options::recursive);
    tests::write(elsewhere / "precious", "precious");
    tests::write(elsewhere / "media/old-0123456789ab.mp3", "precious");
    std::filesystem::remove_all(folder);
    std::filesystem::create_symlink(elsewhere, folder);
}

const std::vector<std::vector<std::string>>& commands() {
    static const std::vector<std::vector<std::string>> all = {
        {"build", "--again", "two"}, {"run"}, {"publish"}, {"withdraw", "two"}, {"announce", "--preview"}};
    return all;
}

}  // namespace

TEST_CASE("nothing is written or deleted where a folder of the show is a link, which is named") {
    const tests::GoodShow& good = tests::good_show();
    const auto folder = GENERATE(as<std::string>{}, "public", "public/media", ".cityfm", ".cityfm/store",
                                 ".cityfm/store/scratch", ".cityfm/store/work", ".cityfm/store/objects",
                                 ".cityfm/store/results", ".cityfm/reports", ".cityfm/preview");
    CAPTURE(folder);
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "ふたつ");
    move_away(show / folder, temp / "elsewhere");
    const auto before = tests::digests_below(temp / "elsewhere");
    bool told = false;
    for (const std::vector<std::string>& command : commands()) {
        const tests::Ran ran = tests::cityfm_on(show, "en", command);
        INFO(command[0] << ": " << ran.err);
        CHECK(tests::digests_below(temp / "elsewhere") == before);
        const bool named = tests::holds(ran.err, (show / folder).string() + " is a symbolic link");
        if (ran.code != 0) CHECK(named);
        told = told || named;
    }
    // A link where no file is to stay is only taken away.
    CHECK((told || folder == ".cityfm/store/work" || folder == ".cityfm/preview"));
}

TEST_CASE("a target's folder in the show that is a link is refused, and nothing behind it is touched") {
    const tests::TempFolder temp;
    const path show = temp / "show";
    tests::good_show().copy_to(show);
    tests::replace_in(show / "show.toml", "テスト放送", "新しい放送");
    move_away(show / "web", temp / "elsewhere");
    const auto before = tests::digests_below(temp / "elsewhere");
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"run"}, {"publish"}, {"publish", "--prune"}, {"withdraw", "two"}}) {
        const tests::Ran ran = tests::cityfm_on(show, "en", command);
        INFO(command[0] << ": " << ran.err);
        CHECK(ran.code == 3);
        CHECK(tests::holds(ran.err, "web is a symbolic link"));
        CHECK(tests::digests_below(temp / "elsewhere") == before);
    }
    // A folder elsewhere is its host's own, however it is reached.
    tests::replace_in(show / "show.toml", "path = \"web\"", "path = \"" + (temp / "way").string() + "\"");
    std::filesystem::create_symlink(temp / "elsewhere", temp / "way");
    CHECK(tests::cityfm_on(show, "en", {"publish"}).code == 0);
    CHECK(tests::holds(tests::read(temp / "elsewhere/feed.xml"), "新しい放送"));
}

TEST_CASE("the refusal of a linked public/ proposes a target") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    move_away(show / "public", temp / "www");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"run"});
    CHECK(ran.code == 3);
    CHECK(tests::holds(ran.err, "add a [[target]] with type = \"folder\""));
    CHECK(tests::holds(tests::cityfm_on(show, "ja", {"run"}).err, "[[target]] を追加してください"));
}

TEST_CASE("a ledger that is a link is refused before anything is posted") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    std::filesystem::rename(show / "announcements.jsonl", temp / "ledger");
    std::filesystem::create_symlink(temp / "ledger", show / "announcements.jsonl");
    std::filesystem::remove(show / "sent.jsonl");
    const std::string before = tests::read(temp / "ledger");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"announce"});
    CHECK(ran.code == 3);
    CHECK(tests::holds(ran.err, "announcements.jsonl is a symbolic link"));
    CHECK(tests::read(temp / "ledger") == before);
    CHECK_FALSE(std::filesystem::exists(show / "sent.jsonl"));
}

TEST_CASE("links among the files in public/ and on a target are replaced, not written through") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    tests::write(temp / "precious", "precious");
    for (const char* file : {"public/feed.xml", "public/feed.json", "web/feed.xml", "web/feed.json"}) {
        std::filesystem::remove(show / file);
        std::filesystem::create_symlink(temp / "precious", show / file);
    }
    const tests::Ran ran = tests::cityfm_on(show, "en", {"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::read(temp / "precious") == "precious");
    CHECK_FALSE(std::filesystem::is_symlink(show / "public/feed.xml"));
    CHECK(tests::what_is_out(show) == tests::what_is_out(good.folder()));
}

TEST_CASE("a link inside a target that leads out of it is refused and named") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    tests::replace_in(show / "episodes/two/episode.toml", "ふたつめ", "ふたつ");
    move_away(show / "web/media", temp / "elsewhere");
    const auto before = tests::digests_below(temp / "elsewhere");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"run"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(tests::holds(ran.err, "web/media is a symbolic link"));
    CHECK(tests::digests_below(temp / "elsewhere") == before);
}

TEST_CASE("a file channel in the show follows no link out of it, and one elsewhere is the host's own") {
    const tests::TempFolder temp;
    const path show = temp / "show";
    tests::good_show().copy_to(show);
    std::filesystem::create_directory(temp / "outside");
    std::filesystem::create_symlink(temp / "outside", show / "logs");
    std::filesystem::remove(show / "announcements.jsonl");
    tests::replace_in(show / "show.toml", "to = \"sent.jsonl\"", "to = \"logs/sent.jsonl\"");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"announce"});
    INFO(ran.err);
    CHECK(ran.code != 0);
    CHECK(tests::holds(ran.err, "logs is a symbolic link"));
    CHECK(std::filesystem::is_empty(temp / "outside"));
    tests::replace_in(show / "show.toml", "logs/sent.jsonl", (temp / "outside/sent.jsonl").string());
    CHECK(tests::cityfm_on(show, "en", {"announce"}).code == 0);
    CHECK_FALSE(std::filesystem::is_empty(temp / "outside"));
}
