// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/pipeline/text/read_chapters.h"

using namespace cityfm;
using tests::chapters_of;
using tests::found_in_chapters;
using tests::Lines;
using tests::read_chapters;
using tests::ReadChapters;

namespace {

std::string json_of(const std::string& chapters) {
    return R"({"version": "1.2.0", "chapters": [)" + chapters + "]}";
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

const std::string no_time = "c:0:0 error bad-chapters reason=chapters[0]: startTime";

}  // namespace

TEST_CASE("JSON chapters are read with links and pictures") {
    CHECK(chapters_of(json_of(R"(
              {"startTime": 0, "title": "はじめに"},
              {"startTime": 62.5, "title": "店", "url": "https://example.jp/?a=1&b=2", "img": "art/a.png"},
              {"startTime": 3723, "title": "終", "img": "https://example.jp/b.png", "toc": true})")) ==
          Lines{"0 00:00:00.000 はじめに", "0 00:01:02.500 店 link=https://example.jp/?a=1&b=2 art=art/a.png",
                "0 01:02:03.000 終 image=https://example.jp/b.png"});
}

TEST_CASE("what JSON chapters hold besides is left alone") {
    CHECK(chapters_of("\xEF\xBB\xBF\r\n" + json_of(R"({"startTime": 0, "title": "a", "endTime": 2, "url": 1,
                                                      "img": null, "location": {}, "toc": "false"})")) ==
          Lines{"0 00:00:00.000 a"});
    CHECK(chapters_of(json_of("")).empty());
}

TEST_CASE("a chapter that is not to be listed is left out, which is said") {
    const ReadChapters all =
        read_chapters(json_of(R"({"startTime": 0, "title": "a"}, {"startTime": 65, "toc": false},
                                     {"startTime": 3700, "title": "b"})"));
    CHECK(tests::shown(all.chapters) == Lines{"0 00:00:00.000 a", "0 01:01:40.000 b"});
    CHECK(all.found == Lines{"c:0:0 warning chapter-hidden start=01:05"});
}

TEST_CASE("JSON that holds no chapters is one finding") {
    for (const std::string json : {"{", "{}", R"({"chapters": {}})", R"({"chapters": 1})",
                                   R"({"chapters": [)", R"({"chapters": []} more)", R"({"Chapters": []})"}) {
        CAPTURE(json);
        CHECK(read_chapters(json).chapters.empty());
        CHECK(found_in_chapters(json) == Lines{"c:0:0 error bad-chapters reason=JSON: chapters[]"});
    }
}

TEST_CASE("a JSON chapter without a start that is one is found, and the others are read") {
    const auto entry =
        GENERATE(as<std::string>{}, "{}", R"({"title": "a"})", R"({"startTime": "0", "title": "a"})",
                 R"({"startTime": -1, "title": "a"})", R"({"startTime": 1e300, "title": "a"})",
                 R"({"startTime": 10000001, "title": "a"})", R"({"startTime": null, "title": "a"})", "1",
                 "null", "[]", "\"a\"", R"({"toc": false})");
    CAPTURE(entry);
    const ReadChapters all = read_chapters(json_of(entry + R"(, {"startTime": 0, "title": "b"})"));
    CHECK(tests::shown(all.chapters) == Lines{"0 00:00:00.000 b"});
    CHECK(all.found == Lines{no_time});
}

TEST_CASE("written JSON chapters read back as the same chapters") {
    const std::vector<model::Chapter> chapters = {
        {0, "はじめに \"𠮷\" <b>&", "", "", ""},
        {62.5, "店", "https://example.jp/?a=b&c", "", "https://example.jp/a.png"},
        {9999999.5, "👨‍👩‍👧‍👦", "", "", ""}};
    core::Findings findings;
    std::vector<model::Chapter> again;
    for (const text::PlacedChapter& placed :
         text::read_chapters(text::chapters_json(chapters), "c", findings))
        again.push_back(placed.chapter);
    CHECK(again == chapters);
    CHECK(findings.empty());
}

TEST_CASE("labels of Audacity are read, and their frequencies left alone") {
    CHECK(chapters_of(
              "0.000000\t0.000000\tはじめに\n62.500000\t70.250000\t店 の 話\n\\\t100.000000\t2000.000000\n"
              "3723.000000\t3723.000000\t 終 \r\n") ==
          Lines{"1 00:00:00.000 はじめに", "2 00:01:02.500 店 の 話", "4 01:02:03.000 終"});
    CHECK(chapters_of("0\t1\t# a <b> 5:00\n") == Lines{"1 00:00:00.000 # a <b> 5:00"});
}

TEST_CASE("a label that is none is found in its line") {
    for (const std::string label :
         {"-1.0\t2.0\ta", "0,5\t0,6\ta", "a\t1.0\tb", "1.0\tb\tc", "1.0 2.0 a", "1.0\t2.0"}) {
        CAPTURE(label);
        const ReadChapters all = read_chapters("0.0\t0.0\tfirst\n" + label + "\n");
        CHECK(tests::shown(all.chapters) == Lines{"1 00:00:00.000 first"});
        REQUIRE(all.found.size() == 1);
        CHECK(all.found[0].rfind("c:2:0 error bad-chapters reason=", 0) == 0);
    }
}

TEST_CASE("lines of a time and a title are read") {
    CHECK(chapters_of("00:00 はじめに\n1:02.5 店\n01:02:03.456 終 わ り\n") ==
          Lines{"1 00:00:00.000 はじめに", "2 00:01:02.500 店", "3 01:02:03.456 終 わ り"});
    CHECK(chapters_of("\xEF\xBB\xBF  00:00\ta  \r\n\t00:01 b\t\r\n00:02 c") ==
          Lines{"1 00:00:00.000 a", "2 00:00:01.000 b", "3 00:00:02.000 c"});
}

TEST_CASE("blanks, also the wide one, and a dash part a time from its title") {
    for (const std::string parts : {" ", "   ", "\t", "\u3000", " \u3000 ", "\u3000\u3000", " - ", " – ",
                                    " — ", "\u3000- ", "\t—\u3000", " –\t"}) {
        CAPTURE(parts);
        CHECK(chapters_of("00:05" + parts + "店-の - 話\n") == Lines{"1 00:00:05.000 店-の - 話"});
    }
}

TEST_CASE("a dash that begins a word belongs to it") {
    CHECK(chapters_of("00:05 -5 度の朝\n") == Lines{"1 00:00:05.000 -5 度の朝"});
}

TEST_CASE("a link stands in angle brackets behind the title") {
    CHECK(chapters_of("00:00 店 <https://example.jp/?a=1&b=2>\n00:01 a <b> <3 <http://example.jp>\n"
                      "00:02 店<https://example.jp/>\n") ==
          Lines{"1 00:00:00.000 店 link=https://example.jp/?a=1&b=2",
                "2 00:00:01.000 a <b> <3 link=http://example.jp",
                "3 00:00:02.000 店 link=https://example.jp/"});
    CHECK(chapters_of("00:00 a <b>\n00:01 https://example.jp/\n00:02 <https://example.jp/> の話\n") ==
          Lines{"1 00:00:00.000 a <b>", "2 00:00:01.000 https://example.jp/",
                "3 00:00:02.000 <https://example.jp/> の話"});
}

TEST_CASE("blank lines and comments are left alone, and lines counted with them") {
    CHECK(chapters_of("# チャプター\n\n00:00 a\n   \n  # 00:01 no\n00:02 #b\n") ==
          Lines{"3 00:00:00.000 a", "6 00:00:02.000 #b"});
}

TEST_CASE("a line without a time is found, and the others are read") {
    const auto line = GENERATE(as<std::string>{}, "はじめに", "90 a", "-00:01 a", "00:61 a", "1:2:3:4 a",
                               "00:01a", "00:01-a", "００:０１ a", ": a", "00: a", "9999:00:00 a", "00:0x a");
    CAPTURE(line);
    const ReadChapters all = read_chapters("00:00 first\n" + line + "\n00:09 last\n");
    CHECK(tests::shown(all.chapters) == Lines{"1 00:00:00.000 first", "3 00:00:09.000 last"});
    CHECK(all.found == Lines{"c:2:0 error bad-chapters reason=" + line});
}

TEST_CASE("a long line without a time is shown in part") {
    CHECK(found_in_chapters(repeated("𠮷", 1000)) ==
          Lines{"c:1:0 error bad-chapters reason=" + repeated("𠮷", 59) + "…"});
}

TEST_CASE("written lines of chapters read back to the second") {
    CHECK(chapters_of(text::chapter_lines(
              {{0, "はじめに", "", "", ""}, {62.9, "店", "", "", ""}, {3723, "終", "", "", ""}})) ==
          Lines{"1 00:00:00.000 はじめに", "2 00:01:02.000 店", "3 01:02:03.000 終"});
}

TEST_CASE("a chapter without a title is found in every form, and the others are read") {
    const auto [bytes, line, rest] = GENERATE(table<std::string, int, std::string>(
        {{json_of(R"({"startTime": 65}, {"startTime": 70, "title": "b"})"), 0, "0 00:01:10.000 b"},
         {json_of(R"({"startTime": 65, "title": ""}, {"startTime": 70, "title": "b"})"), 0,
          "0 00:01:10.000 b"},
         {json_of(R"({"startTime": 65, "title": 5}, {"startTime": 70, "title": "b"})"), 0,
          "0 00:01:10.000 b"},
         {"<chapter start='65'/>\n<chapter start='70' title='b'/>", 1, "2 00:01:10.000 b"},
         {"<chapter start='65' title=''/>\n<chapter start='70' title='b'/>", 1, "2 00:01:10.000 b"},
         {"65.0\t66.0\t\n70.0\t70.0\tb\n", 1, "2 00:01:10.000 b"},
         {"01:05\n01:10 b\n", 1, "2 00:01:10.000 b"},
         {"01:05 <https://example.jp/>\n01:10 b\n", 1, "2 00:01:10.000 b"}}));
    CAPTURE(bytes);
    const ReadChapters all = read_chapters(bytes);
    CHECK(tests::shown(all.chapters) == Lines{rest});
    CHECK(all.found == Lines{"c:" + std::to_string(line) + ":0 error chapter-without-title start=01:05"});
}

TEST_CASE("a title of blanks is none, in every form") {
    for (const std::string& bytes :
         {json_of(R"({"startTime": 65, "title": "  "})"), std::string("<chapter start='65' title=' \t '/>"),
          std::string("65.0\t66.0\t  \n"), std::string("01:05  \n"), std::string("01:05\u3000\n")}) {
        CAPTURE(bytes);
        const ReadChapters all = read_chapters(bytes);
        CHECK(all.chapters.empty());
        REQUIRE(all.found.size() == 1);
        CHECK(all.found[0].find(":0 error chapter-without-title start=01:05") != std::string::npos);
    }
}

TEST_CASE("a title is one line, whatever JSON can hold") {
    CHECK(chapters_of(json_of(R"({"startTime": 0, "title": "a\nb"})")) == Lines{"0 00:00:00.000 a b"});
}

TEST_CASE("what JSON escapes in a title is as clean as what stands there as it is") {
    CHECK(chapters_of(json_of(R"({"startTime": 0, "title": "a\u0000b\u001bc"})")) ==
          Lines{"0 00:00:00.000 abc"});
}

TEST_CASE("a title has at most 255 characters, whatever their bytes") {
    const std::string longest = repeated("𠮷", 255);
    const std::string too_long = repeated("𠮷", 256);
    const std::string found = ":0 error too-long key=title found=256 least=1 most=255";
    CHECK(found_in_chapters("00:00 " + longest) == Lines{});
    CHECK(found_in_chapters("00:00 a\n00:01 " + too_long) == Lines{"c:2" + found});
    CHECK(found_in_chapters("0.0\t0.0\t" + too_long) == Lines{"c:1" + found});
    CHECK(found_in_chapters("\n<chapter start='0' title='" + too_long + "'/>") == Lines{"c:2" + found});
    CHECK(found_in_chapters(json_of(R"({"startTime": 0, "title": ")" + too_long + "\"}")) ==
          Lines{"c:0" + found});
    CHECK(found_in_chapters(json_of(R"({"startTime": 0, "title": ")" + longest + "\"}")) == Lines{});
}

TEST_CASE("500 chapters are read, and 501 are too many") {
    std::string lines;
    for (int i = 0; i < 500; ++i) lines += core::show_offset(i) + " a\n";
    CHECK(chapters_of(lines).size() == 500);
    const ReadChapters all = read_chapters(lines + "1:00:00 b\n");
    CHECK(all.found == Lines{"c:0:0 error too-many key=chapters found=501 least=0 most=500"});
    CHECK(all.chapters.size() <= 500);
}

TEST_CASE("a link that is no address is found, and the chapter stays without it") {
    const auto [bytes, line, link] = GENERATE(table<std::string, int, std::string>(
        {{json_of(R"({"startTime": 0, "title": "a", "url": "javascript:x"})"), 0, "javascript:x"},
         {json_of(R"({"startTime": 0, "title": "a", "url": "example.jp"})"), 0, "example.jp"},
         {"<chapter start='0' title='a' href='mailto:a@example.jp'/>", 1, "mailto:a@example.jp"},
         {"<chapter start='0' title='a' href='https://example.jp/&quot;'/>", 1, "https://example.jp/\""},
         {"00:00 a <https://example.jp/a b>", 1, "https://example.jp/a b"},
         {"00:00 a <http://>", 1, "http://"}}));
    CAPTURE(bytes);
    const ReadChapters all = read_chapters(bytes);
    CHECK(tests::shown(all.chapters) == Lines{std::to_string(line) + " 00:00:00.000 a"});
    CHECK(all.found == Lines{"c:" + std::to_string(line) + ":0 error bad-address key=url found=" + link});
}

TEST_CASE("a picture that leaves the folder is found, and the chapter stays without it") {
    for (const std::string path :
         {"../a.png", "/etc/passwd", "art/../../a.png", "..", ".", "//example.jp/a.png"}) {
        CAPTURE(path);
        const ReadChapters json =
            read_chapters(json_of(R"({"startTime": 0, "title": "a", "img": ")" + path + "\"}"));
        CHECK(tests::shown(json.chapters) == Lines{"0 00:00:00.000 a"});
        CHECK(json.found == Lines{"c:0:0 error path-leaves-show key=img found=" + path});
        const ReadChapters xml = read_chapters("<chapter start='0' title='a' image='" + path + "'/>");
        CHECK(tests::shown(xml.chapters) == Lines{"1 00:00:00.000 a"});
        REQUIRE(xml.found.size() == 1);
        CHECK(xml.found[0].rfind("c:1:0 error path-leaves-show ", 0) == 0);
    }
}

TEST_CASE("all that is wrong with a file of chapters is found at once") {
    CHECK(found_in_chapters("00:00\nno time\n00:02 a <http://>\n") ==
          Lines{"c:1:0 error chapter-without-title start=00:00", "c:2:0 error bad-chapters reason=no time",
                "c:3:0 error bad-address key=url found=http://"});
}

TEST_CASE("order and length are for the checks") {
    CHECK(chapters_of("00:05 b\n00:00 a\n00:00 a\n") ==
          Lines{"1 00:00:05.000 b", "2 00:00:00.000 a", "3 00:00:00.000 a"});
}

TEST_CASE("chapters in Shift_JIS or UTF-16 read as the same") {
    const ReadChapters japanese =
        read_chapters("00:00 \x8D\xB2\x8B\x76\r\n00:05\x81\x40\x95\x5C\r\n");  // with a wide blank
    CHECK(tests::shown(japanese.chapters) == Lines{"1 00:00:00.000 佐久", "2 00:00:05.000 表"});
    CHECK(japanese.found == Lines{"c:0:0 warning read-as-encoding path=c encoding=Shift_JIS"});
    CHECK(chapters_of(std::string("\xFF\xFE"
                                  "0\0:\0"
                                  "0\0"
                                  "0\0 \0\x50\x4F\x45\x4E",
                                  16)) == Lines{"1 00:00:00.000 佐久"});
}

TEST_CASE("a file that is no text has no chapters and one finding") {
    const ReadChapters all = read_chapters(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
    CHECK(all.chapters.empty());
    CHECK(all.found == Lines{"c:0:0 error bad-encoding path=c"});
}

TEST_CASE("an empty file of chapters holds none, and is not wrong") {
    for (const std::string bytes : {"", "\n", "\xEF\xBB\xBF", " \t\r\n", "# nothing yet\n"}) {
        CAPTURE(bytes);
        CHECK(chapters_of(bytes).empty());
    }
}
