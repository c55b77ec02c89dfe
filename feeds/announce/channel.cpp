// SPDX-License-Identifier: MIT
#include "feeds/announce/channel.h"

#include <utility>

namespace cityfm::announce {

Check look(std::string name, const std::function<void()>& at) {
    try {
        at();
    } catch (const core::Error& error) {
        if (error.kind == core::Kind::interrupted) throw;
        return {std::move(name), error};
    }
    return {std::move(name), std::nullopt};
}

std::optional<Posted> Channel::find(const Post& /*post*/) {
    return std::nullopt;
}

std::optional<Posted> Channel::edit(const Post& /*post*/, const std::string& remote_id) {
    return Posted{remote_id, {}, {}};
}

bool Channel::withdraw(const std::string& /*key*/, const std::string& /*remote_id*/) {
    return false;
}

std::vector<Check> Channel::check() {
    return {};
}

}  // namespace cityfm::announce
