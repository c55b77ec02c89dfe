// SPDX-License-Identifier: MIT
#pragma once

#include <toml++/toml.h>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/core/time.h"
#include "pipeline/model/episode.h"
#include "pipeline/model/toml/keys.h"

namespace cityfm::model {

/// What is known while one file is read.
struct Source {
    std::string file;      ///< as findings name it, relative to the show
    std::string timezone;  ///< of dates without an offset
    core::Findings* findings;
    Places* places;  ///< where each key stands; may be null
};

/// One TOML table, read key by key against the table of keys: a wrong value becomes a finding and the default
/// holds.
class TableReader {
  public:
    /// `prefix` goes before the keys in `places`: `chapters.2.`.
    TableReader(const toml::table& table, std::string_view name, Source& source, std::string prefix = {});

    /// The findings about keys that no one may write, and about those that are missing.
    void finish();

    std::string text(std::string_view name, std::string fallback = {});
    std::optional<std::string> optional_text(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name);
    std::optional<double> number(std::string_view name);
    bool boolean(std::string_view name, bool fallback);
    std::optional<bool> optional_boolean(std::string_view name);
    std::optional<core::Instant> date(std::string_view name);
    std::optional<std::chrono::seconds> duration(std::string_view name);
    std::optional<double> offset(std::string_view name);
    std::string path(std::string_view name, std::string fallback = {});
    std::string url(std::string_view name);
    /// A text, or a number as its digits.
    std::string text_or_number(std::string_view name);
    std::string choice(std::string_view name, std::string fallback = {});
    std::vector<std::string> texts(std::string_view name);
    std::vector<std::vector<std::string>> categories(std::string_view name);
    /// Reads the table `name` by `read`, as the table `as` of the table of keys.
    void table(std::string_view name, std::string_view as, const std::function<void(TableReader&)>& read);
    /// Reads each table of the array `name`, or the one table where the key takes either.
    void tables(std::string_view name, std::string_view as, const std::function<void(TableReader&)>& read);
    /// The same; or gives the path of a file that stands in their place.
    std::string tables_or_path(std::string_view name, std::string_view as,
                               const std::function<void(TableReader&)>& read);

    /// Where `name` stands, or the table itself when it is absent.
    core::Place place(std::string_view name) const;
    core::Place place() const { return place_of(table_); }

  private:
    const toml::node* find(std::string_view name);
    core::Place place_of(const toml::node& node) const;
    void complain(core::Code code, const toml::node& node, core::Args args,
                  core::Severity severity = core::Severity::error);
    void wrong_type(const Key& key, const toml::node& node);
    std::optional<std::string> string_in(const Key& key, const toml::node& node);
    bool right_count(const Key& key, const toml::array& array);
    bool in_bounds(const Key& key, const toml::node& node, double value);

    const toml::table& table_;
    std::string name_;
    Source& source_;
    std::string prefix_;
    std::set<std::string, std::less<>> asked_;
};

/// Parses TOML; a syntax error becomes a finding and gives nothing.
std::optional<toml::table> parse_toml(const std::string& text, const std::string& file,
                                      core::Findings& findings);

}  // namespace cityfm::model
