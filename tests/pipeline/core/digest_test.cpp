// SPDX-License-Identifier: MIT
#include "pipeline/core/digest.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "tests/support/files.h"

using namespace cityfm;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
    CHECK(core::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(core::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a file's digest is that of its bytes") {
    const tests::TempFolder folder;
    const std::string content(1'000'003, 'x');
    tests::write(folder / "a", content);
    CHECK(core::sha256_file(folder / "a") == core::sha256(content));
}

TEST_CASE("UUIDs of version 5 are those of RFC 9562") {
    CHECK(core::uuid_v5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com") ==
          "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST_CASE("a digest of pieces is that of the whole") {
    core::Sha256 digest;
    digest.update("a");
    digest.update("");
    digest.update("bc");
    CHECK(digest.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("UUIDs have 36 characters, with dashes in their places") {
    CHECK(core::is_uuid("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"));
    CHECK(core::is_uuid("EAD4C236-BF58-58C6-A2C6-A6B28D128CB6"));
    CHECK_FALSE(core::is_uuid(""));
    CHECK_FALSE(core::is_uuid("ead4c236bf5858c6a2c6a6b28d128cb6"));
    CHECK_FALSE(core::is_uuid("ead4c236-bf58-58c6-a2c6-a6b28d128cbg"));
    CHECK_FALSE(core::is_uuid("{ead4c236-bf58-58c6-a2c6-a6b28d128cb"));
}

TEST_CASE("a UUID is not made in a space that is none") {
    CHECK_THROWS_AS(core::uuid_v5("radio", "episode"), core::Error);
}

TEST_CASE("a digest is told to browsers in base64") {
    // `openssl dgst -sha256 -binary | base64` of nothing and of "abc".
    CHECK(core::subresource_integrity(core::sha256("")) ==
          "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    CHECK(core::subresource_integrity("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") ==
          "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    CHECK(core::subresource_integrity("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD") ==
          "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    CHECK(core::subresource_integrity(std::string(64, '0')) ==
          "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
}

TEST_CASE("what is no digest in hex is told to nobody") {
    const std::string good = core::sha256("");
    CHECK(core::subresource_integrity("").empty());
    CHECK(core::subresource_integrity(good.substr(1)).empty());
    CHECK(core::subresource_integrity(good.substr(2)).empty());
    CHECK(core::subresource_integrity(good + "00").empty());
    CHECK(core::subresource_integrity(good.substr(0, 63) + "g").empty());
    CHECK(core::subresource_integrity(good.substr(0, 62) + " 5").empty());
    CHECK(core::subresource_integrity("0x" + good.substr(2)).empty());
    CHECK(core::subresource_integrity(std::string(1'000'000, 'a')).empty());
}
