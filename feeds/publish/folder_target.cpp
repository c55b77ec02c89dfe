// SPDX-License-Identifier: MIT
#include <utility>

#include "feeds/publish/target.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/sweep.h"

namespace cityfm::publish {
namespace {

using core::Code;
using core::Error;
using core::Kind;

class FolderTarget final : public Target {
  public:
    explicit FolderTarget(std::filesystem::path folder) : place_(std::move(folder)) {}

    std::map<std::string, RemoteFile> list() override {
        std::map<std::string, RemoteFile> files;
        std::error_code error;
        const bool there = std::filesystem::exists(place_, error);
        if (error) core::fail_on_file(Code::cannot_read, place_, error.value());
        if (!there) return files;
        const core::Folder all = folder();
        const std::filesystem::path root = all.path() / ".";
        std::filesystem::recursive_directory_iterator entry(root, error);
        while (!error && entry != std::filesystem::recursive_directory_iterator()) {
            const std::filesystem::path path = entry->path();
            // Links are not ours; one with the name of a file of ours is replaced.
            if (entry->symlink_status(error).type() == std::filesystem::file_type::regular &&
                !is_unfinished(path)) {
                files[path.lexically_relative(root).generic_string()] = {entry->file_size(error),
                                                                         std::nullopt};
            }
            if (!error) entry.increment(error);  // at an error it becomes the end
        }
        if (error) core::fail_on_file(Code::cannot_read, place_, error.value());
        return files;
    }

    std::string digest(const std::string& path) override {
        return core::sha256_file(folder().open(inner(path)));
    }

    std::string read(const std::string& path, std::uintmax_t most) override {
        return folder().read(inner(path), most);
    }

    void put(const PublishedFile& file, const core::PlainFile& local) override {
        try {
            if (local.state().bytes != file.bytes)
                throw Error(Kind::failed, Code::bytes_differ, {{"path", file.path}});
            const core::Folder all = core::Folder::make(place_);
            sweep_once(all);
            all.copy_in(local, inner(file.path), file.sha256);
        } catch (const Error& error) {
            if (error.code != Code::bytes_differ) throw;
            throw Error(Kind::refused, Code::put_not_whole, {{"path", (place_ / file.path).string()}});
        }
    }

    void remove(const std::string& path) override { folder().remove(inner(path)); }

  private:
    static bool is_unfinished(const std::filesystem::path& path) {
        const std::string name = path.filename().string();
        return name.starts_with('.') && name.ends_with(".part");
    }

    static core::InnerPath inner(const std::string& path) {
        try {
            return core::InnerPath(path);
        } catch (const Error&) {
            throw Error(Kind::failed, Code::unsafe_target_path, {{"path", path}});
        }
    }

    core::Folder folder() const { return core::Folder(place_); }

    /// Of what killed runs left, before the first change: what a killed one had begun is put again.
    void sweep_once(const core::Folder& all) {
        if (!std::exchange(swept_, true)) core::sweep(all, core::Depth::all_below);
    }

    std::filesystem::path place_;
    bool swept_ = false;
};

}  // namespace

std::unique_ptr<Target> open_folder(const std::filesystem::path& folder) {
    return std::make_unique<FolderTarget>(folder);
}

}  // namespace cityfm::publish
