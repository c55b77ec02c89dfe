// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <optional>

#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using std::filesystem::path;
using tests::holds;

namespace {

/// The longest recording that a show takes.
void bound(const path& show, const std::string& hours) {
    tests::replace_in(show / "show.toml", "cover =", "max_hours = " + hours + "\ncover =");
}

/// A FLAC of so many seconds that declares another length in its header (RFC 9639, section 8.2).
void write_flac(const path& file, int seconds, std::uint64_t declared_seconds) {
    REQUIRE(tests::run_program({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                                "sine=frequency=440:sample_rate=8000:duration=" + std::to_string(seconds),
                                "-c:a", "flac", file})
                .code == 0);
    std::string bytes = tests::read(file);
    REQUIRE(bytes.starts_with("fLaC"));
    // 36 bits that end with the 26th byte.
    const std::uint64_t samples = declared_seconds * 8000;
    constexpr std::size_t last = 25;
    for (std::size_t i = 0; i < 4; ++i) bytes[last - i] = static_cast<char>(samples >> (8 * i) & 0xFFU);
    const unsigned high = static_cast<unsigned char>(bytes[last - 4]) & 0xF0U;
    bytes[last - 4] = static_cast<char>(high | static_cast<unsigned>(samples >> 32U & 0x0FU));
    tests::write(file, bytes);
}

/// Runs cityfm on a copy of a show on a disk of its own, and copies what it leaves to `left`; nothing where
/// this machine allows no mount.
std::optional<tests::Ran> on_small_disk(const tests::TempFolder& place, const path& show,
                                        const std::string& size, const std::string& arguments) {
    const std::string disk = place / "disk";
    std::filesystem::create_directory(disk);
    const auto apart = [](const std::string& script) {
        return tests::run_program({"unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script});
    };
    const std::string mount = "mount -t tmpfs -o size=" + size + " none " + disk;
    if (apart(mount).code != 0) return std::nullopt;
    return apart(mount + " && cp -r " + show.string() + "/. " + disk + " && { " CITYFM_COMMAND " -C " + disk +
                 " --lang en --now " + tests::small_show_now + " " + arguments + "; code=$?; cp -r " + disk +
                 " " + (place / "left").string() + "; exit $code; }");
}

}  // namespace

TEST_CASE("a recording that says that it is too long is told by check, and nothing is built of it") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    bound(show.path(), "0.001");
    const std::vector<std::pair<std::string, std::string>> sentences = {
        {"en",
         "episodes/one/voice.wav is too long: 0.01 hours, 0.001 at most. Cut it, or raise max_hours in "
         "show.toml"},
        {"ja", "episodes/one/voice.wav が長すぎます（0.01 時間、上限 0.001 時間）"}};
    for (const auto& [language, sentence] : sentences) {
        const tests::Ran ran = tests::cityfm_on(show.path(), language, {"check"});
        INFO(ran.out << ran.err);
        CHECK(ran.code == 3);
        CHECK(holds(ran.out + ran.err, sentence));
    }
    CHECK(tests::cityfm_on(show.path(), "en", {"build"}).code == 3);
    CHECK(tests::digests_below(show / ".cityfm/store/scratch").empty());
    tests::replace_in(show / "show.toml", "max_hours = 0.001", "max_hours = 0.5");
    CHECK(tests::cityfm_on(show.path(), "en", {"check"}).code == 0);
}

TEST_CASE("a recording that was released is only warned about when the bound is lowered") {
    static const tests::GoodShow good;
    const tests::TempFolder temp;
    good.copy_to(temp / "show");
    bound(temp / "show", "0.0005");
    const tests::Ran ran = tests::cityfm_on(temp / "show", "en", {"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(holds(ran.err, "is too long"));
    CHECK(tests::what_is_out(temp / "show") == tests::what_is_out(good.folder()));
}

TEST_CASE("a recording that holds more than it says is stopped at the bound, and the others go on") {
    const auto declared = GENERATE(as<std::uint64_t>{}, 0, 1);
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    write_flac(show / "episodes/one/voice.flac", 40, declared);
    tests::replace_in(show / "episodes/one/episode.toml", "voice.wav", "voice.flac");
    tests::replace_in(show / "episodes/one/episode.toml", "transcript = \"t.vtt\"\n", "");
    bound(show.path(), "0.005");
    CHECK(tests::cityfm_on(show.path(), "en", {"check"}).code == 0);
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"build"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.err, "episodes/one/voice.flac is too long: > 0.005 hours, 0.005 at most"));
    CHECK_FALSE(std::filesystem::exists(show / "episodes/one/release.json"));
    CHECK(std::filesystem::exists(show / "episodes/two/release.json"));
    CHECK(tests::digests_below(show / ".cityfm/store/scratch").empty());
}

TEST_CASE("bounds that are no bounds are told with the line") {
    const std::string value = GENERATE(as<std::string>{}, "49", "-1", "\"6\"", "nan");
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    bound(show.path(), value);
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"check"});
    INFO(value << ": " << ran.out << ran.err);
    CHECK(ran.code == 3);
    CHECK(holds(ran.out + ran.err, "show.toml:"));
    CHECK(holds(ran.out + ran.err, "max_hours"));
}

TEST_CASE("an episode for which the disk is too small is told before it begins; the others are built") {
    const tests::TempFolder place;
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    // A minute and a half: 35 MB of scratch each for programme and master.
    write_flac(show / "episodes/one/voice.flac", 90, 90);
    tests::replace_in(show / "episodes/one/episode.toml", "voice.wav", "voice.flac");
    const auto ran = on_small_disk(place, show.path(), "60m", "build --jobs 2");
    if (!ran) return;
    INFO(ran->err);
    CHECK(ran->code == 1);
    CHECK(holds(ran->err, "episodes/one/voice.flac needs about "));
    CHECK(holds(ran->err, " MB of disk while it is built, and "));
    CHECK_FALSE(holds(ran->err, "the disk is full"));
    CHECK_FALSE(std::filesystem::exists(place / "left/episodes/one/release.json"));
    CHECK(std::filesystem::exists(place / "left/episodes/two/release.json"));
    CHECK(tests::digests_below(place / "left/.cityfm/store/scratch").empty());
}
