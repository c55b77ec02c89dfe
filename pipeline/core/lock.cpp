// SPDX-License-Identifier: MIT
#include "pipeline/core/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"

namespace cityfm::core {

Lock::Lock(const Folder& show, const InnerPath& file) {
    const auto parent = file.parent();
    const Folder folder = parent ? show.make(*parent) : show;
    const std::filesystem::path name = folder.name() / file.name();
    const std::filesystem::path path = folder.path() / file.name();
    descriptor_ =
        Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666));
    if (!descriptor_ && errno == ELOOP)
        throw Error(Kind::show, Code::link_in_the_way, {{"path", name.string()}});
    if (!descriptor_) fail_on_file(Code::cannot_write, name, errno);
    if (::flock(descriptor_.number(), LOCK_EX | LOCK_NB) == 0) return;
    if (errno == EWOULDBLOCK) throw Error(Kind::locked, Code::locked, {{"path", name.string()}});
    fail_on_file(Code::cannot_write, name, errno);
}

std::string Lock::place() const {
    constexpr std::size_t enough = 12;
    struct stat status {};
    if (::fstat(descriptor_.number(), &status) != 0) fail_on_file(Code::cannot_read, "lock", errno);
    return sha256(to_line(Json::array({boot_id(), status.st_dev, status.st_ino}))).substr(0, enough);
}

}  // namespace cityfm::core
