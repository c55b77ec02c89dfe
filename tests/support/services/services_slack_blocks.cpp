// SPDX-License-Identifier: MIT
#include "tests/support/services/services_slack_blocks.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "tests/support/services/services.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;

constexpr std::size_t most_blocks = 50;
constexpr std::size_t most_in_all = 13'000;
constexpr std::size_t most_header = 150;
constexpr std::size_t most_block_text = 3000;
constexpr std::size_t most_field = 2000;
constexpr std::size_t most_button = 75;
constexpr std::size_t most_alt = 2000;
constexpr std::size_t most_title = 2000;
constexpr std::size_t most_id = 255;
constexpr std::size_t most_value = 2000;
constexpr std::size_t most_block_address = 3000;

class BlockCheck {
  public:
    explicit BlockCheck(const std::set<std::string>& files) : files_(files) {}

    std::vector<std::string> errors(const json& blocks) {
        if (!blocks.is_array()) {
            say("must be an array", "/blocks");
            return errors_;
        }
        if (blocks.size() > most_blocks) say("no more than 50 items allowed", "/blocks");
        for (std::size_t i = 0; i < blocks.size(); ++i) block(blocks[i], "/blocks/" + std::to_string(i));
        return errors_;
    }

  private:
    void say(const std::string& what, const std::string& where) {
        errors_.push_back("[ERROR] " + what + " [json-pointer:" + where + "]");
    }

    void only(const json& object, const std::string& where, std::initializer_list<std::string_view> keys) {
        for (const auto& [key, value] : object.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                say("invalid additional property: " + key, where);
        }
    }

    void length(const json& object, const std::string& key, const std::string& where, std::size_t least,
                std::size_t most) {
        const json& value = member_at(object, key);
        if (value.is_null() && least == 0) return;
        if (!value.is_string()) return say("missing required field: " + key, where);
        const std::size_t size = units_of(value.get<std::string>());
        if (size < least)
            say("must be more than " + std::to_string(least - 1) + " characters", where + "/" + key);
        if (size > most)
            say("must be less than " + std::to_string(most + 1) + " characters", where + "/" + key);
    }

    /// A text object, of either kind or of `kind` alone.
    void text(const json& object, const std::string& where, std::size_t most, std::string_view kind = {}) {
        const std::string type = text_at(object, "type");
        if (type != "plain_text" && type != "mrkdwn") return say("must be a valid text object", where);
        if (!kind.empty() && type != kind)
            say("must be a valid enum value: " + std::string(kind), where + "/type");
        if (type == "mrkdwn") {
            only(object, where, {"type", "text", "verbatim"});
        } else {
            only(object, where, {"type", "text", "emoji"});
        }
        length(object, "text", where, 1, most);
        if (slack_mentions(text_at(object, "text"))) say("the tests allow no mention", where + "/text");
    }

    void id(const json& object, const std::string& key, const std::string& where,
            std::set<std::string>& used) {
        length(object, key, where, 0, most_id);
        const std::string value = text_at(object, key);
        if (!value.empty() && !used.insert(value).second)
            say("`" + key + "` must be unique: " + value, where + "/" + key);
    }

    void image(const json& object, const std::string& where) {
        length(object, "alt_text", where, 1, most_alt);
        const bool elsewhere = object.contains("image_url");
        if (elsewhere == object.contains("slack_file"))
            return say("must define one of `slack_file` or `image_url`", where);
        if (elsewhere) {
            length(object, "image_url", where, 1, most_block_address);
            if (!is_address(text_at(object, "image_url"), {"http://", "https://"}))
                say("invalid url", where + "/image_url");
        } else if (!files_.contains(text_at(member_at(object, "slack_file"), "id"))) {
            say("invalid slack file", where + "/slack_file");
        }
    }

    void button(const json& object, const std::string& where, std::set<std::string>& actions) {
        only(object, where, {"type", "text", "action_id", "url", "value", "style", "accessibility_label"});
        text(member_at(object, "text"), where + "/text", most_button, "plain_text");
        id(object, "action_id", where, actions);
        length(object, "value", where, 0, most_value);
        length(object, "url", where, 0, most_block_address);
        if (object.contains("url") && !is_address(text_at(object, "url"), {"http://", "https://", "mailto:"}))
            say("invalid url", where + "/url");
        const std::string style = text_at(object, "style");
        if (object.contains("style") && style != "primary" && style != "danger")
            say("must be a valid enum value", where + "/style");
    }

    void element(const json& object, const std::string& where, std::set<std::string>& actions) {
        const std::string type = text_at(object, "type");
        if (type == "button") return button(object, where, actions);
        if (type != "image") return say("unsupported type: " + type, where + "/type");
        only(object, where, {"type", "image_url", "slack_file", "alt_text"});
        image(object, where);
    }

    void list(const json& object, const std::string& key, const std::string& where, std::size_t most) {
        const json& items = member_at(object, key);
        if (!items.is_array() || items.empty())
            say("no fewer than 1 items allowed", where + "/" + key);
        else if (items.size() > most)
            say("no more than " + std::to_string(most) + " items allowed", where + "/" + key);
    }

    void section(const json& object, const std::string& where) {
        only(object, where, {"type", "text", "fields", "accessory", "block_id", "expand"});
        if (!object.contains("text") && !object.contains("fields"))
            say("must define either `text` or `fields`", where);
        if (object.contains("text")) text(object["text"], where + "/text", most_block_text);
        if (object.contains("fields")) {
            list(object, "fields", where, 10);
            std::size_t number = 0;
            for (const json& field : object["fields"])
                text(field, where + "/fields/" + std::to_string(number++), most_field);
        }
        std::set<std::string> actions;
        if (object.contains("accessory")) element(object["accessory"], where + "/accessory", actions);
    }

    void block(const json& object, const std::string& where) {
        if (!object.is_object()) return say("must be an object", where);
        const std::string type = text_at(object, "type");
        id(object, "block_id", where, block_ids_);
        if (type == "section") {
            section(object, where);
        } else if (type == "header") {
            only(object, where, {"type", "text", "block_id"});
            text(member_at(object, "text"), where + "/text", most_header, "plain_text");
        } else if (type == "context") {
            only(object, where, {"type", "elements", "block_id"});
            list(object, "elements", where, 10);
            elements(object, where);
        } else if (type == "actions") {
            only(object, where, {"type", "elements", "block_id"});
            list(object, "elements", where, 25);
            elements(object, where);
        } else if (type == "image") {
            only(object, where, {"type", "image_url", "slack_file", "alt_text", "title", "block_id"});
            image(object, where);
            if (object.contains("title")) text(object["title"], where + "/title", most_title, "plain_text");
        } else if (type == "divider") {
            only(object, where, {"type", "block_id"});
        } else {
            // Video needs links.embed:write and a domain of one's own; nobody here sends the others.
            say("unsupported type: " + type, where + "/type");
        }
    }

    void elements(const json& object, const std::string& where) {
        const json& all = member_at(object, "elements");
        std::set<std::string> actions;
        for (std::size_t i = 0; all.is_array() && i < all.size(); ++i) {
            const std::string at = where + "/elements/" + std::to_string(i);
            const std::string type = text_at(all[i], "type");
            const bool in_context = text_at(object, "type") == "context";
            if (in_context && type != "image") {
                text(all[i], at, most_block_text);
            } else if (!in_context && type == "image") {
                say("unsupported type: image", at + "/type");
            } else {
                element(all[i], at, actions);
            }
        }
    }

    const std::set<std::string>& files_;
    std::set<std::string> block_ids_;
    std::vector<std::string> errors_;
};

std::size_t texts_in(const json& value) {
    std::size_t sum = 0;
    if (value.is_structured()) {
        for (const auto& [key, member] : value.items()) {
            const bool counts = member.is_string() && (key == "text" || key == "alt_text");
            sum += counts ? units_of(member.get<std::string>()) : texts_in(member);
        }
    }
    return sum;
}

}  // namespace

std::vector<std::string> slack_block_errors(const json& blocks, const std::set<std::string>& files) {
    return BlockCheck(files).errors(blocks);
}

bool slack_blocks_too_long(const json& blocks) {
    return texts_in(blocks) > most_in_all;
}

bool slack_mentions(const std::string& text) {
    return text.find("<!") != std::string::npos || text.find("<@") != std::string::npos;
}

}  // namespace cityfm::tests
