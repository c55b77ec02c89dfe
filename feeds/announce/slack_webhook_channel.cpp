// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "feeds/announce/channel.h"
#include "feeds/announce/slack.h"
#include "pipeline/core/error.h"
#include "pipeline/net/http.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// How often a channel that asks for patience is asked again in one run, and how long one wait may be.
constexpr int most_waits = 3;
constexpr std::chrono::seconds longest_wait{30};

std::chrono::seconds retry_after(const net::Response& response) {
    const auto header = response.headers.find("retry-after");
    long seconds = 1;
    if (header != response.headers.end()) {
        std::from_chars(header->second.data(), header->second.data() + header->second.size(), seconds);
    }
    return std::chrono::seconds(std::max(seconds, 1L));
}

/// Sleeps, unless the end is asked for.
void wait_for(std::chrono::seconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any ended;
    std::unique_lock lock(mutex);
    ended.wait_for(lock, stop, time, [] { return false; });
    if (stop.stop_requested()) throw Error(Kind::interrupted, Code::interrupted);
}

/// Slack's incoming webhook. It knows no keys and cannot be read back: what gets no clear answer is unknown.
class SlackWebhookChannel final : public Channel {
  public:
    SlackWebhookChannel(std::string id, std::string url, std::stop_token stop)
        : id_(std::move(id)), url_(std::move(url)), stop_(std::move(stop)) {}

    bool can_find() const override { return false; }
    std::optional<Posted> find(const std::string& /*key*/) override { return std::nullopt; }

    std::string body(const Announcement& announcement, const std::string& key) const override {
        // `text` is what notifications and screen readers say.
        const std::string spoken = announcement.title + "\n" + announcement.question;
        return core::to_line({{"text", slack_text(spoken, 3000)},
                              {"blocks", slack_blocks(announcement, key)},
                              {"unfurl_links", false},
                              {"unfurl_media", false}});
    }

    Posted post(const Announcement& announcement, const std::string& key) override {
        net::Request request;
        request.method = "POST";
        request.url = url_;
        request.headers["Content-Type"] = "application/json; charset=utf-8";
        request.body = body(announcement, key);
        for (int wait = 0;; ++wait) {
            const net::Response response = ask(request);
            if (response.status == 429) {
                // Certainly not posted; patience is all it wants.
                const std::chrono::seconds pause = retry_after(response);
                if (wait == most_waits || pause > longest_wait) throw refused(Kind::later, response);
                wait_for(pause, stop_);
                continue;
            }
            if (response.status == 200 && response.body == "ok") return {};
            if (response.status >= 300 && response.status < 500) throw refused(Kind::refused, response);
            throw Error(Kind::unknown, Code::outcome_unknown, {{"id", id_}});
        }
    }

    /// A webhook gives no name for what it posted.
    bool withdraw(const std::string& /*key*/, const std::string& /*remote_id*/) override { return false; }

  private:
    /// The address is the secret, so no error may carry it.
    net::Response ask(const net::Request& request) const {
        try {
            return net::send(request, stop_);
        } catch (const Error& error) {
            if (error.code != Code::http_failed) throw;
            if (error.kind == Kind::unknown) throw Error(Kind::unknown, Code::outcome_unknown, {{"id", id_}});
            throw Error(error.kind, Code::http_failed,
                        {{"url", id_}, {"reason", core::arg(error.args, "reason")}});
        }
    }

    Error refused(Kind kind, const net::Response& response) const {
        const std::string words = text::clean(text::cut_graphemes(response.body, 80));
        return {
            kind,
            Code::channel_refused,
            {{"id", id_}, {"reason", std::to_string(response.status) + (words.empty() ? "" : " " + words)}}};
    }

    std::string id_;
    std::string url_;
    std::stop_token stop_;
};

}  // namespace

std::unique_ptr<Channel> open_slack_webhook(const std::string& id, const std::string& url,
                                            const std::stop_token& stop) {
    return std::make_unique<SlackWebhookChannel>(id, url, stop);
}

}  // namespace cityfm::announce
