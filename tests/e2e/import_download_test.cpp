// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/core/digest.h"
#include "tests/support/move.h"

using namespace cityfm;
using nlohmann::json;
using tests::Answer;
using tests::Asked;
using tests::holds;
using tests::Move;
using tests::release_of;

TEST_CASE("with download everything lies in the show, byte for byte, and nothing leads to the old host") {
    const Move move;
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "2 sound files downloaded. Next"));
    CHECK(move.sounds().size() == 2);
    CHECK(move.on_show({"check"}).code == 0);
    const tests::Ran feed = move.on_show({"feed"});
    CHECK_FALSE(holds(feed.out, "<enclosure url=\"http://127.0.0.1"));
    CHECK_FALSE(holds(feed.out, move.host.url("/1.vtt")));
    CHECK_FALSE(holds(feed.out, move.host.url("/1.json")));
    CHECK(holds(feed.out, "<psc:chapter start=\"00:00:02.000\" title=\"つぎ\"/>"));
    CHECK(tests::read(move.show() / "assets/cover.png").size() > 100);
    const tests::Ran compared = move.compare();
    INFO(compared.out);
    CHECK(compared.code == 0);

    const auto before = tests::digests_below(move.show());
    const std::size_t asked = move.host.asked_for("/play/").size();
    CHECK(asked == 2);
    CHECK(move.download().code == 0);
    CHECK(move.host.asked_for("/play/").size() == asked);
    CHECK(tests::digests_below(move.show()) == before);
}

TEST_CASE("what was kept at the old host can be brought later") {
    const Move move;
    CHECK(move.import().code == 0);
    CHECK(release_of(move, "2025-06-01-1-ramen")
              .at("renditions")[0]
              .at("path")
              .get<std::string>()
              .starts_with("http"));
    CHECK(move.download().code == 0);
    const json rendition = release_of(move, "2025-06-01-1-ramen").at("renditions")[0];
    CHECK(rendition.at("path").get<std::string>().starts_with("media/2025-06-01-1-ramen-"));
    CHECK(rendition.at("origin") == move.host.url("/play/1.mp3?d=2025%2F06"));
    CHECK(move.sounds().size() == 2);
}

TEST_CASE("an import that was killed at any moment goes on, and ends as one that was not") {
    const Move whole;
    REQUIRE(whole.download().code == 0);
    for (const char* moment : {"show.toml", "episodes", "episodes/2025-06-02-2-ramen/episode.toml",
                               ".cityfm/import", "public/media"}) {
        const Move move;
        tests::Launch launch;
        launch.signal_when = move.show() / moment;
        const tests::Ran killed = move.import({"--media", "download"}, launch);
        INFO(moment << ": " << killed.code);
        const tests::Ran ran = move.download();
        INFO(ran.out << ran.err);
        CHECK(ran.code == 0);
        CHECK(move.sounds() == whole.sounds());
        CHECK(move.on_show({"check"}).code == 0);
        CHECK(move.compare().code == 0);
        CHECK(std::filesystem::is_empty(move.show() / ".cityfm/import"));
    }
}

TEST_CASE("a download that broke off is asked for from where it stood") {
    Move move;
    std::atomic<int> cut = 0;
    move.host.get_wrong([&](const Asked& asked, Answer& answer) {
        if (asked.path == "/play/1.mp3" && cut++ == 0) answer.cut_after = 20'000;
    });
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    const auto asked = move.host.asked_for("/play/1.mp3");
    REQUIRE(asked.size() == 2);
    CHECK(asked[1].headers.at("range") == "bytes=20000-");
    CHECK(move.sounds().contains(core::sha256(tests::read(
        move.show() / "public" / release_of(move, "2025-06-01-1-ramen").at("renditions")[0].at("path")))));
    CHECK(move.sounds().size() == 2);
}

TEST_CASE("four files at most come at a time") {
    Move move;
    move.host.publish(9);
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    std::atomic<bool> together = false;
    move.host.get_wrong([&](const Asked& asked, Answer&) {
        if (!asked.path.starts_with("/play/")) return;
        const int count = ++now;
        for (int known = most; count > known && !most.compare_exchange_weak(known, count);) {
        }
        // The first waits until it is not alone.
        for (int i = 0; i < 1000 && !together; ++i) {
            if (now > 1) together = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        --now;
    });
    CHECK(move.download().code == 0);
    CHECK(together);
    CHECK(most <= 4);
    CHECK(move.sounds().size() == 9);
}

TEST_CASE("a file that the host refuses stays where it is, the others come, and the next run asks again") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path == "/play/1.mp3") answer = {503, "", {{"Retry-After", "3600"}}, {}};
    });
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 75);
    CHECK(holds(ran.out, "1 sound files downloaded"));
    CHECK(holds(ran.out,
                "could not be downloaded and is still at the old host: " + move.host.url("/play/1.mp3")));
    CHECK(move.on_show({"check"}).code == 0);
    CHECK(move.compare().code == 0);
    move.host.get_wrong({});
    CHECK(move.download().code == 0);
    CHECK(move.host.asked_for("/play/2.mp3").size() == 1);
    CHECK(move.sounds().size() == 2);
}

TEST_CASE("a page in the place of sound is no sound, and what is gone is told") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path == "/play/1.mp3") {
            answer.body = "<!DOCTYPE html><html><title>Sign in</title></html>";
            answer.headers["Content-Type"] = "text/html";
        }
        if (asked.path == "/play/2.mp3") answer = {410, "", {}, {}};
    });
    const tests::Ran ran = move.download();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 1);
    CHECK(holds(ran.out, "HTTP 410"));
    CHECK(holds(ran.out, "0 sound files downloaded"));
    CHECK(move.sounds().empty());
    CHECK(move.compare().code == 0);
}

TEST_CASE("a length that the feed got wrong is told, and the right one is in the new feed") {
    Move move;
    move.host.get_wrong([](const Asked& asked, Answer& answer) {
        if (asked.path != "/rss") return;
        const std::size_t at = answer.body.find("length=\"");
        answer.body.replace(at, answer.body.find('"', at + 8) + 1 - at, "length=\"7\"");
    });
    const tests::Ran ran = move.import({"--media", "download", "--json"});
    CHECK(ran.code == 0);
    CHECK(holds(ran.out, "\"length-differs\""));
    const json rendition = release_of(move, "2025-06-02-2-ramen").at("renditions")[0];
    CHECK(rendition.at("bytes") ==
          std::filesystem::file_size(move.show() / "public" / rendition.at("path").get<std::string>()));
}

TEST_CASE("a downloaded file that was lost is fetched from where it came from, or its loss is told") {
    Move move;
    REQUIRE(move.download().code == 0);
    const auto sounds = move.sounds();
    std::filesystem::remove_all(move.show() / "public");
    std::filesystem::remove_all(move.show() / ".cityfm");
    tests::replace_in(move.show() / "show.toml", "https://radio.example.jp/\"",
                      move.host.url("/nothing/") + "\"");
    const tests::Ran ran = move.on_show({"build"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(move.sounds() == sounds);
    std::filesystem::remove_all(move.show() / "public");
    std::filesystem::remove_all(move.show() / ".cityfm");
    move.host.get_wrong([](const Asked&, Answer& answer) { answer = {404, "", {}, {}}; });
    const tests::Ran lost = move.on_show({"build"});
    CHECK(lost.code == 3);
    CHECK(holds(lost.err,
                "is not here, and " + move.host.url("/play/1.mp3?d=2025%2F06") + " does not give it"));
}

TEST_CASE("two episodes with the same file fetch it once, and both have it whole") {
    Move move;
    const std::string file = move.folder() / "same.mp3";
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=60", "-c:a",
                                "libmp3lame", file})
                .code == 0);
    const std::string bytes = tests::read(file);
    move.host.get_wrong([&](const Asked& asked, Answer& answer) {
        if (asked.path.starts_with("/play/")) answer.body = bytes;
    });
    REQUIRE(move.download().code == 0);
    const auto before = tests::digests_below(move.show() / "public");
    std::filesystem::remove_all(move.show() / "public");
    std::filesystem::remove_all(move.show() / ".cityfm");
    tests::replace_in(move.show() / "show.toml", "https://radio.example.jp/\"",
                      move.host.url("/nothing/") + "\"");
    const std::size_t asked = move.host.asked_for("/play/").size();
    const tests::Ran ran = move.on_show({"build", "--jobs", "4"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(move.host.asked_for("/play/").size() == asked + 1);
    std::size_t whole = 0;
    for (const auto& [name, sha256] : tests::digests_below(move.show() / "public")) {
        if (!name.ends_with(".mp3")) continue;
        CHECK(before.at(name) == sha256);
        ++whole;
    }
    CHECK(whole == 2);
    CHECK(tests::digests_below(move.show() / ".cityfm/store/work").empty());
}

TEST_CASE("sound is named and typed by what it is, not by what the feed says") {
    Move move;
    const auto made = [&](const std::string& name, const std::string& codec) {
        const std::string file = move.folder() / name;
        REQUIRE(tests::run_program(
                    {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", "-c:a", codec, file})
                    .code == 0);
        return tests::read(file);
    };
    struct Row {
        const char* file;
        const char* codec;
        const char* extension;
        const char* type;
    };
    for (const Row& row :
         {Row{"a.ogg", "libvorbis", ".ogg", "audio/ogg"},
          Row{"a.opus", "libopus", ".opus", "audio/ogg; codecs=opus"},
          Row{"a.aac", "aac", ".aac", "audio/aac"}, Row{"a.m4a", "aac", ".m4a", "audio/x-m4a"},
          Row{"a.wav", "pcm_s16le", ".wav", "audio/wav"}}) {
        const std::string bytes = made(row.file, row.codec);
        move.host.get_wrong([&](const Asked& asked, Answer& answer) {
            if (asked.path == "/play/1.mp3") answer.body = bytes;
        });
        INFO(row.file);
        REQUIRE(move.download().code == 0);
        const json rendition = release_of(move, "2025-06-01-1-ramen").at("renditions")[0];
        CHECK(rendition.at("path").get<std::string>().ends_with(row.extension));
        CHECK(rendition.at("type") == row.type);
        CHECK(move.on_show({"check"}).code == 0);
        std::filesystem::remove_all(move.show());
    }
}
