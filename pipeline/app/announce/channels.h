// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "feeds/announce/channel.h"
#include "pipeline/app/session.h"
#include "pipeline/core/secret.h"
#include "pipeline/model/show.h"

namespace cityfm::app {

/// Whether a channel's secret is wanted.
enum class SecretUse {
    none,      ///< to look at bodies alone
    if_there,  ///< what can be done without it is done
    needed,    ///< it is going to be sent
};

/// A channel, and what distinguishes it from itself with other settings.
struct OpenedChannel {
    const model::Channel& settings;
    std::unique_ptr<announce::Channel> channel;
    std::string configuration;  ///< a digest of the settings, and 16 bits of one of the secret
};

/// Opens a channel with its secret, from the environment or from its file. Throws `secret_not_set`,
/// `bad_secret` and what core::read_secret_file throws.
OpenedChannel open_channel(const Session& session, const model::Show& show, const model::Channel& channel,
                           SecretUse use);

/// Throws `no_such_channel` unless each name is a channel's id.
void require_channels(const model::Show& show, const std::vector<std::string>& ids);

}  // namespace cityfm::app
