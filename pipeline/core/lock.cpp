// SPDX-License-Identifier: MIT
#include "pipeline/core/lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "pipeline/core/error.h"

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

}  // namespace cityfm::core
