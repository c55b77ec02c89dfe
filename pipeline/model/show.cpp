// SPDX-License-Identifier: MIT
#include "pipeline/model/show.h"

#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/core/error.h"

namespace cityfm::model {

core::Place Show::place(const std::string& key) const {
    const auto found = places.find(key);
    return found != places.end() ? found->second : core::Place{"show.toml", 0, 0};
}

const Person* Show::person(const std::string& id) const {
    for (const Person& person : people) {
        if (person.id == id) return &person;
    }
    return nullptr;
}

std::string Show::picture_of(const Episode& episode) const {
    return episode.art.empty() ? cover : episode.path_of(episode.art);
}

namespace {

/// True for a file that belongs to this user, or to the system's.
bool is_ours(const std::filesystem::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 && (status.st_uid == ::geteuid() || status.st_uid == 0);
}

}  // namespace

std::filesystem::path find_show(const std::filesystem::path& start) {
    std::error_code error;
    const std::filesystem::path from = std::filesystem::absolute(start, error).lexically_normal();
    for (std::filesystem::path folder = from;; folder = folder.parent_path()) {
        if (std::filesystem::is_regular_file(folder / "show.toml", error)) {
            if (folder != from && !is_ours(folder / "show.toml"))
                throw core::Error(core::Kind::usage, core::Code::show_of_another,
                                  {{"path", folder.string()}});
            return folder;
        }
        if (!folder.has_relative_path()) break;
    }
    throw core::Error(core::Kind::usage, core::Code::no_show_here, {{"path", from.string()}});
}

const std::string& preset_name(const Show& show, const Episode& episode) {
    return episode.preset.empty() ? show.preset : episode.preset;
}

}  // namespace cityfm::model
