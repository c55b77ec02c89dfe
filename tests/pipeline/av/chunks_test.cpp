// SPDX-License-Identifier: MIT
#include "pipeline/av/chunks.h"

#include <catch2/catch.hpp>

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/core/error.h"
#include "tests/support/files.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;

namespace {

/// Writes the frames of a sound from one on, up to another, as a chunk.
void write_chunk(const std::filesystem::path& path, const av::Encoding& encoding, const tests::Sound& sound,
                 std::int64_t from, std::int64_t to, bool last) {
    av::ChunkWriter writer(path, encoding, from);
    writer.write(std::span(sound.samples)
                     .subspan(static_cast<std::size_t>(2 * from), static_cast<std::size_t>(2 * (to - from))));
    writer.finish(last);
}

}  // namespace

TEST_CASE("pieces that find no joint are told by the one that is too short, and join once it is longer") {
    const tests::TempFolder folder;
    const tests::Sound sound = tests::speech_like(20, -3);
    const model::RenditionSpec spec{"mp3", "mp3", 128};
    const av::Encoding encoding = audio::encoding_of(spec, 2);
    constexpr std::int64_t packet = 1152;
    constexpr std::int64_t border = 400;
    const std::vector<av::Piece> pieces = {{folder / "left", 0}, {folder / "right", border}};
    write_chunk(folder / "right", encoding, sound, (border - 64) * packet, sound.frames(), true);
    // An encoder gives what it was fed some packets later: here nothing from beyond the border.
    write_chunk(folder / "left", encoding, sound, 0, border * packet, false);
    CHECK(av::join_pieces(folder / "out", encoding, pieces) == 0U);
    write_chunk(folder / "left", encoding, sound, 0, (border + 60) * packet, false);
    CHECK_FALSE(av::join_pieces(folder / "out", encoding, pieces));
    av::Reader reader(folder / "out");
    std::size_t samples = 0;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) samples += block.size();
    CHECK(samples == sound.samples.size());
    CHECK(reader.losses().count == 0);
}

TEST_CASE("a piece that was cut on the disk is an error, not a shorter file") {
    const tests::TempFolder folder;
    const tests::Sound sound = tests::speech_like(5, -3);
    const av::Encoding encoding = audio::encoding_of({"m4a", "m4a", 128}, 2);
    write_chunk(folder / "all", encoding, sound, 0, sound.frames(), true);
    const std::vector<av::Piece> pieces = {{folder / "all", 0}};
    std::filesystem::resize_file(folder / "all", 20000);
    CHECK_THROWS_AS(av::join_pieces(folder / "out", encoding, pieces), core::Error);
    std::filesystem::remove(folder / "all");
    CHECK_THROWS_AS(av::join_pieces(folder / "out", encoding, pieces), core::Error);
}
