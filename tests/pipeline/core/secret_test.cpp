// SPDX-License-Identifier: MIT
#include "pipeline/core/secret.h"

#include <catch2/catch.hpp>
#include <type_traits>

#include "pipeline/core/base64.h"
#include "pipeline/core/format.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"

using namespace cityfm;
using core::Secret;

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};

}  // namespace

TEST_CASE("a secret can be neither printed, formatted nor compared") {
    STATIC_REQUIRE_FALSE(Printable<Secret>);
    STATIC_REQUIRE_FALSE(fmt::has_formatter<Secret, fmt::format_context>::value);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string>);
    STATIC_REQUIRE_FALSE(std::equality_comparable<Secret>);
}

TEST_CASE("a secret is hidden as it is, percent-encoded, and in base64 wherever it begins in there") {
    const std::string value = "xoxb-12/34+56?geheim";
    const Secret secret(value);
    CHECK(secret.reveal() == value);
    CHECK(secret.hidden_in("a " + value + " b") == "a … b");
    CHECK(secret.hidden_in("q=" + core::percent_encode_query(value)) == "q=…");
    for (const std::string before : {"", "u", "us", "use", "user:"}) {
        for (const std::string behind : {"", "x", "xy", "xyz"}) {
            const std::string encoded = core::base64(before + value + behind);
            INFO(encoded);
            const std::string hidden = secret.hidden_in("Basic " + encoded + " end");
            CHECK(hidden.find("…") != std::string::npos);
            // What is left of its first and last letters tells nobody the rest.
            CHECK(hidden.size() < encoded.size());
        }
    }
}

TEST_CASE("of an address that is a secret the parts that nobody could guess are hidden, and no others") {
    const Secret secret("https://hooks.slack.example/services/T000/B000/XyZ0123456789abc");
    CHECK(secret.hidden_in("no team at /services/T000/B000/XyZ0123456789abc") == "no team at …");
    CHECK(secret.hidden_in("token XyZ0123456789abc is not good") == "token … is not good");
    CHECK(secret.hidden_in("services of hooks.slack.example") == "services of hooks.slack.example");
    // A town's own relay has a shorter one, at the end.
    const Secret relay("https://relay.example/webhooks/city/qwmnbvcxz");
    CHECK(relay.hidden_in("no hook named qwmnbvcxz among webhooks") == "no hook named … among webhooks");
}

TEST_CASE("no secret hides nothing") {
    CHECK(Secret().empty());
    CHECK(Secret("").empty());
    CHECK(Secret().hidden_in("as it is") == "as it is");
    CHECK(Secret("ab").hidden_in("abab") == "abab");
}
