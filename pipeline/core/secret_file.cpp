// SPDX-License-Identifier: MIT
#include "pipeline/core/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/plain_file.h"

namespace cityfm::core {

std::string read_secret_file(const std::filesystem::path& path) {
    constexpr std::uintmax_t most_bytes = 64U << 10U;
    // A pipe or a device does not keep the opening waiting.
    Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat facts {};
    if (!opened || ::fstat(opened.number(), &facts) != 0) fail_on_file(Code::cannot_read, path, errno);
    const auto refuse = [&](Code code) { throw Error(Kind::usage, code, {{"path", path.string()}}); };
    if (!S_ISREG(facts.st_mode)) refuse(Code::not_a_plain_file);
    if (facts.st_uid != ::geteuid() && facts.st_uid != 0) refuse(Code::secret_file_foreign);
    constexpr unsigned others = S_IRWXG | S_IRWXO;
    if ((facts.st_mode & others) != 0) refuse(Code::secret_file_open);
    const std::string text = PlainFile(std::move(opened), path).read(most_bytes);
    return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace cityfm::core
