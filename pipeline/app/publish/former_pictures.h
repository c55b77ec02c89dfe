// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "feeds/publish/target.h"

namespace cityfm::app {

/// Of what lies in a public place, by path: the pictures that nothing names any more and that say where they
/// were taken. Older versions published them as they came out of a phone; unlike other media they do not stay
/// for the apps that still ask for them. `read` gives a file's bytes.
std::vector<std::string> pictures_with_position(
    const std::vector<publish::PublishedFile>& files,
    const std::map<std::string, publish::RemoteFile>& listing,
    const std::function<std::string(const std::string& path)>& read);

}  // namespace cityfm::app
