// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/pipeline/text/read_cues.h"

using namespace cityfm;
using tests::cues_of;
using tests::found_in;
using tests::Lines;

namespace {

const std::string two_cues =
    "1\n00:00:01,000 --> 00:00:02,500\nみかん: こんにちは\n\n"
    "2\n01:02:03,004 --> 01:02:05,000\n二行の\n言葉\n";

const Lines two_cues_shown = {"00:00:01.000 00:00:02.500 [みかん] こんにちは",
                              "01:02:03.004 01:02:05.000 [] 二行の\n言葉"};

/// The text of the one cue with those words.
std::string text_of(const std::string& words) {
    const std::vector<model::Cue> cues = cues_of("1\n00:00:00,000 --> 00:00:01,000\n" + words + "\n");
    REQUIRE(cues.size() == 1);
    return cues[0].text;
}

}  // namespace

TEST_CASE("SubRip is read with numbers, times with commas, speakers and lines") {
    CHECK(tests::shown(cues_of(two_cues)) == two_cues_shown);
}

TEST_CASE("SubRip with a byte order mark and any line ends reads the same") {
    for (const std::string ends : {"\n", "\r\n", "\r"}) {
        const std::string other = tests::with_line_ends(two_cues, ends);
        CAPTURE(ends.size(), ends[0] == '\r');
        CHECK(tests::shown(cues_of(other)) == two_cues_shown);
        CHECK(tests::shown(cues_of("\xEF\xBB\xBF" + other)) == two_cues_shown);
    }
}

TEST_CASE("more blank lines than needed, or none at the end, change nothing") {
    CHECK(tests::shown(cues_of("\n\n" + two_cues + "\n\n\n")) == two_cues_shown);
    CHECK(tests::shown(cues_of(two_cues.substr(0, two_cues.size() - 1))) == two_cues_shown);
    std::string apart = two_cues;
    apart.replace(apart.find("\n\n"), 2, "\n \t\n\n");
    CHECK(tests::shown(cues_of(apart)) == two_cues_shown);
}

TEST_CASE("numbers of cues may be missing, wrong or any name") {
    for (const std::string number : {"", "7\n", "0\n", "-1\n", "だれか\n"}) {
        CAPTURE(number);
        CHECK(tests::shown(cues_of(number + "00:00:01,000 --> 00:00:02,000\na\n\n" + number +
                                   "00:00:02,000 --> 00:00:03,000\nb\n")) ==
              Lines{"00:00:01.000 00:00:02.000 [] a", "00:00:02.000 00:00:03.000 [] b"});
    }
}

TEST_CASE("times may have points, and coordinates behind them") {
    CHECK(tests::shown(cues_of("1\n00:00:01.000 --> 00:00:02.000  X1:1 X2:2 Y1:3 Y2:4\na\n")) ==
          Lines{"00:00:01.000 00:00:02.000 [] a"});
    CHECK(tests::shown(cues_of("1\n0:00:01,5-->0:00:02,25\na\n")) == Lines{"00:00:01.500 00:00:02.250 [] a"});
}

TEST_CASE("words that are numbers, or look like notes of WebVTT, are words") {
    CHECK(text_of("42") == "42");
    CHECK(text_of("42\n43") == "42\n43");
    CHECK(text_of("NOTE これも言葉") == "NOTE これも言葉");
    CHECK(text_of("a --> b") == "a --> b");
}

TEST_CASE("the tags that players know are dropped, and their words kept") {
    CHECK(text_of("<i>a</i> <b>b</b> <u>c</u> <s>d</s>") == "a b c d");
    CHECK(text_of("<font color=\"#ffff00\">a</font>") == "a");
    CHECK(text_of("{\\an8}a") == "a");
    CHECK(text_of("{\\an8}{\\i1}a{\\i0} b") == "a b");
    CHECK(text_of("<i>a\nb</i>") == "a\nb");
}

TEST_CASE("other signs of markup are words, and entities are none") {
    for (const std::string words : {"1 < 2 > 0", "a <3 b", "<", "<i", "{a}", "{", "{\\an8", "<人名>", "<>",
                                    "</>", "<image>", "R&D &amp; &lt;", "}>"}) {
        CAPTURE(words);
        CHECK(text_of(words) == words);
    }
}

TEST_CASE("a tag before the speaker's name does not hide it") {
    const std::vector<model::Cue> cues =
        cues_of("1\n00:00:00,000 --> 00:00:01,000\n{\\an8}<b>gen</b>：{\\i1}a\n");
    CHECK(tests::shown(cues) == Lines{"00:00:00.000 00:00:01.000 [ゲンさん] a"});
}

TEST_CASE("what is wrong with SubRip is found in its line, and the other cues are read") {
    const tests::ReadCues read = tests::read_cues(
        "1\n00:00:03,000 --> 00:00:02,000\na\n\n2\n00:00:04,000 --> -00:00:05,000\nb\n\nlost\n\n"
        "3\n00:00:06,000 --> 00:00:08,000\nc\n\n4\n00:00:07,000 --> 00:00:09,000\nd\n");
    Lines found = read.found;
    std::sort(found.begin(), found.end());
    CHECK(found == Lines{"t.vtt:16:0 warning cues-overlap count=1",
                         "t.vtt:2:0 error cue-backwards start=00:00:03.000 end=00:00:02.000",
                         "t.vtt:6:0 error bad-transcript reason=00:00:04,000 --> -00:00:05,000",
                         "t.vtt:9:0 error bad-transcript reason=lost"});
    REQUIRE(read.cues.size() >= 2);
    CHECK(read.cues.back().text == "d");
}

TEST_CASE("SubRip that ends within a cue is read as far as it goes") {
    CHECK(found_in("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n") ==
          Lines{"t.vtt:5:0 error bad-transcript reason=2"});
    CHECK(tests::shown(cues_of("1\n00:00:01,000 --> 00:00:02,000")) ==
          Lines{"00:00:01.000 00:00:02.000 [] "});
}
