// SPDX-License-Identifier: MIT
#include "pipeline/core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"

namespace cityfm::core {
namespace {

void write_all(int descriptor, const std::filesystem::path& path, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_on_file(Code::cannot_write, path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor descriptor(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor || (::fsync(descriptor.number()) != 0 && errno != EINVAL)) {
        fail_on_file(Code::cannot_write, folder, errno);
    }
}

}  // namespace

void make_folders(const std::filesystem::path& folder) {
    if (folder.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) fail_on_file(Code::cannot_write, folder, error.value());
}

std::string read_file(const std::filesystem::path& path, std::uintmax_t most) {
    return PlainFile(path).read(most);
}

std::filesystem::path temporary_of(const std::filesystem::path& path) {
    return path.parent_path() / ("." + path.filename().string() + ".part");
}

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), temporary_(temporary_of(path_)) {
    make_folders(path_.parent_path());
    // A device or a pipe would become a file.
    struct stat status {};
    const bool there = ::lstat(path_.c_str(), &status) == 0;
    if (there && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode) && !S_ISLNK(status.st_mode))
        throw Error(Kind::failed, Code::not_a_plain_file, {{"path", path_.string()}});
    // What stands there may be a link to somewhere else.
    ::unlink(temporary_.c_str());
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail_on_file(Code::cannot_write, path_, errno);
}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
    write_all(descriptor_, path_, bytes);
}

void AtomicFile::write_at(std::int64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_on_file(Code::cannot_write, path_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
}

void AtomicFile::finish(Sync sync) {
    settle(temporary_, path_, sync);
    if (::close(std::exchange(descriptor_, -1)) != 0) fail_on_file(Code::cannot_write, path_, errno);
}

TempFolder::TempFolder(const std::filesystem::path& below) {
    make_folders(below);
    std::string name = (below / ".cityfm-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) fail_on_file(Code::cannot_write, name, errno);
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

std::string boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

void settle(const std::filesystem::path& from, const std::filesystem::path& to, Sync sync) {
    make_folders(to.parent_path());
    if (sync == Sync::yes) {
        const Descriptor written(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
        if (!written || ::fsync(written.number()) != 0) fail_on_file(Code::cannot_write, to, errno);
    }
    if (::rename(from.c_str(), to.c_str()) != 0) fail_on_file(Code::cannot_write, to, errno);
    if (sync == Sync::yes) sync_folder(to.parent_path());
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.finish();
}

bool write_file_if_changed(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error) &&
        std::filesystem::file_size(path, error) == bytes.size() && read_file(path, bytes.size()) == bytes) {
        return false;
    }
    write_file(path, bytes);
    return true;
}

void copy_into(const std::filesystem::path& from, AtomicFile& file, std::int64_t begin, std::int64_t end) {
    const PlainFile source(from);
    std::array<char, 1U << 16U> buffer{};
    while (begin < end) {
        const auto most =
            static_cast<std::size_t>(std::min(end - begin, static_cast<std::int64_t>(buffer.size())));
        const std::size_t got = source.read_at(begin, buffer.data(), most);
        if (got == 0) return;
        file.write(std::string_view(buffer.data(), got));
        begin += static_cast<std::int64_t>(got);
    }
}

void copy_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    AtomicFile copy(to);
    copy_into(from, copy);
    copy.finish();
}

void copy_checked(const PlainFile& from, const std::filesystem::path& to, const std::string& sha256) {
    AtomicFile copy(to);
    std::array<char, 1U << 18U> buffer{};
    for (std::int64_t at = 0;;) {
        const std::size_t got = from.read_at(at, buffer.data(), buffer.size());
        if (got == 0) break;
        copy.write({buffer.data(), got});
        at += static_cast<std::int64_t>(got);
    }
    Descriptor written(::open(copy.temporary().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!written) fail_on_file(Code::cannot_read, to, errno);
    if (sha256_file(PlainFile(std::move(written), to)) != sha256)
        throw Error(Kind::failed, Code::bytes_differ, {{"path", from.name().string()}});
    copy.finish();
}

void remove_file(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) fail_on_file(Code::cannot_write, path, error.value());
}

void append_line(const std::filesystem::path& path, std::string_view line) {
    make_folders(path.parent_path());
    const Descriptor file(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666));
    if (!file && errno == ELOOP) throw Error(Kind::show, Code::link_in_the_way, {{"path", path.string()}});
    if (!file) fail_on_file(Code::cannot_write, path, errno);
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) fail_on_file(Code::cannot_write, path, errno);
    if (!S_ISREG(status.st_mode))
        throw Error(Kind::failed, Code::not_a_plain_file, {{"path", path.string()}});
    // Another name of the same file may lie anywhere, in a backup for example.
    if (status.st_nlink > 1) write_file(path, read_file(path));
    if (status.st_nlink > 1) return append_line(path, line);
    std::string bytes;
    char last = '\n';
    if (status.st_size > 0 && ::pread(file.number(), &last, 1, status.st_size - 1) == 1 && last != '\n') {
        bytes = "\n";
    }
    bytes.append(line);
    bytes += '\n';
    write_all(file.number(), path, bytes);
    if (::fsync(file.number()) != 0) fail_on_file(Code::cannot_write, path, errno);
    if (status.st_size == 0) sync_folder(path.parent_path());
}

}  // namespace cityfm::core
