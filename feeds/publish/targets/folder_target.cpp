// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "feeds/publish/target.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/stop.h"
#include "pipeline/core/sweep.h"

namespace cityfm::publish {
namespace {

using core::Code;
using core::Error;
using core::Kind;

class FolderTarget final : public Target {
  public:
    FolderTarget(std::filesystem::path folder, std::optional<core::Folder> parent,
                 std::optional<core::InnerPath> inner, std::stop_token stop)
        : place_(std::move(folder)),
          parent_(std::move(parent)),
          inner_(std::move(inner)),
          stop_(std::move(stop)) {}

    TargetTraits traits() const override { return {.renames_atomically = true}; }

    std::map<std::string, RemoteFile> list() override {
        std::map<std::string, RemoteFile> files;
        std::error_code error;
        if (!find()) return files;
        const core::Folder& all = *open_;
        const std::filesystem::path root = all.path() / ".";
        std::filesystem::recursive_directory_iterator entry(root, error);
        while (!error && entry != std::filesystem::recursive_directory_iterator()) {
            core::check_stop(stop_);
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
            const core::Folder& all = make();
            sweep_once(all);
            all.copy_in(local, inner(file.path), file.sha256, stop_);
        } catch (const Error& error) {
            if (error.code != Code::bytes_differ) throw;
            throw Error(Kind::refused, Code::put_not_whole, {{"path", (place_ / file.path).string()}});
        }
    }

    void remove(const std::string& path) override { folder().remove(inner(path)); }

    void require_writable() override {
        // One that is not there yet is made in the nearest folder that is.
        std::filesystem::path place = place_;
        std::error_code error;
        while (place.has_relative_path() && !std::filesystem::exists(place, error))
            place = place.parent_path();
        if (::faccessat(AT_FDCWD, place.c_str(), W_OK, AT_EACCESS) != 0)
            core::fail_on_file(Code::cannot_write, place, errno);
    }

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

    /// Opens the folder if it is there, once: it stays the same one whatever becomes of its name.
    bool find() {
        if (open_) return true;
        if (parent_) {
            open_ = parent_->find(*inner_);
            return open_.has_value();
        }
        std::error_code error;
        const bool there = std::filesystem::exists(place_, error);
        if (error) core::fail_on_file(Code::cannot_read, place_, error.value());
        if (there) open_.emplace(place_);
        return there;
    }

    const core::Folder& make() {
        if (!open_) open_ = parent_ ? parent_->make(*inner_) : core::Folder::make(place_);
        return *open_;
    }

    const core::Folder& folder() {
        if (!find()) core::fail_on_file(Code::cannot_read, place_, ENOENT);
        return *open_;
    }

    /// Of what killed runs left, before the first change: what a killed one had begun is put again.
    void sweep_once(const core::Folder& all) {
        if (!std::exchange(swept_, true)) core::sweep(all, core::Depth::all_below);
    }

    std::filesystem::path place_;
    std::optional<core::Folder> parent_;    ///< of a folder within the show
    std::optional<core::InnerPath> inner_;  ///< where it lies there
    std::optional<core::Folder> open_;
    std::stop_token stop_;
    bool swept_ = false;
};

}  // namespace

std::unique_ptr<Target> open_folder(const std::filesystem::path& folder, const std::stop_token& stop) {
    return std::make_unique<FolderTarget>(folder, std::nullopt, std::nullopt, stop);
}

std::unique_ptr<Target> open_folder(const core::Folder& parent, const core::InnerPath& inner,
                                    const std::stop_token& stop) {
    return std::make_unique<FolderTarget>(parent.name() / inner.text(), parent, inner, stop);
}

}  // namespace cityfm::publish
