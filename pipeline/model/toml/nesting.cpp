// SPDX-License-Identifier: MIT
#include "pipeline/model/toml/nesting.h"

#include <algorithm>
#include <cctype>

namespace cityfm::model {

int line_of_long_key(std::string_view toml) {
    int line = 1;
    int parts = 0;
    bool after_dot = false;
    bool after_blank = false;
    for (const char c : toml) {
        if (c == '\n') {
            ++line;
            parts = 0;
            after_dot = after_blank = false;
        } else if (c == '.') {
            parts = after_dot ? 0 : parts + 1;
            after_dot = true;
            if (parts > most_key_parts) return line;
        } else if (c == ' ' || c == '\t') {
            after_blank = true;
        } else {
            constexpr std::string_view others = "_-\"'";
            const bool in_key =
                std::isalnum(static_cast<unsigned char>(c)) != 0 || others.find(c) != std::string_view::npos;
            // Two words without a dot between them are no key.
            if (!in_key || (after_blank && !after_dot)) parts = 0;
            after_dot = after_blank = false;
        }
    }
    return 0;
}

int line_of_deep_markup(std::string_view notes) {
    int line = 1;
    while (!notes.empty()) {
        const std::string_view text = notes.substr(0, notes.find('\n'));
        const std::string_view marks = text.substr(0, text.find_first_not_of(" \t>*+-0123456789.)"));
        int count = 0;
        for (std::size_t at = 0; at < marks.size(); ++at) {
            // A rule of many dashes is one mark; an item needs a blank after its own.
            const bool item = at + 1 < marks.size() && (marks[at + 1] == ' ' || marks[at + 1] == '\t');
            const bool of_item = marks[at] != ' ' && marks[at] != '\t' && item;
            if (marks[at] == '>' || of_item) ++count;
        }
        if (count > most_marks) return line;
        notes.remove_prefix(std::min(text.size() + 1, notes.size()));
        ++line;
    }
    return 0;
}

}  // namespace cityfm::model
