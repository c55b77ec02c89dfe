// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"

namespace cityfm::tests {

/// What a job of the CI service left behind.
struct Job {
    std::filesystem::path checkout;
    int code = 0;     ///< of the first step that failed
    std::string err;  ///< of all steps
    bool ran(const std::string& step) const;
    std::vector<std::string> steps;  ///< the names of those that ran
};

/// What a job does after a step that failed. A CI service ends it; a test may want to see the rest.
enum class AfterFailure { end, go_on };

/// A town's repository (bare), its pages, its chat and its LFS server on loopback, and the CI service between
/// them: the steps of the workflow that `cityfm new ci` wrote run as the service would run them, and what is
/// `uses:` is done by hand. Commands that would change the machine are played; all that a step starts is
/// recorded.
class CiTown {
  public:
    /// With a small show, a package in ci/ and the workflow of a service, `github` or `gitlab`, on main.
    explicit CiTown(const std::string& service = "github");

    std::filesystem::path host() const { return folder_ / "host"; }
    const TempFolder& folder() const { return folder_; }
    const nlohmann::json& workflow() const { return workflow_; }
    std::size_t posts() const { return chat_.asked().size(); }
    std::size_t asked_lfs() const { return lfs_.asked().size(); }
    /// The SHA-256 of the package on main.
    const std::string& package_sha256() const { return package_sha256_; }
    /// Gives LFS a file, and its pointer for git.
    std::string add_to_lfs(const std::string& bytes);
    /// What the LFS server of the repository answers.
    Answer serve_lfs(const Asked& asked) const;

    /// Runs git in the host's clone; has to succeed.
    void git(const std::vector<std::string>& arguments) const;
    void push(const std::string& message, const std::string& branch = "main") const;
    void pull() const;

    /// Runs a job in a fresh checkout of a branch, which is a proposal if it is not main.
    Job run(const std::string& job, const std::string& branch = "main",
            AfterFailure after = AfterFailure::end);
    /// The jobs of main, one after the other; each has to succeed. Gives the last.
    Job run_main();

    /// A checkout with the whole history, and a script in it.
    std::filesystem::path checkout(const std::string& branch, std::vector<std::string> environment = {},
                                   bool with_files = true);
    Ran step(const std::filesystem::path& checkout, const std::string& script,
             std::vector<std::string> environment) const;

    /// What was installed: the SHA-256 of each package file, and `dpkg` where that was asked.
    std::vector<std::string> installed() const { return lines_of(record_ / "installed"); }
    /// Each call of cityfm, its arguments in brackets.
    std::vector<std::string> calls() const { return lines_of(record_ / "calls"); }
    /// The environment of each call, every line behind the name of the subcommand (or `apt-get`).
    std::vector<std::string> environments() const { return lines_of(record_ / "environments"); }

  private:
    void put_program(const std::string& name, const std::string& script) const;
    void put_programs() const;
    std::string secret(const std::string& name) const;
    Answer page(const Asked& asked) const;
    void run_github(Job& done, const std::string& job, const std::string& branch, AfterFailure after);
    void run_gitlab(Job& done, const std::string& job, const std::string& branch, AfterFailure after);
    /// An action of GitHub's, by hand; gives false for one that is not known.
    bool act(Job& done, const nlohmann::json& step, const std::string& branch,
             const std::vector<std::string>& environment);
    void note(Job& done, const std::string& name, const Ran& ran) const;
    void restore_store(const std::filesystem::path& checkout) const;
    void save_store(const std::filesystem::path& checkout) const;

    TempFolder folder_;
    const std::filesystem::path record_ = folder_ / "record";
    const std::string service_;
    int checkouts_ = 0;
    std::string package_sha256_;
    nlohmann::json workflow_;
    std::map<std::string, std::string> objects_;  ///< of LFS, by SHA-256
    HttpServer pages_;
    HttpServer chat_;
    HttpServer lfs_;
};

}  // namespace cityfm::tests
