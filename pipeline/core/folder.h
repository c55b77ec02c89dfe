// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/inner_path.h"
#include "pipeline/core/plain_file.h"

namespace cityfm::core {

/// A folder that nothing done through it leaves, whatever links lie in it (openat2(2)). Copies share one
/// handle, so that it stays the same folder whatever becomes of its name.
///
/// Reading follows a link that stays inside; writing and deleting follow none, and throw `link_in_the_way`
/// with its name. Every function throws on error, with the path as people know it.
class Folder {
  public:
    /// An existing folder. The path is the user's own, and may be a link.
    explicit Folder(std::filesystem::path path);
    /// The same, made where it is absent.
    static Folder make(const std::filesystem::path& path);

    /// As people know it.
    const std::filesystem::path& name() const { return name_; }
    /// For libraries that open files by name: leads to this very folder as long as a copy of it lives.
    std::filesystem::path path() const& { return path_of_descriptor(handle_->number()); }
    std::filesystem::path path() const&& = delete;

    /// A folder below it, made where it is absent.
    Folder make(const InnerPath& inner) const;
    /// A folder below it; nothing where there is none.
    std::optional<Folder> find(const InnerPath& inner) const;

    /// The names in it, in no order.
    std::vector<std::string> entries() const;
    /// True for anything of this name, a link too.
    bool has(const InnerPath& inner) const;

    /// The file opened for reading; nothing where there is none. Throws `path_leaves_show` for a link that
    /// leads out, `path_hidden` for one to what is hidden, and `not_a_plain_file`.
    std::optional<PlainFile> find_file(const InnerPath& inner) const;
    /// The same. Throws `not_found` where there is none.
    PlainFile open(const InnerPath& inner) const;
    /// All of a file. Throws `file_too_large` when it holds more than `most` bytes.
    std::string read(const InnerPath& inner, std::uintmax_t most = 64U << 20U) const;
    /// The file of this very name and no other: nothing where it is a link, or no file.
    std::optional<PlainFile> find_own(const InnerPath& inner) const;

    /// Writes a file, whole or not at all; a link of its name is replaced.
    void write(const InnerPath& inner, std::string_view bytes) const;
    /// The same, unless it already holds these bytes; true if it was written.
    bool write_if_changed(const InnerPath& inner, std::string_view bytes) const;
    /// Copies a file in, whole or not at all. Throws `bytes_differ` unless its content has this SHA-256.
    void copy_in(const PlainFile& from, const InnerPath& inner, const std::string& sha256,
                 const std::stop_token& stop = {}) const;
    /// Moves a finished file that lies on the same disk to its name.
    void settle(const std::filesystem::path& finished, const InnerPath& inner) const;
    /// Appends as `core::append_line` does.
    void append_line(const InnerPath& inner, std::string_view line) const;
    /// Removes a file or a link, if it is there.
    void remove(const InnerPath& inner) const;
    /// Removes a folder with all that is in it, if it is there; a link of its name alone.
    void remove_all(const InnerPath& inner) const;

  private:
    Folder(Descriptor handle, std::filesystem::path name);
    /// The folder that `inner` lies in, and its last name.
    Folder around(const InnerPath& inner) const;
    std::optional<Folder> found_around(const InnerPath& inner) const;
    /// What is there, by the type and rights of stat(2); 0 where there is nothing.
    unsigned mode_of(const InnerPath& inner) const;
    std::filesystem::path name_of(const InnerPath& inner) const { return name_ / inner.text(); }

    std::shared_ptr<const Descriptor> handle_;
    std::filesystem::path name_;
};

}  // namespace cityfm::core
