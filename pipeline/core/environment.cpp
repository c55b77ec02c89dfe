// SPDX-License-Identifier: MIT
#include "pipeline/core/environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace cityfm::core {
namespace {

constexpr auto basic_names = std::to_array<std::string_view>({"PATH", "HOME", "LANG", "TZ"});
constexpr std::string_view locale_prefix = "LC_";

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
        return holds(basic_names, name) || name.starts_with(locale_prefix) || holds(names, name) ||
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
    return Environment::only({"XDG_CONFIG_HOME", "SSH_AUTH_SOCK"}, {"GIT_"});
}

}  // namespace cityfm::core
