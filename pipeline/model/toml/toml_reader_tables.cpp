// SPDX-License-Identifier: MIT
#include "pipeline/core/format.h"
#include "pipeline/model/toml/toml_reader.h"

// How a table reads the tables within it.

namespace cityfm::model {

void TableReader::table(std::string_view name, std::string_view as,
                        const std::function<void(TableReader&)>& read) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return;
    const toml::table* inner = node->as_table();
    if (inner == nullptr) {
        wrong_type(k, *node);
        return;
    }
    TableReader reader(*inner, as, source_, prefix_ + std::string(name) + ".");
    read(reader);
    reader.finish();
}

void TableReader::tables(std::string_view name, std::string_view as,
                         const std::function<void(TableReader&)>& read) {
    const Key& k = key(name_, name);
    const toml::node* node = find(name);
    if (node == nullptr) return;
    if (k.type == Type::table_or_tables && node->is_table()) {
        table(name, as, read);
        return;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        wrong_type(k, *node);
        return;
    }
    if (!right_count(k, *array)) return;
    std::size_t index = 0;
    for (const toml::node& element : *array) {
        const std::string prefix = core::format("{}{}.{}", prefix_, name, index++);
        if (source_.places != nullptr) (*source_.places)[prefix] = place_of(element);
        const toml::table* inner = element.as_table();
        if (inner == nullptr) {
            wrong_type(k, element);
            continue;
        }
        TableReader reader(*inner, as, source_, prefix + ".");
        read(reader);
        reader.finish();
    }
}

std::string TableReader::tables_or_path(std::string_view name, std::string_view as,
                                        const std::function<void(TableReader&)>& read) {
    const toml::node* node = table_.get(name);
    if (node != nullptr && node->is_string()) return path(name);
    tables(name, as, read);
    return {};
}

}  // namespace cityfm::model
