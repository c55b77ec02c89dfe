// SPDX-License-Identifier: MIT
#include "feeds/announce/ledger.h"

#include <array>
#include <optional>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"

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

Json to_json(const Event& event) {
    Json json = {{"v", Ledger::version},   {"id", event.id},     {"key", event.key},
                 {"status", name_of(event.status)}, {"time", event.time}, {"revision", event.revision}};
    if (!event.remote_id.empty()) json["remote_id"] = event.remote_id;
    if (!event.link.empty()) json["link"] = event.link;
    return json;
}

}  // namespace

std::string_view name_of(Status status) {
    switch (status) {
        case Status::sending: return "sending";
        case Status::sent: return "sent";
        case Status::failed: return "failed";
        case Status::unknown: return "unknown";
        case Status::missed: return "missed";
        case Status::withdrawn: return "withdrawn";
    }
    return "unknown";
}

Ledger::Ledger(std::filesystem::path file) : file_(std::move(file)) {
    std::error_code error;
    if (!std::filesystem::exists(file_, error)) return;
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
        if (json.is_object() && json.value("v", 0) > version) throw Error(Kind::show, Code::ledger_newer, where);
        const auto status = json.is_object() ? parse_status(json.value("status", "")) : std::nullopt;
        if (!status || json.value("key", "").empty()) {
            // What a crash tore was ended by the next append: it can stand anywhere, and never holds a whole object.
            if (json.is_discarded() && (torn || line.rfind("{\"v\":", 0) == 0)) continue;
            throw Error(Kind::show, Code::ledger_broken, where);
        }
        take({json.value("id", ""), json.value("key", ""), *status, json.value("time", ""), json.value("revision", ""),
              json.value("remote_id", ""), json.value("link", "")});
    }
}

void Ledger::take(const Event& event) {
    const auto [known, first] = latest_.emplace(event.key, event);
    if (first) return;
    // An intent never undoes an outcome of its own or a later time, whatever the order of the lines.
    const bool outcome_stands = event.status == Status::sending && known->second.status != Status::sending &&
                                known->second.time >= event.time;
    if (!outcome_stands) known->second = event;
}

const Event* Ledger::latest(const std::string& key) const {
    const auto found = latest_.find(key);
    return found != latest_.end() ? &found->second : nullptr;
}

void Ledger::append(const Event& event) {
    core::append_line(file_, core::to_line(to_json(event)));
    take(event);
}

}  // namespace cityfm::announce
