// SPDX-License-Identifier: MIT
#include "pipeline/core/plain_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "pipeline/core/error.h"

namespace cityfm::core {
namespace {

constexpr std::string_view descriptors = "/proc/self/fd/";

std::int64_t nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

[[noreturn]] void refuse(const std::filesystem::path& name) {
    throw Error(Kind::failed, Code::not_a_plain_file, {{"path", name.string()}});
}

/// Opening a device may do something, so its type is looked at first.
Descriptor open_plain(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) fail_on_file(Code::cannot_read, path, errno);
    if (!S_ISREG(status.st_mode)) refuse(path);
    Descriptor opened(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!opened) fail_on_file(Code::cannot_read, path, errno);
    return opened;
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

std::filesystem::path path_of_descriptor(int descriptor) {
    return std::string(descriptors) + std::to_string(descriptor);
}

std::string name_for_people(const std::string& path) {
    if (!path.starts_with(descriptors)) return path;
    const std::size_t end = std::min(path.find('/', descriptors.size()), path.size());
    std::array<char, 4096> target{};
    const ssize_t length = ::readlink(path.substr(0, end).c_str(), target.data(), target.size());
    if (length <= 0) return path;
    return std::string(target.data(), static_cast<std::size_t>(length)) + path.substr(end);
}

PlainFile::PlainFile(const std::filesystem::path& path) : PlainFile(open_plain(path), path) {}

PlainFile::PlainFile(Descriptor opened, std::filesystem::path name)
    : descriptor_(std::move(opened)), name_(std::move(name)) {
    struct stat status {};
    if (::fstat(descriptor_.number(), &status) != 0) fail_on_file(Code::cannot_read, name_, errno);
    if (!S_ISREG(status.st_mode)) refuse(name_);
    state_ = {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
              static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim),
              nanoseconds(status.st_ctim)};
}

std::size_t PlainFile::read_at(std::int64_t offset, char* bytes, std::size_t size) const {
    std::size_t all = 0;
    while (all < size) {
        const ssize_t got =
            ::pread(descriptor_.number(), bytes + all, size - all, offset + static_cast<std::int64_t>(all));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_on_file(Code::cannot_read, name_, errno);
        if (got == 0) break;
        all += static_cast<std::size_t>(got);
    }
    return all;
}

std::string PlainFile::read(std::uintmax_t most) const {
    std::string content;
    std::array<char, 1U << 16U> buffer{};
    for (;;) {
        const std::size_t got =
            read_at(static_cast<std::int64_t>(content.size()), buffer.data(), buffer.size());
        content.append(buffer.data(), got);
        if (content.size() > most) {
            throw Error(Kind::failed, Code::file_too_large,
                        {{"path", name_.string()}, {"most", std::to_string(most)}});
        }
        if (got < buffer.size()) return content;
    }
}

}  // namespace cityfm::core
