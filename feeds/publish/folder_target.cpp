// SPDX-License-Identifier: MIT
#include <utility>

#include "feeds/publish/target.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::publish {
namespace {

using core::Code;
using core::Error;
using core::Kind;

class FolderTarget final : public Target {
  public:
    explicit FolderTarget(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::map<std::string, RemoteFile> list() override {
        std::map<std::string, RemoteFile> files;
        std::error_code error;
        const auto check = [&](const std::filesystem::path& path) {
            if (error) core::fail_on_file(Code::cannot_read, path, error.value());
        };
        const bool there = std::filesystem::exists(folder_, error);
        check(folder_);
        if (!there) return files;
        std::filesystem::recursive_directory_iterator entry(folder_, error);
        check(folder_);
        while (entry != std::filesystem::recursive_directory_iterator()) {
            const std::filesystem::path path = entry->path();
            if (entry->is_regular_file(error) && !is_unfinished(path)) {
                const std::uintmax_t bytes = entry->file_size(error);
                check(path);
                files[path.lexically_relative(folder_).generic_string()] = {bytes, std::nullopt};
            }
            entry.increment(error);  // at an error it becomes the end
            check(path);
        }
        return files;
    }

    std::string digest(const std::string& path) override { return core::sha256_file(place_of(path)); }

    std::string read(const std::string& path, std::uintmax_t most) override {
        return core::read_file(place_of(path), most);
    }

    void put(const PublishedFile& file, const std::filesystem::path& local) override {
        const std::filesystem::path place = place_of(file.path);
        // Checked under its hidden name, before anybody can see it.
        core::AtomicFile copy(place);
        core::copy_into(local, copy);
        std::error_code error;
        const bool whole = std::filesystem::file_size(copy.temporary(), error) == file.bytes &&
                           core::sha256_file(copy.temporary(), place) == file.sha256;
        if (!whole) throw Error(Kind::refused, Code::put_not_whole, {{"path", place.string()}});
        copy.finish();
    }

    void remove(const std::string& path) override { core::remove_file(place_of(path)); }

  private:
    static bool is_unfinished(const std::filesystem::path& path) {
        const std::string name = path.filename().string();
        return name.starts_with('.') && name.ends_with(".part");
    }

    std::filesystem::path place_of(const std::string& path) const {
        const std::filesystem::path relative = std::filesystem::path(path).lexically_normal();
        if (relative.empty() || relative.is_absolute() || *relative.begin() == "..") {
            throw Error(Kind::failed, Code::unsafe_target_path, {{"path", path}});
        }
        return folder_ / relative;
    }

    std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<Target> open_folder(const std::filesystem::path& folder) {
    return std::make_unique<FolderTarget>(folder);
}

}  // namespace cityfm::publish
