// SPDX-License-Identifier: MIT
#include "pipeline/model/address.h"

#include <algorithm>
#include <cctype>

#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"

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

}  // namespace

std::string percent_encode_path(std::string_view path) {
    return percent_encode(path, [](unsigned char byte) {
        return byte < 0x80 &&
               (std::isalnum(byte) != 0 ||
                std::string_view("-._~/").find(static_cast<char>(byte)) != std::string_view::npos);
    });
}

std::string ascii_url(std::string_view url) {
    return percent_encode(url, [](unsigned char byte) { return byte > 0x20 && byte < 0x7f; });
}

bool stays_inside(const std::filesystem::path& path) {
    if (path.empty() || path.is_absolute()) return false;
    const std::filesystem::path normal = path.lexically_normal();
    return normal != "." && *normal.begin() != "..";
}

bool is_http_url(std::string_view text) {
    const std::size_t start =
        text.substr(0, 8) == "https://" ? 8U : (text.substr(0, 7) == "http://" ? 7U : 0U);
    if (start == 0 || text.size() == start || text[start] == '/') return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\';
    });
}

std::string public_address(const Show& show, const std::string& path) {
    return show.address + percent_encode_path(path);
}

std::string media_address(const Show& show, const std::string& path) {
    return show.media_address + percent_encode_path(path);
}

std::string media_path(const std::string& stem, const std::string& sha256, const std::string& extension) {
    return "media/" + stem + "-" + sha256.substr(0, 12) + extension;
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
