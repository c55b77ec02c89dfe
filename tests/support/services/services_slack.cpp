// SPDX-License-Identifier: MIT
#include "tests/support/services/services_slack.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "pipeline/core/base64.h"
#include "tests/support/services/services_slack_answers.h"
#include "tests/support/services/services_slack_blocks.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;

constexpr const char* bot_id = "B0CITYFM";
constexpr std::size_t most_message_text = 40'000;
constexpr std::int64_t second = 1'000'000;

std::string joined(const std::set<std::string>& words) {
    std::string list;
    for (const std::string& word : words) list.append(list.empty() ? "" : ",").append(word);
    return list;
}

json foreign(const std::string& ts) {
    return {
        {"type", "message"}, {"user", "U0MIMI"}, {"text", "こんにちは <@U0KEN> &amp; みなさん"}, {"ts", ts}};
}

json own_message(const std::string& ts) {
    return {{"type", "message"},    {"user", "U0BOT"}, {"bot_id", bot_id},
            {"app_id", "A0CITYFM"}, {"text", ""},      {"ts", ts}};
}

/// What Slack adds to blocks that it keeps.
json kept_blocks(json blocks, const std::string& ts) {
    std::size_t number = 0;
    for (json& block : blocks) {
        ++number;
        if (!block.contains("block_id"))
            block["block_id"] = core::base64(ts + std::to_string(number)).substr(20);
    }
    return blocks;
}

/// The arguments, from the query and a form or from JSON, which methods that only read do not take.
json args_of(const Asked& asked, bool takes_json, std::string& error) {
    json args = json::object();
    const auto add = [&](const std::map<std::string, std::string>& fields) {
        for (const auto& [name, value] : fields) {
            const bool is_json =
                name == "blocks" || name == "metadata" || name == "files" || name == "attachments";
            json parsed = is_json ? json::parse(value, nullptr, false) : json(value);
            if (parsed.is_discarded()) error = "invalid_" + name + "_format";
            args[name] = std::move(parsed);
        }
    };
    add(query_fields(asked));
    if (!header_of(asked, "content-type").starts_with("application/json")) {
        add(form_fields(asked.body));
        return args;
    }
    if (!takes_json) return args;
    const json body = json_of(asked);
    if (body.is_discarded()) error = "invalid_json";
    if (!body.is_discarded() && !body.is_object()) error = "json_not_object";
    if (body.is_object()) args.update(body);
    return args;
}

}  // namespace

struct SlackService::Method {
    json (SlackService::*run)(const json&);
    const char* scope;
    bool takes_json;
    bool posts;
    bool names_channel;
};

const std::map<std::string, SlackService::Method>& SlackService::methods() {
    using S = SlackService;
    static const std::map<std::string, Method> all = {
        {"auth.test", {&S::auth_test, "", true, false, false}},
        {"conversations.info", {&S::info, "channels:read", false, false, true}},
        {"conversations.history", {&S::history, "channels:history", false, false, true}},
        {"conversations.replies", {&S::replies, "channels:history", false, false, true}},
        {"chat.postMessage", {&S::post, "chat:write", true, true, true}},
        {"chat.update", {&S::update, "chat:write", true, true, true}},
        {"chat.delete", {&S::take_away, "chat:write", true, true, true}},
        {"chat.getPermalink", {&S::permalink, "", false, false, true}},
        {"files.getUploadURLExternal", {&S::upload_url, "files:write", false, false, false}},
        {"files.completeUploadExternal", {&S::complete_upload, "files:write", true, false, false}}};
    return all;
}

bool SlackService::posts(const Asked& asked) const {
    const std::string path = path_alone(asked);
    if (!path.starts_with("/api/")) return false;
    const auto method = methods().find(path.substr(5));
    return method != methods().end() && method->second.posts;
}

Answer SlackService::answer(const Asked& asked) {
    host_ = header_of(asked, "host");
    const std::string path = path_alone(asked);
    if (path.starts_with("/upload/v1/")) return files_.upload(asked);
    if (!path.starts_with("/api/")) return {404, "not found", {}, {}};
    const auto method = methods().find(path.substr(5));
    if (method == methods().end()) return json_answer(slack_refusal("unknown_method"));
    const auto& [run, scope, takes_json, makes_post, names_channel] = method->second;
    std::string error;
    const json args = args_of(asked, takes_json, error);
    const std::string bearer = header_of(asked, "authorization");
    if (bearer.empty()) return json_answer(slack_refusal("not_authed"));
    if (bearer != std::string("Bearer ") + token) return json_answer(slack_refusal("invalid_auth"));
    if (*scope != '\0' && !scopes.contains(scope)) {
        json answer = slack_refusal("missing_scope");
        answer["needed"] = scope;
        answer["provided"] = joined(scopes);
        return json_answer(answer);
    }
    json said;
    if (!error.empty()) {
        said = slack_refusal(error);
    } else if (names_channel && word_at(args, "channel").empty()) {
        said = slack_missing("channel");
    } else if (names_channel && word_at(args, "channel") != channel) {
        said = slack_refusal("channel_not_found");
    } else {
        said = (this->*run)(args);
    }
    Answer answer = json_answer(said);
    answer.headers["X-OAuth-Scopes"] = joined(scopes);
    if (*scope != '\0') answer.headers["X-Accepted-OAuth-Scopes"] = scope;
    return answer;
}

std::vector<SlackService::Message> SlackService::live() const {
    std::vector<Message> own;
    for (const Message& message : messages)
        if (text_at(message.body, "bot_id") == bot_id) own.push_back(message);
    return own;
}

bool SlackService::remove(const std::string& ts) {
    Message* message = find(ts);
    if (message == nullptr) return false;
    if (answers_to(ts) == 0) {
        messages.erase(messages.begin() + (message - messages.data()));
        return true;
    }
    // A message that was answered leaves a stone with its ts.
    message->body = {{"type", "message"},   {"subtype", "tombstone"},
                     {"user", "USLACKBOT"}, {"text", "This message was deleted."},
                     {"hidden", true},      {"ts", ts}};
    return true;
}

void SlackService::add_foreign_before(std::size_t count) {
    const std::int64_t first = micros_of(messages.empty() ? next_ts() : messages.front().ts);
    std::vector<Message> older;
    for (std::size_t i = count; i > 0; --i) {
        const std::string ts = ts_of(first - static_cast<std::int64_t>(i) * 100);
        older.push_back({ts, {}, foreign(ts)});
    }
    messages.insert(messages.begin(), older.begin(), older.end());
}

void SlackService::add_foreign_after(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::string ts = next_ts();
        messages.push_back({ts, {}, foreign(ts)});
    }
}

json SlackService::auth_test(const json& /*args*/) {
    return {{"ok", true},           {"url", "https://radio.slack.com/"},
            {"team", "radio"},      {"user", "cityfm"},
            {"team_id", "T0RADIO"}, {"user_id", "U0BOT"},
            {"bot_id", bot_id}};
}

json SlackService::info(const json& /*args*/) {
    return {{"ok", true},
            {"channel",
             {{"id", channel},
              {"name", "radio"},
              {"is_channel", true},
              {"is_member", is_member},
              {"is_archived", is_archived}}}};
}

json SlackService::history(const json& args) {
    if (!is_member) return slack_refusal("not_in_channel");
    std::vector<const Message*> found;
    // Replies stand in their thread only.
    for (const Message& message : messages)
        if (message.thread_ts.empty()) found.push_back(&message);
    std::reverse(found.begin(), found.end());
    return page(std::move(found), true, args);
}

json SlackService::replies(const json& args) {
    if (!is_member) return slack_refusal("not_in_channel");
    const std::string ts = word_at(args, "ts");
    if (ts.empty()) return slack_missing("ts");
    if (find(ts) == nullptr) return slack_refusal("thread_not_found");
    std::vector<const Message*> found;
    for (const Message& message : messages)
        if (message.ts == ts || message.thread_ts == ts) found.push_back(&message);
    return page(std::move(found), false, args);
}

json SlackService::page(std::vector<const Message*> found, bool newest_first, const json& args) {
    const bool wants_metadata = flag_at(args, "include_all_metadata");
    const bool sees_metadata = wants_metadata && scopes.contains("metadata.message:read");
    if (wants_metadata && !sees_metadata && refuses_metadata) {
        json answer = slack_refusal("missing_scope");
        answer["needed"] = "metadata.message:read";
        answer["provided"] = joined(scopes);
        return answer;
    }
    const bool inclusive = flag_at(args, "inclusive");
    const auto beyond = [&](const std::string& key, const std::string& ts, int side) {
        if (word_at(args, key).empty()) return false;
        const std::int64_t bound = micros_of(word_at(args, key));
        const std::int64_t distance = (micros_of(ts) - bound) * side;
        return distance > 0 || (distance == 0 && !inclusive);
    };
    std::erase_if(
        found, [&](const Message* m) { return beyond("oldest", m->ts, -1) || beyond("latest", m->ts, 1); });
    if (const std::string cursor = word_at(args, "cursor"); !cursor.empty()) {
        if (!cursors_.contains(cursor)) return slack_refusal("invalid_cursor");
        // The page begins behind the last message that was given, whatever was deleted since.
        const std::int64_t last = micros_of(cursors_.at(cursor));
        std::erase_if(found, [&](const Message* m) {
            return newest_first ? micros_of(m->ts) >= last : micros_of(m->ts) <= last;
        });
    }
    std::size_t limit = 100;
    if (const std::string asked = word_at(args, "limit"); !asked.empty()) {
        limit = 0;
        std::from_chars(asked.data(), asked.data() + asked.size(), limit);
        if (limit < 1 || limit > 999) return slack_refusal("invalid_limit");
    }
    limit = std::min(limit, page_size);
    json given = json::array();
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) {
        json body = found[i]->body;
        if (!sees_metadata) body.erase("metadata");
        if (const std::size_t count = answers_to(found[i]->ts); count > 0) {
            body["thread_ts"] = found[i]->ts;
            body["reply_count"] = count;
        }
        given.push_back(std::move(body));
    }
    json answer = {{"ok", true}, {"messages", given}, {"has_more", found.size() > limit}};
    if (found.size() > limit) {
        const std::string cursor = core::base64("next_ts:" + found[limit - 1]->ts);
        cursors_[cursor] = found[limit - 1]->ts;
        answer["response_metadata"] = {{"next_cursor", cursor}};
    }
    return answer;
}

json SlackService::wrong_content(const json& args) {
    const json& blocks = member_at(args, "blocks");
    if (text_at(args, "text").empty() && blocks.empty()) return slack_refusal("no_text");
    if (units_of(text_at(args, "text")) > most_message_text) return slack_refusal("msg_too_long");
    if (slack_mentions(text_at(args, "text")) || flag_at(args, "link_names"))
        return slack_refusal("invalid_arguments",
                             {"[ERROR] the tests allow no mention [json-pointer:/text]"});
    if (const json& metadata = member_at(args, "metadata"); !metadata.is_null()) {
        if (!metadata.empty() &&
            (text_at(metadata, "event_type").empty() || !member_at(metadata, "event_payload").is_object()))
            return slack_refusal("invalid_metadata_format");
    }
    if (blocks.is_null()) return nullptr;
    std::set<std::string> shown;
    for (const auto& [id, bytes] : files_.completed()) shown.insert(id);
    const bool shows_upload = blocks.dump().find("\"slack_file\"") != std::string::npos;
    if (shows_upload && files_unready_for > 0) {
        --files_unready_for;
        shown.clear();
    }
    const std::vector<std::string> errors = slack_block_errors(blocks, shown);
    if (!errors.empty()) return slack_refusal("invalid_blocks", errors);
    if (slack_blocks_too_long(blocks)) return slack_refusal("msg_blocks_too_long");
    return nullptr;
}

void SlackService::fill(json& body, const json& args) {
    for (const char* key : {"text", "metadata"})
        if (args.contains(key)) body[key] = args[key];
    if (args.contains("blocks")) body["blocks"] = kept_blocks(args["blocks"], text_at(body, "ts"));
    if (member_at(body, "metadata").empty()) body.erase("metadata");
}

json SlackService::post(const json& args) {
    if (is_archived) return slack_refusal("is_archived");
    if (!is_member && !scopes.contains("chat:write.public")) return slack_refusal("not_in_channel");
    if (json wrong = wrong_content(args); !wrong.is_null()) return wrong;
    const std::string thread = word_at(args, "thread_ts");
    if (!thread.empty() && find(thread) == nullptr) return slack_refusal("cannot_reply_to_message");
    const std::string ts = next_ts();
    json body = own_message(ts);
    if (!thread.empty()) body["thread_ts"] = thread;
    fill(body, args);
    messages.push_back({ts, thread, body});
    ++created;
    return {{"ok", true}, {"channel", channel}, {"ts", ts}, {"message", body}};
}

json SlackService::update(const json& args) {
    const std::string ts = word_at(args, "ts");
    if (ts.empty()) return slack_missing("ts");
    if (is_archived) return slack_refusal("is_inactive");
    Message* message = find(ts);
    if (message == nullptr || text_at(message->body, "subtype") == "tombstone")
        return slack_refusal("message_not_found");
    if (text_at(message->body, "bot_id") != bot_id) return slack_refusal("cant_update_message");
    if (json wrong = wrong_content(args); !wrong.is_null()) return wrong;
    // What is not named stays: an empty list takes the blocks away.
    fill(message->body, args);
    message->body["edited"] = {{"user", "U0BOT"}, {"ts", next_ts()}};
    return {{"ok", true},
            {"channel", channel},
            {"ts", ts},
            {"text", text_at(message->body, "text")},
            {"message", message->body}};
}

json SlackService::take_away(const json& args) {
    const std::string ts = word_at(args, "ts");
    if (ts.empty()) return slack_missing("ts");
    const Message* message = find(ts);
    if (message == nullptr || text_at(message->body, "subtype") == "tombstone")
        return slack_refusal("message_not_found");
    if (text_at(message->body, "bot_id") != bot_id) return slack_refusal("cant_delete_message");
    remove(ts);
    return {{"ok", true}, {"channel", channel}, {"ts", ts}};
}

json SlackService::permalink(const json& args) {
    const std::string ts = word_at(args, "message_ts");
    if (ts.empty()) return slack_missing("message_ts");
    if (find(ts) == nullptr) return slack_refusal("message_not_found");
    std::string digits = ts;
    std::erase(digits, '.');
    return {{"ok", true},
            {"channel", channel},
            {"permalink", std::string("https://radio.slack.com/archives/") + channel + "/p" + digits}};
}

json SlackService::upload_url(const json& args) {
    return files_.place(args, host_);
}

json SlackService::complete_upload(const json& args) {
    // Without a channel the files stay private; with one this is a post of its own.
    const std::string shared = word_at(args, "channel_id");
    if (!shared.empty() && shared != channel) return slack_refusal("channel_not_found");
    if (!shared.empty() && !is_member) return slack_refusal("not_in_channel");
    json answer = files_.complete(args);
    if (!shared.empty() && flag_at(answer, "ok")) {
        json body = own_message(next_ts());
        body["text"] = text_at(args, "initial_comment");
        body["files"] = answer["files"];
        messages.push_back({text_at(body, "ts"), {}, body});
        ++created;
    }
    return answer;
}

SlackService::Message* SlackService::find(const std::string& ts) {
    const auto found =
        std::find_if(messages.begin(), messages.end(), [&](const Message& m) { return m.ts == ts; });
    return found == messages.end() ? nullptr : &*found;
}

std::size_t SlackService::answers_to(const std::string& ts) const {
    return static_cast<std::size_t>(
        std::count_if(messages.begin(), messages.end(), [&](const Message& m) { return m.thread_ts == ts; }));
}

std::string SlackService::next_ts() {
    const std::int64_t now = clock().time_since_epoch().count() * second;
    last_ts_ = std::max(now, last_ts_) + 100;
    return ts_of(last_ts_);
}

}  // namespace cityfm::tests
