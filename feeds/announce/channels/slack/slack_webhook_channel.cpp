// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/open_channel.h"
#include "feeds/announce/channels/slack/slack_blocks.h"
#include "pipeline/core/json.h"

namespace cityfm::announce {
namespace {

/// Slack's incoming webhook. It knows no keys and cannot be read back: what gets no clear answer is unknown.
class SlackWebhookChannel final : public Channel {
  public:
    explicit SlackWebhookChannel(const Opening& opening) : service_(service_of(opening)) {}

    Traits traits() const override { return {Memory::blind, {}, false, Consent::reaction}; }

    std::string body(const Post& post) const override { return core::to_line(message(post)); }

    Posted post(const Post& post) override {
        const net::Response response =
            service_.change(json_request(service_.secret().reveal(), message(post)));
        if (response.status == 200 && response.body == "ok") return {};
        // Its errors are plain words: no_service, channel_is_archived, invalid_blocks …
        if (response.status >= 300) throw service_.refused(response);
        throw service_.unknown();
    }

  private:
    static core::Json message(const Post& post) {
        return {{"text", slack_spoken(post.announcement)},
                {"blocks", slack_blocks(post.announcement, post.key)},
                {"unfurl_links", false},
                {"unfurl_media", false}};
    }

    Service service_;
};

}  // namespace

std::unique_ptr<Channel> open_slack_webhook(const Opening& opening) {
    return std::make_unique<SlackWebhookChannel>(opening);
}

}  // namespace cityfm::announce
