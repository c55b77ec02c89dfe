// SPDX-License-Identifier: MIT
#include "tests/support/services/services.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace cityfm::tests {
namespace {

std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const char* digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            plain += static_cast<char>(byte);
            i += 2;
        } else {
            plain += text[i] == '+' ? ' ' : text[i];
        }
    }
    return plain;
}

/// UTF-8 tells the length of a character by its first byte; a follower is 10xxxxxx (RFC 3629, section 3).
bool starts_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::string header_of(const Asked& asked, const std::string& name) {
    const auto found = asked.headers.find(name);
    return found == asked.headers.end() ? "" : found->second;
}

std::string path_alone(const Asked& asked) {
    return asked.path.substr(0, asked.path.find('?'));
}

std::map<std::string, std::string> form_fields(std::string_view form) {
    std::map<std::string, std::string> fields;
    while (!form.empty()) {
        const std::string_view pair = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(form.size(), pair.size() + 1));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (pair.empty()) continue;
        fields[decoded(pair.substr(0, equals))] = decoded(pair.substr(std::min(equals + 1, pair.size())));
    }
    return fields;
}

std::map<std::string, std::string> query_fields(const Asked& asked) {
    const std::size_t mark = asked.path.find('?');
    return mark == std::string::npos ? form_fields("") : form_fields(asked.path.substr(mark + 1));
}

nlohmann::json json_of(const Asked& asked) {
    return nlohmann::json::parse(asked.body, nullptr, false);
}

Answer json_answer(const nlohmann::json& body, int status) {
    return {status, body.dump(), {{"Content-Type", "application/json; charset=utf-8"}}, {}};
}

std::string text_at(const nlohmann::json& object, const std::string& key) {
    const nlohmann::json& member = member_at(object, key);
    return member.is_string() ? member.get<std::string>() : "";
}

const nlohmann::json& member_at(const nlohmann::json& object, const std::string& key) {
    static const nlohmann::json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::size_t code_points_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

std::size_t units_of(std::string_view text) {
    // What takes four bytes in UTF-8 takes two units in UTF-16 (RFC 2781, section 2.1).
    const auto pairs = std::count_if(text.begin(), text.end(),
                                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; });
    return code_points_of(text) + static_cast<std::size_t>(pairs);
}

bool is_address(std::string_view text, std::initializer_list<std::string_view> schemes) {
    const bool blank = std::any_of(text.begin(), text.end(),
                                   [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
    return !blank && std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
        return text.starts_with(scheme) && text.size() > scheme.size();
    });
}

}  // namespace cityfm::tests
