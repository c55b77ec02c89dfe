// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cityfm::model {

/// What a key's value has to be.
enum class Type {
    text,             ///< a string; bounds are its length in characters
    text_or_integer,  ///< a string or a whole number; bounds are its length in characters
    integer,          ///< bounds are its value
    number,           ///< an integer or a float; bounds are its value
    boolean,          ///< true or false
    date,             ///< a TOML date-time; without offset it is in the show's time zone
    duration,         ///< "24h", "90m", "30s", "2d"
    offset,           ///< a point in the sound: "1:02:03", "02:03", "90"
    path,             ///< a file below the folder of the TOML file
    url,              ///< an absolute http or https address
    choice,           ///< one of the words in `bound`
    texts,            ///< an array of strings; bounds are the length of each
    categories,       ///< an array of [category] or [category, subcategory]
    table,            ///< a table of its own
    tables,           ///< an array of tables; bounds are their count
    table_or_tables,  ///< one, or an array of them
    tables_or_path,   ///< an array of tables, or a file that holds it
};

std::string_view name_of(Type type);

/// One key that a file of the show may hold. The list of all is the table of pipeline/DESIGN.md.
struct Key {
    std::string_view table;  ///< `show`, `person`, `episode` …
    std::string_view name;
    Type type = Type::text;
    bool required = false;
    std::string_view fallback;  ///< what holds when the key is absent, as TOML; empty for nothing
    std::int64_t least = 0;
    std::int64_t most = 0;     ///< 0 with `least` 0: no bound
    std::string_view choices;  ///< of a choice, separated by blanks
};

/// Every key there is, table by table.
std::span<const Key> keys();

/// The key `name` of `table`; a bug where there is none.
const Key& key(std::string_view table, std::string_view name);

/// True for one of the words that a choice allows.
bool is_choice(const Key& key, std::string_view word);

/// What a text's length is counted in: Unicode code points.
std::size_t count_characters(std::string_view text);

/// The bound as DESIGN.md shows it: `1–255`, `folder`, or empty.
std::string show_bound(const Key& key);

}  // namespace cityfm::model
