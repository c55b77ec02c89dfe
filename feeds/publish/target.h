// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/core/folder.h"

namespace cityfm::publish {

/// What a published file is for, in the order in which files go out: nothing may be named before it is there.
enum class FileClass { media, text, image, page, feed };

/// A file that is to be public, by its path below `public/`.
struct PublishedFile {
    std::string path;
    FileClass file_class = FileClass::media;
    std::string sha256;
    std::uintmax_t bytes = 0;
    std::string type;   ///< the media type to serve it with
    std::string cache;  ///< the Cache-Control to serve it with
};

/// The Cache-Control of a class: files named by their content never change, feeds and pages do.
std::string cache_control(FileClass file_class);

/// A file as a target has it.
struct RemoteFile {
    std::uintmax_t bytes = 0;
    std::optional<std::string> sha256;  ///< where the target can tell
};

/// What a target can do, which places differ in.
struct TargetTraits {
    bool renames_atomically = false;    ///< a reader has a file as it was or as it is, never half of it
    bool lists_digests = false;         ///< `list()` gives the SHA-256 of every file
    bool writes_conditionally = false;  ///< it refuses to replace what somebody else has replaced meanwhile
};

/// A place that files are published to.
///
/// The contract, which one test suite holds every target to: `list()` gives every whole file, by path, and no
/// file that is still being written; after `put()` the file is there whole, as was verified by reading it
/// back, or the call throws and the place holds what it held before; a path never leaves the target. An error
/// of the kind `later` may pass when the same call is made again, any other stays. When the end is asked for,
/// a call that takes long throws `interrupted`.
class Target {
  public:
    virtual ~Target() = default;
    virtual TargetTraits traits() const = 0;
    virtual std::map<std::string, RemoteFile> list() = 0;
    /// SHA-256 of a file that `list()` gave.
    virtual std::string digest(const std::string& path) = 0;
    /// The bytes of a file that `list()` gave, `most` at most.
    virtual std::string read(const std::string& path, std::uintmax_t most) = 0;
    virtual void put(const PublishedFile& file, const core::PlainFile& local) = 0;
    /// Takes away a file that `list()` gave.
    virtual void remove(const std::string& path) = 0;
    /// Throws what would keep a file from being put here, as far as that can be told without writing one.
    virtual void require_writable() = 0;
};

/// A folder on this machine, which a web server serves.
std::unique_ptr<Target> open_folder(const std::filesystem::path& folder, const std::stop_token& stop = {});
/// The same within another one, where no link leads out of it.
std::unique_ptr<Target> open_folder(const core::Folder& parent, const core::InnerPath& inner,
                                    const std::stop_token& stop = {});

}  // namespace cityfm::publish
