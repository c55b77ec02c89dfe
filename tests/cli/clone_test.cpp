// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/http_server.h"
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

    static tests::Ran run(const std::filesystem::path& show) {
        return tests::cityfm({"-C", show, "run", "--now", tests::small_show_now, "--lang", "en", "--json"});
    }

    /// What git keeps of it: no recordings, no store, no `public/`, no target.
    void clone_into(const std::filesystem::path& folder) const {
        std::filesystem::copy(host_.path(), folder, std::filesystem::copy_options::recursive);
        for (const char* path :
             {".cityfm", "public", "web", "sent.jsonl", "episodes/one/voice.wav", "episodes/two/voice.wav"}) {
            std::filesystem::remove_all(folder / path);
        }
    }

    const tests::TempFolder& host() const { return host_; }
    const tests::Ran& ran() const { return ran_; }
    std::vector<tests::Asked> asked() const { return server_.asked(); }
    /// Other bytes of the same length for every media file from now on.
    void corrupt() { corrupt_ = true; }

  private:
    tests::Answer answer(const tests::Asked& asked) const {
        const std::filesystem::path file = host_ / ("web" + asked.path);
        tests::Answer answer;
        if (!std::filesystem::is_regular_file(file)) {
            answer.status = 404;
            return answer;
        }
        answer.body = tests::read(file);
        if (corrupt_) answer.body.assign(answer.body.size(), 'x');
        return answer;
    }

    tests::TempFolder host_;
    bool corrupt_ = false;
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

TEST_CASE("bytes that are not the released ones are not taken, and the recording that is missing is named") {
    PublishedShow show;
    REQUIRE(show.ran().code == 0);
    show.corrupt();
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
    show.corrupt();
    const tests::TempFolder clone;
    show.clone_into(clone / "show");
    for (const char* episode : {"one", "two"}) {
        const std::string voice = std::string("episodes/") + episode + "/voice.wav";
        std::filesystem::copy_file(show.host() / voice, clone / ("show/" + voice));
    }
    const tests::Ran ran = PublishedShow::run(clone / "show");
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::digests_below(clone / "show/web") == tests::digests_below(show.host() / "web"));
}
