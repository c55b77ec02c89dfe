// SPDX-License-Identifier: MIT
#include "pipeline/model/episode_folders.h"

#include <algorithm>
#include <system_error>

#include "pipeline/core/error.h"

namespace cityfm::model {
namespace {

using core::Code;
using core::Severity;

/// What the host may not read is a finding; a disk that fails ends the run.
void cannot_look(const std::filesystem::path& folder, const std::string& file, const std::error_code& why,
                 core::Findings& findings) {
    if (why != std::errc::permission_denied) {
        core::fail_on_file(Code::cannot_read, folder / file, why.value());
    }
    try {
        core::fail_on_file(Code::cannot_read, file, why.value());
    } catch (const core::Error& error) {
        findings.push_back({Severity::error, error.code, {file, 0, 0}, error.args});
    }
}

}  // namespace

std::vector<std::string> episode_names(const std::filesystem::path& show, core::Findings& findings) {
    std::vector<std::string> names;
    std::error_code error;
    if (std::filesystem::is_symlink(show / "episodes", error)) {
        findings.push_back(
            {Severity::error, Code::link_in_the_way, {"episodes", 0, 0}, {{"path", "episodes"}}});
        return names;
    }
    std::filesystem::directory_iterator entry(show / "episodes", error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::error_code hidden;
        if (entry->is_symlink(hidden)) {
            const std::string path = "episodes/" + name;
            findings.push_back({Severity::error, Code::link_in_the_way, {path, 0, 0}, {{"path", path}}});
            continue;
        }
        const auto status = std::filesystem::symlink_status(entry->path() / "episode.toml", hidden);
        // What else stands there than a file is told when it is read.
        if (std::filesystem::exists(status)) names.push_back(name);
        if (status.type() == std::filesystem::file_type::none)
            cannot_look(show, "episodes/" + name, hidden, findings);
    }
    if (error && error != std::errc::no_such_file_or_directory)
        cannot_look(show, "episodes", error, findings);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace cityfm::model
