// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;

namespace {

/// A show whose host has built and published it, served on loopback from its target.
class PublishedShow {
  public:
    PublishedShow() : server_([this](const tests::Asked& asked) { return answer(asked); }) {
        tests::make_small_show(host_.path());
        tests::replace_in(host_ / "show.toml", "https://radio.example.jp/", server_.url("/"));
        tests::replace_in(host_ / "show.toml", "assume_public = true", "assume_public = false");
        ran_ = run(host_.path());
    }

    static tests::Ran run(const std::filesystem::path& show, const std::string& command = "run") {
        return tests::cityfm(
            {"-C", show, command, "--now", tests::small_show_now, "--lang", "en", "--json", "--jobs", "4"});
    }

    /// What git keeps of it: no recordings, no store, no `public/`, no target.
    void clone_into(const std::filesystem::path& folder) const {
        std::filesystem::copy(host_.path(), folder, std::filesystem::copy_options::recursive);
        for (const char* path :
             {".cityfm", "public", "web", "sent.jsonl", "episodes/one/voice.wav", "episodes/two/voice.wav"}) {
            std::filesystem::remove_all(folder / path);
        }
    }
    /// The same with the recordings: what is lost can be made.
    void clone_with_recordings_into(const std::filesystem::path& folder) const {
        clone_into(folder);
        for (const char* episode : {"one", "two"}) {
            const std::string voice = std::string("episodes/") + episode + "/voice.wav";
            std::filesystem::copy_file(host_ / voice, folder / voice);
        }
    }

    const tests::TempFolder& host() const { return host_; }
    const tests::Ran& ran() const { return ran_; }
    std::vector<tests::Asked> asked() const { return server_.asked(); }
    /// Changes what is said from now on about the media whose name begins like this.
    void get_wrong(const std::string& stem, std::function<void(tests::Answer&)> change) {
        wrong_stem_ = "/media/" + stem;
        change_ = std::move(change);
    }

  private:
    tests::Answer answer(const tests::Asked& asked) const {
        const std::filesystem::path file = host_ / ("web" + asked.path);
        tests::Answer answer;
        if (!std::filesystem::is_regular_file(file)) {
            answer.status = 404;
            return answer;
        }
        answer.body = tests::read(file);
        if (change_ && asked.path.starts_with(wrong_stem_)) change_(answer);
        return answer;
    }

    tests::TempFolder host_;
    std::string wrong_stem_;
    std::function<void(tests::Answer&)> change_;
    tests::Ran ran_;
    tests::HttpServer server_;
};

}  // namespace

TEST_CASE("the host's first run announces what can be heard once it is published") {
    const PublishedShow show;
    INFO(show.ran().err);
    CHECK(show.ran().code == 0);
    CHECK(tests::lines_of(show.host() / "sent.jsonl").size() == 2);
}

TEST_CASE("a clone without recordings, store and public publishes the same feed and makes nothing") {
    const PublishedShow show;
    REQUIRE(show.ran().code == 0);
    const tests::TempFolder clone;
    show.clone_into(clone / "show");
    CHECK(tests::cityfm({"-C", clone / "show", "check"}).code == 0);
    const tests::Ran ran = PublishedShow::run(clone / "show");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(tests::digests_below(clone / "show/web") == tests::digests_below(show.host() / "web"));
    const json report = json::parse(ran.out);
    for (const json& episode : report.at("episodes")) CHECK_FALSE(episode.at("made").get<bool>());
    for (const char* episode : {"one", "two"}) {
        const std::string release = std::string("episodes/") + episode + "/release.json";
        CHECK(tests::read(clone / ("show/" + release)) == tests::read(show.host() / release));
    }
    // The ledger came with the clone, so nobody hears it twice.
    CHECK_FALSE(std::filesystem::exists(clone / "show/sent.jsonl"));
}

TEST_CASE("where the address has lost a file and there is no recording, the recording is named") {
    PublishedShow show;
    REQUIRE(show.ran().code == 0);
    show.get_wrong("", [](tests::Answer& answer) { answer = {410, "gone", {}, {}}; });
    const tests::TempFolder clone;
    show.clone_into(clone / "show");
    const tests::Ran ran = PublishedShow::run(clone / "show");
    CHECK(ran.code != 0);
    CHECK(ran.err.find("episodes/one/voice.wav is not there, and the released files are neither here nor at "
                       "the show's address") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(clone / "show/web/feed.xml"));
}

TEST_CASE("with the recording at hand a file that the address lost is made again to the same bytes") {
    PublishedShow show;
    REQUIRE(show.ran().code == 0);
    show.get_wrong("", [](tests::Answer& answer) { answer = {404, "not here", {}, {}}; });
    const tests::TempFolder clone;
    show.clone_with_recordings_into(clone / "show");
    const tests::Ran ran = PublishedShow::run(clone / "show");
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::digests_below(clone / "show/web") == tests::digests_below(show.host() / "web"));
}

TEST_CASE("a file that cannot be had now is not made again: 75, its release stays, and the others go on") {
    PublishedShow show;
    REQUIRE(show.ran().code == 0);
    struct Row {
        const char* name;
        std::function<void(tests::Answer&)> change;
        const char* reason;
    };
    const Row row = GENERATE(
        Row{"503",
            [](tests::Answer& answer) {
                answer = {503, "later", {}, {}};
            },
            "HTTP 503"},
        Row{"403",
            [](tests::Answer& answer) {
                answer = {403, "not you", {}, {}};
            },
            "HTTP 403"},
        Row{"429",
            [](tests::Answer& answer) {
                answer = {429, "slower", {}, {}};
            },
            "HTTP 429"},
        Row{"a hotspot's page", [](tests::Answer& answer) { answer.body = "<html>Log in</html>"; },
            "other bytes"},
        Row{"other bytes of the same length",
            [](tests::Answer& answer) { answer.body.assign(answer.body.size(), 'x'); }, "other bytes"},
        Row{"an answer that breaks off", [](tests::Answer& answer) { answer.cut_after = 1000; }, "("},
        Row{"a redirect that goes round",
            [](tests::Answer& answer) {
                answer = {302, "", {{"Location", "/media/one-round.mp3"}}, {}};
            },
            "("});
    INFO(row.name);
    tests::write(show.host() / "web/media/one-round.mp3", "round");
    show.get_wrong("one-", row.change);
    const tests::TempFolder clone;
    show.clone_with_recordings_into(clone / "show");
    const std::string release = tests::read(clone / "show/episodes/one/release.json");
    const std::size_t before = show.asked().size();
    const tests::Ran ran = PublishedShow::run(clone / "show", "build");
    INFO(ran.err);
    CHECK(ran.code == 75);
    CHECK(ran.err.find(row.reason) != std::string::npos);
    CHECK(ran.err.find("run again later") != std::string::npos);
    CHECK(tests::read(clone / "show/episodes/one/release.json") == release);
    CHECK(std::filesystem::exists(
        clone / "show/public" /
        json::parse(tests::read(show.host() / "episodes/two/release.json")).at("renditions")[0].at("path")));
    CHECK(tests::digests_below(clone / "show/.cityfm/store/scratch").empty());
    std::map<std::string, int> times;
    const std::vector<tests::Asked> asked = show.asked();
    for (std::size_t i = before; i < asked.size(); ++i) ++times[asked[i].path];
    const json released = json::parse(release);
    for (const json& rendition : released.at("renditions"))
        CHECK(times.at("/" + rendition.at("path").get<std::string>()) == 1);
}

TEST_CASE("nobody at the address is no reason to make a released file again") {
    const tests::TempFolder clone;
    {
        const PublishedShow show;
        REQUIRE(show.ran().code == 0);
        show.clone_with_recordings_into(clone / "show");
    }
    const std::string release = tests::read(clone / "show/episodes/one/release.json");
    const tests::Ran ran = PublishedShow::run(clone / "show", "build");
    INFO(ran.err);
    CHECK(ran.code == 75);
    CHECK(tests::read(clone / "show/episodes/one/release.json") == release);
    CHECK(tests::digests_below(clone / "show/.cityfm/store/scratch").empty());
}
