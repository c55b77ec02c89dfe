// SPDX-License-Identifier: MIT
#include "pipeline/core/record.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/core/json.h"

namespace cityfm::core {
namespace {

/// An object or an array while its text is gone through.
struct Level {
    std::string path;
    bool is_array = false;
    std::size_t index = 0;
    std::string key;

    std::string path_of_value() const {
        if (is_array) return path + "[" + std::to_string(index) + "]";
        return path.empty() ? key : path + "." + key;
    }
};

/// The string that begins at a quotation mark, as it is written; `at` goes behind it.
std::string_view take_string(std::string_view json, std::size_t& at) {
    const std::size_t begin = ++at;
    while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
    at = std::min(at, json.size());
    const std::string_view text = json.substr(begin, at - begin);
    at = std::min(at + 1, json.size());
    return text;
}

std::string shown(const Json* value) {
    constexpr std::size_t most = 80;
    if (value == nullptr) return {};
    std::string text = value->is_string() ? value->get<std::string>()
                                          : value->dump(-1, ' ', true, Json::error_handler_t::replace);
    return text.size() <= most ? text : text.substr(0, most) + "…";
}

std::string bounds(double least, double most) {
    return format("{:g}–{:g}", least, most);
}

}  // namespace

Json parse_json(const std::string& text) {
    constexpr int most_depth = 32;
    std::vector<std::set<std::string>> keys;  // of the objects around the place
    const auto look = [&](int depth, Json::parse_event_t event, Json& value) {
        // A value that is nested without end overflows the stack of whatever goes through it later.
        if (depth > most_depth) throw Error(Kind::show, Code::json_syntax, {{"reason", "nested too deep"}});
        if (event == Json::parse_event_t::object_start) keys.emplace_back();
        if (event == Json::parse_event_t::object_end) keys.pop_back();
        // Nobody can tell which of the two is right.
        if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
            throw Error(Kind::show, Code::json_syntax,
                        {{"reason", "the key " + value.dump(-1, ' ', true) + " stands there twice"}});
        return true;
    };
    return Json::parse(text, look);
}

std::map<std::string, int> lines_of_values(std::string_view json) {
    std::map<std::string, int> lines;
    std::vector<Level> levels;
    int line = 1;
    bool expects_key = false;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '\n') ++line;
        if (c == '"') {
            const std::string_view text = take_string(json, at);
            if (expects_key) {
                levels.back().key = text;
                lines.emplace(levels.back().path_of_value(), line);
                expects_key = false;
            }
            continue;
        }
        if (c == '{' || c == '[') {
            const std::string path = levels.empty() ? "" : levels.back().path_of_value();
            if (!path.empty()) lines.emplace(path, line);
            levels.push_back({path, c == '[', 0, {}});
            expects_key = c == '{';
        } else if ((c == '}' || c == ']') && !levels.empty()) {
            levels.pop_back();
            expects_key = false;
        } else if (c == ',' && !levels.empty()) {
            ++levels.back().index;
            expects_key = !levels.back().is_array;
        }
        ++at;
    }
    return lines;
}

struct Record::File {
    std::string name;
    Json root;
    std::map<std::string, int> lines;  ///< of each value, by its path: `renditions[0].path`
    Findings& findings;
};

bool Record::has(const std::string& key) const {
    return json_->contains(key);
}

std::optional<Record> Record::parse(const std::string& text, const std::string& file, Findings& findings) {
    Json json;
    std::string reason;
    try {
        json = parse_json(text);
        if (!json.is_object()) reason = "{ … }";
    } catch (const Json::exception& error) {
        reason = error.what();
    } catch (const Error& error) {
        reason = arg(error.args, "reason");
    }
    if (!reason.empty()) {
        findings.push_back(
            {Severity::error, Code::json_syntax, {file, 0, 0}, {{"path", file}, {"reason", reason}}});
        return std::nullopt;
    }
    const auto read = std::make_shared<File>(File{file, std::move(json), lines_of_values(text), findings});
    return Record(read, read->root, "");
}

const Json* Record::find(const std::string& key) const {
    const auto found = json_->find(key);
    return found != json_->end() ? &*found : nullptr;
}

void Record::refuse(const std::string& key, const std::string& expected) const {
    const auto line = file_->lines.find(prefix_ + key);
    file_->findings.push_back(
        {Severity::error,
         Code::bad_record,
         {file_->name, line != file_->lines.end() ? line->second : 0, 0},
         {{"key", prefix_ + key}, {"found", shown(find(key))}, {"expected", expected}}});
}

std::string Record::text(const std::string& key, std::size_t least, std::size_t most) const {
    return text(
        key, [&](std::string_view text) { return text.size() >= least && text.size() <= most; }, "text");
}

std::string Record::text(const std::string& key, const std::function<bool(std::string_view)>& good,
                         const std::string& expected) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_string() && good(value->get_ref<const std::string&>()))
        return value->get<std::string>();
    refuse(key, expected);
    return {};
}

std::int64_t Record::integer(const std::string& key, std::int64_t least, std::int64_t most) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_number_integer() && *value >= least && *value <= most)
        return value->get<std::int64_t>();
    refuse(key, bounds(static_cast<double>(least), static_cast<double>(most)));
    return 0;
}

double Record::number(const std::string& key, double least, double most) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_number()) {
        const auto number = value->get<double>();
        if (std::isfinite(number) && number >= least && number <= most) return number;
    }
    refuse(key, bounds(least, most));
    return 0;
}

std::optional<double> Record::number_or_null(const std::string& key, double least, double most) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_null()) return std::nullopt;
    return number(key, least, most);
}

bool Record::boolean(const std::string& key) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_boolean()) return value->get<bool>();
    refuse(key, "boolean");
    return false;
}

std::optional<Record> Record::record(const std::string& key) const {
    const Json* value = find(key);
    if (value != nullptr && value->is_object()) return Record(file_, *value, prefix_ + key + ".");
    refuse(key, "table");
    return std::nullopt;
}

std::vector<Record> Record::records(const std::string& key, std::size_t least, std::size_t most) const {
    const Json* value = find(key);
    std::vector<Record> records;
    bool good = value != nullptr && value->is_array() && value->size() >= least && value->size() <= most;
    for (std::size_t i = 0; good && i < value->size(); ++i) {
        good = (*value)[i].is_object();
        if (good) records.push_back(Record(file_, (*value)[i], format("{}{}[{}].", prefix_, key, i)));
    }
    if (good) return records;
    refuse(key, "tables");
    return {};
}

std::map<std::string, std::string> Record::texts(
    const std::string& key, const std::function<bool(std::string_view, std::string_view)>& good,
    const std::string& expected) const {
    std::map<std::string, std::string> texts;
    const auto members = record(key);
    if (!members) return texts;
    for (const auto& [name, value] : members->json_->items()) {
        if (value.is_string() && good(name, value.get_ref<const std::string&>())) {
            texts[name] = value.get<std::string>();
        } else {
            members->refuse(name, expected);
        }
    }
    return texts;
}

}  // namespace cityfm::core
