// SPDX-License-Identifier: MIT
#include "pipeline/core/url.h"

#include <algorithm>
#include <cctype>

#include "pipeline/core/ascii_case.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/format.h"

namespace cityfm::core {

namespace {

/// Every byte that is not `plain` as %XX.
template <class Plain>
std::string percent_encode(std::string_view text, const Plain& plain) {
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain(byte)) {
            encoded += c;
        } else {
            encoded += format("%{:02X}", byte);
        }
    }
    return encoded;
}

bool is_unreserved(unsigned char byte) {
    return byte < 0x80 &&
           (std::isalnum(byte) != 0 || byte == '-' || byte == '.' || byte == '_' || byte == '~');
}

/// A path that begins with "/", its `.` and `..` taken away (RFC 3986, section 5.2.4).
std::string without_dots(std::string_view path) {
    std::string kept;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view part = path.substr(0, end);
        path.remove_prefix(end);
        const bool dots = part == "/." || part == "/..";
        if (part == "/..") kept.resize(std::min(kept.rfind('/'), kept.size()));
        if (!dots) kept += part;
        if (dots && path.empty()) kept += '/';
    }
    return kept;
}

}  // namespace

bool has_scheme(std::string_view address) {
    const std::size_t colon = address.find(':');
    if (colon == std::string_view::npos || colon == 0 ||
        std::isalpha(static_cast<unsigned char>(address[0])) == 0)
        return false;
    return std::all_of(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
    });
}

std::string percent_encode_path(std::string_view path) {
    return percent_encode(path, [](unsigned char byte) { return is_unreserved(byte) || byte == '/'; });
}

std::string percent_encode_query(std::string_view value) {
    return percent_encode(value, is_unreserved);
}

std::string ascii_url(std::string_view url) {
    constexpr std::string_view never = "\"<>\\^`{|}";
    return percent_encode(url, [&](unsigned char byte) {
        return byte > 0x20 && byte < 0x7f && never.find(static_cast<char>(byte)) == std::string_view::npos;
    });
}

bool is_http_url(std::string_view text) {
    const std::size_t start = text.find("://") + 3;
    const std::string scheme = in_small_letters(text.substr(0, std::min(text.find("://"), text.size())));
    if (scheme != "http" && scheme != "https") return false;
    if (start == 0 || text.size() == start || text[start] == '/') return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\';
    });
}

std::string without_userinfo(const std::string& address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string::npos) return address;
    const std::size_t host = scheme + 3;
    const std::size_t end = std::min(address.find_first_of("/?#", host), address.size());
    const std::size_t at = address.rfind('@', end);
    return at == std::string::npos || at < host ? address : address.substr(0, host) + address.substr(at + 1);
}

std::string resolve_address(std::string_view base, std::string_view reference) {
    if (has_scheme(reference)) return std::string(reference);
    const std::size_t host = std::min(base.find("://"), base.size()) + 3;
    if (host > base.size()) return std::string(reference);
    const std::string_view scheme = base.substr(0, host - 2);
    if (reference.starts_with("//")) return std::string(scheme).append(reference);
    base = base.substr(0, base.find('#'));
    if (reference.empty() || reference.starts_with('#')) return std::string(base).append(reference);
    base = base.substr(0, base.find('?'));
    if (reference.starts_with('?')) return std::string(base).append(reference);
    const std::size_t root = std::min(base.find('/', host), base.size());
    const std::size_t end_of_path = reference.find_first_of("?#");
    std::string path(reference.substr(0, end_of_path));
    if (!path.starts_with('/')) {
        const std::string_view below =
            base.substr(root, base.rfind('/') < root ? 0 : base.rfind('/') + 1 - root);
        path = (below.empty() ? "/" : std::string(below)) + path;
    }
    std::string resolved(base.substr(0, root));
    resolved += without_dots(path);
    if (end_of_path != std::string_view::npos) resolved += reference.substr(end_of_path);
    return resolved;
}

bool is_confidential(std::string_view address) {
    if (!is_http_url(address)) return false;
    return address.starts_with("https://") || is_this_machine(host_of(address));
}

}  // namespace cityfm::core
