// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/pipeline/text/read_chapters.h"

using namespace cityfm;
using tests::chapters_of;
using tests::Lines;
using tests::read_chapters;
using tests::ReadChapters;

namespace {

std::string podlove_of(const std::string& chapters) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<psc:chapters version=\"1.2\" xmlns:psc=\"http://podlove.org/simple-chapters\">\n" +
           chapters + "\n</psc:chapters>\n";
}

}  // namespace

TEST_CASE("Podlove chapters are read with links and pictures, at their lines") {
    CHECK(chapters_of(podlove_of(
              "<psc:chapter start=\"00:00:00.000\" title=\"はじめに\"/>\n"
              "<psc:chapter start=\"1:02.5\" title=\"店\" href=\"https://example.jp/?a=1&amp;b=2\" "
              "image=\"art/a.png\" />\n\n"
              "<psc:chapter start=\"01:02:03\" title=\"終\" "
              "image=\"https://example.jp/b.png\"></psc:chapter>")) ==
          Lines{"3 00:00:00.000 はじめに", "4 00:01:02.500 店 link=https://example.jp/?a=1&b=2 art=art/a.png",
                "6 01:02:03.000 終 image=https://example.jp/b.png"});
}

TEST_CASE("Podlove chapters need no prefix, and may have any") {
    CHECK(chapters_of("<chapters><chapter start=\"0\" title=\"a\"/></chapters>") ==
          Lines{"1 00:00:00.000 a"});
    CHECK(chapters_of("<x:chapters><x:chapter start=\"0\" title=\"a\"/></x:chapters>") ==
          Lines{"1 00:00:00.000 a"});
}

TEST_CASE("attributes of Podlove chapters stand in any order and in either quotes") {
    CHECK(chapters_of(podlove_of("<psc:chapter title='店の\"話\"' href='https://example.jp/' start='0'/>\n"
                                 "<psc:chapter title=\"it's\" start=\"5\"/>")) ==
          Lines{"3 00:00:00.000 店の\"話\" link=https://example.jp/", "4 00:00:05.000 it's"});
}

TEST_CASE("a Podlove chapter may stand on many lines; it is found at its first") {
    CHECK(chapters_of(
              podlove_of("<psc:chapter\n  start=\"0\"\r\n\ttitle=\"店\"\n/>\n<psc:chapter title=\n\"b\" "
                         "start= \t\"5\"/>")) == Lines{"3 00:00:00.000 店", "7 00:00:05.000 b"});
}

TEST_CASE("blanks and line ends before the sign of equality are no part of a name") {
    CHECK(chapters_of(podlove_of("<psc:chapter start =\"0\" title\t= \"a\"/>")) == Lines{"3 00:00:00.000 a"});
    CHECK(chapters_of(podlove_of("<psc:chapter start\n=\"0\" title\n=\n\"a\"/>")) ==
          Lines{"3 00:00:00.000 a"});
}

TEST_CASE("entities in attributes are resolved") {
    CHECK(chapters_of(
              podlove_of("<psc:chapter start=\"0\" title=\"R&amp;D &lt;b&gt; &quot;&#x5E97;&#39;\"/>")) ==
          Lines{"3 00:00:00.000 R&D <b> \"店'"});
}

TEST_CASE("what stands in an attribute is neither a tag nor another attribute") {
    CHECK(chapters_of(podlove_of("<psc:chapter title=\"start='9' = x\" start=\"0\"/>")) ==
          Lines{"3 00:00:00.000 start='9' = x"});
    CHECK(chapters_of(podlove_of("<psc:chapter retitle=\"no\" start=\"0\" title=\"yes\"/>")) ==
          Lines{"3 00:00:00.000 yes"});
}

// Only < and & have to be written as entities there (XML 1.0, section 2.4).
TEST_CASE("the sign > in an attribute does not end its tag") {
    CHECK(chapters_of(podlove_of("<psc:chapter start=\"0\" title=\"東京 > 佐久\"/>")) ==
          Lines{"3 00:00:00.000 東京 > 佐久"});
}

TEST_CASE("a chapter in a comment of XML is none") {
    CHECK(chapters_of(podlove_of("<!-- <psc:chapter start=\"0\" title=\"old\"/> -->\n"
                                 "<psc:chapter start=\"0\" title=\"new\"/>")) == Lines{"4 00:00:00.000 new"});
}

TEST_CASE("a Podlove chapter without a start that is one is found in its line, and the others are read") {
    const auto start = GENERATE(as<std::string>{}, "", "start=\"\"", "start=\"a\"", "start=\"-1\"", "start=5",
                                "start=\"1:99\"", "start=\"5", "begin=\"5\"", "start=\"99999999999\"");
    CAPTURE(start);
    const ReadChapters all = read_chapters(
        podlove_of("<psc:chapter title=\"a\" " + start + "/>\n<psc:chapter start='5' title='b'/>"));
    CHECK(tests::shown(all.chapters) == Lines{"4 00:00:05.000 b"});
    REQUIRE(all.found.size() == 1);
    CHECK(all.found[0].rfind("c:3:0 error bad-chapters reason=", 0) == 0);
}

TEST_CASE("XML without chapters is one finding") {
    for (const std::string xml : {"<html></html>", "<", "<psc:chapters/>", "<chapterx start=\"0\"/>"}) {
        CAPTURE(xml);
        const ReadChapters all = read_chapters(xml);
        CHECK(all.chapters.empty());
        REQUIRE(all.found.size() == 1);
        CHECK(all.found[0].rfind("c:0:0 error bad-chapters reason=XML", 0) == 0);
    }
}

// XML 1.0, section 3.3.3.
TEST_CASE("the end of a line in an attribute is a blank") {
    CHECK(chapters_of("<chapter start='0' title='a\nb'/>") == Lines{"1 00:00:00.000 a b"});
}
