// SPDX-License-Identifier: MIT
#include "pipeline/core/sweep.h"

#include <fcntl.h>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::core {
namespace {

using std::filesystem::file_type;

void sweep_file(const Folder& folder, const std::string& name) {
    const auto file = folder.find_own(InnerPath(name));
    if (file && try_lock(file->descriptor()) == Locking::done) folder.remove(InnerPath(name));
}

void sweep_folder(const Folder& folder, const std::string& name) {
    const auto found = folder.find(InnerPath(name));
    if (!found) return;
    const Descriptor opened(::open((found->path() / ".").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened && try_lock(opened.number()) == Locking::done) folder.remove_all(InnerPath(name));
}

void sweep_entry(const Folder& folder, const std::string& name, file_type type, Depth depth) {
    if (type == file_type::regular && is_unfinished_name(name)) {
        sweep_file(folder, name);
    } else if (type == file_type::directory && is_temp_folder_name(name)) {
        sweep_folder(folder, name);
    } else if (type == file_type::directory && depth == Depth::all_below) {
        if (const auto below = folder.find(InnerPath(name))) sweep(*below, depth);
    }
}

}  // namespace

void sweep(const Folder& folder, Depth depth) {
    std::error_code error;
    const std::filesystem::path path = folder.path();
    std::filesystem::directory_iterator entry(path, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        std::error_code gone;
        const file_type type = entry->symlink_status(gone).type();
        try {
            sweep_entry(folder, entry->path().filename().string(), type, depth);
        } catch (const Error& failure) {
            // What is not to be entered or removed is told by those who need it.
            if (failure.code == Code::cannot_read) throw;
        }
    }
    if (error && error != std::errc::permission_denied)
        fail_on_file(Code::cannot_read, folder.name(), error.value());
}

}  // namespace cityfm::core
