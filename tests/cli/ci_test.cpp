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

json yaml(const std::string& file) {
    const std::string program = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))";
    const tests::Ran ran = tests::run_program({"sh", "-c", "python3 -c '" + program + "' <\"$0\"",
                                               std::filesystem::path(CITYFM_SOURCE) / "presets" / file});
    REQUIRE(ran.code == 0);
    return json::parse(ran.out);
}

void git(const std::filesystem::path& folder, const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"git", "-c", "user.name=みかん", "-c", "user.email=mikan@example.jp"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    tests::Launch launch;
    launch.folder = folder;
    const tests::Ran ran = tests::run_program(all, launch);
    INFO(arguments[0] << ": " << ran.err);
    REQUIRE(ran.code == 0);
}

/// A town's repository (bare), its pages on loopback, its chat, and the CI service between them: steps of a
/// workflow run as the service would run them, and what is `uses:` is done by hand.
class Town {
  public:
    Town()
        : pages_([this](const tests::Asked& asked) { return page(asked); }), chat_([](const tests::Asked&) {
              return tests::Answer{200, "ok", {}, {}};
          }) {
        std::filesystem::create_directories(folder_ / "bin");
        std::filesystem::create_symlink(CITYFM_COMMAND, folder_ / "bin/cityfm");
        // The waiting time of a step is not what is tested.
        tests::write(folder_ / "bin/sleep", "#!/bin/sh\n");
        std::filesystem::permissions(folder_ / "bin/sleep", std::filesystem::perms::owner_all);
        git(folder_.path(), {"init", "-q", "--bare", "-b", "main", "radio.git"});
        git(folder_ / "radio.git", {"config", "receive.advertisePushOptions", "true"});
        git(folder_.path(), {"clone", "-q", "radio.git", "host"});
        tests::make_small_show(host());
        tests::replace_in(host() / "show.toml", "https://radio.example.jp/", pages_.url("/"));
        tests::replace_in(host() / "show.toml", "assume_public = true", "from = \"ci\"");
        // The pages of the service take the place of a target.
        tests::replace_in(
            host() / "show.toml", "[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n",
            "[[channel]]\nid = \"slack\"\ntype = \"slack-webhook\"\nurl_env = \"SLACK_WEBHOOK_URL\"\n");
        tests::write(host() / ".gitignore", "public/\n.cityfm/\n");
        tests::write(host() / ".gitattributes", "announcements.jsonl merge=union\n");
        push("the show");
    }

    std::filesystem::path host() const { return folder_ / "host"; }
    const tests::TempFolder& folder() const { return folder_; }
    std::size_t posts() const { return chat_.asked().size(); }

    void push(const std::string& message, const std::string& branch = "main") const {
        git(host(), {"add", "--all"});
        git(host(), {"commit", "-q", "-m", message});
        git(host(), {"push", "-q", "origin", "HEAD:" + branch});
    }

    /// A checkout as the service makes it, with the whole history.
    std::filesystem::path checkout(const std::string& branch = "main") {
        const std::string name = "checkout-" + std::to_string(++checkouts_);
        git(folder_.path(), {"clone", "-q", "-b", branch, "radio.git", name});
        return folder_ / name;
    }

    tests::Ran step(const std::filesystem::path& checkout, const std::string& script,
                    std::vector<std::string> environment) const {
        environment.insert(
            environment.end(),
            {"CI=true", "SLACK_WEBHOOK_URL=" + chat_.url("/hook"), "HOME=" + folder_.path().string(),
             "PATH=" + (folder_ / "bin").string() + ":" + std::getenv("PATH")});
        tests::Launch launch;
        launch.folder = checkout;
        launch.environment = environment;
        return tests::run_program({"sh", "-e", "-c", script}, launch);
    }

    /// What `public/` holds is served from now on.
    void deploy(const std::filesystem::path& checkout) {
        std::filesystem::remove_all(folder_ / "pages");
        std::filesystem::copy(checkout / "public", folder_ / "pages",
                              std::filesystem::copy_options::recursive);
    }

  private:
    tests::Answer page(const tests::Asked& asked) const {
        const std::filesystem::path file = folder_ / ("pages" + asked.path);
        if (!std::filesystem::is_regular_file(file)) return {404, "", {}, {}};
        return {200, tests::read(file), {}, {}};
    }

    tests::TempFolder folder_;
    int checkouts_ = 0;
    tests::HttpServer pages_;
    tests::HttpServer chat_;
};

/// Runs a job of the GitHub workflow in a fresh checkout and gives that; installing is left out, since the
/// machine that tests is there already.
std::filesystem::path run_github(Town& town, const std::string& job, const std::string& branch = "main") {
    const json workflow = yaml("ci-github.yml");
    std::vector<std::string> environment = {"GITHUB_ACTIONS=true", "GITHUB_REF_NAME=" + branch,
                                            "GITHUB_BASE_REF=main",
                                            "SAVE=" + workflow.at("env").at("SAVE").get<std::string>()};
    std::filesystem::path checkout;
    for (const json& step : workflow.at("jobs").at(job).at("steps")) {
        const std::string name = step.at("name");
        const std::string uses = step.value("uses", "");
        INFO(job << ": " << name);
        if (uses.starts_with("actions/checkout@")) {
            checkout = town.checkout(branch);
            environment.push_back("GITHUB_STEP_SUMMARY=" + checkout.string() + ".summary");
        } else if (uses.starts_with("actions/deploy-pages@")) {
            town.deploy(checkout);
        } else if (uses.empty() && !name.starts_with("Install")) {
            const tests::Ran ran = town.step(checkout, step.at("run"), environment);
            INFO(ran.err << ran.out);
            REQUIRE(ran.code == 0);
        }
    }
    return checkout;
}

std::string list_of(const json& lines) {
    std::string script;
    for (const json& line : lines) script += line.is_array() ? list_of(line) : line.get<std::string>() + "\n";
    return script;
}

/// The same for a job of the GitLab pipeline.
std::filesystem::path run_gitlab(Town& town, const std::string& job, const std::filesystem::path& artifacts,
                                 int expected = 0) {
    const json pipeline = yaml("ci-gitlab.yml");
    const std::filesystem::path checkout = town.checkout();
    if (!artifacts.empty()) {
        std::filesystem::copy(artifacts / "public", checkout / "public",
                              std::filesystem::copy_options::recursive);
    }
    std::string script = list_of(pipeline.at(job).at("script"));
    // The address of the project is the town's repository.
    const std::string origin = "git remote set-url origin \"$CI_PROJECT_URL.git\"\n";
    if (const std::size_t at = script.find(origin); at != std::string::npos) script.erase(at, origin.size());
    const tests::Ran ran =
        town.step(checkout, script,
                  {"GITLAB_CI=true", "CI_SERVER_HOST=gitlab.example", "CI_COMMIT_BRANCH=main",
                   "CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD~1", "RADIO_TOKEN=glpat-1",
                   "SAVE=" + pipeline.at("variables").at("SAVE").get<std::string>()});
    INFO(job << ": " << ran.err << ran.out);
    CHECK(ran.code == expected);
    return checkout;
}

}  // namespace

TEST_CASE("GitHub's workflow publishes what is pushed, announces it once, and keeps both in git") {
    Town town;
    // So long ago that the announcement's time has passed; CI has its own clock.
    const tests::Ran now = tests::run_program({"date", "-u", "-d", "1 hour ago", "+%Y-%m-%dT%H:%M:%SZ"});
    tests::replace_in(town.host() / "episodes/two/episode.toml", "2026-11-22T20:00:00+09:00",
                      now.out.substr(0, now.out.size() - 1));
    tests::replace_in(town.host() / "episodes/one/episode.toml", "2026-11-22T08:00:00+09:00",
                      "2099-01-01T08:00:00+09:00");
    town.push("one is due, one is not");
    const std::filesystem::path first = run_github(town, "publish");
    CHECK(town.posts() == 1);
    CHECK(tests::read(first.string() + ".summary").find("| two | mp3 | ") != std::string::npos);
    CHECK(tests::read(first.string() + ".summary").find("- slack/two: sent") != std::string::npos);

    // What git has now is all that the next run needs: no recordings, no store, no public/.
    git(town.host(), {"pull", "-q", "--rebase", "origin", "main"});
    CHECK(std::filesystem::exists(town.host() / "episodes/two/release.json"));
    CHECK(tests::read(town.host() / "announcements.jsonl").find("\"status\":\"sent\"") != std::string::npos);
    git(town.host(), {"rm", "-q", "episodes/two/voice.wav", "episodes/one/voice.wav"});
    git(town.host(), {"rm", "-q", "-r", "episodes/one"});
    town.push("no recordings");
    const std::filesystem::path second = run_github(town, "publish");
    CHECK(tests::digests_below(second / "public") == tests::digests_below(first / "public"));
    CHECK(town.posts() == 1);
}

TEST_CASE("GitHub's workflow keeps what a proposal changes to be heard, and publishes nothing of it") {
    Town town;
    run_github(town, "publish");
    git(town.host(), {"pull", "-q", "--rebase", "origin", "main"});
    std::filesystem::copy(town.host() / "episodes/two", town.host() / "episodes/three");
    std::filesystem::remove(town.host() / "episodes/three/release.json");
    tests::replace_in(town.host() / "episodes/three/episode.toml", "2026-11-22T20:00", "2099-11-22T20:00");
    tests::replace_in(town.host() / "episodes/three/episode.toml", "number = 2", "number = 3");
    town.push("a third", "third");
    const std::size_t posts = town.posts();
    const std::filesystem::path proposal = run_github(town, "check", "third");
    std::vector<std::string> heard;
    for (const auto& [path, digest] : tests::digests_below(proposal / "to-hear")) heard.push_back(path);
    CHECK(heard == std::vector<std::string>{"three.mp3", "three.opus"});
    CHECK(town.posts() == posts);
    CHECK(tests::read(proposal / "public/feed.xml").find("three") == std::string::npos);
}

TEST_CASE("GitHub's check ends with 3 and marks the line when a proposal has a mistake") {
    Town town;
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
    Town town;
    const tests::Ran now = tests::run_program({"date", "-u", "-d", "1 hour ago", "+%Y-%m-%dT%H:%M:%SZ"});
    for (const char* episode : {"one", "two"}) {
        const std::filesystem::path toml = town.host() / "episodes" / episode / "episode.toml";
        tests::replace_in(
            toml, episode == std::string("one") ? "2026-11-22T08:00:00+09:00" : "2026-11-22T20:00:00+09:00",
            now.out.substr(0, now.out.size() - 1));
    }
    tests::replace_in(town.host() / "episodes/one/episode.toml", "rights", "# rights");
    town.push("due");
    const std::filesystem::path checked = run_gitlab(town, "check", {});
    const json report = json::parse(tests::read(checked / "gl-code-quality-report.json"));
    REQUIRE(report.size() == 2);
    CHECK(report[0].at("severity") == "info");
    CHECK(std::filesystem::exists(checked / "to-hear/one.mp3"));

    const std::filesystem::path built = run_gitlab(town, "pages", {});
    town.deploy(built);
    run_gitlab(town, "announce", built);
    CHECK(town.posts() == 2);
    const std::filesystem::path again = run_gitlab(town, "pages", {});
    CHECK(tests::digests_below(again / "public") == tests::digests_below(built / "public"));
    run_gitlab(town, "announce", again);
    CHECK(town.posts() == 2);
}

TEST_CASE("an announcement that cannot be heard yet is left to the next run, and fails none") {
    Town town;
    const json steps = yaml("ci-github.yml").at("jobs").at("publish").at("steps");
    const std::filesystem::path checkout = town.checkout();
    const tests::Ran ran = town.step(checkout,
                                     "git config user.name c; git config user.email c@example.jp\n" +
                                         steps.back().at("run").get<std::string>(),
                                     {"GITHUB_REF_NAME=main", "SAVE=true"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(town.posts() == 0);
}

TEST_CASE("new ci writes the workflow once") {
    for (const auto& [service, path] :
         {std::pair("github", ".github/workflows/radio.yml"), std::pair("gitlab", ".gitlab-ci.yml")}) {
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        CHECK(tests::cityfm({"-C", show.path(), "new", "ci", service}).code == 0);
        CHECK(tests::read(show / path) == tests::read(std::filesystem::path(CITYFM_SOURCE) / "presets" /
                                                      (std::string("ci-") + service + ".yml")));
        CHECK(tests::cityfm({"-C", show.path(), "new", "ci", service}).code == 2);
    }
    CHECK(tests::cityfm({"new", "ci", "jenkins"}).code == 2);
}
