// SPDX-License-Identifier: MIT
#include "tests/support/services/services_discord.h"

#include <cstdint>
#include <sstream>

namespace cityfm::tests {
namespace {

using nlohmann::json;

constexpr std::size_t most_content = 2000;
constexpr std::size_t most_embeds = 10;
// discord.com/developers/docs/resources/message#embed-object-embed-limits
constexpr std::size_t most_embed_title = 256;
constexpr std::size_t most_description = 4096;
constexpr std::size_t most_fields = 25;
constexpr std::size_t most_field_name = 256;
constexpr std::size_t most_field_value = 1024;
constexpr std::size_t most_footer = 2048;
constexpr std::size_t most_author = 256;
constexpr std::size_t most_in_embeds = 6000;
constexpr std::size_t most_embed_address = 2048;
constexpr std::int64_t first_id = 1'300'000'000'000'000'000;

Answer refusal(int status, int code, const std::string& message) {
    return json_answer({{"message", message}, {"code", code}}, status);
}

/// What is wrong with a body, as `errors` nests it.
/// discord.com/developers/docs/reference#error-messages
class BodyCheck {
  public:
    json errors(const json& body) {
        if (member_at(member_at(body, "allowed_mentions"), "parse") != json::array())
            say("/allowed_mentions", "TESTS_ALLOW_NO_MENTION", "The tests want \"parse\":[].");
        length(member_at(body, "content"), "/content", 0, most_content);
        if (body.contains("username")) length(body["username"], "/username", 1, 80);
        const json& embeds = member_at(body, "embeds");
        if (!embeds.is_null() && !embeds.is_array())
            say("/embeds", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        if (embeds.is_array() && embeds.size() > most_embeds)
            say("/embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
        for (std::size_t i = 0; embeds.is_array() && i < embeds.size(); ++i)
            embed(embeds[i], "/embeds/" + std::to_string(i));
        if (sum_ > most_in_embeds)
            say("/embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
        return errors_;
    }

  private:
    /// Elements of lists stand in `errors` by their number, as members of an object.
    void say(const std::string& where, const std::string& code, const std::string& message) {
        json* at = &errors_;
        std::istringstream steps(where.substr(1));
        for (std::string step; std::getline(steps, step, '/');) at = &(*at)[step];
        (*at)["_errors"].push_back({{"code", code}, {"message", message}});
    }

    /// How long a text is.
    std::size_t length(const json& text, const std::string& where, std::size_t least, std::size_t most) {
        if (text.is_null() && least == 0) return 0;
        if (!text.is_string()) {
            say(where, "BASE_TYPE_REQUIRED", "This field is required");
            return 0;
        }
        const std::size_t size = code_points_of(text.get<std::string>());
        if (size < least) say(where, "BASE_TYPE_REQUIRED", "This field is required");
        if (size > most)
            say(where, "BASE_TYPE_MAX_LENGTH", "Must be " + std::to_string(most) + " or fewer in length.");
        return size;
    }

    void address(const json& object, const std::string& where) {
        const json& url = member_at(object, "url");
        if (url.is_null()) return;
        length(url, where + "/url", 1, most_embed_address);
        if (!is_address(text_at(object, "url"), {"http://", "https://"}))
            say(where + "/url", "URL_TYPE_INVALID_URL", "Not a well formed URL.");
    }

    void embed(const json& object, const std::string& where) {
        if (!object.is_object()) return say(where, "DICT_TYPE_CONVERT", "Only dictionaries may be used");
        sum_ += length(member_at(object, "title"), where + "/title", 0, most_embed_title);
        sum_ += length(member_at(object, "description"), where + "/description", 0, most_description);
        address(object, where);
        for (const char* picture : {"image", "thumbnail"}) {
            if (!object.contains(picture)) continue;
            if (text_at(object[picture], "url").empty())
                say(where + "/" + picture + "/url", "BASE_TYPE_REQUIRED", "This field is required");
            address(object[picture], where + "/" + picture);
        }
        if (object.contains("footer")) {
            const json& text = member_at(object["footer"], "text");
            sum_ += length(text, where + "/footer/text", 1, most_footer);
        }
        if (object.contains("author")) {
            const json& name = member_at(object["author"], "name");
            sum_ += length(name, where + "/author/name", 1, most_author);
            address(object["author"], where + "/author");
        }
        const json& fields = member_at(object, "fields");
        if (fields.is_array() && fields.size() > most_fields)
            say(where + "/fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        for (std::size_t i = 0; fields.is_array() && i < fields.size(); ++i) {
            const std::string at = where + "/fields/" + std::to_string(i);
            sum_ += length(member_at(fields[i], "name"), at + "/name", 1, most_field_name);
            sum_ += length(member_at(fields[i], "value"), at + "/value", 1, most_field_value);
        }
    }

    json errors_ = json::object();
    std::size_t sum_ = 0;  ///< over all embeds, not over each
};

/// The body of a POST or PATCH; else what is answered to it.
bool body_of(const Asked& asked, json& body, Answer& refused) {
    body = json_of(asked);
    if (!header_of(asked, "content-type").starts_with("application/json") || !body.is_object()) {
        refused = refusal(400, 50109, "The request body contains invalid JSON.");
        return false;
    }
    const json errors = BodyCheck().errors(body);
    if (errors.empty()) return true;
    refused = json_answer({{"message", "Invalid Form Body"}, {"code", 50035}, {"errors", errors}}, 400);
    return false;
}

bool says_nothing(const json& message) {
    return text_at(message, "content").empty() && member_at(message, "embeds").empty();
}

/// The id behind `…/messages/`; empty where the path is another one.
std::string message_in(const std::string& path, const std::string& webhook) {
    const std::string before = webhook + "/messages/";
    return path.starts_with(before) ? path.substr(before.size()) : "";
}

}  // namespace

bool DiscordService::posts(const Asked& asked) const {
    return asked.method != "GET" && path_alone(asked).starts_with(path);
}

Answer DiscordService::answer(const Asked& asked) {
    const std::string web = path_alone(asked);
    const std::string webhook = path;
    if (!web.starts_with("/api/webhooks/")) return refusal(404, 0, "404: Not Found");
    if (!web.starts_with("/api/webhooks/123/")) return refusal(404, 10015, "Unknown Webhook");
    if (web != webhook && !web.starts_with(webhook + "/"))
        return refusal(401, 50027, "Invalid Webhook Token");
    if (web == webhook && asked.method == "POST") return post(asked);
    if (web == webhook && asked.method == "GET") {
        return json_answer({{"type", 1},
                            {"id", "123"},
                            {"name", "radio"},
                            {"avatar", nullptr},
                            {"channel_id", "456"},
                            {"guild_id", "789"},
                            {"application_id", nullptr},
                            {"token", "s3cr3t"}});
    }
    if (web == webhook) return refusal(405, 0, "405: Method Not Allowed");
    const auto found = messages.find(message_in(web, webhook));
    if (found == messages.end()) return refusal(404, 10008, "Unknown Message");
    if (asked.method == "GET") return json_answer(found->second);
    if (asked.method == "PATCH") return edit(asked, found->second);
    if (asked.method != "DELETE") return refusal(405, 0, "405: Method Not Allowed");
    messages.erase(found);
    return {204, "", {}, {}};
}

std::vector<json> DiscordService::live() const {
    std::vector<json> all;
    for (const auto& [id, message] : messages) all.push_back(message);
    return all;
}

Answer DiscordService::post(const Asked& asked) {
    json body;
    Answer refused;
    if (!body_of(asked, body, refused)) return refused;
    if (says_nothing(body)) return refusal(400, 50006, "Cannot send an empty message");
    const std::string id = std::to_string(first_id + static_cast<std::int64_t>(created++) * 4'194'304);
    messages[id] = {{"id", id},
                    {"type", 0},
                    {"channel_id", "456"},
                    {"webhook_id", "123"},
                    {"content", text_at(body, "content")},
                    {"embeds", body.value("embeds", json::array())},
                    {"author", {{"id", "123"}, {"username", "radio"}, {"bot", true}}},
                    {"timestamp", "2026-11-23T03:00:00.000000+00:00"},
                    {"edited_timestamp", nullptr},
                    {"mentions", json::array()},
                    {"mention_roles", json::array()},
                    {"mention_everyone", false}};
    // Without it the answer is empty, and a message that could not be saved gives no error.
    const auto query = query_fields(asked);
    const auto wait = query.find("wait");
    if (wait == query.end() || wait->second != "true") return {204, "", {}, {}};
    return json_answer(messages[id]);
}

Answer DiscordService::edit(const Asked& asked, json& message) {
    json body;
    Answer refused;
    if (!body_of(asked, body, refused)) return refused;
    json edited = message;
    // What is not named stays.
    if (body.contains("content")) edited["content"] = text_at(body, "content");
    if (body.contains("embeds")) edited["embeds"] = body["embeds"].is_null() ? json::array() : body["embeds"];
    if (says_nothing(edited)) return refusal(400, 50006, "Cannot send an empty message");
    edited["edited_timestamp"] = "2026-11-23T04:00:00.000000+00:00";
    message = edited;
    return json_answer(message);
}

}  // namespace cityfm::tests
