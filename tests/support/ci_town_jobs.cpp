// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <regex>

#include "tests/support/ci_town.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string text_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// The lines of a GitLab script, which may hold lists.
std::string script_of(const json& lines) {
    std::string script;
    for (const json& line : lines)
        script += line.is_array() ? script_of(line) : line.get<std::string>() + "\n";
    return script;
}

/// The variables that a workflow, a job or a step sets, with `${{ … }}` replaced.
void add_variables(std::vector<std::string>& environment, const json& owner, const char* key,
                   const std::map<std::string, std::string>& expressions = {}) {
    if (!owner.contains(key)) return;
    for (const auto& [name, value] : owner.at(key).items()) {
        std::string text = text_of(value);
        for (const auto& [expression, meaning] : expressions) {
            const std::string written = "${{ " + expression + " }}";
            for (std::size_t at = 0; (at = text.find(written, at)) != std::string::npos;)
                text.replace(at, written.size(), meaning);
        }
        INFO(text);
        REQUIRE(text.find("${{") == std::string::npos);
        environment.push_back(name + "=" + text);
    }
}

constexpr const char* secrets[] = {"SLACK_BOT_TOKEN",    "SLACK_WEBHOOK_URL",    "DISCORD_WEBHOOK_URL",
                                   "LINE_CHANNEL_TOKEN", "BLUESKY_APP_PASSWORD", "MAIL_PASSWORD"};

void copy_folder(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

}  // namespace

bool CiTown::act(Job& done, const json& step, const std::string& branch,
                 const std::vector<std::string>& environment) {
    const std::string uses = step.at("uses");
    const auto is = [&](const char* action) { return uses.starts_with(std::string(action) + "@"); };
    if (is("actions/checkout")) {
        std::vector<std::string> all = environment;
        if (!step.at("with").value("lfs", false)) all.emplace_back("GIT_LFS_SKIP_SMUDGE=1");
        done.checkout = checkout(branch, all);
    } else if (is("actions/cache")) {
        if (fs::exists(folder_ / "cache")) restore_store(done.checkout);
    } else if (is("actions/cache/restore")) {
        restore_store(done.checkout);
    } else if (is("actions/upload-pages-artifact")) {
        copy_folder(done.checkout / "public", folder_ / "artifact");
    } else if (is("actions/deploy-pages")) {
        copy_folder(folder_ / "artifact", folder_ / "pages");
    } else {
        return is("actions/upload-artifact");
    }
    return true;
}

void CiTown::run_github(Job& done, const std::string& job, const std::string& branch, AfterFailure after) {
    const json& description = workflow_.at("jobs").at(job);
    std::map<std::string, std::string> expressions = {
        {"github.server_url", lfs_.url("")}, {"github.repository", "town/radio"}, {"inputs.compare", ""}};
    // Only what the workflow names gets there, as on GitHub, but a proposal would not even get that.
    for (const char* name : secrets) expressions[std::string("secrets.") + name] = secret(name);
    std::vector<std::string> environment = {"GITHUB_ACTIONS=true", "GITHUB_REF_NAME=" + branch,
                                            "GITHUB_BASE_REF=main",
                                            "GITHUB_STEP_SUMMARY=" + (folder_ / "summary.md").string()};
    fs::remove(folder_ / "summary.md");
    add_variables(environment, workflow_, "env", expressions);
    add_variables(environment, description, "env", expressions);
    bool saves = false;
    done.checkout = folder_.path();
    for (const json& step : description.at("steps")) {
        const std::string name = step.at("name");
        INFO(job << ": " << name);
        if (step.contains("uses")) {
            REQUIRE(act(done, step, branch, environment));
            saves = saves || step.at("uses").get<std::string>().starts_with("actions/cache@");
            continue;
        }
        std::vector<std::string> all = environment;
        add_variables(all, step, "env", expressions);
        note(done, name, this->step(done.checkout, step.at("run"), all));
        if (done.code != 0 && after == AfterFailure::end) return;
    }
    if (saves && done.code == 0) save_store(done.checkout);
}

void CiTown::run_gitlab(Job& done, const std::string& job, const std::string& branch, AfterFailure after) {
    const json& description = workflow_.at(job);
    const bool is_proposal = branch != "main";
    std::vector<std::string> environment = {"GITLAB_CI=true", "CI_SERVER_HOST=gitlab.example",
                                            "CI_COMMIT_BRANCH=main"};
    add_variables(environment, workflow_, "variables");
    add_variables(environment, description, "variables");
    // The job's own token reads the repository, and LFS, which is all that a proposal asks it.
    environment.push_back("CI_REPOSITORY_URL=" +
                          (is_proposal ? lfs_.url("/town/radio.git") : (folder_ / "radio.git").string()));
    // Protected variables of the environment scope that the workflow tells people to choose.
    if (!is_proposal && description.value("environment", "") == "radio") {
        for (const char* name : secrets) environment.push_back(std::string(name) + "=" + secret(name));
        environment.push_back("RADIO_TOKEN=" + secret("RADIO_TOKEN"));
    }
    const json variables = description.value("variables", json::object());
    done.checkout = checkout(branch, environment, variables.value("GIT_CHECKOUT", "true") == "true");
    const auto ask = [&](const char* what) {
        const Ran ran = run_program({"git", "-C", done.checkout, "rev-parse", what});
        return ran.out.substr(0, ran.out.find('\n'));
    };
    environment.push_back("CI_COMMIT_SHA=" + ask("HEAD"));
    environment.push_back("CI_MERGE_REQUEST_DIFF_BASE_SHA=" + ask(is_proposal ? "origin/main" : "HEAD~1"));
    const json cache = description.value("cache", json::object());
    if (!cache.empty() && fs::exists(folder_ / "cache")) restore_store(done.checkout);
    if (job == "announce") {
        if (fs::exists(folder_ / "built-from"))
            fs::copy_file(folder_ / "built-from", done.checkout / "built-from",
                          fs::copy_options::overwrite_existing);
        copy_folder(folder_ / "artifact", done.checkout / "public");
        // The pages are deployed when the job that makes them is done.
        copy_folder(folder_ / "artifact", folder_ / "pages");
    }
    // The address of the project is the town's repository.
    const std::regex origin("git remote set-url origin [^\n]*\n");
    std::string before = script_of(description.at("before_script"));
    std::string script = std::regex_replace(script_of(description.at("script")), origin, "");
    note(done, "before_script", step(done.checkout, before, environment));
    if (done.code != 0 && after == AfterFailure::end) return;
    if (after == AfterFailure::go_on) script = "set +e\n" + script;
    note(done, "script", step(done.checkout, script, environment));
    if (done.code != 0) return;
    if (job == "pages") {
        copy_folder(done.checkout / "public", folder_ / "artifact");
        fs::copy_file(done.checkout / "built-from", folder_ / "built-from",
                      fs::copy_options::overwrite_existing);
    }
    if (!cache.empty() && cache.value("policy", "") != "pull") save_store(done.checkout);
}

}  // namespace cityfm::tests
