// SPDX-License-Identifier: MIT
#include "pipeline/media/tag_stream.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <climits>

#include "pipeline/core/error.h"
#include "tests/support/apart.h"
#include "tests/support/files.h"

using namespace cityfm;
using TagLib::ByteVector;

namespace {

std::string text_of(const ByteVector& bytes) {
    return {bytes.data(), bytes.size()};
}

}  // namespace

TEST_CASE("a block that a tag states to be larger than any tag is refused, whatever the file's length") {
    const tests::TempFolder folder;
    tests::write(folder / "a", "ID3");
    // 4 GiB and a little: narrowed to 32 bits that is 5 bytes.
    REQUIRE(::truncate((folder / "a").c_str(), (4L << 30U) + 5) == 0);
    const unsigned long length = GENERATE((4UL << 30U) + 5, ULONG_MAX, (1UL << 28U) + 1);
    const tests::Ended ended = tests::apart([&] {
        media::TagStream stream(folder / "a");
        stream.readBlock(length);
    });
    CHECK(ended.how == "refused");
}

TEST_CASE("a block ends with its file") {
    const tests::TempFolder folder;
    tests::write(folder / "a", "0123456789");
    media::TagStream stream(folder / "a");
    CHECK(text_of(stream.readBlock(ULONG_MAX)) == "0123456789");
    CHECK(stream.readBlock(1).isEmpty());
    stream.seek(8, TagLib::IOStream::Beginning);
    CHECK(text_of(stream.readBlock(4)) == "89");
}

TEST_CASE("a seek that leads nowhere changes nothing") {
    const tests::TempFolder folder;
    tests::write(folder / "a", "0123456789");
    media::TagStream stream(folder / "a");
    stream.seek(4, TagLib::IOStream::Beginning);
    stream.seek(-5, TagLib::IOStream::Current);
    CHECK(stream.tell() == 4);
    stream.seek(-128, TagLib::IOStream::End);
    CHECK(stream.tell() == 4);
    stream.seek(LONG_MIN, TagLib::IOStream::Current);
    CHECK(stream.tell() == 4);
    stream.seek(LONG_MAX, TagLib::IOStream::Current);
    CHECK(stream.tell() == 4);
    CHECK(text_of(stream.readBlock(1)) == "4");
    stream.seek(LONG_MAX, TagLib::IOStream::Beginning);
    CHECK(stream.readBlock(10).isEmpty());
}

TEST_CASE("what is replaced or removed reaches to the file's end at most") {
    const tests::TempFolder folder;
    tests::write(folder / "a", "0123456789");
    {
        media::TagStream stream(folder / "a");
        stream.insert(ByteVector("abc"), 8, ULONG_MAX);
    }
    CHECK(tests::read(folder / "a") == "01234567abc");
    {
        media::TagStream stream(folder / "a");
        stream.insert(ByteVector("-"), 2, LONG_MAX);
    }
    CHECK(tests::read(folder / "a") == "01-");
    {
        media::TagStream stream(folder / "a");
        stream.removeBlock(1, ULONG_MAX);
        stream.removeBlock(5, ULONG_MAX);
    }
    CHECK(tests::read(folder / "a") == "0");
}

TEST_CASE("a place that no file can have is refused, and the file stays as it was") {
    const tests::TempFolder folder;
    tests::write(folder / "a", "0123456789");
    media::TagStream stream(folder / "a");
    const unsigned long start = GENERATE(ULONG_MAX, static_cast<unsigned long>(LONG_MAX), 1UL << 63U);
    CHECK_THROWS_AS(stream.insert(ByteVector("abc"), start, 1), core::Error);
    CHECK_THROWS_AS(stream.removeBlock(start, 1), core::Error);
    CHECK(tests::read(folder / "a") == "0123456789");
}
