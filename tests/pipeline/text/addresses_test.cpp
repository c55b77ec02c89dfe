// SPDX-License-Identifier: MIT
#include "pipeline/text/addresses.h"

#include <catch2/catch.hpp>

using namespace cityfm;

namespace {

std::vector<std::string> found_in(const std::string& text) {
    std::vector<std::string> found;
    for (const text::AddressSpan& span : text::addresses_in(text))
        found.push_back(text.substr(span.begin, span.end - span.begin));
    return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("addresses are found in sentences, without the marks around them") {
    CHECK(found_in("フォームはhttps://form.example.jp/a?b=1&c=2です。") ==
          Found{"https://form.example.jp/a?b=1&c=2"});
    CHECK(found_in("(https://a.example/x) http://b.example.") ==
          Found{"https://a.example/x", "http://b.example"});
    CHECK(found_in("<https://a.example|ここ> \"https://b.example\"") ==
          Found{"https://a.example", "https://b.example"});
    CHECK(found_in("https://a.example/x_(y)") == Found{"https://a.example/x_(y)"});
    CHECK(found_in("*https://a.example*") == Found{"https://a.example"});
}

TEST_CASE("what is no address is none") {
    for (const char* text :
         {"", "http", "https://", "https:/a", "HTTP は", "javascript:alert(1)", "https:// a"}) {
        INFO(text);
        CHECK(found_in(text).empty());
    }
}

TEST_CASE("words and addresses are treated apart, and nothing is lost") {
    const auto same = [](std::string_view part) { return std::string(part); };
    const auto marked = [](std::string_view part) { return "[" + std::string(part) + "]"; };
    CHECK(text::with_addresses("a https://b.example c", same, marked) == "a [https://b.example] c");
    CHECK(text::with_addresses("", same, marked).empty());
}
