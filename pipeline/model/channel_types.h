// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/model/show.h"

namespace cityfm::model {

/// What a kind of channel is told in `[[channel]]`, besides what all are.
struct ChannelType {
    std::string_view name;
    std::string_view needs;  ///< keys, between blanks
    std::string_view may;    ///< keys that it may have
    /// The variable that holds its secret, `token_env` or `url_env`; `token_file` may take its place. Empty
    /// for none.
    std::string_view secret;
    bool needs_secret = false;
};

/// The kind of that name, or null.
const ChannelType* channel_type(std::string_view name);

/// The keys of a channel that its kind needs and that are not there, and those that mean nothing to it.
struct ChannelKeys {
    std::vector<std::string> missing;
    std::vector<std::string> idle;
};
ChannelKeys compare_keys(const Channel& channel);

/// True for the address of a mail server that no one can listen in on: `smtps://`, `smtp://` (which then has
/// to speak STARTTLS), either with a user.
bool is_mail_server(std::string_view address);

}  // namespace cityfm::model
