// SPDX-License-Identifier: MIT
#include "pipeline/av/mp3_frames.h"

#include <catch2/catch.hpp>

using namespace cityfm;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A frame of MPEG-1, stereo, with so many bytes of room, all of one value.
Bytes frame(std::size_t begin, std::size_t room, std::uint8_t fill) {
    Bytes bytes(4 + 32 + room, fill);
    std::fill_n(bytes.begin(), 36, std::uint8_t{0});
    bytes[0] = 0xff;
    bytes[1] = 0xfb;
    bytes[4] = static_cast<std::uint8_t>(begin >> 1U);
    bytes[5] = static_cast<std::uint8_t>((begin & 1U) << 7U);
    return bytes;
}

std::vector<av::Mp3Frame> views(std::vector<Bytes>& frames) {
    return {frames.begin(), frames.end()};
}

}  // namespace

TEST_CASE("where a frame's main data begin is read from nine bits, or from eight in MPEG-2") {
    for (const std::size_t begin : {0U, 1U, 2U, 255U, 256U, 511U}) {
        Bytes bytes = frame(begin, 10, 0);
        CHECK(av::main_data_begin(bytes) == begin);
        // With a check sum the side information lies two bytes farther back.
        bytes.insert(bytes.begin() + 4, {0, 0});
        bytes[1] = 0xfa;
        CHECK(av::main_data_begin(bytes) == begin);
    }
    Bytes mpeg2 = frame(0, 10, 0);
    mpeg2[1] = 0xf3;
    mpeg2[4] = 200;
    mpeg2[5] = 0xff;
    CHECK(av::main_data_begin(mpeg2) == 200);
}

TEST_CASE("what is no frame has no main data before it") {
    Bytes text = {'h', 'e', 'l', 'l', 'o', ' ', 'w'};
    CHECK(av::main_data_begin(text) == 0);
    Bytes cut = frame(300, 0, 0);
    cut.resize(5);
    CHECK(av::main_data_begin(cut) == 0);
    CHECK(av::main_data_begin({}) == 0);
}

TEST_CASE("a stream is left at the first frame whose data fit into what it leaves free") {
    std::vector<Bytes> left = {frame(10, 50, 1), frame(20, 50, 1), frame(30, 50, 1)};
    std::vector<Bytes> right = {frame(11, 50, 2), frame(21, 50, 2), frame(30, 50, 2)};
    CHECK(av::find_joint(views(left), views(right)) == 2);
    right[0] = frame(0, 50, 2);
    CHECK(av::find_joint(views(left), views(right)) == 0);
    right = {frame(500, 50, 2), frame(500, 50, 2)};
    CHECK(av::find_joint(views(left), views(right)) == 2);
}

TEST_CASE("grafting copies main data over frames, and neither headers nor side information") {
    std::vector<Bytes> left = {frame(0, 10, 1), frame(0, 4, 1), frame(0, 6, 1)};
    std::vector<Bytes> right = {frame(5, 7, 9), frame(7, 8, 9)};
    right[1][36] = 50;  // the oldest of its room
    right[0].back() = 40;
    av::graft_main_data(views(left), views(right), 12);
    // From the back: 6 bytes of the third, 4 of the second, 2 of the first.
    CHECK(Bytes(left[2].begin() + 36, left[2].end()) == Bytes{9, 9, 9, 9, 9, 9});
    CHECK(Bytes(left[1].begin() + 36, left[1].end()) == Bytes{9, 40, 50, 9});
    CHECK(Bytes(left[0].end() - 3, left[0].end()) == Bytes{1, 9, 9});
    for (const Bytes& bytes : left) CHECK(Bytes(bytes.begin(), bytes.begin() + 36) == frame(0, 0, 0));
}

TEST_CASE("grafting ends where either stream has no more") {
    std::vector<Bytes> left = {frame(0, 3, 1)};
    std::vector<Bytes> right = {frame(0, 2, 9)};
    av::graft_main_data(views(left), views(right), 500);
    CHECK(Bytes(left[0].begin() + 36, left[0].end()) == Bytes{1, 9, 9});
}
