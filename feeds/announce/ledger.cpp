// SPDX-License-Identifier: MIT
#include "feeds/announce/ledger.h"

#include <algorithm>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// What is certain counts before what may be, and that before what is not.
int weight(const Event& event) {
    switch (event.status) {
        case Status::sent:
        case Status::withdrawn:
            return 2;
        case Status::sending:
        case Status::unknown:
            return 1;
        case Status::failed:
        case Status::missed:
            return 0;
    }
    return 0;
}

bool is_open(const Event& event) {
    return weight(event) == 1;
}

}  // namespace

Ledger::Ledger(std::filesystem::path file, std::string run) : file_(std::move(file)), run_(std::move(run)) {
    reread();
}

void Ledger::reread() {
    attempts_.clear();
    keys_.clear();
    damages_.clear();
    cut_line_.clear();
    std::error_code error;
    const auto status = std::filesystem::symlink_status(file_, error);
    if (error && error != std::errc::no_such_file_or_directory)
        core::fail_on_file(Code::cannot_read, file_, error.value());
    if (!std::filesystem::exists(status)) return;
    if (std::filesystem::is_symlink(status))
        throw Error(Kind::show, Code::link_in_the_way, {{"path", file_.string()}});
    const std::string text = core::read_file(file_);
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const bool ends = end != std::string::npos;
        const std::string line = text.substr(at, end - at);
        at = ends ? end + 1 : text.size();
        ++number;
        if (line.empty()) continue;
        Line read = parse_line(line);
        switch (read.kind) {
            case LineKind::event:
                keys_[read.event.id].try_emplace(read.event.key, number);
                take(read.event);
                break;
            case LineKind::newer:
                throw Error(Kind::show, Code::ledger_newer,
                            {{"path", file_name()}, {"line", std::to_string(number)}});
            case LineKind::damaged:
                if (!ends && is_cut_short(line)) {
                    cut_line_ = line;
                } else {
                    damages_.push_back({number, std::move(read.keys)});
                }
                break;
        }
    }
}

void Ledger::take(const Event& event) {
    const auto [found, first] = attempts_[event.key].try_emplace(event.run, Attempt{event, {}, {}});
    Attempt& attempt = found->second;
    if (event.status == Status::sending) attempt.sendings.push_back(event.time);
    if (event.status == Status::failed)
        attempt.last_failure = std::max(attempt.last_failure.value_or(event.time), event.time);
    if (first) return;
    // Git merges lines in any order. What was sent or taken back stands, whatever else was noted; else the
    // newest event counts, and of one moment the last line.
    const bool was_certain = weight(attempt.newest) == 2;
    const bool is_certain = weight(event) == 2;
    if (was_certain == is_certain ? event.time >= attempt.newest.time : is_certain) attempt.newest = event;
}

const Event* Ledger::latest(const std::string& key) const {
    const auto runs = attempts_.find(key);
    if (runs == attempts_.end()) return nullptr;
    const Event* counts = nullptr;
    for (const auto& [run, attempt] : runs->second) {
        const Event& event = attempt.newest;
        const bool replaces = counts == nullptr || weight(event) > weight(*counts) ||
                              (weight(event) == weight(*counts) && event.time >= counts->time);
        if (replaces) counts = &event;
    }
    return counts;
}

const Event* Ledger::own(const std::string& key) const {
    const auto runs = attempts_.find(key);
    if (runs == attempts_.end()) return nullptr;
    const auto found = runs->second.find(run_);
    return found != runs->second.end() ? &found->second.newest : nullptr;
}

std::set<std::string> Ledger::open_runs(const std::string& key) const {
    std::set<std::string> open;
    const auto runs = attempts_.find(key);
    if (runs == attempts_.end()) return open;
    for (const auto& [run, attempt] : runs->second) {
        if (is_open(attempt.newest)) open.insert(run);
    }
    return open;
}

std::optional<int> Ledger::damaged_line(const std::string& key) const {
    for (const Damage& damage : damages_) {
        const bool concerns = damage.keys.empty() ||
                              std::any_of(damage.keys.begin(), damage.keys.end(),
                                          [&](const std::string& known) { return key.starts_with(known); });
        if (concerns) return damage.line;
    }
    return std::nullopt;
}

std::optional<int> Ledger::other_key_line(const std::string& id, const std::string& key) const {
    const auto known = keys_.find(id);
    if (known == keys_.end()) return std::nullopt;
    for (const auto& [other, line] : known->second) {
        if (other != key) return line;
    }
    return std::nullopt;
}

std::vector<int> Ledger::damaged_lines() const {
    std::vector<int> lines;
    lines.reserve(damages_.size());
    for (const Damage& damage : damages_) lines.push_back(damage.line);
    return lines;
}

std::optional<core::Instant> Ledger::first_sending(const std::string& key) const {
    const auto runs = attempts_.find(key);
    if (runs == attempts_.end()) return std::nullopt;
    std::optional<core::Instant> first;
    for (const auto& [run, attempt] : runs->second) {
        for (const core::Instant time : attempt.sendings) {
            if (!attempt.last_failure || time > *attempt.last_failure)
                first = std::min(first.value_or(time), time);
        }
    }
    return first;
}

std::vector<Event> Ledger::latest() const {
    std::vector<Event> events;
    events.reserve(attempts_.size());
    for (const auto& [key, runs] : attempts_) events.push_back(*latest(key));
    return events;
}

void Ledger::append(Event event) {
    event = sound(std::move(event));
    if (const Event* before = latest(event.key); before != nullptr && before->time >= event.time) {
        // A clock that stands or jumped back must not put this event before the one that it follows.
        event.time = before->time;
        const bool is_next = event.status == Status::sending || event.run != before->run;
        if (is_next) event.time += std::chrono::seconds(1);
    }
    remove_cut_line();
    core::append_line(file_, core::to_line(to_json(event)));
    take(event);
}

void Ledger::remove_cut_line() {
    if (cut_line_.empty()) return;
    const std::string text = core::read_file(file_);
    if (text.ends_with("\n" + cut_line_) || text == cut_line_)
        core::write_file(file_, text.substr(0, text.size() - cut_line_.size()));
    cut_line_.clear();
}

void Ledger::close_others(const std::string& key, core::Instant now) {
    for (const std::string& run : open_runs(key)) {
        if (run == run_) continue;
        Event ended = attempts_.at(key).at(run).newest;
        ended.status = Status::failed;
        ended.time = now;
        append(std::move(ended));
    }
}

}  // namespace cityfm::announce
