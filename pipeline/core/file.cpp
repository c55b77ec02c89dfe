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

#include "pipeline/core/error.h"

namespace cityfm::core {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
  public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0666)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_;
};

void write_all(int descriptor, const std::filesystem::path& path, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_on_file(Code::cannot_write, path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    if (!descriptor || (::fsync(descriptor.number()) != 0 && errno != EINVAL)) {
        fail_on_file(Code::cannot_write, folder, errno);
    }
}

void make_folders(const std::filesystem::path& folder) {
    if (folder.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) fail_on_file(Code::cannot_write, folder, error.value());
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::uintmax_t most) {
    const Descriptor descriptor(path, O_RDONLY);
    if (!descriptor) fail_on_file(Code::cannot_read, path, errno);
    std::string content;
    std::array<char, 1U << 16U> buffer{};
    for (;;) {
        const ssize_t got = ::read(descriptor.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_on_file(Code::cannot_read, path, errno);
        if (got == 0) return content;
        content.append(buffer.data(), static_cast<std::size_t>(got));
        if (content.size() > most) {
            throw Error(Kind::failed, Code::file_too_large,
                        {{"path", path.string()}, {"most", std::to_string(most)}});
        }
    }
}

std::filesystem::path temporary_of(const std::filesystem::path& path) {
    return path.parent_path() / ("." + path.filename().string() + ".part");
}

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), temporary_(temporary_of(path_)) {
    make_folders(path_.parent_path());
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
        const Descriptor written(from, O_RDONLY);
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
    const Descriptor source(from, O_RDONLY);
    if (!source) fail_on_file(Code::cannot_read, from, errno);
    std::array<char, 1U << 16U> buffer{};
    while (begin < end) {
        const auto most =
            static_cast<std::size_t>(std::min(end - begin, static_cast<std::int64_t>(buffer.size())));
        const ssize_t got = ::pread(source.number(), buffer.data(), most, begin);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_on_file(Code::cannot_read, from, errno);
        if (got == 0) return;
        file.write(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
        begin += got;
    }
}

void copy_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    AtomicFile copy(to);
    copy_into(from, copy);
    copy.finish();
}

void remove_file(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) fail_on_file(Code::cannot_write, path, error.value());
}

void append_line(const std::filesystem::path& path, std::string_view line) {
    make_folders(path.parent_path());
    const Descriptor file(path, O_RDWR | O_CREAT | O_APPEND);
    if (!file) fail_on_file(Code::cannot_write, path, errno);
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) fail_on_file(Code::cannot_write, path, errno);
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
