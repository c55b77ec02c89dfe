// SPDX-License-Identifier: MIT
// Pictures whose structure was broken, so that their metadata might be taken for the picture.
#include <catch2/catch.hpp>
#include <string>

#include "pipeline/av/picture_metadata.h"
#include "pipeline/core/error.h"
#include "pipeline/media/artwork.h"
#include "tests/pipeline/media/photos.h"
#include "tests/pipeline/media/picture_bytes.h"
#include "tests/support/files.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

/// A small picture with all metadata, and more after its end.
std::string secretive(const std::string& name) {
    const TempFolder folder;
    make_picture(folder / name, "testsrc2=s=16x16");
    add_metadata(folder / name, all_metadata());
    return read(folder / name) + "SECRET";
}

/// What is left of a picture; empty where it is refused, by an error of ours.
std::string left_of(const std::string& picture) {
    try {
        return media::whole(picture).bytes;
    } catch (const core::Error&) {
        return {};
    }
}

bool keeps_secret(const std::string& picture) {
    return picture.find("SECRET") == std::string::npos && !media::carries_position(picture);
}

}  // namespace

TEST_CASE("a picture cut at any byte is refused, or published without its metadata") {
    for (const std::string name : {"a.jpg", "a.png"}) {
        const std::string whole = secretive(name);
        const std::string plain = av::without_metadata(whole);
        REQUIRE(keeps_secret(plain));
        std::size_t refused = 0;
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string left = left_of(whole.substr(0, size));
            if (left.empty()) ++refused;
            if (!left.empty() && left != plain) FAIL(name << " cut at " << size);
        }
        CHECK(refused == whole.size() - 6);  // all but those that were cut after the picture's end
    }
}

TEST_CASE("a picture with any byte changed is refused, or published without its metadata") {
    for (const std::string name : {"a.jpg", "a.png"}) {
        const std::string whole = secretive(name);
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (const unsigned value :
                 {0U, 1U, 0x7fU, 0xc0U, 0xc4U, 0xccU, 0xd9U, 0xdaU, 0xdbU, 0xfeU, 0xffU}) {
                std::string changed = whole;
                changed[at] = static_cast<char>(value);
                std::string left;
                try {
                    left = av::without_metadata(changed);
                } catch (const core::Error& error) {
                    if (error.code != core::Code::bad_artwork) throw;
                }
                if (!keeps_secret(left)) FAIL(name << " with " << value << " at " << at);
            }
        }
    }
}

TEST_CASE("any bytes are searched for metadata, and soon") {
    for (const std::string& start : {"\xff\xd8\xff"s, "\x89PNG\r\n\x1a\n"s}) {
        for (const std::string& unit :
             {"\xff"s, "\0"s, "\xff\xe1\0\2"s, "\xff\xd0"s, "\xff\xda\0\x0c"s, "eXIf"s,
              "Exif\0\0II*\0\x08\0\0\0\xff\xff"s, "\0\0\0\0tEXt\0\0\0\0"s}) {
            std::string bytes = start;
            while (bytes.size() < 4'000'000) bytes += unit;
            CHECK(left_of(bytes).empty());
            media::carries_position(bytes);
        }
    }
}
