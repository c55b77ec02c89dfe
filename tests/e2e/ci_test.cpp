// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/ci_town.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using tests::CiTown;

namespace {

std::string an_hour_ago() {
    const tests::Ran now = tests::run_program({"date", "-u", "-d", "1 hour ago", "+%Y-%m-%dT%H:%M:%SZ"});
    return now.out.substr(0, now.out.size() - 1);
}

void set_date(const CiTown& town, const std::string& episode, const std::string& date) {
    const std::string was = episode == "one" ? "2026-11-22T08:00:00+09:00" : "2026-11-22T20:00:00+09:00";
    tests::replace_in(town.host() / "episodes" / episode / "episode.toml", was, date);
}

std::filesystem::path workflow_in(const std::filesystem::path& show, const std::string& service) {
    return show / (service == "github" ? ".github/workflows/radio.yml" : ".gitlab-ci.yml");
}

}  // namespace

TEST_CASE("GitHub's workflow publishes what is pushed, announces it once, and keeps both in git") {
    CiTown town;
    // So long ago that the announcement's time has passed; CI has its own clock.
    set_date(town, "two", an_hour_ago());
    set_date(town, "one", "2099-01-01T08:00:00+09:00");
    town.push("one is due, one is not");
    const tests::Job first = town.run_main();
    CHECK(town.posts() == 1);
    const std::string summary = tests::read(town.folder() / "summary.md");
    CHECK(summary.find("| two | mp3 | ") != std::string::npos);
    CHECK(summary.find("- slack/two: sent") != std::string::npos);

    // What git has now is all that the next run needs: no recordings, no store, no public/.
    town.pull();
    CHECK(std::filesystem::exists(town.host() / "episodes/two/release.json"));
    CHECK(tests::read(town.host() / "announcements.jsonl").find("\"status\":\"sent\"") != std::string::npos);
    town.git({"rm", "-q", "episodes/two/voice.wav", "episodes/one/voice.wav"});
    town.git({"rm", "-q", "-r", "episodes/one"});
    town.push("no recordings");
    std::filesystem::remove_all(town.folder() / "cache");
    const tests::Job second = town.run_main();
    CHECK(tests::digests_below(second.checkout / "public") ==
          tests::digests_below(first.checkout / "public"));
    CHECK(town.posts() == 1);
}

TEST_CASE("the job with the secrets takes the sound that the job without them built") {
    for (const char* service : {"github", "gitlab"}) {
        CiTown town(service);
        set_date(town, "two", an_hour_ago());
        town.push("one is due");
        const bool is_github = service == std::string("github");
        const std::string reading = "reading the recording";
        const tests::Job built = town.run(is_github ? "build" : "pages");
        CHECK(built.code == 0);
        CHECK(built.err.find(reading) != std::string::npos);
        const tests::Job published = town.run(is_github ? "publish" : "announce");
        CHECK(published.code == 0);
        CHECK(published.err.find(reading) == std::string::npos);
        CHECK(town.posts() == 1);
        CHECK(town.installed() == std::vector<std::string>{town.package_sha256(), town.package_sha256()});
    }
}

TEST_CASE("GitHub's workflow keeps what a proposal changes to be heard, and publishes nothing of it") {
    CiTown town;
    town.run_main();
    town.pull();
    std::filesystem::copy(town.host() / "episodes/two", town.host() / "episodes/three");
    std::filesystem::remove(town.host() / "episodes/three/release.json");
    tests::replace_in(town.host() / "episodes/three/episode.toml", "2026-11-22T20:00", "2099-11-22T20:00");
    tests::replace_in(town.host() / "episodes/three/episode.toml", "number = 2", "number = 3");
    town.push("a third", "third");
    const std::size_t posts = town.posts();
    const tests::Job proposal = town.run("check", "third");
    CHECK(proposal.code == 0);
    std::vector<std::string> heard;
    for (const auto& [path, digest] : tests::digests_below(proposal.checkout / "to-hear"))
        heard.push_back(path);
    CHECK(heard == std::vector<std::string>{"three.mp3", "three.opus"});
    CHECK(town.posts() == posts);
    CHECK(tests::read(proposal.checkout / "public/feed.xml").find("three") == std::string::npos);
}

TEST_CASE("GitHub's check ends with 3 and marks the line when a proposal has a mistake") {
    CiTown town;
    tests::replace_in(town.host() / "episodes/one/episode.toml", "question", "qestion");
    town.push("a typo", "typo");
    const std::filesystem::path checkout = town.checkout("typo");
    const std::string page = (town.folder() / "summary.md").string();
    const tests::Ran ran =
        town.step(checkout, "cityfm check --lang ja", {"GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY=" + page});
    CHECK(ran.code == 3);
    CHECK(ran.out.find("::error file=episodes/one/episode.toml,line=4,col=1,title=unknown-key::") !=
          std::string::npos);
    CHECK(tests::read(page).find("- ❌ `episodes/one/episode.toml:4` ") != std::string::npos);
    // A page that cannot be written is no reason to fail.
    CHECK(town.step(checkout, "cityfm check", {"GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY=/nowhere/page"})
              .code == 3);
}

TEST_CASE("GitLab's pipeline reports code quality, publishes, and announces once") {
    CiTown town("gitlab");
    const std::string date = an_hour_ago();
    set_date(town, "one", date);
    set_date(town, "two", date);
    tests::replace_in(town.host() / "episodes/one/episode.toml", "rights", "# rights");
    town.push("due", "due");
    const tests::Job checked = town.run("check", "due");
    CHECK(checked.code == 0);
    const json report = json::parse(tests::read(checked.checkout / "gl-code-quality-report.json"));
    REQUIRE(report.size() == 2);
    CHECK(report[0].at("severity") == "info");
    CHECK(std::filesystem::exists(checked.checkout / "to-hear/one.mp3"));

    town.git({"push", "-q", "origin", "HEAD:main"});
    const tests::Job first = town.run_main();
    CHECK(town.posts() == 2);
    const tests::Job again = town.run_main();
    CHECK(tests::digests_below(again.checkout / "public") == tests::digests_below(first.checkout / "public"));
    CHECK(town.posts() == 2);
}

TEST_CASE("an announcement that cannot be heard yet is left to the next run, and fails none") {
    CiTown town;
    const json steps = town.workflow().at("jobs").at("publish").at("steps");
    const std::filesystem::path checkout = town.checkout("main");
    const tests::Ran ran =
        town.step(checkout,
                  "git config user.name c; git config user.email c@example.jp\n" +
                      steps.back().at("run").get<std::string>(),
                  {"GITHUB_REF_NAME=main", "SAVE=true", "SLACK_WEBHOOK_URL=http://127.0.0.1:9/hook"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(town.posts() == 0);
}

TEST_CASE("new ci writes the workflow once, with the name and the hash of the package in ci/") {
    for (const std::string service : {"github", "gitlab"}) {
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        tests::write(show / "ci/cityfm_0.1.0_amd64.deb", "abc");
        CHECK(tests::cityfm({"-C", show.path(), "new", "ci", service}).code == 0);
        const std::string workflow = tests::read(workflow_in(show.path(), service));
        // FIPS 180-2, appendix B.1.
        const std::string hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        CHECK(workflow.find("\n  PACKAGE: \"cityfm_0.1.0_amd64.deb\"\n  PACKAGE_SHA256: \"" + hash +
                            "\"\n") != std::string::npos);
        const std::filesystem::path preset =
            std::filesystem::path(CITYFM_SOURCE) / "presets" / ("ci-" + service + ".yml");
        tests::write(show / "expected", tests::read(preset));
        tests::replace_in(show / "expected", "{package}", "cityfm_0.1.0_amd64.deb");
        tests::replace_in(show / "expected", "{sha256}", hash);
        CHECK(workflow == tests::read(show / "expected"));
        CHECK(tests::cityfm({"-C", show.path(), "new", "ci", service}).code == 2);
    }
    CHECK(tests::cityfm({"new", "ci", "jenkins"}).code == 2);
}

TEST_CASE("new ci writes nothing where ci/ does not hold exactly one package") {
    for (const std::string service : {"github", "gitlab"}) {
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        const auto refuses = [&] {
            const tests::Ran ran = tests::cityfm({"-C", show.path(), "new", "ci", service});
            CHECK(ran.err.find("exactly one cityfm package") != std::string::npos);
            CHECK_FALSE(std::filesystem::exists(workflow_in(show.path(), service)));
            return ran.code == 2;
        };
        CHECK(refuses());
        tests::write(show / "ci/other.deb", "abc");
        tests::write(show / "ci/cityfm_\"1\".deb", "abc");
        tests::write(show / "elsewhere.deb", "abc");
        std::filesystem::create_symlink("../elsewhere.deb", show / "ci/cityfm_0.1.0_amd64.deb");
        CHECK(refuses());
        tests::write(show / "ci/cityfm_0.2.0_amd64.deb", "abc");
        tests::write(show / "ci/cityfm_0.3.0_amd64.deb", "abc");
        CHECK(refuses());
    }
}
