// SPDX-License-Identifier: MIT
#include "pipeline/core/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "pipeline/core/error.h"

namespace cityfm::core {

Lock::Lock(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) fail_on_file(Code::cannot_write, path.parent_path(), error.value());
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail_on_file(Code::cannot_write, path, errno);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(descriptor_);
        if (reason == EWOULDBLOCK) throw Error(Kind::locked, Code::locked, {{"path", path.string()}});
        fail_on_file(Code::cannot_write, path, reason);
    }
}

Lock::~Lock() {
    ::close(descriptor_);
}

}  // namespace cityfm::core
