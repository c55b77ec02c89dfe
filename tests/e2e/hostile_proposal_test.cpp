// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "pipeline/core/digest.h"
#include "tests/support/ci_town.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/sound/signals.h"

// A stranger's proposal against the jobs of the workflow as it is on main. A proposal may also change the
// workflow itself; what it can do then is up to the service, and SECURITY.md says what that allows.

using namespace cityfm;
using nlohmann::json;
using tests::CiTown;

namespace {

namespace fs = std::filesystem;

/// Everything that a step of the hostile proposal must not have reached.
class Untouched {
  public:
    explicit Untouched(const CiTown& town) : town_(town) {
        tests::write(outside() / "file", "as it was");
        for (const auto& entry : fs::directory_iterator(town.folder().path())) names_.push_back(entry.path());
    }

    fs::path outside() const { return town_.folder() / "outside"; }

    void check(const tests::Job& job) const {
        for (const std::string& package : town_.installed()) CHECK(package == town_.package_sha256());
        CHECK_FALSE(fs::exists(town_.folder() / "record/pwned"));
        for (const std::string& variable : town_.environments())
            CHECK(variable.find("secret") == std::string::npos);
        CHECK(tests::digests_below(outside()).size() == 1);
        CHECK(tests::read(outside() / "file") == "as it was");
        // Git's own settings are those of any clone.
        const tests::Ran config = tests::run_program({"git", "-C", job.checkout, "config", "--local", "-l"});
        CHECK(config.out.find("core.bare=false") != std::string::npos);
        for (const char* harm : {"filter.", "core.fsmonitor", "core.hookspath", "core.sshcommand", "alias."})
            CHECK(config.out.find(harm) == std::string::npos);
        for (const auto& entry : fs::directory_iterator(town_.folder().path())) {
            const std::string name = entry.path().filename().string();
            const bool is_known = std::find(names_.begin(), names_.end(), entry.path()) != names_.end();
            INFO(name);
            CHECK((is_known || entry.path() == job.checkout || name == "summary.md"));
        }
        CHECK(town_.posts() == 0);
    }

  private:
    const CiTown& town_;
    std::vector<fs::path> names_;
};

/// An episode that passes `check`, in a folder of any name.
void add_episode(const CiTown& town, const std::string& folder, int number) {
    fs::copy(town.host() / "episodes/two", town.host() / "episodes" / folder, fs::copy_options::recursive);
    const fs::path toml = town.host() / "episodes" / folder / "episode.toml";
    tests::replace_in(toml, "2026-11-22T20:00", "2099-11-22T20:00");
    tests::replace_in(toml, "number = 2", "number = " + std::to_string(number));
}

void link(const CiTown& town, const fs::path& target, const std::string& name) {
    fs::create_symlink(target, town.host() / name);
    town.git({"add", "--force", "--", name});
}

/// The calls of `cityfm build`, without what the workflow itself passes.
std::vector<std::string> built(const CiTown& town) {
    const std::string own = "[build][--out][to-hear]";
    std::vector<std::string> names;
    for (std::string call : town.calls()) {
        if (!call.starts_with(own)) continue;
        call.erase(0, own.size());
        if (call.starts_with("[--]")) call.erase(0, 4);
        names.push_back(call);
    }
    return names;
}

}  // namespace

TEST_CASE("a proposal installs nothing, and its links and its LFS server lead nowhere") {
    for (const char* service : {"github", "gitlab"}) {
        INFO(service);
        CiTown town(service);
        const Untouched untouched(town);
        // It answers well, so that a job which asks it goes on.
        tests::HttpServer evil([&](const tests::Asked& asked) { return town.serve_lfs(asked); });
        const fs::path host = town.host();

        tests::write(host / "ci/cityfm_0.1.0_amd64.deb", "the package of a stranger");
        tests::write(host / "ci/cityfm_9.9.9_amd64.deb", "the package of a stranger");
        // Programs that a shell would find if it looked here.
        for (const char* name : {"cityfm", "apt-get", "git", "sha256sum", "ci/install.sh"}) {
            tests::write(host / name, "#!/bin/sh\npwned\n");
            fs::permissions(host / name, fs::perms::owner_all);
        }
        tests::write(host / ".lfsconfig", "[lfs]\n\turl = " + evil.url("/lfs") +
                                              "\n[remote \"origin\"]\n\tlfsurl = " + evil.url("/lfs") +
                                              "\n[filter \"evil\"]\n\tsmudge = pwned\n\tclean = pwned\n");
        tests::write(host / ".gitmodules",
                     "[submodule \"x\"]\n\tpath = x\n\turl = " + evil.url("/x") + "\n\tupdate = !pwned\n");
        add_episode(town, "three", 3);
        tests::write_wav(town.folder() / "record/voice.wav", tests::speech_like(3, -9));
        tests::write(host / "episodes/three/voice.wav",
                     town.add_to_lfs(tests::read(town.folder() / "record/voice.wav")));
        tests::write(host / ".gitattributes",
                     "* filter=evil diff=evil merge=evil\nepisodes/three/*.wav filter=lfs\n");
        link(town, "../../.git/config", "episodes/three/notes.md");
        link(town, untouched.outside() / "quality", "gl-code-quality-report.json");
        for (const char* folder : {"public", "to-hear", ".cityfm"}) link(town, untouched.outside(), folder);
        town.push("a third episode", "third");

        const tests::Job job = town.run("check", "third");
        CHECK(job.code == 0);
        untouched.check(job);
        CHECK(town.installed() == std::vector<std::string>{town.package_sha256()});
        CHECK(evil.asked().empty());
        CHECK(town.asked_lfs() > 0);
        CHECK(built(town) == std::vector<std::string>{"[three]"});
        CHECK(fs::is_regular_file(job.checkout / "to-hear/three.mp3"));
    }
}

TEST_CASE("the names of a proposal's folders are no commands, no options and no other episodes") {
    for (const char* service : {"github", "gitlab"}) {
        INFO(service);
        CiTown town(service);
        const Untouched untouched(town);
        const std::vector<std::string> names = {
            "$(pwned)", "`pwned`", "; pwned", "| pwned",         "&& pwned", "x\npwned\n", "x\none",
            "one two",  "-C",      "--again", "--allow-damaged", "'one'",    "\"one\"",    "one\\",
            "-",        "One",     "${IFS}",  "%0Apwned",        "*",        "..one",      "::add-path::.",
            "回"};
        int number = 3;
        for (const std::string& name : names) add_episode(town, name, number++);
        add_episode(town, "good", number);
        town.push("episodes", "names");

        const tests::Job job = town.run("check", "names", tests::AfterFailure::go_on);
        untouched.check(job);
        CHECK(built(town) == std::vector<std::string>{"[good]"});
        // But `check` refuses the names, and the job ends there.
        CHECK(town.run("check", "names").code != 0);
        CHECK(built(town).size() == 1);
    }
}

TEST_CASE("a release that a proposal brings writes no file outside of public/") {
    // What git would start a program from, if it got into its configuration.
    const std::string payload = "[core]\n\tbare = false\n\tfsmonitor = pwned\n";
    for (const char* service : {"github", "gitlab"}) {
        for (const char* path : {"../.git/config", "../../outside/new"}) {
            INFO(service << " " << path);
            CiTown town(service);
            const Untouched untouched(town);
            // The recording is lost, and the proposal says where CI finds the files of the release.
            tests::HttpServer evil([&](const tests::Asked&) { return tests::Answer{200, payload, {}, {}}; });
            const fs::path show = town.host() / "show.toml";
            const std::string text = tests::read(show);
            tests::write(show, std::regex_replace(text, std::regex("address = \"[^\"]*\""),
                                                  "address = \"" + evil.url("/") + "\""));
            tests::replace_in(town.host() / "episodes/two/episode.toml", "2026-11-22", "2020-11-22");
            REQUIRE(town.step(town.host(), "cityfm build", {}).code == 0);
            fs::remove(town.host() / "episodes/two/voice.wav");
            const fs::path file = town.host() / "episodes/two/release.json";
            json release = json::parse(tests::read(file));
            for (json& rendition : release.at("renditions")) {
                rendition["sha256"] = core::sha256(payload);
                rendition["bytes"] = payload.size();
            }
            release.at("renditions").at(0)["path"] = path;
            tests::write(file, release.dump(1));
            town.push("a release", "release");

            const tests::Job job = town.run("check", "release", tests::AfterFailure::go_on);
            CHECK(town.calls().size() >= 2);
            untouched.check(job);
        }
    }
}

TEST_CASE("a package that is not the pinned one is not installed from main either") {
    for (const char* service : {"github", "gitlab"}) {
        INFO(service);
        CiTown town(service);
        tests::write(town.host() / "ci/cityfm_0.1.0_amd64.deb", "another package");
        town.push("another package, the same name");
        for (const char* job : {service == std::string("github") ? "build" : "pages",
                                service == std::string("github") ? "publish" : "announce"}) {
            // The store of an earlier run, which a later job needs.
            fs::create_directories(town.folder() / "cache");
            fs::create_directories(town.folder() / "artifact");
            CHECK(town.run(job).code != 0);
        }
        CHECK(town.installed().empty());
        CHECK(town.calls().empty());
    }
}

TEST_CASE("no command but those that publish and announce gets a secret") {
    for (const char* service : {"github", "gitlab"}) {
        INFO(service);
        CiTown town(service);
        town.run_main();
        std::size_t with_secret = 0;
        for (const std::string& variable : town.environments()) {
            if (variable.find("secret") == std::string::npos) continue;
            ++with_secret;
            INFO(variable);
            // GitLab has no variables of a single command: there the whole job has them, and installs and
            // builds first.
            const bool sends = variable.starts_with("publish ") || variable.starts_with("announce ");
            const bool prepares = variable.starts_with("apt-get ") || variable.starts_with("build ");
            CHECK((sends || (service == std::string("gitlab") && prepares)));
        }
        CHECK(with_secret > 0);
    }
}

TEST_CASE("GitHub's workflow pins every action, and gives rights and secrets to one job") {
    const CiTown town;
    const std::string text = tests::read(town.host() / ".github/workflows/radio.yml");
    const std::regex pinned("uses: actions/[a-z/-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+");
    for (const std::string& line : tests::lines_of(town.host() / ".github/workflows/radio.yml")) {
        if (line.find("uses: ") == std::string::npos) continue;
        INFO(line);
        CHECK(std::regex_search(line, pinned));
    }
    CHECK(town.workflow().at("permissions") == json{{"contents", "read"}});
    CHECK_FALSE(text.find("\n  pull_request:") == std::string::npos);
    CHECK(text.find("\n  pull_request_target:") == std::string::npos);
    for (const auto& [name, job] : town.workflow().at("jobs").items()) {
        INFO(name);
        const bool is_publish = name == "publish";
        CHECK((job.at("permissions") == json{{"contents", "read"}}) == !is_publish);
        CHECK(job.contains("environment") == is_publish);
        CHECK((job.dump().find("secrets.") != std::string::npos) == is_publish);
        for (const json& step : job.at("steps")) {
            // What a stranger names is read from the environment, never written into a script.
            CHECK(step.value("run", "").find("${{") == std::string::npos);
            const std::string uses = step.value("uses", "");
            if (uses.starts_with("actions/checkout@"))
                CHECK(step.at("with").value("persist-credentials", true) == is_publish);
            if (name == "check") CHECK_FALSE(uses.starts_with("actions/cache"));
        }
    }
}

TEST_CASE("GitLab's pipeline names its secrets in one job, which no proposal starts") {
    const CiTown town("gitlab");
    for (const auto& [name, job] : town.workflow().items()) {
        if (!job.is_object() || !job.contains("script")) continue;
        INFO(name);
        const bool is_announce = name == "announce";
        CHECK((job.dump().find("RADIO_TOKEN") != std::string::npos) == is_announce);
        CHECK(job.contains("environment") == is_announce);
        CHECK(job.at("rules").size() == 1);
        const std::string rule = job.at("rules").at(0).at("if");
        CHECK((rule == "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH") == (name != "check"));
        if (name == "check") CHECK_FALSE(job.contains("cache"));
    }
}

TEST_CASE("what a proposal has brought below public/ and .cityfm/ is not served once it is merged") {
    for (const char* service : {"github", "gitlab"}) {
        INFO(service);
        CiTown town(service);
        const std::string page = "public/evil.html";
        const std::string object = ".cityfm/store/objects/ab/evil";
        for (const std::string& file : {page, object}) {
            tests::write(town.host() / file, "evil");
            town.git({"add", "--force", "--", file});
        }
        town.push("an episode");
        const tests::Job job = town.run(service == std::string("github") ? "build" : "pages");
        INFO(job.err);
        CHECK(job.code == 0);
        CHECK(fs::exists(job.checkout / "public/feed.xml"));
        CHECK_FALSE(fs::exists(job.checkout / page));
        CHECK_FALSE(fs::exists(job.checkout / object));
        town.run_main();
        town.pull();
        CHECK_FALSE(fs::exists(town.host() / page));
        CHECK_FALSE(fs::exists(town.host() / object));
    }
}
