// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace cityfm::core {

/// The value of an environment variable; empty when it is not set.
std::string variable(const std::string& name);

/// True when an environment variable holds something other than "false": CI, GITHUB_ACTIONS …
bool is_set(const std::string& name);

/// The environment of a child process, taken from our own: its variables as `NAME=value`.
class Environment {
  public:
    /// All of our variables but those of these names: for what the user runs.
    static Environment inherited_without(const std::vector<std::string>& names);

    /// PATH, HOME, TZ, those of the locale, the variables of these names, and those whose names begin with
    /// one of `prefixes`: for programs that need no secret but their own.
    static Environment only(const std::vector<std::string>& names,
                            const std::vector<std::string>& prefixes = {});

    /// The same without the variables of these names.
    Environment without(const std::vector<std::string>& names) const;

    const std::vector<std::string>& variables() const { return variables_; }

  private:
    std::vector<std::string> variables_;
};

/// What git needs: its own variables, and those by which it finds its settings and the agent of SSH.
Environment environment_of_git();

}  // namespace cityfm::core
