// SPDX-License-Identifier: MIT
#include "pipeline/core/environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace cityfm::core {
namespace {

// By name, not by prefix: a secret may be called GIT_TOKEN.
constexpr auto basic_names =
    std::to_array<std::string_view>({"PATH", "HOME", "LANG", "TZ", "LC_ALL", "LC_COLLATE", "LC_CTYPE",
                                     "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME"});

/// Our variables whose names `wanted` takes.
template <class Wanted>
std::vector<std::string> select(const Wanted& wanted) {
    std::vector<std::string> chosen;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view variable = *entry;
        if (wanted(variable.substr(0, variable.find('=')))) chosen.emplace_back(variable);
    }
    return chosen;
}

template <class Names>
bool holds(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value != nullptr ? value : "";
}

bool is_set(const std::string& name) {
    const std::string value = variable(name);
    return !value.empty() && value != "false";
}

Environment Environment::inherited_without(const std::vector<std::string>& names) {
    Environment environment;
    environment.variables_ = select([&](std::string_view name) { return !holds(names, name); });
    return environment;
}

Environment Environment::only(const std::vector<std::string>& names,
                              const std::vector<std::string>& prefixes) {
    Environment environment;
    environment.variables_ = select([&](std::string_view name) {
        return holds(basic_names, name) || holds(names, name) ||
               std::any_of(prefixes.begin(), prefixes.end(),
                           [&](const std::string& prefix) { return name.starts_with(prefix); });
    });
    return environment;
}

Environment Environment::without(const std::vector<std::string>& names) const {
    Environment environment = *this;
    std::erase_if(environment.variables_, [&](const std::string& variable) {
        return holds(names, std::string_view(variable).substr(0, variable.find('=')));
    });
    return environment;
}

Environment environment_of_git() {
    return Environment::only(
        {"XDG_CONFIG_HOME", "SSH_AUTH_SOCK", "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE",
         "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_EXEC_PATH",
         "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_OPTIONAL_LOCKS"},
        {"GIT_CONFIG"});
}

}  // namespace cityfm::core
