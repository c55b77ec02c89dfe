// SPDX-License-Identifier: MIT
// ID3 tags of foreign, broken and huge make: what is read of them, and that new ones replace them.
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

TEST_CASE("an ID3 tag of any version is read, and replaced as if it had never been there") {
    const std::map<int, std::string> tags = {
        {2, id3(2, title(2, "an old title") + frame(2, "TRK", latin1("7/9")))},
        {3, id3(3, title(3, "an old title") + frame(3, "TRCK", latin1("7/9")) +
                       chapter(3, "b", 500, title(3, "second")) + chapter(3, "a", 0, title(3, "first")))},
        {4, id3(4, title(4, "an old title") + frame(4, "TRCK", latin1("7/9")) +
                       chapter(4, "b", 500, title(4, "second")) + chapter(4, "a", 0, title(4, "first")))},
    };
    for (const auto& [version, tag] : tags) {
        INFO(version);
        const auto seen = look_at("mp3", tag + plain("mp3"));
        REQUIRE(seen);
        CHECK(seen->tag_kind == "ID3v2." + std::to_string(version));
        CHECK(seen->tags.title == "an old title");
        CHECK(seen->tags.number == 7);
        CHECK(seen->sound.declared_frames == 96000);
        if (version > 2) CHECK(titles_of(*seen) == std::vector<std::string>{"first", "second"});
        CHECK(faults_of(*seen).empty());
        check_tagged_anew("mp3", tag + plain("mp3"));
    }
}

TEST_CASE("a title of ID3v2.4 in UTF-8 is read") {
    const auto seen = look_at("mp3", id3(4, frame(4, "TIT2", "\3第十二回 𠮷野さん")) + plain("mp3"));
    REQUIRE(seen);
    CHECK(seen->tags.title == "第十二回 𠮷野さん");
}

TEST_CASE("of two ID3 tags in a row the first is read, and both are replaced") {
    const std::string file = id3(3, title(3, "the first")) + id3(4, title(4, "the second")) + plain("mp3");
    const auto seen = look_at("mp3", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "the first");
    check_tagged_anew("mp3", file);
}

TEST_CASE("the length of an MP3 is read behind two ID3 tags") {
    const auto seen =
        look_at("mp3", id3(3, title(3, "the first")) + id3(3, title(3, "the second")) + plain("mp3"));
    REQUIRE(seen);
    CHECK(seen->sound.declared_frames == 96000);
    CHECK_FALSE(misses(*seen, core::Code::misses_length));
}

TEST_CASE("two ID3 tags with zero bytes between them are both replaced") {
    const std::string file = id3(3, title(3, "the first")) + std::string(100, '\0') +
                             id3(3, title(3, "the second")) + plain("mp3");
    const auto seen = look_at("mp3", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "the first");
    check_tagged_anew("mp3", file);
}

TEST_CASE("ID3v1 and APEv2 at the end of an MP3 are replaced") {
    const std::string items = ape_item("Title", "an old title") + ape_item("Artist", "someone");
    const std::string ape =
        ape_end(items.size() + 32, 2, 0xa0000000) + items + ape_end(items.size() + 32, 2, 0x80000000);
    for (const std::string& end : {id3v1("an old title"), ape, ape + id3v1("an old title")}) {
        const auto seen = look_at("mp3", plain("mp3") + end);
        REQUIRE(seen);
        CHECK(seen->tag_kind == (end == ape ? "" : "ID3v1"));
        CHECK(seen->sound.declared_frames == 96000);
        check_tagged_anew("mp3", plain("mp3") + end);
        check_tagged_anew("mp3", id3(3, title(3, "another")) + plain("mp3") + end);
    }
}

TEST_CASE("an APEv2 tag that claims any size takes no sound with it") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{31}, std::size_t{20'000},
                                   std::size_t{1} << 31U, std::size_t{0xffffffff}}) {
        for (const std::uint32_t flags : {0U, 0xa0000000U, 0x80000000U}) {
            INFO(size << " " << flags);
            const std::string file = plain("mp3") + ape_end(size, 0xffffffff, flags);
            CHECK(look_at("mp3", file));
            check_tagged_anew("mp3", file, Wanted::same_sound_or_refusal);
        }
    }
}

TEST_CASE("a picture of 40 MB in an MP3 is read, and replaced") {
    std::string picture = av::plain_png(16, 1, 2, 3);
    picture.resize(40'000'000, '\0');
    const std::string file =
        id3(3, title(3, "old") + frame(3, "APIC", "\0image/png\0\3\0"s + picture)) + plain("mp3");
    const auto seen = look_at("mp3", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "old");
    CHECK(seen->tags.picture.size() == picture.size());
    CHECK(seen->picture.width == 16);
    check_tagged_anew("mp3", file);
}

TEST_CASE("an ID3 tag that claims to reach past the end of its file is no harm") {
    std::string file = id3(3, title(3, "old")) + plain("mp3");
    for (const std::size_t size : {file.size() - 10, file.size(), std::size_t{0x0fffffff}}) {
        INFO(size);
        put(file, 6, seven_bits(size));
        look_at("mp3", file);
        check_tagged_anew("mp3", file, Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("a frame that claims to reach past its tag hides nothing before it") {
    for (const int version : {3, 4}) {
        for (const char* id : {"TALB", "APIC", "CHAP", "CTOC", "COMM", "TXXX", "WXXX", "USLT"}) {
            for (const std::uint32_t size : {0x7f7f7f7fU, 0xffffffffU, 0x00007f7fU}) {
                INFO(version << " " << id << " " << size);
                const std::string bad = id + big(size) + "\0\0"s + std::string(40, 'x');
                const std::string file = id3(version, title(version, "old") + bad) + plain("mp3");
                const auto seen = look_at("mp3", file);
                REQUIRE(seen);
                CHECK(seen->tags.title == "old");
            }
        }
        const std::string bad = "TALB" + big(0x7f7f7f7f) + "\0\0"s + "x";
        check_tagged_anew("mp3", id3(version, title(version, "old") + bad) + plain("mp3"));
    }
}

TEST_CASE("a chapter with a broken frame inside keeps its time, and the others their titles") {
    const std::string good = title(3, "inner");
    for (const std::uint32_t size : {0U, 1U, 7U, 100U, 0x7fffffffU, 0xffffffffU}) {
        INFO(size);
        std::string broken = good;
        put(broken, 4, big(size));
        const std::string file =
            id3(3, chapter(3, "a", 0, broken) + chapter(3, "b", 500, good)) + plain("mp3");
        const auto seen = look_at("mp3", file);
        REQUIRE(seen);
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
        REQUIRE(seen->tags.chapters.size() == 2);
        CHECK(seen->tags.chapters[1].title == "inner");
        CHECK(text::is_utf8(seen->tags.chapters[0].title));
        check_tagged_anew("mp3", file);
    }
}

TEST_CASE("chapters that end too early are no harm, and the next one is read") {
    const std::string whole = "id\0"s + big(1) + big(2) + big(3) + big(4);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        INFO(size);
        const std::string file = id3(3, title(3, "old") + frame(3, "CHAP", whole.substr(0, size)) +
                                            chapter(3, "b", 500, title(3, "good"))) +
                                 plain("mp3");
        const auto seen = look_at("mp3", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "old");
        REQUIRE_FALSE(seen->tags.chapters.empty());
        CHECK(seen->tags.chapters.back().start_ms == 500);
        CHECK(seen->tags.chapters.back().title == "good");
    }
}

TEST_CASE("chapters and contents whose names never end are no harm") {
    for (const char* id : {"CHAP", "CTOC"}) {
        for (const std::size_t size : {1U, 5U, 6U, 17U, 18U, 40U, 5000U}) {
            INFO(id << " " << size);
            const std::string endless = frame(3, id, std::string(size, 'x'));
            const std::string file =
                id3(3, title(3, "old") + endless + chapter(3, "b", 500, title(3, "good"))) + plain("mp3");
            const auto seen = look_at("mp3", file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "old");
            const std::vector<std::string> titles = titles_of(*seen);
            CHECK(std::count(titles.begin(), titles.end(), "good") == 1);
        }
        check_tagged_anew("mp3", id3(3, frame(3, id, std::string(40, 'x'))) + plain("mp3"));
    }
}

TEST_CASE("tables of contents that lead in circles are reported, and chapters are read all the same") {
    const std::string chapters = chapter(3, "one", 0, title(3, "first")) + chapter(3, "two", 500, {});
    const std::vector<std::string> circles = {
        contents("aaaaa", {"aaaaa"}),
        contents("aaaaa", {"bbbbb"}) + contents("bbbbb", {"aaaaa"}),
        contents("aaaaa", {"one", "bbbbb"}) + contents("bbbbb", {"two", "aaaaa"}),
        contents("top", {"aaaaa"}) + contents("aaaaa", {"bbbbb"}) + contents("bbbbb", {"ccccc"}) +
            contents("ccccc", {"aaaaa", "one"}),
    };
    for (const std::string& circle : circles) {
        INFO(&circle - circles.data());
        const std::string file = id3(3, circle + chapters) + plain("mp3");
        const auto seen = look_at("mp3", file);
        REQUIRE(seen);
        CHECK(misses(*seen, core::Code::contents_loop));
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
        check_tagged_anew("mp3", file);
    }
}

TEST_CASE("contents that lead to absent chapters, twice to one, or to nothing are no circle") {
    const std::string chapters = chapter(3, "one", 0, title(3, "first")) + chapter(3, "two", 500, {});
    const std::vector<std::string> trees = {
        contents("aaaaa", {"absent", "gone"}),
        contents("aaaaa", {"one", "one", "one"}),
        contents("top", {"aaaaa", "bbbbb"}) + contents("aaaaa", {"one"}) + contents("bbbbb", {"one", "two"}),
        contents("aaaaa", {"one"}) + contents("aaaaa", {"two"}),
        contents("aaaaa", {}),
        contents("", {"one", "two"}),
    };
    for (const std::string& tree : trees) {
        INFO(&tree - trees.data());
        const auto seen = look_at("mp3", id3(3, tree + chapters) + plain("mp3"));
        REQUIRE(seen);
        CHECK_FALSE(misses(*seen, core::Code::contents_loop));
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
    }
}

TEST_CASE("a table of contents that is empty is no circle") {
    const std::string tables = contents("top", {"aaaaa"}) + contents("aaaaa", {});
    const auto seen = look_at("mp3", id3(3, tables) + plain("mp3"));
    REQUIRE(seen);
    CHECK_FALSE(misses(*seen, core::Code::contents_loop));
}

namespace {

/// Tables of contents, each of which names the next one; what the last one names is given.
std::string contents_chain(const std::string& last_entry, int count) {
    const auto name = [](int i) { return "t" + std::to_string(i); };
    std::string chain;
    for (int i = 0; i < count; ++i) chain += contents(name(i), {i + 1 < count ? name(i + 1) : last_entry});
    return id3(3, chain + chapter(3, "one", 0, title(3, "good"))) + plain("mp3");
}

/// Whether a circle is seen in it.
void check_contents_chain(const std::string& last_entry, bool circle) {
    const TempFolder folder;
    const std::string file = contents_chain(last_entry, 500);
    write(folder / "chain.mp3", file);
    const auto work = [&] {
        const media::Inspected seen = media::inspect(folder / "chain.mp3");
        const bool good = titles_of(seen) == std::vector<std::string>{"good"};
        if (!good || misses(seen, core::Code::contents_loop) != circle) throw std::runtime_error("not so");
    };
    CHECK(checked_end(work, kilobytes_for(file)) == "well");
}

}  // namespace

TEST_CASE("five hundred tables of contents in a chain are read") {
    check_contents_chain("one", false);
}

TEST_CASE("a circle of five hundred tables of contents is seen") {
    check_contents_chain("t0", true);
}

TEST_CASE("a hundred thousand tables of contents are refused: no episode has them") {
    CHECK_FALSE(look_at("mp3", contents_chain("one", 100'000)));
}

TEST_CASE("chapters and contents nested a hundred thousand deep are no harm") {
    constexpr std::size_t depth = 100'000;
    const std::string chapter_head = "a\0"s + big(0) + big(1) + big(2) + big(3);
    const std::string contents_head = "aaaa\0\3\0"s;
    for (const auto& [id, head] : {std::pair("CHAP", chapter_head), std::pair("CTOC", contents_head)}) {
        INFO(id);
        std::string nested;
        for (std::size_t inside = depth; inside > 0; --inside)
            nested += frame_head(3, id, head.size() * inside + 10 * (inside - 1), "\0\0"s) + head;
        const std::string file = id3(3, title(3, "old") + nested) + plain("mp3");
        const auto seen = look_at("mp3", file);
        if (seen) CHECK(seen->tags.title == "old");
        check_tagged_anew("mp3", file, Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("an unsynchronised tag with an extended header is read, and replaced") {
    // Three letters of Latin-1, the first two of which look like the start of MPEG sound.
    const std::string letters = "\xff\xe0!";
    const std::string picture = "\x89PNG\xff\xff\xe0\xff\0\xff"s;
    const std::string with_picture =
        title(3, letters) + frame(3, "APIC", "\0image/png\0\3\0"s + picture) + chapter(3, "a", 500, {});
    const std::string long_header = seven_bits(6) + "\1\0"s;
    const std::string text = unsynchronised(latin1(letters));
    const std::string more = frame(4, "TALB", latin1("a longer text behind it"));
    const std::map<std::string, std::string> files = {
        {"2.3", id3(3, unsynchronised(with_picture), 0x80)},
        {"2.4", id3(4, frame(4, "TIT2", text, "\0\2"s), 0x80)},
        {"2.4 with lengths", id3(4, frame(4, "TIT2", seven_bits(4) + text, "\0\3"s), 0x80)},
        {"2.4 with a long header", id3(4, long_header + frame(4, "TIT2", text, "\0\2"s) + more, 0xc0)},
    };
    for (const auto& [name, tag] : files) {
        INFO(name);
        const auto seen = look_at("mp3", tag + plain("mp3"));
        REQUIRE(seen);
        CHECK(seen->tags.title == "ÿà!");
        if (name == "2.3") {
            CHECK(seen->tags.picture == picture);
            CHECK(starts_of(*seen) == std::vector<std::int64_t>{500});
        }
        check_tagged_anew("mp3", tag + plain("mp3"));
    }
}

TEST_CASE("an ID3v2.3 tag with an extended header is no harm, and replaced") {
    // Its size does not count itself, and its four bytes are plain.
    const std::string long_header = big(6) + std::string(6, '\0');
    const std::string file = id3(3, long_header + title(3, "old"), 0x40) + plain("mp3");
    check_tagged_anew("mp3", file);
    CHECK(look_at("mp3", file));
}

TEST_CASE("an extended header that claims any size is no harm") {
    for (const int version : {3, 4}) {
        for (const std::uint32_t size : {0U, 1U, 0x7fU, 0x7f7f7f7fU, 0xffffffffU}) {
            INFO(version << " " << size);
            const std::string file =
                id3(version, big(size) + std::string(6, '\0') + title(version, "old"), 0x40) + plain("mp3");
            CHECK(look_at("mp3", file));
            check_tagged_anew("mp3", file);
        }
    }
}

TEST_CASE("a frame of no length hides nothing before it") {
    for (const int version : {2, 3, 4}) {
        for (const std::string& id :
             version == 2
                 ? std::vector<std::string>{"TAL", "PIC", "COM"}
                 : std::vector<std::string>{"TALB", "APIC", "CHAP", "CTOC", "COMM", "TXXX", "WXXX", "USLT"}) {
            INFO(version << " " << id);
            const std::string file =
                id3(version, title(version, "old") + frame(version, id, {})) + plain("mp3");
            const auto seen = look_at("mp3", file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "old");
        }
        const std::string tag = id3(version, title(version, "old") + frame(version, "TALB", {}));
        check_tagged_anew("mp3", tag + plain("mp3"));
    }
}

TEST_CASE("frames of one to eight bytes of anything are no harm") {
    for (const char* id : {"TIT2", "APIC", "CHAP", "CTOC", "COMM", "TXXX", "WXXX", "USLT", "WFED", "TDRC"}) {
        std::string frames;
        for (std::size_t size = 1; size <= 8; ++size) {
            for (const char c : {'\0', '\1', '\3', '\xff', 'x'}) frames += frame(3, id, std::string(size, c));
        }
        INFO(id);
        const auto seen = look_at("mp3", id3(3, frames) + plain("mp3"));
        REQUIRE(seen);
        CHECK(text::is_utf8(seen->tags.title));
    }
}

TEST_CASE("texts are UTF-8 whatever a tag holds") {
    const std::vector<std::string> texts = {
        "\3\xe6\xbc"s,                  // half a kanji
        "\3\xff\xfe\xfd"s,              // no UTF-8 at all
        "\1\xff\xfe\x42\xd8"s,          // half a pair
        "\1\xff\xfe\xb7\xdf\x42\xd8"s,  // a pair the wrong way round
        "\1\xff\xfe\x41\0\x42"s,        // an odd byte
        "\2\xd8\x42"s,                  // half a pair, the other way
        "\x7fzzz"s,                     // no such encoding
    };
    for (const std::string& text : texts) {
        INFO(&text - texts.data());
        const std::string frames = frame(4, "TIT2", text) + frame(4, "TALB", text) +
                                   frame(4, "COMM", text[0] + "jpn"s + text.substr(1)) +
                                   chapter(4, "a", 0, frame(4, "TIT2", text));
        const auto seen = look_at("mp3", id3(4, frames) + plain("mp3"));
        REQUIRE(seen);
        CHECK(text::is_utf8(seen->tags.title));
        CHECK(text::is_utf8(seen->tags.show));
        CHECK(text::is_utf8(seen->tags.description));
        REQUIRE(seen->tags.chapters.size() == 1);
        CHECK(text::is_utf8(seen->tags.chapters[0].title));
    }
}
