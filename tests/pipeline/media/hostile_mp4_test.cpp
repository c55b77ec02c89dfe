// SPDX-License-Identifier: MIT
// M4A files of foreign and broken make: what is read of them, and that new tags replace theirs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/av/picture.h"
#include "pipeline/media/inspect.h"
#include "pipeline/media/package.h"
#include "pipeline/text/unicode.h"
#include "tests/pipeline/media/hostile.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/pipeline/media/tagged.h"
#include "tests/support/apart.h"
#include "tests/support/raw_bytes.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

std::string box(const std::string& type, const std::string& content) {
    return big(8 + content.size()) + type + content;
}

std::size_t box_at(const std::string& file, const std::string& type, std::size_t from = 0) {
    for (std::size_t at = from; at + 8 <= file.size(); at += big_at(file, at)) {
        if (file.substr(at + 4, 4) == type) return at;
        REQUIRE(big_at(file, at) >= 8);
    }
    FAIL("no " << type);
    return 0;
}

/// An M4A with its index behind the sound, and with more boxes at the end of the index.
std::string index_behind(std::string file, const std::string& more = {}) {
    const std::size_t index = box_at(file, "moov");
    const std::size_t size = big_at(file, index);
    std::string moov = file.substr(index, size);
    file.erase(index, size);
    for (std::size_t at = moov.find("stco"); at != std::string::npos; at = moov.find("stco", at + 4)) {
        const std::uint64_t count = big_at(moov, at + 8);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t place = at + 12 + 4 * i;
            put(moov, place, big(big_at(moov, place) - size));
        }
    }
    put(moov, 0, big(size + more.size()));
    return file + moov + more;
}

/// The same without the index's own box of what users say.
std::string index_behind_with(const std::string& users_data) {
    std::string file = plain("m4a");
    put(file, file.find("udta"), "free");
    return index_behind(file, box("udta", users_data));
}

std::string data_atom(std::uint32_t type, const std::string& content) {
    return box("data", big(type) + big(0) + content);
}

std::string item_list(const std::string& items) {
    const std::string handler = big(0) + big(0) + "mdirappl" + std::string(9, '\0');
    return box("meta", big(0) + box("hdlr", handler) + box("ilst", items));
}

std::string text_item(const std::string& name, const std::string& text) {
    return box(name, data_atom(1, text));
}

const std::string title_atom = "\251nam";
const std::string artist_atom = "\251ART";

/// Nero's list: times in units of 100 ns.
std::string nero_list(unsigned count, const std::vector<std::pair<std::uint64_t, std::string>>& chapters) {
    std::string content = big(0x01000000) + big(0) + static_cast<char>(count);
    for (const auto& [start_ms, text] : chapters)
        content += big(start_ms * 10'000, 8) + static_cast<char>(text.size()) + text;
    return box("chpl", content);
}

}  // namespace

TEST_CASE("an M4A with its index behind the sound is read, and gets it to the front") {
    const std::string file = index_behind(freshly_tagged("m4a"));
    const auto seen = look_at("m4a", file);
    REQUIRE(seen);
    CHECK(faults_of(*seen) == std::set<core::Code>{core::Code::index_behind_sound});
    CHECK(seen->tags.title == all_tags().title);
    CHECK(seen->tags.chapters.size() == 3);
    CHECK(seen->picture.width == 1400);
    CHECK(seen->sound.declared_frames == 96000);
    check_tagged_anew("m4a", file);
    check_tagged_anew("m4a", index_behind(plain("m4a")));
}

TEST_CASE("boxes of impossible sizes behind all others hide nothing") {
    const std::string file = index_behind(freshly_tagged("m4a"));
    const std::map<std::string, std::string> ends = {
        {"0: up to the end", big(0) + "free" + std::string(20, 'x')},
        {"0 and nothing more", big(0) + "free"},
        {"1: eight bytes of size, 24", big(1) + "free" + big(24, 8) + "12345678"},
    };
    for (const auto& [name, end] : ends) {
        INFO(name);
        const auto seen = look_at("m4a", file + end);
        REQUIRE(seen);
        CHECK(seen->tags.title == all_tags().title);
        CHECK(seen->tags.chapters.size() == 3);
        check_tagged_anew("m4a", file + end);
    }
}

TEST_CASE("what is no box behind all others is no harm") {
    const std::string file = index_behind(freshly_tagged("m4a"));
    const std::map<std::string, std::string> ends = {
        {"1 and 2^63", big(1) + "free" + big(std::uint64_t{1} << 63U, 8) + "12345678"},
        {"1 and 2^64-1", big(1) + "free" + big(~std::uint64_t{0}, 8)},
        {"1 and 7", big(1) + "free" + big(7, 8)},
        {"1 and nothing more", big(1) + "free"},
        {"7", big(7) + "free" + std::string(20, 'x')},
        {"past the end", big(0xffffffff) + "free"},
        {"half a header", big(100)},
    };
    for (const auto& [name, end] : ends) {
        INFO(name);
        check_tagged_anew("m4a", file + end);
        CHECK(look_at("m4a", file + end));
    }
}

TEST_CASE("boxes of impossible sizes inside the index are no harm") {
    for (const char* type : {"free", "udta", "trak", "meta", "ilst", "chpl"}) {
        for (const std::string& size : {big(0), big(1), big(7), big(0xffffffff)}) {
            INFO(type << " " << big_at(size, 0));
            const std::string tail = size + type + big(std::uint64_t{1} << 63U, 8) + "1234";
            const std::string file = index_behind(plain("m4a"), tail);
            look_at("m4a", file);
            check_tagged_anew("m4a", file, Wanted::same_bytes_or_refusal);
        }
    }
}

TEST_CASE("a second index with boxes nested a hundred thousand deep is no harm") {
    constexpr std::size_t depth = 100'000;
    std::string nested;
    for (std::size_t inside = depth; inside > 0; --inside) nested += big(8 * inside) + "moov";
    look_at("m4a", plain("m4a") + nested);
    check_tagged_anew("m4a", plain("m4a") + nested, Wanted::same_bytes_or_refusal);
}

TEST_CASE("an M4A of a hundred thousand empty boxes is read soon") {
    std::string file = plain("m4a");
    for (int i = 0; i < 100'000; ++i) file += big(8) + "free";
    const TempFolder folder;
    write(folder / "boxes.m4a", file);
    CHECK(checked_end([&] { media::inspect(folder / "boxes.m4a"); }, kilobytes_for(file)) == "well");
}

TEST_CASE("a broken atom in an item list leaves the others readable") {
    for (const std::uint32_t size : {0U, 1U, 7U, 8U, 11U, 12U, 15U, 1000U, 0x7fffffffU, 0xffffffffU}) {
        INFO(size);
        std::string broken = text_item(title_atom, "a title");
        put(broken, 8, big(size));
        const std::string file = index_behind_with(
            item_list(text_item(artist_atom, "someone") + broken + text_item("\251alb", "x")));
        const auto seen = look_at("m4a", file);
        REQUIRE(seen);
        CHECK(seen->tags.artist == "someone");
        CHECK(seen->tags.show == "x");
        CHECK(text::is_utf8(seen->tags.title));
        check_tagged_anew("m4a", file);
    }
}

TEST_CASE("atoms of every name with nothing, little or the wrong kind of data are no harm") {
    std::string items;
    for (const char* name : {"\251nam", "trkn", "tvsn", "tves", "pcst", "stik", "covr", "----", "gnre",
                             "cpil", "tmpo", "disk", "plID", "\251day", "desc"}) {
        items += box(name, {}) + box(name, data_atom(0, {})) + box(name, data_atom(21, "\1")) +
                 box(name, data_atom(1, "12")) + box(name, std::string(7, '\0')) +
                 box(name, box("mean", "xx") + box("name", "y") + box("data", "z"));
    }
    const std::string file = index_behind_with(item_list(text_item(artist_atom, "someone") + items));
    const auto seen = look_at("m4a", file);
    REQUIRE(seen);
    CHECK(seen->tags.artist == "someone");
    check_tagged_anew("m4a", file);
}

TEST_CASE("an item of freeform data that is cut anywhere is no harm") {
    const std::string item =
        box("----", box("mean", big(0) + "com.apple.iTunes") + box("name", big(0) + "replaygain_track_gain") +
                        data_atom(1, "-1.75 dB"));
    const auto whole = look_at("m4a", index_behind_with(item_list(item)));
    REQUIRE(whole);
    CHECK(whole->tags.sound.integrated_lufs.value_or(0) == Approx(-16.25));
    for (std::size_t size = 8; size < item.size(); size += 5) {
        INFO(size);
        const std::string cut = box("----", item.substr(8, size - 8));
        const auto seen = look_at("m4a", index_behind_with(item_list(cut + text_item(title_atom, "x"))));
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
    }
}

TEST_CASE("chapters of Nero's list alone are read, as many as there are") {
    const std::vector<std::pair<std::uint64_t, std::string>> list = {{0, "first"}, {500, "second"}};
    for (const unsigned count : {2U, 3U, 255U}) {
        INFO(count);
        const std::string file = index_behind_with(nero_list(count, list));
        const auto seen = look_at("m4a", file);
        REQUIRE(seen);
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
        CHECK(titles_of(*seen) == std::vector<std::string>{"first", "second"});
        check_tagged_anew("m4a", file);
    }
    const auto fewer = look_at("m4a", index_behind_with(nero_list(1, list)));
    REQUIRE(fewer);
    CHECK(titles_of(*fewer) == std::vector<std::string>{"first"});
}

TEST_CASE("a list of chapters with impossible times or lengths is no harm") {
    std::string list = nero_list(3, {{0, "first"}, {500, "second"}, {1000, "third"}});
    const std::size_t third = list.size() - 5 - 9;
    for (const std::uint64_t time :
         {~std::uint64_t{0}, std::uint64_t{1} << 63U, (std::uint64_t{1} << 63U) - 1}) {
        put(list, third, big(time, 8));
        const auto seen = look_at("m4a", index_behind_with(list));
        REQUIRE(seen);
        CHECK(seen->tags.chapters.size() >= 2);
        check_tagged_anew("m4a", index_behind_with(list));
    }
    put(list, third + 8, "\xff");
    const auto seen = look_at("m4a", index_behind_with(list));
    REQUIRE(seen);
    REQUIRE(seen->tags.chapters.size() >= 2);
    CHECK(seen->tags.chapters[1].title == "second");
    for (std::size_t size = 8; size < list.size(); ++size)
        look_at("m4a", index_behind_with(box("chpl", list.substr(8, size - 8))));
}

TEST_CASE("a chapter's title that was cut inside a character is UTF-8 all the same") {
    const std::string kanji = "漢";
    for (const std::string& cut : {"a" + kanji.substr(0, 2), kanji + kanji.substr(0, 1), "\xff\xfe"s}) {
        const auto seen = look_at("m4a", index_behind_with(nero_list(1, {{0, cut}})));
        REQUIRE(seen);
        REQUIRE(seen->tags.chapters.size() == 1);
        CHECK(text::is_utf8(seen->tags.chapters[0].title));
    }
}

TEST_CASE("a cover of any type is taken for what it is, or for none") {
    const std::string picture = av::plain_png(20, 1, 2, 3);
    for (const std::uint32_t type : {0U, 1U, 13U, 14U, 21U, 27U, 99U, 0xffffffffU}) {
        INFO(type);
        const std::string items = text_item(title_atom, "x") + box("covr", data_atom(type, picture));
        const std::string file = index_behind_with(item_list(items));
        const auto seen = look_at("m4a", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
        if (seen->tags.picture.empty()) {
            CHECK(misses(*seen, core::Code::misses_picture));
        } else {
            CHECK(seen->picture.width == 20);
            CHECK_FALSE(misses(*seen, core::Code::picture_unreadable));
        }
        if (type == 13 || type == 14) CHECK(seen->tags.picture == picture);
        check_tagged_anew("m4a", file);
    }
    const auto bitmap = look_at("m4a", index_behind_with(item_list(box("covr", data_atom(27, "BM123456")))));
    REQUIRE(bitmap);
    CHECK(misses(*bitmap, core::Code::picture_unreadable));
}

TEST_CASE("an edit list with huge numbers is no harm") {
    const std::uint64_t most = ~std::uint64_t{0} >> 1U;
    const std::string rate = big(0x00010000);
    const auto edit_4 = [&](std::uint64_t length, std::uint64_t start) {
        return big(0) + big(1) + big(length) + big(start) + rate;
    };
    const auto edit_8 = [&](std::uint64_t length, std::uint64_t start) {
        return big(0x01000000) + big(1) + big(length, 8) + big(start, 8) + rate;
    };
    std::vector<std::string> lists;
    for (const std::uint64_t length :
         {std::uint64_t{0}, std::uint64_t{2000}, std::uint64_t{0x7fffffff}, std::uint64_t{0xffffffff}}) {
        for (const std::uint64_t start :
             {std::uint64_t{0}, std::uint64_t{1024}, std::uint64_t{0x7fffffff}, std::uint64_t{0xffffffff}})
            lists.push_back(edit_4(length, start));
    }
    for (const std::uint64_t length : {std::uint64_t{2000}, most, most + 1, ~std::uint64_t{0}}) {
        for (const std::uint64_t start : {std::uint64_t{1024}, most, most + 1})
            lists.push_back(edit_8(length, start));
    }
    lists.push_back(big(0) + big(0xffffffff) + big(2000) + big(1024) + rate);
    lists.push_back(big(0) + big(0));
    lists.push_back(big(0));
    lists.emplace_back();
    const std::string original = plain("m4a");
    const std::size_t edits = original.find("edts") - 4;
    const std::size_t old_size = big_at(original, edits);
    for (const std::string& list : lists) {
        INFO("list " << &list - lists.data());
        std::string file = index_behind(original);
        const std::size_t moov = file.find("moov") - 4;
        const std::size_t track = file.find("trak") - 4;
        const std::size_t at = file.find("edts") - 4;
        const std::string fresh = box("edts", box("elst", list));
        put(file, moov, big(big_at(file, moov) + fresh.size() - old_size));
        put(file, track, big(big_at(file, track) + fresh.size() - old_size));
        file.replace(at, old_size, fresh);
        const auto seen = look_at("m4a", file);
        if (seen && seen->sound.gapless) {
            CHECK(seen->sound.gapless->start_frames >= 0);
            CHECK(seen->sound.gapless->end_frames >= 0);
        }
        check_tagged_anew("m4a", file, Wanted::good_end);
    }
}
