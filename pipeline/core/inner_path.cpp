// SPDX-License-Identifier: MIT
#include "pipeline/core/inner_path.h"

#include <algorithm>

#include "pipeline/core/error.h"

namespace cityfm::core {
namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> names;
    for (;;) {
        const std::size_t end = std::min(path.find('/'), path.size());
        names.emplace_back(path.substr(0, end));
        if (end == path.size()) return names;
        path.remove_prefix(end + 1);
    }
}

bool is_name(const std::string& name) {
    constexpr std::size_t most = 255;  // NAME_MAX
    return !name.empty() && name != "." && name != ".." && name.size() <= most &&
           name.find('\0') == std::string::npos;
}

void refuse_hidden_names(const std::string& text) {
    const std::string hidden = hidden_name_in(text);
    if (!hidden.empty()) throw Error(Kind::show, Code::path_hidden, {{"key", text}, {"found", hidden}});
}

}  // namespace

bool is_inner_path(std::string_view text) {
    constexpr std::size_t most = 4000;  // PATH_MAX, with room for the folder's own name
    const std::vector<std::string> parts = split(text);
    return text.size() <= most && std::all_of(parts.begin(), parts.end(), is_name);
}

InnerPath::InnerPath(std::string_view text) : text_(text) {
    if (!is_inner_path(text))
        throw Error(Kind::show, Code::path_leaves_show, {{"key", "path"}, {"found", text_}});
}

std::vector<std::string> InnerPath::names() const {
    return split(text_);
}

std::optional<InnerPath> InnerPath::parent() const {
    const std::size_t slash = text_.rfind('/');
    if (slash == std::string::npos) return std::nullopt;
    return InnerPath(text_.substr(0, slash));
}

std::string hidden_name_in(std::string_view path) {
    for (const std::string& name : split(path)) {
        if (name.size() > 1 && name[0] == '.' && name[1] != '.') return name;
    }
    return {};
}

ShowPath::ShowPath(std::string_view path) : InnerPath(path) {
    refuse_hidden_names(text());
}

PublicPath::PublicPath(std::string_view path) : InnerPath(path) {
    refuse_hidden_names(text());
}

}  // namespace cityfm::core
