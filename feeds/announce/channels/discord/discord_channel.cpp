// SPDX-License-Identifier: MIT
#include <algorithm>

#include "feeds/announce/channels/discord/discord_message.h"
#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/json.h"

namespace cityfm::announce {
namespace {

using core::Error;
using core::Json;

/// Discord's webhook. What it posted it knows by the id that it answers with; without that answer it is
/// blind.
class DiscordChannel final : public Channel {
  public:
    explicit DiscordChannel(const Opening& opening) : service_(service_of(opening)) {}

    Traits traits() const override { return {Memory::blind, {}, true, Consent::reaction}; }

    std::string body(const Post& post) const override {
        return core::to_line(discord_message(post.announcement));
    }

    Posted post(const Post& post) override {
        // With `wait` it answers when the message is there, and with what.
        const net::Response response =
            service_.change(json_request(address("", "wait=true"), discord_message(post.announcement)));
        require_good(response);
        const Json message = service_.json_of(response);
        const std::string id = text_in(message, "id");
        if (id.empty()) throw service_.unknown();
        return {id, link_of(message), {}};
    }

    std::optional<Posted> edit(const Post& post, const std::string& remote_id) override {
        net::Request request = json_request(message_address(remote_id), discord_message(post.announcement));
        request.method = "PATCH";
        const net::Response response = service_.change(request);
        if (response.status == 404 && is_known_webhook()) return std::nullopt;
        require_good(response);
        return Posted{remote_id, link_of(service_.json_of(response)), {}};
    }

    bool withdraw(const std::string& /*key*/, const std::string& remote_id) override {
        if (remote_id.empty() || service_.secret().empty()) return false;
        net::Request request;
        request.method = "DELETE";
        request.url = message_address(remote_id);
        const net::Response response = service_.change(request);
        if (response.status == 404 && is_known_webhook()) return true;
        require_good(response);
        return true;
    }

    std::vector<Check> check() override {
        return {look("webhook", [&] { require_good(webhook()); })};
    }

  private:
    /// The webhook's address with `path` behind it; it may have a query already (`?thread_id=`).
    std::string address(const std::string& path, const std::string& query) const {
        std::string url = service_.secret().reveal();
        std::string had;
        if (const std::size_t mark = url.find('?'); mark != std::string::npos) {
            had = url.substr(mark + 1);
            url.resize(mark);
        }
        while (url.ends_with('/')) url.pop_back();
        url += path;
        if (!had.empty() || !query.empty()) url += "?";
        url.append(had).append(!had.empty() && !query.empty() ? "&" : "").append(query);
        return url;
    }

    net::Response webhook() const {
        net::Request request;
        request.url = address("", "");
        return service_.read(request);
    }

    /// The address of a message of this webhook. Throws `outcome_unknown` for what is no number: a ledger is
    /// merged from other computers, and must not lead to another address.
    std::string message_address(const std::string& remote_id) const {
        if (remote_id.find_first_not_of("0123456789") != std::string::npos) throw service_.unknown();
        return address("/messages/" + remote_id, "");
    }

    /// A lost message and a lost webhook both answer 404.
    bool is_known_webhook() const { return webhook().status == 200; }

    void require_good(const net::Response& response) const {
        if (response.status >= 200 && response.status < 300) return;
        const Json json = Json::parse(response.body, nullptr, false);
        const std::string words = text_in(json, "message");
        if (response.status == 401 || response.status == 403 || response.status == 404)
            throw service_.secret_refused(words.empty() ? std::to_string(response.status) : words);
        throw service_.refused(response);
    }

    /// Empty where Discord does not say to which server the webhook belongs: the post stands all the same.
    std::string link_of(const Json& message) const {
        try {
            const Json info = Json::parse(webhook().body, nullptr, false);
            const std::string server = text_in(info, "guild_id");
            const std::string channel = text_in(message, "channel_id");
            if (server.empty() || channel.empty()) return {};
            return "https://discord.com/channels/" + server + "/" + channel + "/" + text_in(message, "id");
        } catch (const Error&) {
            return {};
        }
    }

    Service service_;
};

}  // namespace

std::unique_ptr<Channel> open_discord(const Opening& opening) {
    return std::make_unique<DiscordChannel>(opening);
}

}  // namespace cityfm::announce
