// SPDX-License-Identifier: MIT
#include "feeds/announce/event.h"

#include <algorithm>
#include <array>
#include <set>

#include "feeds/announce/channels/service.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Json;

/// Each line begins so.
constexpr std::string_view head = "{\"v\":";
constexpr std::string_view key_member = "\"key\":\"";
constexpr std::size_t most_key_bytes = 64;
constexpr std::string_view of_keys = "0123456789abcdefghijklmnopqrstuvwxyz-";

constexpr std::array statuses = {Status::sending, Status::sent,   Status::failed,
                                 Status::unknown, Status::missed, Status::withdrawn};

std::optional<Status> parse_status(const std::string& text) {
    for (const Status status : statuses) {
        if (name_of(status) == text) return status;
    }
    return std::nullopt;
}

int version_of(const Json& json) {
    if (!json.is_object()) return 0;
    const auto found = json.find("v");
    return found != json.end() && found->is_number_integer() ? found->get<int>() : 0;
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

/// True for a text that a member may hold.
bool is_sound(const std::string& text) {
    constexpr std::size_t most = 4000;
    return text.size() <= most && std::none_of(text.begin(), text.end(), is_control);
}

/// True where each member that may be absent is a short text when it is there.
bool has_sound_texts(const Json& json) {
    constexpr std::array names = {"id", "key", "revision", "remote_id", "link", "configuration", "run"};
    return std::all_of(names.begin(), names.end(), [&](const char* name) {
        const auto found = json.find(name);
        return found == json.end() || (found->is_string() && is_sound(found->get_ref<const std::string&>()));
    });
}

/// Reads an event from a line of JSON, if the line is one.
std::optional<Event> event_in(const Json& json) {
    if (version_of(json) < 1 || !has_sound_texts(json)) return std::nullopt;
    const auto status = parse_status(text_in(json, "status"));
    const auto time = core::parse_rfc3339(text_in(json, "time"));
    const std::string key = text_in(json, "key");
    const std::string link = text_in(json, "link");
    if (!status || !time || key.empty() || key.size() > most_key_bytes ||
        key.find_first_not_of(of_keys) != std::string::npos || (!link.empty() && !core::is_http_url(link)))
        return std::nullopt;
    return Event{text_in(json, "id"),
                 key,
                 *status,
                 *time,
                 text_in(json, "revision"),
                 text_in(json, "remote_id"),
                 link,
                 text_in(json, "configuration"),
                 text_in(json, "run")};
}

/// The keys in a damaged line. Empty if it may concern any key: an event on it does not show its key, or it
/// holds control characters.
std::vector<std::string> keys_in(std::string_view line) {
    if (!line.starts_with("{") || std::any_of(line.begin(), line.end(), is_control)) return {};
    std::size_t events = 0;
    for (std::size_t at = line.find(head); at != std::string_view::npos; at = line.find(head, at + 1))
        ++events;
    std::vector<std::string> keys;
    for (std::size_t at = line.find(key_member); at != std::string_view::npos;
         at = line.find(key_member, at + 1)) {
        const std::string_view rest = line.substr(at + key_member.size());
        keys.emplace_back(rest.substr(0, rest.find_first_not_of(of_keys)));
        // One that is longer than keys are is another one's, and nobody knows whose.
        if (keys.back().empty() || keys.back().size() > most_key_bytes) return {};
    }
    if (keys.size() < std::max<std::size_t>(events, 1)) return {};
    return keys;
}

}  // namespace

std::string_view name_of(Status status) {
    switch (status) {
        case Status::sending:
            return "sending";
        case Status::sent:
            return "sent";
        case Status::failed:
            return "failed";
        case Status::unknown:
            return "unknown";
        case Status::missed:
            return "missed";
        case Status::withdrawn:
            return "withdrawn";
    }
    return "unknown";
}

Json to_json(const Event& event) {
    Json json = {{"v", ledger_version},
                 {"id", event.id},
                 {"key", event.key},
                 {"status", name_of(event.status)},
                 {"time", core::show_rfc3339(event.time, "UTC")},
                 {"revision", event.revision}};
    if (!event.remote_id.empty()) json["remote_id"] = event.remote_id;
    if (!event.link.empty()) json["link"] = event.link;
    if (!event.configuration.empty()) json["configuration"] = event.configuration;
    if (!event.run.empty()) json["run"] = event.run;
    return json;
}

Event sound(Event event) {
    for (std::string* text : {&event.remote_id, &event.link, &event.revision, &event.configuration}) {
        *text = text::clean(*text) == *text && is_sound(*text) ? *text : "";
    }
    if (!core::is_http_url(event.link)) event.link.clear();
    return event;
}

/// True if the line has a member twice: nobody can tell which of the two is right.
bool has_member_twice(const std::string& line) {
    std::set<std::string> members;
    bool twice = false;
    const auto look = [&](int /*depth*/, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::key)
            twice = !members.insert(value.get<std::string>()).second || twice;
        return true;
    };
    const Json ignored = Json::parse(line, look, false);
    return twice;
}

Line parse_line(const std::string& line) {
    const Json json = Json::parse(line, nullptr, false);
    if (has_member_twice(line)) return {LineKind::damaged, {}, keys_in(line)};
    if (version_of(json) > ledger_version) return {LineKind::newer, {}, {}};
    if (auto event = event_in(json)) return {LineKind::event, std::move(*event), {}};
    return {LineKind::damaged, {}, keys_in(line)};
}

bool is_cut_short(const std::string& line) {
    if (!line.starts_with(head)) return head.starts_with(line);
    try {
        const Json whole = Json::parse(line);
        return false;
    } catch (const Json::parse_error& error) {
        // Nothing is wrong with it but that it ends.
        return error.byte > line.size();
    }
}

}  // namespace cityfm::announce
