// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "feeds/publish/target.h"

namespace cityfm::tests {

/// Opens the target under test; each call reaches the same place, which is empty at first.
using OpenTarget = std::function<std::unique_ptr<publish::Target>(const std::stop_token&)>;

/// The contract of `publish::Target`, in sections: to be called at the end of a TEST_CASE for each kind of
/// target.
void check_target_contract(const OpenTarget& open);

/// A file below `folder` with this content, and its description for a target.
publish::PublishedFile local_file(const std::filesystem::path& folder, const std::string& path,
                                  publish::FileClass file_class, const std::string& content);

}  // namespace cityfm::tests
