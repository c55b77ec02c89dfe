// SPDX-License-Identifier: MIT
#include "pipeline/net/partial_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::net {

using core::Code;

PartialFile::PartialFile(std::filesystem::path path) : path_(std::move(path)), mark_path_(path_) {
    mark_path_ += ".mark";
    std::ifstream file(mark_path_);
    std::string line;
    if (!std::getline(file, line) || file.eof()) return;  // none, or a torn one
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path_, error);
    if (error || size == 0) return;
    mark_ = line;
    bytes_ = size;
}

PartialFile::~PartialFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

int PartialFile::opened() {
    if (descriptor_ >= 0) return descriptor_;
    std::error_code error;
    std::filesystem::create_directories(path_.parent_path(), error);
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor_ < 0) core::fail_on_file(Code::cannot_write, path_, errno);
    return descriptor_;
}

void PartialFile::start(const std::string& mark) {
    forget();
    if (::ftruncate(opened(), 0) != 0) core::fail_on_file(Code::cannot_write, path_, errno);
    if (!mark.empty()) core::write_file(mark_path_, mark + "\n");
    mark_ = mark;
}

void PartialFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(opened(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) core::fail_on_file(Code::cannot_write, path_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        bytes_ += static_cast<std::uintmax_t>(written);
    }
}

void PartialFile::forget() {
    core::remove_file(mark_path_);
    mark_.clear();
    bytes_ = 0;
}

void PartialFile::finish() {
    if (::fsync(opened()) != 0) core::fail_on_file(Code::cannot_write, path_, errno);
    core::remove_file(mark_path_);
}

void PartialFile::remove() {
    forget();
    core::remove_file(path_);
}

}  // namespace cityfm::net
