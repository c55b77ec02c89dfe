// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

/// Flips a bit in the middle of a file, and nothing else.
void flip(const path& file) {
    std::string bytes = tests::read(file);
    REQUIRE_FALSE(bytes.empty());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    tests::write(file, bytes);
}

json first_rendition(const path& show) {
    return json::parse(tests::read(show / "episodes/two/release.json")).at("renditions").at(0);
}

path object_of(const path& show, const json& rendition) {
    const auto sha256 = rendition.at("sha256").get<std::string>();
    return show / ".cityfm/store/objects" / sha256.substr(0, 2) / sha256;
}

/// A show that was published, and whose address certainly has none of its files.
class LostShow {
  public:
    LostShow() : server_([](const tests::Asked&) { return tests::Answer{404, "", {}, {}}; }) {
        tests::make_small_show(folder_.path());
        tests::replace_in(folder_ / "show.toml", "https://radio.example.jp/", server_.url("/"));
        REQUIRE(tests::cityfm_on(folder_.path(), "en", {"run"}).code == 0);
        before_ = tests::what_is_out(folder_.path());
    }

    const path& folder() const { return folder_.path(); }
    const std::map<std::string, std::string>& before() const { return before_; }

  private:
    tests::HttpServer server_;
    tests::TempFolder folder_;
    std::map<std::string, std::string> before_;
};

}  // namespace

TEST_CASE("a file that was damaged in public/ is replaced out of the store, and told") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    const path file = show / "public" / first_rendition(show).at("path").get<std::string>();
    flip(file);
    const auto command = GENERATE(as<std::string>{}, "build", "publish", "run");
    const tests::Ran ran = tests::cityfm_on(show, "en", {command});
    INFO(command << ": " << ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.err, "was damaged on disk and is removed"));
    CHECK(tests::what_is_out(show) == tests::what_is_out(good.folder()));
    CHECK(tests::cityfm_on(show, "en", {"run"}).err.find("damaged") == std::string::npos);
}

TEST_CASE("a file that was damaged in the store never gets out, and is made again") {
    const LostShow lost;
    const path show = lost.folder();
    const json rendition = first_rendition(show);
    flip(object_of(show, rendition));
    const bool also_public = GENERATE(true, false);
    if (also_public) {
        flip(show / "public" / rendition.at("path").get<std::string>());
    } else {
        std::filesystem::remove_all(show / "public");
    }
    std::filesystem::remove_all(show / "web");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.err, "was damaged on disk and is removed"));
    CHECK(tests::what_is_out(show) == lost.before());
}

TEST_CASE("damaged sound between the steps is not packaged under its old hash") {
    const LostShow lost;
    const path show = lost.folder();
    // Every object: encoded sound, pictures and renditions.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(show / ".cityfm/store/objects")) {
        if (entry.is_regular_file()) flip(entry.path());
    }
    std::filesystem::remove_all(show / "public");
    std::filesystem::remove_all(show / "web");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::what_is_out(show) == lost.before());
}

TEST_CASE("a release that names another episode's file takes nothing of it away") {
    const tests::TempFolder temp;
    const path show = temp / "show";
    tests::good_show().copy_to(show);
    std::filesystem::remove_all(show / ".cityfm");
    const json one = json::parse(tests::read(show / "episodes/one/release.json")).at("renditions").at(0);
    const auto victim = one.at("path").get<std::string>();
    const std::string before = tests::read(show / "public" / victim);
    json release = json::parse(tests::read(show / "episodes/two/release.json"));
    json& rendition = release["renditions"][0];
    const bool own = GENERATE(true, false);
    if (own) {
        // Its own file, of another size than it has.
        release = json::parse(tests::read(show / "episodes/one/release.json"));
        release["renditions"][0]["bytes"] = 1;
        tests::write(show / "episodes/one/release.json", release.dump());
    } else {
        rendition["path"] = victim;
        rendition["sha256"] = one.at("sha256").get<std::string>().substr(0, 12) + std::string(52, '0');
        tests::write(show / "episodes/two/release.json", release.dump());
    }
    for (const char* episode : {"one", "two"})
        std::filesystem::remove(show / "episodes" / episode / "voice.wav");
    for (const char* command : {"build", "run"}) {
        const tests::Ran ran = tests::cityfm_on(show, "en", {command});
        INFO(ran.err);
        CHECK(ran.code != 0);
        CHECK(tests::read(show / "public" / victim) == before);
    }
}

TEST_CASE("a damaged file is not given to be heard") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    const json rendition = first_rendition(show);
    flip(show / "public" / rendition.at("path").get<std::string>());
    const tests::Ran ran = tests::cityfm_on(show, "en", {"build", "--out", temp / "hear", "two"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    for (const auto& [file, sha256] : tests::digests_below(temp / "hear")) {
        if (file.ends_with(".mp3")) CHECK(sha256 == rendition.at("sha256").get<std::string>());
    }
}

TEST_CASE("a plan says what a damaged file would cost and removes nothing") {
    const tests::GoodShow& good = tests::good_show();
    const tests::TempFolder temp;
    const path show = temp / "show";
    good.copy_to(show);
    const json rendition = first_rendition(show);
    flip(object_of(show, rendition));
    flip(show / "public" / rendition.at("path").get<std::string>());
    const auto before = tests::digests_below(show / "public");
    const tests::Ran ran = tests::cityfm_on(show, "en", {"build", "--plan"});
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.out, "two"));
    CHECK(tests::digests_below(show / "public") == before);
    CHECK(std::filesystem::exists(object_of(show, rendition)));
}
