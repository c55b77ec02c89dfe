// SPDX-License-Identifier: MIT
#include "tests/support/services/services_line.h"

#include <algorithm>
#include <regex>

namespace cityfm::tests {
namespace {

using nlohmann::json;

constexpr std::size_t most_messages = 5;
// developers.line.biz/en/docs/messaging-api/text-character-count: UTF-16 units
constexpr std::size_t most_line_text = 5000;
/// The reference says 1500 by now; it said 400 for years, and this project keeps to that.
constexpr std::size_t most_alt_text = 400;
constexpr std::size_t most_label = 20;
constexpr std::size_t most_line_address = 1000;
constexpr std::size_t most_image_address = 2000;
constexpr std::size_t most_bubbles = 12;
constexpr std::size_t most_bubble_bytes = 30'000;
constexpr std::size_t most_carousel_bytes = 50'000;

/// What is wrong with the messages, as `details` lists it.
class MessageCheck {
  public:
    json details(const json& messages) {
        if (!messages.is_array() || messages.empty() || messages.size() > most_messages) {
            say("Size must be between 1 and 5", "messages");
            return details_;
        }
        for (std::size_t i = 0; i < messages.size(); ++i)
            message(messages[i], "messages[" + std::to_string(i) + "]");
        return details_;
    }

  private:
    void say(const std::string& message, const std::string& property) {
        details_.push_back({{"message", message}, {"property", property}});
    }

    void length(const json& object, const std::string& key, const std::string& where, std::size_t most) {
        const std::size_t size = units_of(text_at(object, key));
        if (size == 0) say("May not be empty", where + "." + key);
        if (size > most) say("Length must be between 0 and " + std::to_string(most), where + "." + key);
    }

    void image(const json& object, const std::string& key, const std::string& where) {
        length(object, key, where, most_image_address);
        if (!is_address(text_at(object, key), {"https://"})) say("Must be an HTTPS URL", where + "." + key);
    }

    void message(const json& object, const std::string& where) {
        const std::string type = text_at(object, "type");
        if (type == "text") {
            length(object, "text", where, most_line_text);
        } else if (type == "image") {
            image(object, "originalContentUrl", where);
            image(object, "previewImageUrl", where);
        } else if (type == "flex") {
            length(object, "altText", where, most_alt_text);
            container(member_at(object, "contents"), where + ".contents");
        } else {
            say("Must be one of the following values: [text, image, flex]", where + ".type");
        }
    }

    void container(const json& object, const std::string& where) {
        if (text_at(object, "type") == "bubble") return bubble(object, where);
        if (text_at(object, "type") != "carousel")
            return say("Must be one of the following values: [bubble, carousel]", where + ".type");
        const json& bubbles = member_at(object, "contents");
        if (!bubbles.is_array() || bubbles.empty() || bubbles.size() > most_bubbles)
            return say("Size must be between 1 and 12", where + ".contents");
        if (object.dump().size() > most_carousel_bytes) say("Too large", where);
        for (std::size_t i = 0; i < bubbles.size(); ++i)
            bubble(bubbles[i], where + ".contents[" + std::to_string(i) + "]");
    }

    void bubble(const json& object, const std::string& where) {
        if (text_at(object, "type") != "bubble") return say("Must be bubble", where + ".type");
        if (object.dump().size() > most_bubble_bytes) say("Too large", where);
        bool shows = false;
        for (const char* block : {"header", "hero", "body", "footer"}) {
            if (!object.contains(block)) continue;
            shows = true;
            const std::string type = text_at(object[block], "type");
            const bool is_hero = std::string(block) == "hero";
            if (type != "box" && !(is_hero && type == "image"))
                say("Invalid type: " + type, where + "." + block + ".type");
            component(object[block], where + "." + block);
        }
        if (!shows) say("At least one block must be specified", where);
    }

    void component(const json& object, const std::string& where) {
        const std::string type = text_at(object, "type");
        if (type == "box") {
            const std::string layout = text_at(object, "layout");
            if (layout != "horizontal" && layout != "vertical" && layout != "baseline")
                say("Must be one of the following values: [horizontal, vertical, baseline]",
                    where + ".layout");
            components(object, where);
        } else if (type == "text" || type == "span") {
            if (object.contains("contents"))
                components(object, where);
            else if (text_at(object, "text").empty())
                say("must be non-empty text", where + ".text");
        } else if (type == "image" || type == "icon") {
            image(object, "url", where);
        } else if (type == "button") {
            if (!object.contains("action")) say("must be specified", where + ".action");
        } else if (type != "separator" && type != "filler") {
            say("unknown type: " + type, where + ".type");
        }
        if (object.is_object() && object.contains("action"))
            action(object["action"], where + ".action", type == "button");
    }

    void components(const json& object, const std::string& where) {
        const json& all = member_at(object, "contents");
        if (!all.is_array()) return say("must be specified", where + ".contents");
        for (std::size_t i = 0; i < all.size(); ++i)
            component(all[i], where + ".contents[" + std::to_string(i) + "]");
    }

    void action(const json& object, const std::string& where, bool of_button) {
        if (of_button || object.contains("label")) length(object, "label", where, most_label);
        if (text_at(object, "type") != "uri") return say("The tests know uri actions only", where + ".type");
        length(object, "uri", where, most_line_address);
        if (!is_address(text_at(object, "uri"), {"http://", "https://", "tel:", "line://"}))
            say("invalid uri scheme", where + ".uri");
    }

    json details_ = json::array();
};

Answer refusal(int status, const std::string& message) {
    return json_answer({{"message", message}}, status);
}

bool is_uuid(const std::string& text) {
    static const std::regex form("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    return std::regex_match(text, form);
}

}  // namespace

bool LineService::posts(const Asked& asked) const {
    return asked.method == "POST" && path_alone(asked) == "/v2/bot/message/broadcast";
}

Answer LineService::answer(const Asked& asked) {
    const std::string request_id = next_request_id();
    Answer answer;
    if (header_of(asked, "authorization") != std::string("Bearer ") + token) {
        answer = refusal(
            401,
            "Authentication failed. Confirm that the access token in the authorization header is valid.");
    } else {
        answer = posts(asked) ? broadcast(asked) : told(asked);
    }
    answer.headers["x-line-request-id"] = request_id;
    return answer;
}

Answer LineService::told(const Asked& asked) const {
    const std::string path = path_alone(asked);
    if (asked.method != "GET") return refusal(404, "Not found");
    if (path == "/v2/bot/info") {
        return json_answer({{"userId", "U00000000000000000000000000000000"},
                            {"basicId", "@cityfm"},
                            {"displayName", "radio"},
                            {"chatMode", "bot"},
                            {"markAsReadMode", "auto"}});
    }
    if (path == "/v2/bot/message/quota")
        return json_answer(has_limit ? json{{"type", "limited"}, {"value", quota}} : json{{"type", "none"}});
    if (path == "/v2/bot/message/quota/consumption") return json_answer({{"totalUsage", used}});
    if (path != "/v2/bot/insight/followers") return refusal(404, "Not found");
    static const std::regex date("[0-9]{8}");
    const auto query = query_fields(asked);
    if (!query.contains("date") || !std::regex_match(query.at("date"), date))
        return refusal(400, "The value for the 'date' parameter is invalid");
    if (!insight_is_ready) return json_answer({{"status", "unready"}});
    return json_answer(
        {{"status", "ready"}, {"followers", friends + 2}, {"targetedReaches", friends}, {"blocks", 2}});
}

Answer LineService::broadcast(const Asked& asked) {
    const std::string key = header_of(asked, "x-line-retry-key");
    // LINE takes a broadcast without a key, which could never be repeated; the tests do not.
    if (!is_uuid(key)) return refusal(400, "Invalid retry key");
    // developers.line.biz/en/docs/messaging-api/retrying-api-request: the key is good for 24 hours.
    const auto accepted = std::find_if(broadcasts.begin(), broadcasts.end(), [&](const Broadcast& earlier) {
        return earlier.retry_key == key && clock() - earlier.at < std::chrono::hours(24);
    });
    if (accepted != broadcasts.end()) {
        Answer answer = refusal(409, "The retry key is already accepted");
        answer.headers["x-line-accepted-request-id"] = accepted->request_id;
        return answer;
    }
    const json body = json_of(asked);
    if (!header_of(asked, "content-type").starts_with("application/json") || !body.is_object())
        return refusal(400, "The request body could not be parsed as JSON");
    const json details = MessageCheck().details(member_at(body, "messages"));
    if (!details.empty()) {
        const std::string errors = "The request body has " + std::to_string(details.size()) + " error(s)";
        return json_answer({{"message", errors}, {"details", details}}, 400);
    }
    if (has_limit && used + friends > quota) return refusal(429, "You have reached your monthly limit.");
    used += friends;
    broadcasts.push_back({key, "123e4567-e89b-12d3-a456-" + std::to_string(426'655'440'000 + requests_),
                          clock(), body["messages"]});
    return json_answer(json::object());
}

std::string LineService::next_request_id() {
    return "123e4567-e89b-12d3-a456-" + std::to_string(426'655'440'000 + ++requests_);
}

}  // namespace cityfm::tests
