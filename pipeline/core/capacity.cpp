// SPDX-License-Identifier: MIT
#include "pipeline/core/capacity.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>

#include "pipeline/core/format.h"

namespace cityfm::core {
namespace {

using Bytes = std::optional<std::uintmax_t>;
using std::filesystem::path;

/// The number that a text begins with; nothing for "max".
Bytes number_in(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    std::uintmax_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() ? Bytes(number) : std::nullopt;
}

/// The number in the line of a file that begins with `name`; in its first line for an empty one.
Bytes number_of(const path& file, std::string_view name) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(name)) return number_in(std::string_view(line).substr(name.size()));
    }
    return std::nullopt;
}

/// How a version of control groups calls its files (cgroups(7)).
struct Names {
    const char* most;
    const char* used;
    const char* cached;  ///< the row of memory.stat with pages of files that can be let go
};

/// What the groups from `group` up to `top` leave: each may have a bound of its own.
Bytes left_by_groups(const path& top, const path& group, const Names& names) {
    Bytes left;
    for (path at = group.relative_path();; at = at.parent_path()) {
        const Bytes most = number_of(top / at / names.most, "");
        const Bytes used = number_of(top / at / names.used, "");
        if (most && used) {
            const std::uintmax_t cached = number_of(top / at / "memory.stat", names.cached).value_or(0);
            const std::uintmax_t taken = *used - std::min(*used, cached);
            const std::uintmax_t room = *most - std::min(*most, taken);
            left = std::min(left.value_or(room), room);
        }
        if (at.empty()) return left;
    }
}

/// By the rows of /proc/self/cgroup: `0::/a/b` (version 2) or `4:memory:/a/b` (version 1).
Bytes left_by_groups(const path& root) {
    const path sys = root / "sys/fs/cgroup";
    Bytes left;
    std::ifstream lines(root / "proc/self/cgroup");
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) continue;
        const std::string kinds = "," + line.substr(first + 1, second - first - 1) + ",";
        const path group = line.substr(second + 1);
        Bytes room;
        if (kinds == ",,") {
            room = left_by_groups(sys, group, {"memory.max", "memory.current", "inactive_file "});
        } else if (kinds.find(",memory,") != std::string::npos) {
            room = left_by_groups(sys / "memory", group,
                                  {"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "});
        }
        if (room) left = std::min(left.value_or(*room), *room);
    }
    return left;
}

}  // namespace

std::optional<std::uintmax_t> free_disk(const Folder& folder) {
    struct statvfs status {};
    const path place = folder.path();
    if (::statvfs(place.c_str(), &status) != 0 || status.f_blocks == 0) return std::nullopt;
    return static_cast<std::uintmax_t>(status.f_bavail) * status.f_frsize;
}

std::optional<std::uintmax_t> free_memory(const std::filesystem::path& root) {
    constexpr std::uintmax_t bytes_a_unit = 1024;
    const Bytes kilobytes = number_of(root / "proc/meminfo", "MemAvailable:");
    const Bytes groups = left_by_groups(root);
    if (!kilobytes) return groups;
    return std::min(*kilobytes * bytes_a_unit, groups.value_or(*kilobytes * bytes_a_unit));
}

std::string show_bytes(std::uintmax_t bytes) {
    const auto number = static_cast<double>(bytes);
    if (number >= 999.5e6) return format("{:.1f} GB", number / 1e9);
    if (number >= 999.5e3) return format("{:.0f} MB", number / 1e6);
    return format("{:.0f} kB", number / 1e3);
}

}  // namespace cityfm::core
