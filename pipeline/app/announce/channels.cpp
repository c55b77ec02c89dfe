// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/channels.h"
#include "pipeline/core/json.h"
#include "pipeline/core/stop.h"
#include "pipeline/core/url.h"

#include <algorithm>

#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/secret_file.h"
#include "pipeline/core/suggest.h"
#include "pipeline/model/channel_types.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

std::filesystem::path at_home(const std::string& path) {
    return path.starts_with("~/") ? std::filesystem::path(core::variable("HOME")) / path.substr(2)
                                  : std::filesystem::path(path);
}

/// The secret as it was found, and where.
struct FoundSecret {
    std::string value;
    std::string name;
};

FoundSecret find_secret(const model::Show& show, const model::Channel& channel,
                        const model::ChannelType& type) {
    if (!channel.token_file.empty()) {
        const std::filesystem::path file = show.folder / at_home(channel.token_file);
        return {core::read_secret_file(file), channel.token_file};
    }
    const std::string& name = type.secret == "url_env" ? channel.url_env : channel.token_env;
    return {name.empty() ? "" : core::variable(name), name};
}

/// Settings of which another one may be accepted where this one was refused.
std::string configuration_of(const model::Channel& channel, const std::string& secret) {
    core::Json settings = core::Json::array({channel.type, channel.to, channel.api_base, channel.from,
                                             channel.smtp, channel.thread, channel.upload, channel.token_env,
                                             channel.url_env, channel.token_file});
    // Those of a channel without the key stay what ledgers know them by.
    if (!channel.env.empty()) settings.push_back(channel.env);
    // Of the secret so little that it cannot be guessed from that, and enough to see that it was changed.
    return core::sha256(core::to_line(settings)).substr(0, 16) +
           core::sha256(channel.id + "\n" + secret).substr(0, 4);
}

}  // namespace

OpenedChannel open_channel(const Session& session, const model::Show& show, const model::Channel& channel,
                           SecretUse use) {
    const model::ChannelType& type = *model::channel_type(channel.type);
    FoundSecret found;
    if (use != SecretUse::none && !type.secret.empty()) {
        core::keep_out_of_cores();
        found = find_secret(show, channel, type);
    }
    const bool lacks = found.value.empty() && (type.needs_secret || !found.name.empty());
    if (use == SecretUse::needed && !type.secret.empty() && lacks)
        throw Error(Kind::usage, Code::secret_not_set, {{"name", found.name}, {"id", channel.id}});
    const bool is_address = type.secret == "url_env" && !found.value.empty();
    if (is_address && !core::is_confidential(found.value)) {
        if (use == SecretUse::needed) throw Error(Kind::usage, Code::bad_secret, {{"name", found.name}});
        found.value.clear();
    }
    std::string configuration = configuration_of(channel, found.value);
    announce::Opening opening;
    opening.channel = channel;
    for (const model::Channel& other : show.channels) {
        for (const std::string& name : {other.token_env, other.url_env}) {
            if (name != channel.token_env && name != channel.url_env) opening.withheld.push_back(name);
        }
    }
    opening.show_folder = show.folder;
    opening.show_title = show.title;
    opening.language = show.language;
    opening.timezone = show.timezone;
    opening.secret = core::Secret(std::move(found.value));
    opening.secret_name = found.name;
    opening.pause = core::pause_until(session.stop);
    opening.stop = session.stop;
    return {channel, announce::open_channel(opening), std::move(configuration)};
}

void require_channels(const model::Show& show, const std::vector<std::string>& ids) {
    std::vector<std::string> known;
    for (const model::Channel& channel : show.channels) known.push_back(channel.id);
    core::require_known(ids, known, Code::no_such_channel);
}

}  // namespace cityfm::app
