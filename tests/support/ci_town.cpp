// SPDX-License-Identifier: MIT
#include "tests/support/ci_town.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "pipeline/core/digest.h"
#include "tests/support/small_show.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json read_yaml(const fs::path& file) {
    const std::string program = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))";
    const Ran ran = run_program({"sh", "-c", "python3 -c '" + program + "' <\"$0\"", file});
    REQUIRE(ran.code == 0);
    return json::parse(ran.out);
}

}  // namespace

bool Job::ran(const std::string& step) const {
    return std::find(steps.begin(), steps.end(), step) != steps.end();
}

CiTown::CiTown(const std::string& service)
    : service_(service),
      pages_([this](const Asked& asked) { return page(asked); }),
      chat_([](const Asked&) {
          return Answer{200, "ok", {}, {}};
      }),
      lfs_([this](const Asked& asked) { return serve_lfs(asked); }) {
    fs::create_directories(record_);
    for (const char* list : {"installed", "calls", "environments"}) write(record_ / list, "");
    put_programs();
    run_program({"git", "init", "-q", "--bare", "-b", "main", folder_ / "radio.git"});
    run_program({"git", "-C", folder_ / "radio.git", "config", "receive.advertisePushOptions", "true"});
    run_program({"git", "clone", "-q", folder_ / "radio.git", host()});
    make_small_show(host());
    replace_in(host() / "show.toml", "https://radio.example.jp/", pages_.url("/"));
    replace_in(host() / "show.toml", "assume_public = true", "from = \"ci\"");
    // The pages of the service take the place of a target.
    replace_in(host() / "show.toml", "[[target]]\nid = \"web\"\ntype = \"folder\"\npath = \"web\"\n",
               "[[channel]]\nid = \"slack\"\ntype = \"slack-webhook\"\nurl_env = \"SLACK_WEBHOOK_URL\"\n");
    write(host() / ".gitignore", "public/\n.cityfm/\n");
    write(host() / ".gitattributes", "announcements.jsonl merge=union\n");
    const std::string package = "the package that the host put there";
    write(host() / "ci/cityfm_0.1.0_amd64.deb", package);
    package_sha256_ = core::sha256(package);
    REQUIRE(cityfm({"-C", host(), "new", "ci", service}).code == 0);
    workflow_ = read_yaml(host() / (service == "github" ? ".github/workflows/radio.yml" : ".gitlab-ci.yml"));
    push("the show");
}

void CiTown::put_program(const std::string& name, const std::string& script) const {
    write(folder_ / ("bin/" + name), "#!/bin/sh\n" + script);
    fs::permissions(folder_ / ("bin/" + name), fs::perms::owner_all);
}

void CiTown::put_programs() const {
    const std::string record = record_.string();
    put_program("cityfm", "printf '[%s]' \"$@\" >>'" + record + "/calls'; echo >>'" + record +
                              "/calls'\nenv | sed \"s/^/$1 /\" >>'" + record +
                              "/environments'\nexec '" CITYFM_COMMAND "' \"$@\"\n");
    put_program("apt-get", "env | sed 's/^/apt-get /' >>'" + record +
                               "/environments'\nfor argument; do\n  case $argument in *.deb)\n    sha256sum "
                               "<\"$argument\" | cut -c 1-64 >>'" +
                               record + "/installed' ;;\n  esac\ndone\n");
    put_program("dpkg", "echo dpkg >>'" + record + "/installed'\n");
    // What a hostile name would start.
    put_program("pwned", "echo pwned >>'" + record + "/pwned'\n");
    // The waiting time of a step is not what is tested.
    put_program("sleep", "");
    // As Debian's git-lfs configures git in the container.
    write(folder_ / "gitconfig",
          "[filter \"lfs\"]\n\tclean = git-lfs clean -- %f\n\tsmudge = git-lfs smudge -- %f\n"
          "\tprocess = git-lfs filter-process\n\trequired = true\n");
}

std::string CiTown::secret(const std::string& name) const {
    return name == "SLACK_WEBHOOK_URL" ? chat_.url("/secret-hook") : "secret-of-" + name;
}

std::string CiTown::add_to_lfs(const std::string& bytes) {
    const std::string oid = core::sha256(bytes);
    objects_[oid] = bytes;
    return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize " +
           std::to_string(bytes.size()) + "\n";
}

void CiTown::git(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"git", "-c", "user.name=みかん", "-c", "user.email=mikan@example.jp"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    Launch launch;
    launch.folder = host();
    launch.environment = {"GIT_CONFIG_SYSTEM=" + (folder_ / "gitconfig").string()};
    const Ran ran = run_program(all, launch);
    INFO(arguments[0] << ": " << ran.err);
    REQUIRE(ran.code == 0);
}

void CiTown::push(const std::string& message, const std::string& branch) const {
    git({"add", "--all"});
    git({"commit", "-q", "-m", message});
    // Git LFS would ask its server on the way.
    git({"push", "-q", "--no-verify", "origin", "HEAD:" + branch});
}

void CiTown::pull() const {
    git({"pull", "-q", "--rebase", "origin", "main"});
}

fs::path CiTown::checkout(const std::string& branch, std::vector<std::string> environment, bool with_files) {
    const fs::path place = folder_ / ("checkout-" + std::to_string(++checkouts_));
    std::string script = "git clone -q -b '" + branch + "' '" + (folder_ / "radio.git").string() + "' '" +
                         place.string() + "'";
    if (!with_files) script += " --no-checkout";
    const Ran ran = step(folder_.path(), script, std::move(environment));
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return place;
}

Ran CiTown::step(const fs::path& checkout, const std::string& script,
                 std::vector<std::string> environment) const {
    // CI has its own clock.
    environment.insert(environment.end(), {"CI=true", "CITYFM_CLOCK=", "HOME=" + folder_.path().string(),
                                           "GIT_CONFIG_SYSTEM=" + (folder_ / "gitconfig").string(),
                                           "PATH=" + (folder_ / "bin").string() + ":" + std::getenv("PATH")});
    Launch launch;
    launch.folder = checkout;
    launch.environment = environment;
    return run_program({"sh", "-e", "-c", script}, launch);
}

Job CiTown::run(const std::string& job, const std::string& branch, AfterFailure after) {
    Job done;
    if (service_ == "github") {
        run_github(done, job, branch, after);
    } else {
        run_gitlab(done, job, branch, after);
    }
    UNSCOPED_INFO(job << ": " << done.err);
    return done;
}

Job CiTown::run_main() {
    const std::vector<std::string> jobs = service_ == "github"
                                              ? std::vector<std::string>{"build", "publish"}
                                              : std::vector<std::string>{"pages", "announce"};
    Job done;
    for (const std::string& job : jobs) {
        done = run(job);
        REQUIRE(done.code == 0);
    }
    return done;
}

Answer CiTown::page(const Asked& asked) const {
    const fs::path file = folder_ / ("pages" + asked.path);
    if (!fs::is_regular_file(file)) return {404, "", {}, {}};
    return {200, read(file), {}, {}};
}

// Git LFS's batch interface, for downloads.
Answer CiTown::serve_lfs(const Asked& asked) const {
    const std::string type = "application/vnd.git-lfs+json";
    if (asked.path.ends_with("/objects/batch")) {
        const json batch = json::parse(asked.body);
        json objects = json::array();
        for (const json& wanted : batch.at("objects")) {
            const std::string href = lfs_.url("/" + wanted.at("oid").get<std::string>());
            objects.push_back({{"oid", wanted.at("oid")},
                               {"size", wanted.at("size")},
                               {"actions", {{"download", {{"href", href}}}}}});
        }
        return {
            200, json({{"transfer", "basic"}, {"objects", objects}}).dump(), {{"Content-Type", type}}, {}};
    }
    const auto found = objects_.find(asked.path.substr(1));
    return found == objects_.end() ? Answer{404, "", {}, {}} : Answer{200, found->second, {}, {}};
}

void CiTown::note(Job& done, const std::string& name, const Ran& ran) const {
    done.steps.push_back(name);
    done.err += name + ": " + ran.err + ran.out + "\n";
    if (done.code == 0) done.code = ran.code;
}

void CiTown::restore_store(const fs::path& checkout) const {
    fs::create_directories(checkout / ".cityfm");
    fs::copy(folder_ / "cache", checkout / ".cityfm/store",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

void CiTown::save_store(const fs::path& checkout) const {
    fs::remove_all(folder_ / "cache");
    fs::copy(checkout / ".cityfm/store", folder_ / "cache", fs::copy_options::recursive);
}

}  // namespace cityfm::tests
