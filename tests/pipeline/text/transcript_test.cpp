// SPDX-License-Identifier: MIT
#include "pipeline/text/transcript.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/pipeline/text/read_cues.h"

using namespace cityfm;
using model::Cue;
using tests::cues_of;
using tests::found_in;
using tests::Lines;

namespace {

/// The lines at which a transcript cannot be read.
std::vector<int> wrong_lines(const std::string& bytes) {
    core::Findings findings;
    text::read_transcript(bytes, "t.vtt", tests::two_people, findings);
    std::vector<int> lines;
    for (const core::Finding& finding : findings) {
        CHECK(finding.code == core::Code::bad_transcript);
        CHECK(finding.severity == core::Severity::error);
        CHECK(finding.where.file == "t.vtt");
        lines.push_back(finding.where.line);
    }
    return lines;
}

/// The one cue with that payload.
Cue cue_of(const std::string& payload, const std::vector<model::Person>& people = tests::two_people) {
    const std::vector<Cue> cues = cues_of("WEBVTT\n\n00:00.000 --> 00:01.000\n" + payload + "\n", people);
    REQUIRE(cues.size() == 1);
    return cues[0];
}

std::string text_of(const std::string& payload) {
    return cue_of(payload).text;
}

/// Who says what: `みかん|こんにちは`.
std::string said_in(const std::string& payload) {
    const Cue cue = cue_of(payload);
    return cue.speaker + "|" + cue.text;
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
        const std::string other = tests::with_line_ends(plain, ends);
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
    CHECK(tests::shown(cues) == Lines{"00:00:00.000 00:00:01.000 [] a", "00:00:01.000 00:00:02.000 [] b"});
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

TEST_CASE("a cue without words is a cue") {
    const std::string next = "\n\n00:01.000 --> 00:02.000\nb\n";
    CHECK(tests::shown(cues_of("WEBVTT\n\n00:00.000 --> 00:01.000" + next)) ==
          Lines{"00:00:00.000 00:00:01.000 [] ", "00:00:01.000 00:00:02.000 [] b"});
    CHECK(tests::shown(cues_of("WEBVTT\n\n00:00.000 --> 00:01.000\n<v みかん>" + next)) ==
          Lines{"00:00:00.000 00:00:01.000 [みかん] ", "00:00:01.000 00:00:02.000 [] b"});
}

TEST_CASE("markup is dropped and its words are kept") {
    CHECK(text_of("<i>a</i> <b.loud>b</b> <c.yellow>c</c> <00:00:00.500>d") == "a b c d");
    CHECK(text_of("<lang ja>言葉</lang>") == "言葉");
    CHECK(text_of("<ruby>佐久<rt>さく</rt></ruby>") == "佐久さく");
    CHECK(text_of("a\n<v ゲン>b</v>\nc") == "a\nb\nc");
}

TEST_CASE("entities become characters") {
    CHECK(text_of("R&amp;D &lt;3 a &gt; b") == "R&D <3 a > b");
    CHECK(text_of("a&nbsp;b") == "a\u00A0b");
    CHECK(text_of("&amp;lt;") == "&lt;");
    CHECK(text_of("&quot;a&quot;") == "\"a\"");  // WebVTT takes the character references of HTML
    CHECK(text_of("&#x1F35C;&#39;&rlm;") == "🍜'\u200F");
    CHECK(text_of("R&D & more") == "R&D & more");
}

TEST_CASE("the speaker is the name of the voice, whatever its classes") {
    const auto speaker_of = [](const std::string& payload) { return cue_of(payload).speaker; };
    CHECK(speaker_of("<v みかん>a") == "みかん");
    CHECK(speaker_of("<v.loud.first ゲン さん>a</v>") == "ゲン さん");
    CHECK(speaker_of("<v A &amp; B>a") == "A & B");
    CHECK(speaker_of("<v みかん>a <v ゲン>b") == "みかん");
    CHECK(speaker_of("<video>a").empty());
    CHECK(speaker_of("a").empty());
}

TEST_CASE("a voice may go by a person's id, and may be nobody's of the show") {
    CHECK(said_in("<v mikan>a") == "みかん|a");
    CHECK(said_in("<v ゲンさん>a") == "ゲンさん|a");
    CHECK(said_in("<v 通りすがり>a") == "通りすがり|a");
}

TEST_CASE("a name or an id before a colon is the speaker, if it is a person's") {
    CHECK(said_in("みかん: a") == "みかん|a");
    CHECK(said_in("みかん:a") == "みかん|a");
    CHECK(said_in("ゲンさん：a") == "ゲンさん|a");
    CHECK(said_in("gen： a\nb") == "ゲンさん|a\nb");
    CHECK(said_in("<b>mikan</b> : a") == "みかん|a");
    CHECK(said_in("みかん：あとで: a") == "みかん|あとで: a");
    CHECK(said_in("みかん: ゲンさん：a") == "みかん|ゲンさん：a");
}

TEST_CASE("other words before a colon are words") {
    for (const std::string payload :
         {"通りすがり: a", "12:30 に集合", "https://example.jp/", "a みかん: b", "a\nみかん: b", "みかん",
          ": a", "：a", "質問：みかん: b", "MIKAN: a"}) {
        CAPTURE(payload);
        CHECK(said_in(payload) == "|" + payload);
    }
    CHECK(said_in("<v 通りすがり>みかん: a") == "通りすがり|みかん: a");
    CHECK(cue_of("みかん: a", {}).text == "みかん: a");
}

TEST_CASE("a person is known by a name that itself holds a colon") {
    const std::vector<model::Person> people = {tests::person("talk", "対談：佐久"),
                                               tests::person("radio", "Radio: Saku")};
    CHECK(cue_of("対談：佐久: a", people).speaker == "対談：佐久");
    CHECK(cue_of("Radio: Saku: a", people).speaker == "Radio: Saku");
}

TEST_CASE("a file that is no transcript is wrong in its first line") {
    CHECK(wrong_lines("") == Where{0});  // there is none
    CHECK(wrong_lines("\n") == Where{1});
    CHECK(wrong_lines("lost words\n") == Where{1});
    CHECK(wrong_lines("\nWEBVTT\n") == Where{1});
    CHECK(wrong_lines("webvtt\n") == Where{1});
    CHECK(wrong_lines("[1, 2]\n") == Where{1});
    CHECK(wrong_lines("WEBVTTX\n\n00:00.000 --> 00:01.000\na\n") == Where{1});
}

TEST_CASE("times of a WebVTT may have the comma of SubRip") {
    CHECK(tests::shown(cues_of("WEBVTT\n\n00:00,000 --> 00:01,250\na\n")) ==
          Lines{"00:00:00.000 00:00:01.250 [] a"});
}

TEST_CASE("times that are none are found in their line, and the other cues are read") {
    const std::string rest = "\n\n00:05.000 --> 00:06.000\nb\n";
    const auto timing =
        GENERATE(as<std::string>{}, "0 --> 1", "00:00 --> 00:01", "00:00.000 --> ", " --> 00:01.000", "-->",
                 "00:61.000 --> 00:62.000", "-00:01.000 --> 00:01.000", "-00:00:01.000 --> 00:00:02.000",
                 "00:00.000 --> -00:01.000", "a --> b", "1:2:3:4.000 --> 1:2:3:5.000",
                 "00:00.000 -> 00:01.000", "00:00,0,0 --> 00:01,0,0", "00:00.000 --> nan:01.000",
                 "00:00.000 --> 9999:00:00.000", "00:00.000 --> 99999999999999999999:00:00.000");
    CAPTURE(timing);
    CHECK(wrong_lines("WEBVTT\n\nname\n" + timing + "\na" + rest) == Where{4});
    const tests::ReadCues read = tests::read_cues("WEBVTT\n\nname\n" + timing + "\na" + rest);
    CHECK(tests::shown(read.cues) == Lines{"00:00:05.000 00:00:06.000 [] b"});
}

TEST_CASE("a cue that ends before it begins, or with it, is found") {
    CHECK(found_in("WEBVTT\n\n00:02.000 --> 00:01.000\na\n") ==
          Lines{"t.vtt:3:0 error cue-backwards start=00:00:02.000 end=00:00:01.000"});
    CHECK(found_in("WEBVTT\n\nname\n00:02.000 --> 00:02.000\na\n") ==
          Lines{"t.vtt:4:0 error cue-backwards start=00:00:02.000 end=00:00:02.000"});
    CHECK(found_in("WEBVTT\n\n00:02.000 --> 00:02.001\na\n") == Lines{});
}

TEST_CASE("a cue that begins before the one above it ends is a warning") {
    CHECK(found_in("WEBVTT\n\n00:00.000 --> 00:02.000\na\n\n00:02.000 --> 00:04.000\nb\n") == Lines{});
    CHECK(found_in("WEBVTT\n\n00:00.000 --> 00:02.001\na\n\nx\n00:02.000 --> 00:04.000\nb\n") ==
          Lines{"t.vtt:7:0 warning cues-overlap count=1"});
}

TEST_CASE("however many cues overlap, they are one warning at the first of them") {
    std::string vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nalone\n";
    for (int i = 10; i < 30; ++i)
        vtt += "\n00:" + std::to_string(i) + ".000 --> 00:" + std::to_string(i + 1) + ".500\na\n";
    const tests::ReadCues read = tests::read_cues(vtt);
    CHECK(read.found == Lines{"t.vtt:9:0 warning cues-overlap count=19"});
    CHECK(read.cues.size() == 21);
}

TEST_CASE("words without times are found in their line") {
    CHECK(wrong_lines("WEBVTT\n\n00:00.000 --> 00:01.000\na\n\nlost words\n") == Where{6});
    CHECK(wrong_lines("WEBVTT\n\nlost\nwords\n\n00:00.000 --> 00:01.000\na\n").size() == 1);
}

// W3C WebVTT, 6.1: a line with an arrow ends the block of the cue above it.
TEST_CASE("the times of a cue are never words of the one above, whether a blank line parts them or not") {
    CHECK(tests::shown(cues_of("WEBVTT\n\n00:00.000 --> 00:01.000\na\n00:01.000 --> 00:02.000\nb\n")) ==
          Lines{"00:00:00.000 00:00:01.000 [] a", "00:00:01.000 00:00:02.000 [] b"});
}

TEST_CASE("all that is wrong is found at once") {
    Lines found =
        found_in("WEBVTT\n\n00:02.000 --> 00:01.000\na\n\nx --> y\nb\n\n00:03.000 --> 00:02.000\nc\n");
    std::sort(found.begin(), found.end());
    CHECK(found == Lines{"t.vtt:3:0 error cue-backwards start=00:00:02.000 end=00:00:01.000",
                         "t.vtt:6:0 error bad-transcript reason=x --> y",
                         "t.vtt:9:0 error cue-backwards start=00:00:03.000 end=00:00:02.000"});
}

TEST_CASE("a line that cannot be read is shown in part when it is long") {
    core::Findings findings;
    text::read_transcript("WEBVTT\n\n" + std::string(100'000, 'x') + "\n", "t.vtt", {}, findings);
    REQUIRE(findings.size() == 1);
    CHECK(core::arg(findings[0].args, "reason").size() < 1000);
}

TEST_CASE("a transcript in UTF-16 or Shift_JIS reads as the same cues") {
    const std::string cue = "WEBVTT\n\n00:00.000 --> 00:01.000\n";
    std::string wide = "\xFF\xFE";
    for (const char c : cue) wide += {c, '\0'};
    const tests::ReadCues utf16 = tests::read_cues(wide + "\x50\x4F\x45\x4E");
    CHECK(tests::shown(utf16.cues) == Lines{"00:00:00.000 00:00:01.000 [] 佐久"});
    CHECK(utf16.found == Lines{});
    const tests::ReadCues japanese = tests::read_cues(cue + "\x8D\xB2\x8B\x76\n");
    CHECK(tests::shown(japanese.cues) == Lines{"00:00:00.000 00:00:01.000 [] 佐久"});
    CHECK(japanese.found == Lines{"t.vtt:0:0 warning read-as-encoding path=t.vtt encoding=Shift_JIS"});
}

TEST_CASE("what is no text has no cues and one finding") {
    for (const std::string& bytes : {"WEBVTT\n\n00:00.000 --> 00:01.000\na" + std::string(1, '\0') + "\n",
                                     std::string("\xFF\xD8\xFF\xE0\0\x10JFIF\0", 11),
                                     std::string("WEBVTT\n\n00:00.000 --> 00:01.000\n\xFF\xFF\n")}) {
        const tests::ReadCues read = tests::read_cues(bytes);
        CHECK(read.cues.empty());
        CHECK(read.found == Lines{"t.vtt:0:0 error bad-encoding path=t.vtt"});
    }
}
