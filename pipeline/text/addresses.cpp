// SPDX-License-Identifier: MIT
#include "pipeline/text/addresses.h"

#include <algorithm>

namespace cityfm::text {
namespace {

bool is_of_address(char c) {
    constexpr std::string_view never = "<>\"'`|\\^{}[]";
    return c > ' ' && c < '\x7f' && never.find(c) == std::string_view::npos;
}

/// Without the marks behind it, and without a closing bracket that nothing in it opens.
std::string_view without_stops(std::string_view address) {
    for (;;) {
        const bool opens = address.find('(') != std::string_view::npos;
        const std::string_view stops = opens ? ".,;:!?*" : ".,;:!?*)";
        if (address.empty() || stops.find(address.back()) == std::string_view::npos) return address;
        address.remove_suffix(1);
    }
}

}  // namespace

std::vector<AddressSpan> addresses_in(std::string_view text) {
    std::vector<AddressSpan> found;
    for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at)) {
        const std::string_view rest = text.substr(at);
        const std::size_t scheme = rest.starts_with("https://") ? 8 : rest.starts_with("http://") ? 7 : 0;
        const auto end = std::find_if_not(rest.begin(), rest.end(), is_of_address);
        const std::string_view address =
            without_stops(rest.substr(0, static_cast<std::size_t>(end - rest.begin())));
        const bool is_one = scheme > 0 && address.size() > scheme;
        if (is_one) found.push_back({at, at + address.size()});
        at += is_one ? address.size() : 4;
    }
    return found;
}

}  // namespace cityfm::text
