// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "feeds/announce/channels/open_channel.h"
#include "feeds/announce/channels/slack/slack_api.h"
#include "feeds/announce/channels/slack/slack_blocks.h"
#include "feeds/announce/channels/slack/slack_upload.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Json;
using core::Kind;

constexpr const char* event_type = "cityfm_announcement";
/// Without these an app cannot work; the manifest asks for them.
constexpr std::array<std::string_view, 2> needed_scopes = {"chat:write", "channels:history"};
/// Slack gives as many messages a page as it likes, at most these.
constexpr int page_size = 200;
constexpr int most_pages = 500;
/// How often an uploaded picture is waited for, which Slack looks at before it lets it be shown.
constexpr int most_picture_waits = 4;
constexpr std::chrono::milliseconds picture_wait{1500};

/// In a body that is only looked at, the id that Slack has not given yet.
constexpr const char* no_file_yet = "F0000000000";

/// `C0FOOD/1767000000.000100`, and behind another slash the file that it shows.
struct RemoteId {
    std::string channel;
    std::string ts;
    std::string file;
};

RemoteId parse_remote_id(const std::string& text) {
    RemoteId id;
    const std::size_t first = std::min(text.find('/'), text.size());
    const std::size_t second = std::min(text.find('/', first + 1), text.size());
    id.channel = text.substr(0, first);
    if (first < text.size()) id.ts = text.substr(first + 1, second - first - 1);
    if (second < text.size()) id.file = text.substr(second + 1);
    return id;
}

std::string show_remote_id(const RemoteId& id) {
    return id.channel + "/" + id.ts + (id.file.empty() ? "" : "/" + id.file);
}

/// The first block of a message; nothing where it has none.
Json first_block(const Json& message) {
    if (!message.is_object() || !message.contains("blocks")) return Json::object();
    const Json& blocks = message["blocks"];
    return blocks.is_array() && !blocks.empty() ? blocks.front() : Json::object();
}

/// True where a message bears the key: in its first block, which everybody who may read sees, or in the
/// metadata, which takes a right of its own.
bool bears(const Json& message, const std::string& key) {
    return text_in(first_block(message), "block_id").starts_with(key) ||
           text_in(object_in(object_in(message, "metadata"), "event_payload"), "key") == key;
}

/// The uploaded file that a message shows, wherever its picture stands.
std::string file_in(const Json& message) {
    if (!message.contains("blocks") || !message["blocks"].is_array()) return {};
    for (const Json& block : message["blocks"]) {
        for (const Json& image : {block, object_in(block, "accessory")}) {
            std::string file = text_in(object_in(image, "slack_file"), "id");
            if (!file.empty()) return file;
        }
    }
    return {};
}

/// Just uploaded, a picture cannot be shown at once.
bool shows_no_picture_yet(const Json& answer, const RemoteId& id) {
    return !id.file.empty() && text_in(answer, "error") == "invalid_blocks";
}

class SlackChannel final : public Channel {
  public:
    explicit SlackChannel(const Opening& opening)
        : slack_(service_of(opening), opening.channel.to, opening.channel.api_base),
          upload_(opening.channel.upload) {}

    Traits traits() const override { return {Memory::readable, {}, true, Consent::reaction}; }

    std::string body(const Post& post) const override {
        return core::to_line(message(post, upload_ && !post.picture.empty() ? no_file_yet : ""));
    }

    Posted post(const Post& post) override {
        Posted posted;
        RemoteId id{slack_.channel(), {}, {}};
        Post sent = post;
        if (upload_ && !post.picture.empty()) {
            id.file = upload_picture(post, posted);
            if (id.file.empty()) sent.announcement.picture_url.clear();
        }
        const Json body = message(sent, id.file);
        Json answer = slack_.change("chat.postMessage", body);
        for (int wait = 0; wait < most_picture_waits && shows_no_picture_yet(answer, id); ++wait) {
            slack_.service().pause()(picture_wait);
            answer = slack_.change("chat.postMessage", body);
        }
        slack_.require_ok(answer);
        id.ts = text_in(answer, "ts");
        if (id.ts.empty()) throw slack_.service().unknown();
        posted.remote_id = show_remote_id(id);
        posted.link = link_of(id);
        return posted;
    }

    std::optional<Posted> find(const Post& post) override {
        std::string asked =
            post.parent.empty() ? "conversations.history?channel=" : "conversations.replies?channel=";
        asked.append(core::percent_encode_query(slack_.channel()))
            .append("&include_all_metadata=true&limit=")
            .append(std::to_string(page_size))
            .append("&oldest=")
            .append(std::to_string(post.since.time_since_epoch().count()));
        if (!post.parent.empty()) asked.append("&ts=").append(parse_remote_id(post.parent).ts);
        std::string cursor;
        for (int page = 0; page < most_pages; ++page) {
            const Json answer = slack_.read(asked + cursor);
            if (!answer.contains("messages") || !answer["messages"].is_array()) break;
            for (const Json& message : answer["messages"]) {
                if (!bears(message, post.key)) continue;
                const RemoteId id{slack_.channel(), text_in(message, "ts"), file_in(message)};
                return Posted{show_remote_id(id), link_of(id), {}};
            }
            const std::string next = text_in(object_in(answer, "response_metadata"), "next_cursor");
            if (next.empty()) return std::nullopt;
            cursor = "&cursor=" + core::percent_encode_query(next);
        }
        // Nobody may take a history that was not read to its end for one without the post.
        throw slack_.service().later("conversations.history");
    }

    std::optional<Posted> edit(const Post& post, const std::string& remote_id) override {
        const RemoteId id = parse_remote_id(remote_id);
        Json body = message(post, id.file);
        body["channel"] = id.channel;
        body["ts"] = id.ts;
        // Slack asks for another block_id at each change; the key stays its beginning.
        body["blocks"].front()["block_id"] =
            post.key + "." + core::sha256(core::to_line(body["blocks"])).substr(0, 12);
        for (const char* key : {"thread_ts", "unfurl_links", "unfurl_media"}) body.erase(key);
        const Json answer = slack_.change("chat.update", body);
        if (text_in(answer, "error") == "message_not_found") return std::nullopt;
        slack_.require_ok(answer);
        return Posted{remote_id, {}, {}};
    }

    bool withdraw(const std::string& /*key*/, const std::string& remote_id) override {
        const RemoteId id = parse_remote_id(remote_id);
        if (id.ts.empty() || slack_.service().secret().empty()) return false;
        const Json answer = slack_.change("chat.delete", {{"channel", id.channel}, {"ts", id.ts}});
        if (text_in(answer, "error") != "message_not_found") slack_.require_ok(answer);
        return true;
    }

    std::vector<Check> check() override {
        std::string scopes;
        std::vector<Check> checks = {look("auth.test", [&] { scopes = slack_.scopes(); })};
        if (checks.front().problem) return checks;
        checks.push_back(look("scopes", [&] { require_scopes(scopes); }));
        checks.push_back(look("membership", [&] { require_membership(); }));
        return checks;
    }

  private:
    Json message(const Post& post, const std::string& file) const {
        const Announcement& a = post.announcement;
        Json json = {{"channel", slack_.channel()},
                     {"text", slack_spoken(a)},
                     {"blocks", slack_blocks(a, post.key, file)},
                     {"metadata", {{"event_type", event_type}, {"event_payload", {{"key", post.key}}}}},
                     {"unfurl_links", false},
                     {"unfurl_media", false}};
        if (!post.parent.empty()) json["thread_ts"] = parse_remote_id(post.parent).ts;
        return json;
    }

    void require_scopes(const std::string& scopes) const {
        if (scopes.empty()) return;
        std::string list = "," + scopes + ",";
        std::erase(list, ' ');
        const auto has = [&list](std::string_view scope) {
            return list.find("," + std::string(scope) + ",") != std::string::npos;
        };
        for (const std::string_view scope : needed_scopes) {
            // A private channel is read by a right of its own.
            if (has(scope) || (scope == "channels:history" && has("groups:history"))) continue;
            throw Error(Kind::refused, Code::scope_missing,
                        {{"id", slack_.service().id()}, {"scope", std::string(scope)}});
        }
    }

    void require_membership() const {
        const Json answer =
            slack_.read("conversations.info?channel=" + core::percent_encode_query(slack_.channel()));
        const Json info = object_in(answer, "channel");
        if (flag_in(info, "is_archived")) throw slack_.error_of("is_archived", answer);
        if (!flag_in(info, "is_member")) throw slack_.error_of("not_in_channel", answer);
    }

    /// Empty where Slack gives none: the post stands all the same.
    std::string link_of(const RemoteId& id) const {
        try {
            return text_in(slack_.read("chat.getPermalink?channel=" + core::percent_encode_query(id.channel) +
                                       "&message_ts=" + id.ts),
                           "permalink");
        } catch (const Error&) {
            return {};
        }
    }

    /// The id of the picture at Slack; empty, with a remark, where Slack does not take it.
    std::string upload_picture(const Post& post, Posted& posted) const {
        try {
            return upload_to_slack(post.picture, slack_);
        } catch (const Error& error) {
            if (error.kind == Kind::interrupted) throw;
            posted.remarks.push_back({core::Severity::warning,
                                      Code::picture_left_out,
                                      {},
                                      {{"id", slack_.service().id()},
                                       {"path", post.picture.filename().string()},
                                       {"reason", core::arg(error.args, "reason")}}});
            return {};
        }
    }

    SlackApi slack_;
    bool upload_;
};

}  // namespace

std::unique_ptr<Channel> open_slack(const Opening& opening) {
    return std::make_unique<SlackChannel>(opening);
}

}  // namespace cityfm::announce
