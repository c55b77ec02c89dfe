// SPDX-License-Identifier: MIT
#include "feeds/announce/ledger.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/model/address.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Json;
using core::Kind;

constexpr std::array statuses = {Status::sending, Status::sent,   Status::failed,
                                 Status::unknown, Status::missed, Status::withdrawn};

std::optional<Status> parse_status(const std::string& text) {
    for (const Status status : statuses) {
        if (name_of(status) == text) return status;
    }
    return std::nullopt;
}

/// A member that is a text; empty for anything else.
std::string text_of(const Json& json, const char* name) {
    if (!json.is_object()) return {};
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int number_of(const Json& json, const char* name) {
    if (!json.is_object()) return 0;
    const auto found = json.find(name);
    return found != json.end() && found->is_number_integer() ? found->get<int>() : 0;
}

/// What a crash left of a line and the next append ended: the start of one of ours, wherever it stands.
bool is_torn(std::string_view line) {
    constexpr std::string_view head = "{\"v\":";
    return line.starts_with(head) || head.starts_with(line);
}

/// True where each member is what this class writes: the file is kept in git, where anybody may propose other
/// lines.
bool is_sound(const Json& json) {
    constexpr std::size_t most = 4000;
    for (const char* name : {"id", "key", "revision", "remote_id", "link", "configuration"}) {
        const auto found = json.find(name);
        if (found == json.end()) continue;
        if (!found->is_string()) return false;
        const auto& text = found->get_ref<const std::string&>();
        const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte == 0x7f;
        });
        if (!plain || text.size() > most) return false;
    }
    const std::string key = text_of(json, "key");
    const std::string link = text_of(json, "link");
    return number_of(json, "v") >= 1 && core::parse_rfc3339(text_of(json, "time")).has_value() &&
           !key.empty() &&
           key.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-") == std::string::npos &&
           (link.empty() || model::is_http_url(link));
}

Json to_json(const Event& event) {
    Json json = {{"v", Ledger::version}, {"id", event.id},
                 {"key", event.key},     {"status", name_of(event.status)},
                 {"time", event.time},   {"revision", event.revision}};
    if (!event.remote_id.empty()) json["remote_id"] = event.remote_id;
    if (!event.link.empty()) json["link"] = event.link;
    if (!event.configuration.empty()) json["configuration"] = event.configuration;
    return json;
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

Ledger::Ledger(std::filesystem::path file) : file_(std::move(file)) {
    std::error_code error;
    const bool there = std::filesystem::exists(std::filesystem::symlink_status(file_, error));
    if (error && error != std::errc::no_such_file_or_directory)
        core::fail_on_file(Code::cannot_read, file_, error.value());
    if (!there) return;
    if (std::filesystem::is_symlink(file_, error))
        throw Error(Kind::show, Code::link_in_the_way, {{"path", file_.string()}});
    const std::string text = core::read_file(file_);
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const bool torn = end == std::string::npos;
        const std::string line = text.substr(at, end - at);
        at = torn ? text.size() : end + 1;
        ++number;
        if (line.empty()) continue;
        const Json json = Json::parse(line, nullptr, false);
        const core::Args where = {{"path", file_.filename().string()}, {"line", std::to_string(number)}};
        if (number_of(json, "v") > version) throw Error(Kind::show, Code::ledger_newer, where);
        const auto status = parse_status(text_of(json, "status"));
        if (!status || !is_sound(json)) {
            if (json.is_discarded() && (torn || is_torn(line))) continue;
            throw Error(Kind::show, Code::ledger_broken, where);
        }
        take({text_of(json, "id"), text_of(json, "key"), *status, text_of(json, "time"),
              text_of(json, "revision"), text_of(json, "remote_id"), text_of(json, "link"),
              text_of(json, "configuration")});
    }
}

void Ledger::remember(const Event& event) {
    if (event.status == Status::sending) attempts_[event.key].sendings.push_back(event.time);
    if (event.status == Status::failed) {
        std::string& last = attempts_[event.key].last_failure;
        last = std::max(last, event.time);
    }
}

std::optional<core::Instant> Ledger::first_sending(const std::string& key) const {
    const auto found = attempts_.find(key);
    if (found == attempts_.end()) return std::nullopt;
    std::optional<core::Instant> first;
    for (const std::string& time : found->second.sendings) {
        const auto moment = core::parse_rfc3339(time);
        if (time > found->second.last_failure && moment) first = std::min(first.value_or(*moment), *moment);
    }
    return first;
}

void Ledger::take(const Event& event) {
    remember(event);
    const auto [known, first] = latest_.emplace(event.key, event);
    if (first) return;
    // Git merges lines in any order. What one machine sent or took back stands, whatever another one noted;
    // else the newest event counts, and of one moment the last line.
    const auto certain = [](const Event& e) {
        return e.status == Status::sent || e.status == Status::withdrawn;
    };
    const Event& old = known->second;
    const bool replaces = certain(old) == certain(event) ? event.time >= old.time : certain(event);
    if (replaces) known->second = event;
}

const Event* Ledger::latest(const std::string& key) const {
    const auto found = latest_.find(key);
    return found != latest_.end() ? &found->second : nullptr;
}

std::vector<Event> Ledger::latest() const {
    std::vector<Event> events;
    events.reserve(latest_.size());
    for (const auto& [key, event] : latest_) events.push_back(event);
    return events;
}

void Ledger::append(const Event& event) {
    Event next = event;
    if (const Event* before = latest(event.key); before != nullptr && before->time >= event.time) {
        // A clock that stands or jumped back must not put this event behind the one that it follows.
        next.time = before->time;
        const auto moment = core::parse_rfc3339(before->time);
        if (moment && event.status == Status::sending) {
            next.time = core::show_rfc3339(*moment + std::chrono::seconds(1), "UTC");
        }
    }
    core::append_line(file_, core::to_line(to_json(next)));
    remember(next);
    latest_.insert_or_assign(next.key, next);
}

}  // namespace cityfm::announce
