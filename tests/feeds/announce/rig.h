// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "feeds/announce/channels/open_channel.h"
#include "feeds/announce/outbox.h"
#include "tests/support/files.h"
#include "tests/support/servers/scripted_server.h"

namespace cityfm::tests {

/// A service on loopback, a channel that posts to it, and a ledger.
struct Rig {
    /// For one of `http_types()`.
    explicit Rig(const std::string& type);

    TempFolder folder;
    std::unique_ptr<Service> service;
    std::unique_ptr<ScriptedServer> server;
    announce::Opening opening;             ///< nobody sleeps
    std::function<std::size_t()> live;     ///< posts that stand there now
    std::function<std::size_t()> created;  ///< and that were ever made

    std::unique_ptr<announce::Channel> open() const { return announce::open_channel(opening); }

    /// One run, `hours` after the episode's date, with the ledger as it lies on the disk.
    announce::Outcome run(const announce::Due& due, int hours) const;
};

/// The types of channels that are asked by HTTP.
const std::vector<std::string>& http_types();

/// An announcement with something in every field, put into words as the rig's channel does.
announce::Due due_for(const Rig& rig);

}  // namespace cityfm::tests
