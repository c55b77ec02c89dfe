// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/core/json_fwd.h"

namespace cityfm::core {

/// A JSON object from a file that anybody may have changed. Each value is checked before it is used: one that
/// is missing, of another type or out of its bounds becomes a finding `bad_record` with its place, and the
/// value is empty.
class Record {
  public:
    /// The object that `text` holds; a text that is no JSON object becomes a finding `json_syntax`.
    static std::optional<Record> parse(const std::string& text, const std::string& file, Findings& findings);

    bool has(const std::string& key) const;

    /// A text of `least` to `most` bytes.
    std::string text(const std::string& key, std::size_t least, std::size_t most) const;
    /// A text that `good` takes; `expected` says what that is.
    std::string text(const std::string& key, const std::function<bool(std::string_view)>& good,
                     const std::string& expected) const;
    /// A whole number.
    std::int64_t integer(const std::string& key, std::int64_t least, std::int64_t most) const;
    /// A finite number.
    double number(const std::string& key, double least, double most) const;
    /// The same, or nothing where it is null.
    std::optional<double> number_or_null(const std::string& key, double least, double most) const;
    bool boolean(const std::string& key) const;

    /// The object of that name.
    std::optional<Record> record(const std::string& key) const;
    /// The objects in the array of that name, `least` to `most` of them.
    std::vector<Record> records(const std::string& key, std::size_t least, std::size_t most) const;
    /// The members of the object of that name, whose values are texts; names and values that `good` takes.
    std::map<std::string, std::string> texts(
        const std::string& key, const std::function<bool(std::string_view, std::string_view)>& good,
        const std::string& expected) const;

    /// Adds a finding about the value of `key`.
    void refuse(const std::string& key, const std::string& expected) const;

  private:
    struct File;

    Record(std::shared_ptr<File> file, const Json& json, std::string prefix)
        : file_(std::move(file)), json_(&json), prefix_(std::move(prefix)) {}

    const Json* find(const std::string& key) const;

    std::shared_ptr<File> file_;
    const Json* json_;
    std::string prefix_;
};

/// A JSON document out of a file, which nothing nests deeper than our own are. Throws what nlohmann's parser
/// throws, and `json_syntax` where it is too deep.
Json parse_json(const std::string& text);

/// The line of each value in a well-formed JSON text, by its path: `renditions[0].path`.
std::map<std::string, int> lines_of_values(std::string_view json);

}  // namespace cityfm::core
