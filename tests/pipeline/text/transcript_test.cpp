// SPDX-License-Identifier: MIT
#include "pipeline/text/transcript.h"

#include <catch2/catch.hpp>

using namespace cityfm;
using text::Cue;

namespace {

/// The cues of a transcript that nothing is wrong with.
std::vector<Cue> cues_of(const std::string& vtt) {
    core::Findings findings;
    const std::vector<Cue> cues = text::read_vtt(vtt, "transcript.vtt", findings);
    for (const core::Finding& finding : findings) {
        FAIL_CHECK("line " << finding.where.line << ": " << core::arg(finding.args, "reason"));
    }
    return cues;
}

/// The lines at which something is wrong.
std::vector<int> wrong_lines(const std::string& vtt) {
    core::Findings findings;
    text::read_vtt(vtt, "transcript.vtt", findings);
    std::vector<int> lines;
    for (const core::Finding& finding : findings) {
        CHECK(finding.code == core::Code::bad_transcript);
        CHECK(finding.severity == core::Severity::error);
        CHECK(finding.where.file == "transcript.vtt");
        lines.push_back(finding.where.line);
    }
    return lines;
}

/// The text of the one cue with that payload.
std::string text_of(const std::string& payload) {
    const std::vector<Cue> cues = cues_of("WEBVTT\n\n00:00.000 --> 00:01.000\n" + payload + "\n");
    REQUIRE(cues.size() == 1);
    return cues[0].text;
}

using Where = std::vector<int>;

const std::string plain =
    "WEBVTT\n\n00:01.000 --> 00:02.500\n<v みかん>こんにちは\n\n01:02:03.004 --> "
    "01:02:05.000\n二行の\n言葉\n";

void check_plain(const std::vector<Cue>& cues) {
    REQUIRE(cues.size() == 2);
    CHECK(cues[0].start_seconds == Approx(1));
    CHECK(cues[0].end_seconds == Approx(2.5));
    CHECK(cues[0].speaker == "みかん");
    CHECK(cues[0].text == "こんにちは");
    CHECK(cues[1].start_seconds == Approx(3723.004).epsilon(0).margin(1e-6));
    CHECK(cues[1].end_seconds == Approx(3725));
    CHECK(cues[1].speaker.empty());
    CHECK(cues[1].text == "二行の\n言葉");
}

}  // namespace

TEST_CASE("cues are read with times, speakers and lines; hours may be left out") {
    check_plain(cues_of(plain));
}

TEST_CASE("a byte order mark and any line ends are read the same") {
    check_plain(cues_of("\xEF\xBB\xBF" + plain));
    for (const std::string ends : {"\r\n", "\r"}) {
        std::string other;
        for (const char c : plain) other += c == '\n' ? ends : std::string(1, c);
        CAPTURE(ends == "\r");
        check_plain(cues_of(other));
        check_plain(cues_of("\xEF\xBB\xBF" + other));
    }
}

TEST_CASE("names of cues, notes, styles, regions and settings are no words") {
    const std::vector<Cue> cues = cues_of(
        "WEBVTT - 第1回\n\nNOTE one line\n\nNOTE\nmore\nlines\n\nSTYLE\n::cue { color: red "
        "}\n\nREGION\nid:a\n\n"
        "1\n00:00.000 --> 00:01.000 align:start position:10%\na\n\n名前 "
        "2\n00:01.000\t-->\t00:02.000\nb\n\nNOTE end\n");
    REQUIRE(cues.size() == 2);
    CHECK(cues[0].text == "a");
    CHECK(cues[0].end_seconds == Approx(1));
    CHECK(cues[1].text == "b");
}

TEST_CASE("lines of the header are left alone, as YouTube writes them") {
    CHECK(cues_of("WEBVTT\nKind: captions\n\n00:00.000 --> 00:01.000\na\n").size() == 1);
    CHECK(cues_of("WEBVTT\nKind: captions\nLanguage: ja\n\n00:00.000 --> 00:01.000\na\n").size() == 1);
}

TEST_CASE("a cue whose name only begins like a note is a cue") {
    CHECK(cues_of("WEBVTT\n\nNOTES-1\n00:00.000 --> 00:01.000\na\n").size() == 1);
    CHECK(cues_of("WEBVTT\n\nSTYLE-1\n00:00.000 --> 00:01.000\na\n").size() == 1);
}

TEST_CASE("a transcript without cues is empty and not wrong") {
    CHECK(cues_of("WEBVTT").empty());
    CHECK(cues_of("WEBVTT\n").empty());
    CHECK(cues_of("WEBVTT\n\n\n\nNOTE nothing yet\n").empty());
}

TEST_CASE("markup is dropped and its words are kept") {
    CHECK(text_of("<i>a</i> <b.loud>b</b> <c.yellow>c</c> <00:00:00.500>d") == "a b c d");
    CHECK(text_of("<lang ja>言葉</lang>") == "言葉");
    CHECK(text_of("a\n<v ゲン>b</v>\nc") == "a\nb\nc");
}

TEST_CASE("entities become characters") {
    CHECK(text_of("R&amp;D &lt;3 a &gt; b") == "R&D <3 a > b");
    CHECK(text_of("a&nbsp;b") == "a\u00A0b");
    CHECK(text_of("&amp;lt;") == "&lt;");
    CHECK(text_of("&quot;a&quot;") == "\"a\"");  // WebVTT takes the character references of HTML
    CHECK(text_of("R&D & more") == "R&D & more");
}

TEST_CASE("the speaker is the name of the voice, whatever its classes") {
    const auto speaker_of = [](const std::string& payload) {
        const std::vector<Cue> cues = cues_of("WEBVTT\n\n00:00.000 --> 00:01.000\n" + payload + "\n");
        return cues.size() == 1 ? cues[0].speaker : "?";
    };
    CHECK(speaker_of("<v みかん>a") == "みかん");
    CHECK(speaker_of("<v.loud.first ゲン さん>a</v>") == "ゲン さん");
    CHECK(speaker_of("<v A &amp; B>a") == "A & B");
    CHECK(speaker_of("<v みかん>a <v ゲン>b") == "みかん");
    CHECK(speaker_of("<video>a").empty());
    CHECK(speaker_of("a").empty());
}

TEST_CASE("a file that does not begin with WEBVTT is wrong in its first line") {
    CHECK(wrong_lines("") == Where{1});
    CHECK(wrong_lines("1\n00:00:00,000 --> 00:00:01,000\na\n") == Where{1});
    CHECK(wrong_lines("\nWEBVTT\n") == Where{1});
    CHECK(wrong_lines("WEBVTTX\n\n00:00.000 --> 00:01.000\na\n") == Where{1});
    CHECK(wrong_lines("webvtt\n") == Where{1});
}

TEST_CASE("text that is not UTF-8 is wrong") {
    CHECK(wrong_lines("WEBVTT\n\n00:00.000 --> 00:01.000\n\x94\xD4\n").size() == 1);
}

TEST_CASE("times that are none are found in their line, and the other cues are read") {
    const std::string rest = "\n\n00:05.000 --> 00:06.000\nb\n";
    const auto timing =
        GENERATE(as<std::string>{}, "00:00,000 --> 00:01,000", "0 --> 1", "00:00.000 --> ", " --> 00:01.000",
                 "00:61.000 --> 00:62.000", "-00:01.000 --> 00:01.000", "-00:00:01.000 --> 00:00:02.000",
                 "00:00.000 --> -00:01.000", "a --> b", "1:2:3:4.000 --> 1:2:3:5.000");
    CAPTURE(timing);
    CHECK(wrong_lines("WEBVTT\n\nname\n" + timing + "\na" + rest) == Where{4});
    core::Findings findings;
    const std::vector<Cue> cues =
        text::read_vtt("WEBVTT\n\n" + timing + "\na" + rest, "transcript.vtt", findings);
    REQUIRE_FALSE(cues.empty());
    CHECK(cues.back().text == "b");
}

TEST_CASE("a cue that ends before it begins, or with it, is found") {
    CHECK(wrong_lines("WEBVTT\n\n00:02.000 --> 00:01.000\na\n") == Where{3});
    CHECK(wrong_lines("WEBVTT\n\n00:02.000 --> 00:02.000\na\n") == Where{3});
}

TEST_CASE("a cue that begins before the last one ended is found") {
    CHECK(wrong_lines("WEBVTT\n\n00:00.000 --> 00:02.000\na\n\n00:02.000 --> 00:04.000\nb\n") == Where{});
    CHECK(wrong_lines("WEBVTT\n\n00:00.000 --> 00:02.001\na\n\nx\n00:02.000 --> 00:04.000\nb\n") == Where{7});
}

TEST_CASE("words without times are found in their line") {
    CHECK(wrong_lines("WEBVTT\n\n00:00.000 --> 00:01.000\na\n\nlost words\n") == Where{6});
    CHECK(wrong_lines("WEBVTT\n\nlost\nwords\n\n00:00.000 --> 00:01.000\na\n").size() == 1);
}

TEST_CASE("all that is wrong is found at once") {
    CHECK(wrong_lines("WEBVTT\n\n00:02.000 --> 00:01.000\na\n\nx --> y\nb\n\n00:03.000 --> 00:02.000\nc\n") ==
          Where{3, 6, 9});
}

TEST_CASE("a written transcript has the form that apps read") {
    CHECK(text::write_vtt({{1, 2.5, "みかん", "こんにちは"}, {3723.004, 3725, "", "R&D <3\nb"}}) ==
          "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v みかん>こんにちは\n\n"
          "01:02:03.004 --> 01:02:05.000\nR&amp;D &lt;3\nb\n");
    CHECK(text::write_vtt({}) == "WEBVTT\n");
}

TEST_CASE("what was written reads back as the same cues") {
    const std::vector<Cue> cues = {
        {0, 0.5, "", "あ"},
        {0.5, 1.25, "ゲン さん", "a --> b"},
        {1.25, 59.75, "A & \"B\" <c>", "&amp; &lt; <v x> 1 < 2 > 0 \"q\" 'q'"},
        {3600, 3601.5, "みかん", "一行目\n二行目\n三行目"},
        {36000, 360000.25, "", "NOTE これも言葉\n👨‍👩‍👧‍👦𠮷"}};
    const std::vector<Cue> read = cues_of(text::write_vtt(cues));
    REQUIRE(read.size() == cues.size());
    for (std::size_t i = 0; i < cues.size(); ++i) {
        CHECK(read[i].start_seconds == Approx(cues[i].start_seconds).epsilon(0).margin(1e-6));
        CHECK(read[i].end_seconds == Approx(cues[i].end_seconds).epsilon(0).margin(1e-6));
        CHECK(read[i].speaker == cues[i].speaker);
        CHECK(read[i].text == cues[i].text);
    }
}
