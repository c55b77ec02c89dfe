// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace cityfm::core {

/// A file descriptor that is closed when it goes.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close();
    /// Gives it to the caller, who closes it.
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

/// The path that leads to what a descriptor has open, whatever became of its name (proc(5)).
std::filesystem::path path_of_descriptor(int descriptor);

/// A path as people know it: with the folder's name in place of its descriptor's.
std::string name_for_people(const std::string& path);

/// What changes when anything of a file changes (stat(2)).
struct FileState {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;

    bool operator==(const FileState&) const = default;
    bool operator<(const FileState& other) const { return row() < other.row(); }

  private:
    std::array<std::uint64_t, 5> row() const {
        return {device, inode, bytes, static_cast<std::uint64_t>(modified_ns),
                static_cast<std::uint64_t>(changed_ns)};
    }
};

/// A regular file opened for reading; links are followed. A FIFO, a device, a socket or a folder is refused
/// at once with `not_a_plain_file`.
class PlainFile {
  public:
    /// Throws on error.
    explicit PlainFile(const std::filesystem::path& path);
    /// Takes what was opened with O_NONBLOCK; `name` is for errors. Throws `not_a_plain_file`.
    PlainFile(Descriptor opened, std::filesystem::path name);

    int descriptor() const { return descriptor_.number(); }
    const std::filesystem::path& name() const { return name_; }
    /// For libraries that open files by name: leads to this very file.
    std::filesystem::path path() const& { return path_of_descriptor(descriptor_.number()); }
    std::filesystem::path path() const&& = delete;
    const FileState& state() const { return state_; }

    /// Up to `size` bytes from an offset; fewer at the end. Throws on error.
    std::size_t read_at(std::int64_t offset, char* bytes, std::size_t size) const;
    /// All of it. Throws `file_too_large` when it holds more than `most` bytes.
    std::string read(std::uintmax_t most) const;

  private:
    Descriptor descriptor_;
    std::filesystem::path name_;
    FileState state_;
};

}  // namespace cityfm::core
