// SPDX-License-Identifier: MIT
#include "pipeline/model/public_names.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>

#include "pipeline/core/ascii_case.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/inner_path.h"
#include "pipeline/core/url.h"

namespace cityfm::model {
namespace {

/// True for what a browser would run in the show's own name.
bool is_for_browsers(std::string_view extension) {
    static const std::set<std::string_view> all = {"htm", "html", "xhtm", "xhtml", "shtml", "mhtml", "svg",
                                                   "xml", "js",   "mjs",  "css",   "php",   "cgi"};
    return all.contains(extension);
}

}  // namespace

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

std::string feed_address(const Show& show, const FeedSettings& feed) {
    return feed.address.empty() ? public_address(show, feed.path) : feed.address;
}

std::string public_address(const Show& show, const std::string& path) {
    return show.address + core::percent_encode_path(path);
}

std::string media_address(const Show& show, const std::string& path) {
    return core::is_http_url(path) ? path : show.media_address + core::percent_encode_path(path);
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
