// SPDX-License-Identifier: MIT
#include "pipeline/model/check_channels.h"

#include <algorithm>
#include <set>

#include "pipeline/core/url.h"
#include "pipeline/model/channel_types.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/public_names.h"

namespace cityfm::model {
namespace {

using core::Code;
using core::Severity;

/// True where the file lies below the show's folder.
bool is_in_show(const Show& show, const std::string& file) {
    return !file.starts_with("~/") && stays_inside((show.folder / file).lexically_relative(show.folder));
}

/// Names of which a program would not be given the value, or must not be: the secrets of other channels, but
/// for those that two programs share.
void check_env(const Show& show, const Channel& channel, core::Findings& findings) {
    for (const Channel& other : show.channels) {
        for (const std::string& secret : {other.token_env, other.url_env}) {
            const bool is_named =
                std::find(channel.env.begin(), channel.env.end(), secret) != channel.env.end();
            const bool is_own = secret == channel.token_env || secret == channel.url_env;
            const bool is_taken = is_own && channel.type == "command" && other.type != "command";
            if (secret.empty() || (!is_taken && (!is_named || is_own))) continue;
            findings.push_back(
                {Severity::error, Code::env_is_secret, channel.place, {{"name", secret}, {"id", other.id}}});
        }
    }
}

void check_channel(const Show& show, const Channel& channel, core::Findings& findings) {
    const auto add = [&](Severity severity, Code code, core::Args args) {
        findings.push_back({severity, code, channel.place, std::move(args)});
    };
    const ChannelKeys keys = compare_keys(channel);
    for (const std::string& key : keys.missing) add(Severity::error, Code::missing_key, {{"key", key}});
    for (const std::string& key : keys.idle)
        add(Severity::warning, Code::key_not_used, {{"key", key}, {"type", channel.type}});
    if (!channel.api_base.empty() && !core::is_confidential(channel.api_base))
        add(Severity::error, Code::bad_clear_address, {{"found", channel.api_base}});
    if (!channel.smtp.empty() && !is_mail_server(channel.smtp))
        add(Severity::error, Code::bad_clear_address, {{"found", channel.smtp}});
    if (channel.type == "file" && !channel.to.empty() && is_own_place(channel.to) &&
        !std::filesystem::path(channel.to).is_absolute())
        add(Severity::error, Code::not_announcements, {{"path", channel.to}, {"id", channel.id}});
    if (channel.type == "email") {
        for (const std::string& address : {channel.to, channel.from}) {
            if (!address.empty() && !is_mail_address(address))
                add(Severity::error, Code::not_a_mail_address, {{"found", address}});
        }
    }
    if (!channel.token_file.empty() && is_in_show(show, channel.token_file))
        add(Severity::error, Code::secret_inside_show, {{"path", channel.token_file}});
}

}  // namespace

core::Findings check_channels(const Show& show) {
    core::Findings findings;
    std::set<std::string> ids;
    for (const Channel& channel : show.channels) {
        if (!channel.id.empty() && !ids.insert(channel.id).second)
            findings.push_back({Severity::error, Code::duplicate_id, channel.place, {{"found", channel.id}}});
        check_channel(show, channel, findings);
        check_env(show, channel, findings);
    }
    return findings;
}

bool is_no_target(const Show& show, const std::string& written) {
    const std::filesystem::path path = (show.folder / written).lexically_normal();
    const std::filesystem::path inside = path.lexically_relative(show.folder.lexically_normal());
    const bool in_show = !inside.empty() && *inside.begin() != "..";
    return (in_show && is_own_place(inside)) || core::has_scheme(written) || written.starts_with("~") ||
           std::any_of(written.begin(), written.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace cityfm::model
