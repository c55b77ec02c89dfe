// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cityfm::text {

/// Where an address stands in a text, in bytes.
struct AddressSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The http and https addresses that somebody typed into a text: their characters are ASCII (RFC 3986), and
/// the stops and brackets of the sentence around them are not theirs.
std::vector<AddressSpan> addresses_in(std::string_view text);

/// The text with what `words` makes of all that is no address, and `address` of each that is.
template <class Words, class Address>
std::string with_addresses(std::string_view text, const Words& words, const Address& address) {
    std::string out;
    std::size_t at = 0;
    for (const AddressSpan& span : addresses_in(text)) {
        out += words(text.substr(at, span.begin - at));
        out += address(text.substr(span.begin, span.end - span.begin));
        at = span.end;
    }
    return out.append(words(text.substr(at)));
}

}  // namespace cityfm::text
