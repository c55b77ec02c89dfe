// SPDX-License-Identifier: MIT
#include "pipeline/core/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <random>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/core/stop.h"

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

constexpr std::size_t digits_in_name = 12;
constexpr std::string_view unfinished_end = ".part";
constexpr std::string_view temp_folder_start = ".cityfm-";

/// A new name beside `path`, no longer than a file system takes.
std::filesystem::path neighbour_of(const std::filesystem::path& path) {
    constexpr std::size_t most = 255 - 2 - digits_in_name - unfinished_end.size();  // NAME_MAX
    std::string name = path.filename().string();
    if (name.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80) --end;  // inside a letter
        name.resize(end);
    }
    return path.parent_path() / format(".{}.{}{}", name, random_digits(), unfinished_end);
}

bool has_a_name(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

}  // namespace

std::string random_digits() {
    std::random_device random;
    return format("{:08x}{:04x}", random() & 0xFFFFFFFFU, random() & 0xFFFFU);
}

bool is_unfinished_name(std::string_view name) {
    constexpr std::size_t after_name = 1 + digits_in_name + unfinished_end.size();
    if (!name.starts_with('.') || !name.ends_with(unfinished_end) || name.size() <= 1 + after_name)
        return false;
    name.remove_suffix(unfinished_end.size());
    const std::string_view digits = name.substr(name.size() - digits_in_name);
    return name[name.size() - digits_in_name - 1] == '.' &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_temp_folder_name(std::string_view name) {
    return name.starts_with(temp_folder_start) && name.size() == temp_folder_start.size() + 6;
}

Locking try_lock(int descriptor) {
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        return errno == EWOULDBLOCK ? Locking::held_by_another : Locking::impossible;
    }
    return Locking::done;
}

void make_folders(const std::filesystem::path& folder) {
    if (folder.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) fail_on_file(Code::cannot_write, folder, error.value());
}

std::string read_file(const std::filesystem::path& path, std::uintmax_t most) {
    return PlainFile(path).read(most);
}

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)) {
    make_folders(path_.parent_path());
    // A device or a pipe would become a file.
    struct stat status {};
    const bool there = ::lstat(path_.c_str(), &status) == 0;
    if (there && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode) && !S_ISLNK(status.st_mode))
        throw Error(Kind::failed, Code::not_a_plain_file, {{"path", path_.string()}});
    for (;;) {
        temporary_ = neighbour_of(path_);
        Descriptor opened(
            ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
        if (!opened && errno == EEXIST) continue;
        if (!opened) fail_on_file(Code::cannot_write, path_, errno);
        // Between making and locking it somebody may have swept it away.
        if (try_lock(opened.number()) == Locking::held_by_another || !has_a_name(opened.number())) continue;
        descriptor_ = opened.release();
        return;
    }
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
    std::string name = (below / temp_folder_start).string() + "XXXXXX";
    do {
        name.replace(name.size() - 6, 6, "XXXXXX");
        if (::mkdtemp(name.data()) == nullptr) fail_on_file(Code::cannot_write, name, errno);
        lock_ = Descriptor(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    } while (!lock_ || try_lock(lock_.number()) == Locking::held_by_another || !has_a_name(lock_.number()));
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

void copy_checked(const PlainFile& from, const std::filesystem::path& to, const std::string& sha256,
                  const std::stop_token& stop) {
    AtomicFile copy(to);
    std::array<char, 1U << 18U> buffer{};
    for (std::int64_t at = 0;;) {
        const std::size_t got = from.read_at(at, buffer.data(), buffer.size());
        if (got == 0) break;
        check_stop(stop);
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
