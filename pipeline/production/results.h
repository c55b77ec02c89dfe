// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/production/figures.h"
#include "pipeline/production/store.h"

namespace cityfm::production {

/// What `read` makes of a stored result; nothing if it is missing or damaged.
template <class Read>
auto find_result(const Store& store, const std::string& key, const Read& read)
    -> std::optional<decltype(read(core::Json()))> {
    const auto made = store.result(key);
    if (!made) return std::nullopt;
    try {
        return read(*made);
    } catch (const core::Error&) {
        return std::nullopt;
    }
}

/// The same. Throws `cannot_read` where there is nothing.
template <class Read>
auto require_result(const Store& store, const std::string& key, const Read& read) {
    auto found = find_result(store, key, read);
    if (found) return std::move(*found);
    throw core::Error(core::Kind::failed, core::Code::cannot_read,
                      {{"path", ".cityfm/store"}, {"reason", key}});
}

}  // namespace cityfm::production
