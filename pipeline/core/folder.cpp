// SPDX-License-Identifier: MIT
#include "pipeline/core/folder.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::core {
namespace {

constexpr int folder_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
constexpr int file_flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

/// Opens below `folder` without following any link. Kernels before 5.6 lack the call, and some containers
/// forbid it: ENOSYS then.
Descriptor open_beneath(int folder, const std::string& path, int flags) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    for (;;) {
        const long opened = ::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
        if (opened >= 0) return Descriptor(static_cast<int>(opened));
        if (errno == EINTR || errno == EAGAIN) continue;
        if (errno == EPERM) errno = ENOSYS;
        return Descriptor();
    }
}

/// The same name by name, each of them itself and no link; `made` makes folders that are absent.
Descriptor open_by_names(int folder, const InnerPath& inner, int flags, bool made) {
    Descriptor at;
    const std::vector<std::string> names = inner.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const int parent = i == 0 ? folder : at.number();
        const bool last = i + 1 == names.size();
        if (made && ::mkdirat(parent, names[i].c_str(), 0777) != 0 && errno != EEXIST) return Descriptor();
        Descriptor next(::openat(parent, names[i].c_str(), (last ? flags : folder_flags) | O_NOFOLLOW));
        if (!next) return next;
        at = std::move(next);
    }
    return at;
}

Descriptor open_itself(int folder, const InnerPath& inner, int flags) {
    Descriptor opened = open_beneath(folder, inner.text(), flags);
    return opened || errno != ENOSYS ? std::move(opened) : open_by_names(folder, inner, flags, false);
}

/// The first link among the names of a path, with those before it; empty where there is none.
std::string link_in(int folder, const InnerPath& inner) {
    std::string path;
    for (const std::string& name : inner.names()) {
        path += (path.empty() ? "" : "/") + name;
        struct stat status {};
        if (::fstatat(folder, path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return {};
        if (S_ISLNK(status.st_mode)) return path;
    }
    return {};
}

[[noreturn]] void fail_on(const Folder& folder, int handle, const InnerPath& inner, Code code, int reason) {
    const std::string link = link_in(handle, inner);
    if (!link.empty())
        throw Error(Kind::show, Code::link_in_the_way, {{"path", (folder.name() / link).string()}});
    fail_on_file(code, folder.name() / inner.text(), reason);
}

[[noreturn]] void refuse_kind(const std::filesystem::path& name) {
    throw Error(Kind::failed, Code::not_a_plain_file, {{"path", name.string()}});
}

std::filesystem::path real_path(int descriptor) {
    return name_for_people(path_of_descriptor(descriptor).string());
}

/// Opens what a path leads to by way of links, if that lies inside: it is first found without being opened,
/// then looked at, then opened itself. Throws `path_leaves_show`, `path_hidden`.
Descriptor open_by_links(int folder, const InnerPath& inner, const std::filesystem::path& name) {
    const Descriptor found(::openat(folder, inner.text().c_str(), O_PATH | O_CLOEXEC));
    if (!found && errno == ELOOP)
        throw Error(Kind::show, Code::path_leaves_show, {{"key", "path"}, {"found", inner.text()}});
    if (!found) return Descriptor();
    const std::filesystem::path home = real_path(folder);
    const std::filesystem::path inside = real_path(found.number()).lexically_relative(home);
    if (inside.empty() || *inside.begin() == "..")
        throw Error(Kind::show, Code::path_leaves_show, {{"key", "path"}, {"found", inner.text()}});
    if (const std::string hidden = hidden_name_in(inside.string()); !hidden.empty())
        throw Error(Kind::show, Code::path_hidden, {{"key", inner.text()}, {"found", inside.string()}});
    struct stat status {};
    if (::fstat(found.number(), &status) == 0 && !S_ISREG(status.st_mode)) refuse_kind(name);
    return Descriptor(::open(path_of_descriptor(found.number()).c_str(), file_flags));
}

bool is_absent(int reason) {
    return reason == ENOENT || reason == ENOTDIR;
}

}  // namespace

Folder::Folder(std::filesystem::path path)
    : handle_(std::make_shared<const Descriptor>(::open(path.empty() ? "." : path.c_str(), folder_flags))),
      name_(std::move(path)) {
    if (!*handle_) fail_on_file(Code::cannot_read, name_, errno);
}

Folder::Folder(Descriptor handle, std::filesystem::path name)
    : handle_(std::make_shared<const Descriptor>(std::move(handle))), name_(std::move(name)) {}

Folder Folder::make(const std::filesystem::path& path) {
    make_folders(path);
    return Folder(path);
}

Folder Folder::make(const InnerPath& inner) const {
    Descriptor opened = open_beneath(handle_->number(), inner.text(), folder_flags);
    if (!opened && (errno == ENOENT || errno == ENOSYS))
        opened = open_by_names(handle_->number(), inner, folder_flags, true);
    if (!opened) fail_on(*this, handle_->number(), inner, Code::cannot_write, errno);
    return {std::move(opened), name_of(inner)};
}

std::optional<Folder> Folder::find(const InnerPath& inner) const {
    Descriptor opened = open_itself(handle_->number(), inner, folder_flags);
    if (opened) return Folder(std::move(opened), name_of(inner));
    if (errno == ENOENT) return std::nullopt;
    fail_on(*this, handle_->number(), inner, Code::cannot_read, errno);
}

Folder Folder::around(const InnerPath& inner) const {
    const auto parent = inner.parent();
    return parent ? make(*parent) : *this;
}

std::optional<Folder> Folder::found_around(const InnerPath& inner) const {
    const auto parent = inner.parent();
    return parent ? find(*parent) : *this;
}

std::vector<std::string> Folder::entries() const {
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::directory_iterator entry(path(), error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        names.push_back(entry->path().filename().string());
    if (error) fail_on_file(Code::cannot_read, name_, error.value());
    return names;
}

bool Folder::has(const InnerPath& inner) const {
    return mode_of(inner) != 0;
}

unsigned Folder::mode_of(const InnerPath& inner) const {
    struct stat status {};
    if (::fstatat(handle_->number(), inner.text().c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        return status.st_mode;
    if (is_absent(errno)) return 0;
    fail_on_file(Code::cannot_read, name_of(inner), errno);
}

std::optional<PlainFile> Folder::find_file(const InnerPath& inner) const {
    Descriptor opened = open_beneath(handle_->number(), inner.text(), file_flags);
    if (!opened && (errno == ELOOP || errno == ENOSYS))
        opened = open_by_links(handle_->number(), inner, name_of(inner));
    if (opened) return PlainFile(std::move(opened), name_of(inner));
    if (is_absent(errno)) return std::nullopt;
    // A socket cannot be opened at all.
    if (errno == ENXIO) refuse_kind(name_of(inner));
    fail_on_file(Code::cannot_read, name_of(inner), errno);
}

PlainFile Folder::open(const InnerPath& inner) const {
    auto file = find_file(inner);
    if (!file) fail_on_file(Code::cannot_read, name_of(inner), ENOENT);
    return std::move(*file);
}

std::string Folder::read(const InnerPath& inner, std::uintmax_t most) const {
    return open(inner).read(most);
}

std::optional<PlainFile> Folder::find_own(const InnerPath& inner) const {
    if (!S_ISREG(mode_of(inner))) return std::nullopt;
    const int handle = handle_->number();
    Descriptor opened = open_itself(handle, inner, file_flags);
    if (!opened && is_absent(errno)) return std::nullopt;
    if (!opened) fail_on(*this, handle, inner, Code::cannot_read, errno);
    return PlainFile(std::move(opened), name_of(inner));
}

void Folder::write(const InnerPath& inner, std::string_view bytes) const {
    const Folder parent = around(inner);
    write_file(parent.path() / inner.name(), bytes);
}

bool Folder::write_if_changed(const InnerPath& inner, std::string_view bytes) const {
    const Folder parent = around(inner);
    const auto there = parent.find_own(InnerPath(inner.name()));
    if (there && there->state().bytes == bytes.size() && there->read(bytes.size()) == bytes) return false;
    write_file(parent.path() / inner.name(), bytes);
    return true;
}

void Folder::copy_in(const PlainFile& from, const InnerPath& inner, const std::string& sha256,
                     const std::stop_token& stop) const {
    const Folder parent = around(inner);
    copy_checked(from, parent.path() / inner.name(), sha256, stop);
}

void Folder::settle(const std::filesystem::path& finished, const InnerPath& inner) const {
    const Folder parent = around(inner);
    core::settle(finished, parent.path() / inner.name());
}

void Folder::append_line(const InnerPath& inner, std::string_view line) const {
    const Folder parent = around(inner);
    core::append_line(parent.path() / inner.name(), line);
}

void Folder::remove(const InnerPath& inner) const {
    const auto parent = found_around(inner);
    if (!parent) return;
    if (::unlinkat(parent->handle_->number(), inner.name().c_str(), 0) != 0 && !is_absent(errno))
        fail_on_file(Code::cannot_write, name_of(inner), errno);
}

void Folder::remove_all(const InnerPath& inner) const {
    const auto parent = found_around(inner);
    if (!parent) return;
    std::error_code error;
    std::filesystem::remove_all(parent->path() / inner.name(), error);
    if (error) fail_on_file(Code::cannot_write, name_of(inner), error.value());
}

}  // namespace cityfm::core
