// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/old_host.h"
#include "tests/support/servers/web_server.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/listener.h"

using namespace cityfm;
using tests::holds;

TEST_CASE("a show moves house, and gPodder follows without losing or loading again a single episode") {
    tests::OldHost old;
    const tests::TempFolder folder;
    const std::filesystem::path show = folder / "show";
    const tests::WebServer web(show / "web");
    const tests::Listener listener;

    // Someone listens to the show where it has always been.
    listener.gpo({"subscribe", old.feed()});
    listener.gpo({"download"});
    const std::string before = listener.gpo({"episodes", "--guid"});
    const auto sounds = listener.sounds();
    REQUIRE(sounds.size() == 2);

    // Its hosts bring it here, publish it, and see that nothing would be lost.
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"--lang", "en", "--now", tests::small_show_now});
        const tests::Ran ran = tests::cityfm(arguments);
        INFO(ran.out << ran.err);
        REQUIRE(ran.code == 0);
        return ran.out;
    };
    run({"import", old.feed(), "--into", show, "--allow-private", "--media", "download", "--address",
         web.url("/")});
    tests::write(show / "show.toml", tests::read(show / "show.toml") +
                                         "\n[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n");
    run({"-C", show, "publish"});
    run({"compare", old.feed(), web.url("/feed.xml"), "--live", "--allow-private"});
    const std::string steps = run({"-C", show, "move"});
    CHECK(holds(steps, "Episodes imported: 2. All their sound is here."));
    const auto bytes = tests::sounds_below(show / "web/media");
    CHECK(bytes == sounds);

    // The old host sends everyone on.
    old.get_wrong([&](const tests::Asked& asked, tests::Answer& answer) {
        if (asked.path == "/rss") answer = {301, "", {{"Location", web.url("/feed.xml")}}, {}};
    });
    const std::size_t played = old.asked_for("/play/").size();
    const std::size_t looked_at = web.asked_for("/media/").size();
    listener.gpo({"update"});
    listener.gpo({"download"});
    const std::string after = listener.gpo({"episodes", "--guid"});
    INFO(before << after);
    std::string expected = before;
    expected.replace(expected.find(old.feed()), old.feed().size(), web.url("/feed.xml"));
    CHECK(after == expected);
    CHECK(old.asked_for("/play/").size() == played);
    CHECK(web.asked_for("/media/").size() == looked_at);
    CHECK(listener.sounds() == sounds);

    // From now on the app asks the new address alone, and a new episode arrives from there.
    const std::size_t asked = old.asked_for("/rss").size();
    std::filesystem::copy(old.show().folder() / "episodes/two", show / "episodes/new",
                          std::filesystem::copy_options::recursive);
    std::filesystem::remove(show / "episodes/new/release.json");
    tests::replace_in(show / "episodes/new/episode.toml", "number = 2", "number = 3");
    run({"-C", show, "run"});
    listener.gpo({"update"});
    listener.gpo({"download"});
    CHECK(old.asked_for("/rss").size() == asked);
    CHECK(web.asked_for("/media/").size() == looked_at + 1);
    CHECK(listener.sounds().size() == 3);
}
