// SPDX-License-Identifier: MIT
#include "pipeline/model/toml/toml_reader.h"

#include <algorithm>
#include <cassert>
#include <sstream>
#include <utility>

#include "pipeline/core/format.h"
#include "pipeline/core/inner_path.h"
#include "pipeline/core/suggest.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/nesting.h"

namespace cityfm::model {
namespace {

using core::Code;

std::vector<std::string> words(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> found;
    for (std::string word; stream >> word;) found.push_back(word);
    return found;
}

/// The value as TOML would write it, cut to a length that fits a message.
std::string show(const toml::node& node) {
    std::ostringstream stream;
    node.visit([&](const auto& value) {
        using Node = std::decay_t<decltype(value)>;
        if constexpr (toml::is_string<Node>) {
            stream << '"' << value.get() << '"';
        } else if constexpr (toml::is_value<Node>) {
            stream << value;
        } else {
            stream << (toml::is_table<Node> ? "{…}" : "[…]");
        }
    });
    std::string text = stream.str();
    if (text.size() <= 60) return text;
    std::size_t cut = 57;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80) --cut;
    return text.substr(0, cut) + "…";
}

}  // namespace

std::optional<toml::table> parse_toml(const std::string& text, const std::string& file,
                                      core::Findings& findings) {
    // toml++ makes a table of each part of a dotted key, and would run out of stack.
    if (const int line = line_of_long_key(text); line > 0) {
        findings.push_back({core::Severity::error,
                            Code::toml_syntax,
                            {file, line, 0},
                            {{"reason", "a key of more than 100 parts"}}});
        return std::nullopt;
    }
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        const auto& begin = error.source().begin;
        findings.push_back({core::Severity::error,
                            Code::toml_syntax,
                            {file, static_cast<int>(begin.line), static_cast<int>(begin.column)},
                            {{"reason", std::string(error.description())}}});
        return std::nullopt;
    }
}

TableReader::TableReader(const toml::table& table, std::string_view name, Source& source, std::string prefix)
    : table_(table), name_(name), source_(source), prefix_(std::move(prefix)) {}

core::Place TableReader::place_of(const toml::node& node) const {
    const auto& begin = node.source().begin;
    return {source_.file, static_cast<int>(begin.line), static_cast<int>(begin.column)};
}

core::Place TableReader::place(std::string_view name) const {
    const toml::node* node = table_.get(name);
    return place_of(node != nullptr ? *node : table_);
}

void TableReader::complain(Code code, const toml::node& node, core::Args args, core::Severity severity) {
    source_.findings->push_back({severity, code, place_of(node), std::move(args)});
}

void TableReader::wrong_type(const Key& key, const toml::node& node) {
    complain(Code::wrong_type, node,
             {{"key", std::string(key.name)},
              {"expected", std::string(name_of(key.type))},
              {"found", show(node)}});
}

const toml::node* TableReader::find(std::string_view name) {
    asked_.emplace(name);
    const toml::node* node = table_.get(name);
    if (node != nullptr && source_.places != nullptr)
        (*source_.places)[prefix_ + std::string(name)] = place_of(*node);
    return node;
}

void TableReader::finish() {
    std::vector<std::string> known;
    for (const Key& key : keys()) {
        if (key.table != name_) continue;
        known.emplace_back(key.name);
        assert(asked_.contains(key.name) && "the table of keys holds a key that the parser never reads");
        if (key.required && table_.get(key.name) == nullptr) {
            complain(Code::missing_key, table_, {{"key", std::string(key.name)}});
        }
    }
    for (const auto& [name, value] : table_) {
        const std::string key(name.str());
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const auto& begin = name.source().begin;
        source_.findings->push_back(
            {core::Severity::error,
             Code::unknown_key,
             {source_.file, static_cast<int>(begin.line), static_cast<int>(begin.column)},
             {{"key", key}, {"meant", core::did_you_mean(key, known)}}});
    }
}

std::optional<std::string> TableReader::string_in(const Key& key, const toml::node& node) {
    const auto* string = node.as_string();
    if (string == nullptr) {
        wrong_type(key, node);
        return std::nullopt;
    }
    const std::string& value = string->get();
    const auto length = static_cast<std::int64_t>(count_characters(value));
    const bool bounded =
        key.type == Type::text || key.type == Type::texts || key.type == Type::text_or_integer;
    if (bounded && key.most > 0 && (length > key.most || length < key.least)) {
        complain(length > key.most ? Code::too_long : Code::too_short, node,
                 {{"key", std::string(key.name)},
                  {"found", std::to_string(length)},
                  {"least", std::to_string(key.least)},
                  {"most", std::to_string(key.most)}});
        return std::nullopt;
    }
    return value;
}

std::optional<std::string> TableReader::optional_text(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    return node != nullptr ? string_in(k, *node) : std::nullopt;
}

std::string TableReader::text(std::string_view name, std::string fallback) {
    return optional_text(name).value_or(std::move(fallback));
}

bool TableReader::in_bounds(const Key& key, const toml::node& node, double value) {
    if (key.least == 0 && key.most == 0) return true;
    if (value >= static_cast<double>(key.least) && value <= static_cast<double>(key.most)) return true;
    complain(value < static_cast<double>(key.least) ? Code::too_small : Code::too_large, node,
             {{"key", std::string(key.name)},
              {"found", show(node)},
              {"least", std::to_string(key.least)},
              {"most", std::to_string(key.most)}});
    return false;
}

bool TableReader::right_count(const Key& key, const toml::array& array) {
    const auto count = static_cast<std::int64_t>(array.size());
    if (count >= key.least && count <= key.most) return true;
    complain(count > key.most ? Code::too_many : Code::too_few, array,
             {{"key", std::string(key.name)},
              {"found", std::to_string(count)},
              {"least", std::to_string(key.least)},
              {"most", std::to_string(key.most)}});
    return false;
}

std::optional<std::int64_t> TableReader::integer(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_integer();
    if (value == nullptr) {
        wrong_type(k, *node);
        return std::nullopt;
    }
    if (!in_bounds(k, *node, static_cast<double>(value->get()))) return std::nullopt;
    return value->get();
}

std::optional<double> TableReader::number(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return std::nullopt;
    const std::optional<double> value = node->value<double>();
    if (!value || !node->is_number()) {
        wrong_type(k, *node);
        return std::nullopt;
    }
    if (!in_bounds(k, *node, *value)) return std::nullopt;
    return value;
}

std::optional<bool> TableReader::optional_boolean(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_boolean()) return value->get();
    wrong_type(k, *node);
    return std::nullopt;
}

bool TableReader::boolean(std::string_view name, bool fallback) {
    return optional_boolean(name).value_or(fallback);
}

std::optional<core::Instant> TableReader::date(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return std::nullopt;
    const auto* moment = node->as_date_time();
    const auto* day = node->as_date();
    if (moment == nullptr && day == nullptr) {
        wrong_type(k, *node);
        return std::nullopt;
    }
    const toml::date date = moment != nullptr ? moment->get().date : day->get();
    const toml::time time = moment != nullptr ? moment->get().time : toml::time{};
    if (!in_bounds(k, *node, date.year)) return std::nullopt;
    const std::chrono::year_month_day calendar{std::chrono::year(date.year), std::chrono::month(date.month),
                                               std::chrono::day(date.day)};
    if (!calendar.ok()) {
        complain(Code::bad_date, *node, {{"key", std::string(name)}, {"found", show(*node)}});
        return std::nullopt;
    }
    const auto clock =
        std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) + std::chrono::seconds(time.second);
    if (moment != nullptr && moment->get().offset) {
        return std::chrono::sys_days(calendar) + clock - std::chrono::minutes(moment->get().offset->minutes);
    }
    return core::to_instant(std::chrono::local_days(calendar) + clock, source_.timezone);
}

std::optional<std::chrono::seconds> TableReader::duration(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return std::nullopt;
    const auto value = string_in(k, *node);
    if (!value) return std::nullopt;
    const auto seconds = core::parse_duration(*value);
    if (!seconds) complain(Code::bad_duration, *node, {{"key", std::string(name)}, {"found", *value}});
    return seconds;
}

std::optional<double> TableReader::offset(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return std::nullopt;
    const auto value = string_in(k, *node);
    if (!value) return std::nullopt;
    const auto seconds = core::parse_offset(*value);
    if (!seconds) complain(Code::bad_start, *node, {{"key", std::string(name)}, {"found", *value}});
    return seconds;
}

std::string TableReader::path(std::string_view name, std::string fallback) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return fallback;
    const auto value = string_in(k, *node);
    if (!value) return fallback;
    if (!stays_inside(*value)) {
        complain(Code::path_leaves_show, *node, {{"key", std::string(name)}, {"found", *value}});
        return fallback;
    }
    if (const std::string hidden = core::hidden_name_in(*value); !hidden.empty()) {
        complain(Code::path_hidden, *node, {{"key", std::string(name)}, {"found", hidden}});
        return fallback;
    }
    return std::filesystem::path(*value).lexically_normal().string();
}

std::string TableReader::url(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return {};
    const auto value = string_in(k, *node);
    if (!value) return {};
    if (!core::is_http_url(*value)) {
        complain(Code::bad_address, *node, {{"key", std::string(name)}, {"found", *value}});
        return {};
    }
    return *value;
}

std::string TableReader::text_or_number(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return {};
    if (const auto* number = node->as_integer()) return std::to_string(number->get());
    return string_in(k, *node).value_or("");
}

std::string TableReader::choice(std::string_view name, std::string fallback) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return fallback;
    const auto value = string_in(k, *node);
    if (!value) return fallback;
    if (is_choice(k, *value)) return *value;
    const std::vector<std::string> choices = words(k.choices);
    complain(Code::wrong_choice, *node,
             {{"key", std::string(name)},
              {"found", *value},
              {"choices", std::string(k.choices)},
              {"meant", core::did_you_mean(*value, choices)}});
    return fallback;
}

std::vector<std::string> TableReader::texts(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    std::vector<std::string> found;
    if (node == nullptr) return found;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        wrong_type(k, *node);
        return found;
    }
    for (const toml::node& element : *array) {
        if (auto value = string_in(k, element)) found.push_back(std::move(*value));
    }
    return found;
}

std::vector<std::vector<std::string>> TableReader::categories(std::string_view name) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    std::vector<std::vector<std::string>> found;
    if (node == nullptr) return found;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        wrong_type(k, *node);
        return found;
    }
    if (!right_count(k, *array)) return found;
    for (const toml::node& element : *array) {
        const toml::array* pair = element.as_array();
        if (pair == nullptr || pair->empty() || pair->size() > 2 || !pair->is_homogeneous<std::string>()) {
            wrong_type(k, element);
            continue;
        }
        std::vector<std::string> category;
        for (const toml::node& word : *pair) category.push_back(word.as_string()->get());
        if (source_.places != nullptr) {
            (*source_.places)[core::format("{}{}.{}", prefix_, name, found.size())] = place_of(element);
        }
        found.push_back(std::move(category));
    }
    return found;
}

}  // namespace cityfm::model
