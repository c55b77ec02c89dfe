// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <stop_token>
#include <string>
#include <string_view>

#include "pipeline/core/plain_file.h"

namespace cityfm::core {

/// The whole file. Throws on error, when it holds more than `most` bytes, and when it is no regular file.
std::string read_file(const std::filesystem::path& path, std::uintmax_t most = 64U << 20U);

/// Whether a file has to outlast a power failure.
enum class Sync { yes, no };

/// A file that appears under its name whole or not at all. Until `finish()` it is a hidden neighbour with a
/// name of its own, so that nobody else who writes the same file shares it; the destructor removes it. While
/// it is written it is locked (flock), so that `sweep` knows one that a killed run has left.
class AtomicFile {
  public:
    /// Makes the folders above `path`. Throws on error.
    explicit AtomicFile(std::filesystem::path path);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    /// The neighbour, for whoever writes by name.
    const std::filesystem::path& temporary() const { return temporary_; }

    /// Appends to the neighbour. Throws on error.
    void write(std::string_view bytes);

    /// Writes at an offset in bytes of the neighbour, from any thread. Throws on error.
    void write_at(std::int64_t offset, std::string_view bytes);

    /// Syncs the neighbour, unless it need not last, and renames it. Throws on error.
    void finish(Sync sync = Sync::yes);

  private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

/// A new folder of its own, gone with all that is in it when this goes. It is locked as an AtomicFile is.
class TempFolder {
  public:
    /// Below the system's folder for temporary files, or another one. Throws on error.
    explicit TempFolder(const std::filesystem::path& below = std::filesystem::temp_directory_path());
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder();

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
    Descriptor lock_;
};

/// What names this run of the machine: files that were not synced may be whole only as long as it lasts.
/// Empty where the system does not say.
std::string boot_id();

/// Syncs the finished file `from`, unless it need not last, and renames it to `to`, on the same disk. Throws
/// on error.
void settle(const std::filesystem::path& from, const std::filesystem::path& to, Sync sync = Sync::yes);

/// Twelve hex digits by chance, for a name that nothing else has.
std::string random_digits();

/// True for a name that AtomicFile gives a neighbour: `.feed.xml.0123456789ab.part`.
bool is_unfinished_name(std::string_view name);
/// True for a name that TempFolder gives.
bool is_temp_folder_name(std::string_view name);

/// Locks what a descriptor has open for as long as it stays so, unless another one has locked it (flock). A
/// file system that knows no locks counts as one on which nobody has.
enum class Locking { done, held_by_another, impossible };
Locking try_lock(int descriptor);

/// Writes `bytes` to `path`, whole or not at all. Throws on error.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// The same, unless the file already holds these bytes; true if it was written.
bool write_file_if_changed(const std::filesystem::path& path, std::string_view bytes);

/// Appends the bytes of `from` from `begin` to `end`, or to its own end, to `file`. Throws on error.
void copy_into(const std::filesystem::path& from, AtomicFile& file, std::int64_t begin = 0,
               std::int64_t end = std::numeric_limits<std::int64_t>::max());

/// Makes a folder and those above it. Throws on error.
void make_folders(const std::filesystem::path& folder);

/// Removes a file, if it is there. Throws on error.
void remove_file(const std::filesystem::path& path);

/// Copies `from` to `to`, whole or not at all. Throws on error.
void copy_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// The same. Throws `bytes_differ`, and leaves `to` as it was, unless what was written reads back with this
/// SHA-256.
void copy_checked(const PlainFile& from, const std::filesystem::path& to, const std::string& sha256,
                  const std::stop_token& stop = {});

/// Appends `line` and a newline, synced to the disk before it returns. A torn last line, left by a crash, is
/// first ended so that it spoils no other. A link of that name is not followed. Throws on error.
void append_line(const std::filesystem::path& path, std::string_view line);

}  // namespace cityfm::core
