// SPDX-License-Identifier: MIT
#include "pipeline/model/address.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>

#include "pipeline/core/ascii_case.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/core/inner_path.h"

namespace cityfm::model {

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
            encoded += core::format("%{:02X}", byte);
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

bool stays_inside(const std::filesystem::path& path) {
    if (path.empty() || path.is_absolute()) return false;
    const std::filesystem::path normal = path.lexically_normal();
    return normal != "." && *normal.begin() != "..";
}

bool is_own_place(const std::filesystem::path& path) {
    static const std::set<std::string> own = {"",        "assets", "ci",        "episodes",
                                              "presets", "public", "show.toml", "announcements.jsonl"};
    const std::filesystem::path normal = path.lexically_normal();
    const std::string first = normal.empty() || normal == "." ? "" : normal.begin()->string();
    return own.contains(first) || !core::hidden_name_in(normal.generic_string()).empty();
}

bool is_http_url(std::string_view text) {
    const std::size_t start = text.find("://") + 3;
    const std::string scheme =
        core::in_small_letters(text.substr(0, std::min(text.find("://"), text.size())));
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

std::string feed_address(const Show& show, const FeedSettings& feed) {
    return feed.address.empty() ? public_address(show, feed.path) : feed.address;
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

std::string public_address(const Show& show, const std::string& path) {
    return show.address + percent_encode_path(path);
}

std::string media_address(const Show& show, const std::string& path) {
    return is_http_url(path) ? path : show.media_address + percent_encode_path(path);
}

std::string page_name(const std::string& name, std::size_t page) {
    if (page <= 1) return name;
    const std::size_t slash = name.rfind('/');
    const std::size_t dot = name.rfind('.');
    const bool has_extension = dot != std::string::npos && (slash == std::string::npos || dot > slash);
    const std::size_t at = has_extension ? dot : name.size();
    return name.substr(0, at) + "-" + std::to_string(page) + name.substr(at);
}

bool is_later_page(const std::string& path, const std::string& name, std::size_t count) {
    const std::string second = page_name(name, 2);
    const std::size_t digit = second.rfind("-2") + 1;
    const std::size_t behind = second.size() - digit - 1;
    if (path.size() < second.size()) return false;
    const std::string number = path.substr(digit, path.size() - digit - behind);
    std::size_t page = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), page);
    return error == std::errc{} && end == number.data() + number.size() &&
           page > std::max<std::size_t>(count, 1) && page_name(name, page) == path;
}

std::string json_path(const std::string& path) {
    return std::filesystem::path(path).replace_extension(".json").generic_string();
}

std::string media_path(const std::string& stem, const std::string& sha256, const std::string& extension) {
    return "media/" + stem + "-" + sha256.substr(0, 12) + extension;
}

namespace {

/// True for what a browser would run in the show's own name.
bool is_for_browsers(std::string_view extension) {
    static const std::set<std::string_view> all = {"htm", "html", "xhtm", "xhtml", "shtml", "mhtml", "svg",
                                                   "xml", "js",   "mjs",  "css",   "php",   "cgi"};
    return all.contains(extension);
}

}  // namespace

bool is_media_path(std::string_view path, std::string_view sha256) {
    constexpr std::string_view folder = "media/";
    constexpr std::size_t hash_digits = 12;
    constexpr std::size_t most_extension = 5;
    const std::size_t dot = path.rfind('.');
    if (!path.starts_with(folder) || dot == std::string_view::npos || sha256.size() < hash_digits)
        return false;
    const std::string_view extension = path.substr(dot + 1);
    const std::string_view name = path.substr(folder.size(), dot - folder.size());
    const std::size_t dash = name.rfind('-');
    return dash != std::string_view::npos && name.substr(dash + 1) == sha256.substr(0, hash_digits) &&
           is_slug(name.substr(0, dash)) && is_slug(extension) && extension.size() <= most_extension &&
           extension.find('-') == std::string_view::npos && !is_for_browsers(extension);
}

bool is_media_of(std::string_view name, std::string_view stem) {
    if (!name.starts_with(stem) || name.substr(stem.size(), 1) != "-") return false;
    const std::string_view rest = name.substr(stem.size() + 1);
    return rest.find_first_not_of("0123456789abcdef") == 12 && rest[12] == '.';
}

std::string podcast_guid(std::string_view feed_address) {
    const std::size_t scheme = feed_address.find("://");
    if (scheme != std::string_view::npos) feed_address.remove_prefix(scheme + 3);
    while (!feed_address.empty() && feed_address.back() == '/') feed_address.remove_suffix(1);
    return core::uuid_v5("ead4c236-bf58-58c6-a2c6-a6b28d128cb6", feed_address);
}

std::string propose_slug(std::string_view text) {
    std::string slug;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte) != 0) {
            slug += static_cast<char>(std::tolower(byte));
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    if (slug.size() > 100) slug.resize(100);
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug;
}

bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= 100 && text.front() != '-' && text.back() != '-' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace cityfm::model
