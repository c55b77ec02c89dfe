// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/pipeline/text/read_cues.h"

using namespace cityfm;
using tests::cues_of;
using tests::found_in;
using tests::Lines;

namespace {

/// A transcript of these segments.
std::string of_segments(const std::string& segments) {
    return R"({"version": "1.0.0", "segments": [)" + segments + "]}";
}

const std::string last = R"({"startTime": 8, "endTime": 9, "body": "last"})";
const std::string last_shown = "00:00:08.000 00:00:09.000 [] last";

}  // namespace

TEST_CASE("JSON of the podcast namespace is read with times, speakers and lines") {
    CHECK(tests::shown(cues_of(of_segments(R"(
              {"speaker": "みかん", "startTime": 0.5, "endTime": 0.75, "body": "こんにちは"},
              {"speaker": "gen", "startTime": 1, "endTime": 3723.004, "body": "二行の\n言葉"},
              {"speaker": "通りすがり", "startTime": 3724, "endTime": 3725, "body": "\uD867\uDE3D <b> & -->"})"))) ==
          Lines{"00:00:00.500 00:00:00.750 [みかん] こんにちは",
                "00:00:01.000 01:02:03.004 [ゲンさん] 二行の\n言葉",
                "01:02:04.000 01:02:05.000 [通りすがり] 𩸽 <b> & -->"});
}

TEST_CASE("speaker and words of a segment may be missing, and a name before a colon is the speaker") {
    CHECK(tests::shown(cues_of(of_segments(R"({"startTime": 0, "endTime": 1},
                                              {"startTime": 1, "endTime": 2, "body": "mikan: a"},
                                              {"startTime": 2, "endTime": 3, "speaker": "", "body": "ゲンさん：b"})"))) ==
          Lines{"00:00:00.000 00:00:01.000 [] ", "00:00:01.000 00:00:02.000 [みかん] a",
                "00:00:02.000 00:00:03.000 [ゲンさん] b"});
}

TEST_CASE("keys that the podcast namespace does not know are left alone, and version may be missing") {
    CHECK(tests::shown(cues_of(R"({"language": "ja", "segments": [)" + last + "]}")) == Lines{last_shown});
    CHECK(tests::shown(cues_of(of_segments(
              R"({"startTime": 8, "endTime": 9, "body": "last", "words": []})"))) == Lines{last_shown});
}

TEST_CASE("JSON may begin with a byte order mark and blank lines") {
    CHECK(tests::shown(cues_of("\xEF\xBB\xBF" + of_segments(last))) == Lines{last_shown});
    CHECK(tests::shown(cues_of("\r\n \t" + of_segments(last))) == Lines{last_shown});
}

TEST_CASE("no segments are no cues, and not wrong") {
    CHECK(cues_of(of_segments("")).empty());
}

TEST_CASE("JSON that is no transcript is one finding") {
    const auto json = GENERATE(as<std::string>{}, "{", "{}", R"({"segments": {}})", R"({"segments": "a"})",
                               R"({"segments": null})", R"({"segments": [)", R"({"segments": []} more)",
                               R"({"segments": [{"startTime": 1, "endTime": 2, "body": "\ud800"}]})",
                               R"({"segments": [{"startTime": 1, "endTime": 1e999}]})");
    CAPTURE(json);
    const tests::ReadCues read = tests::read_cues(json);
    CHECK(read.cues.empty());
    CHECK(read.found == Lines{"t.vtt:0:0 error bad-transcript reason=JSON: segments[]"});
}

TEST_CASE("a segment without times that are any is found, and the others are read") {
    const auto times = GENERATE(
        as<std::string>{}, "", R"("startTime": 1)", R"("endTime": 2)", R"("startTime": -1, "endTime": 2)",
        R"("startTime": 1, "endTime": -2)", R"("startTime": 1, "endTime": 1e300)",
        R"("startTime": 1, "endTime": 10000001)", R"("startTime": 1, "endTime": 18446744073709551615)",
        R"("startTime": "1", "endTime": "2")", R"("startTime": null, "endTime": 2)",
        R"("startTime": [1], "endTime": {"a": 2})", R"("startTime": true, "endTime": true)");
    CAPTURE(times);
    const tests::ReadCues read = tests::read_cues(of_segments(last + ", {" + times + "}, {" + times + "}"));
    CHECK(tests::shown(read.cues) == Lines{last_shown});
    CHECK(read.found == Lines{"t.vtt:0:0 error bad-transcript reason=segments[1]: startTime, endTime",
                              "t.vtt:0:0 error bad-transcript reason=segments[2]: startTime, endTime"});
}

TEST_CASE("a segment that is no object is found, and the others are read") {
    const auto segment = GENERATE(as<std::string>{}, "1", "null", "\"a\"", "[]", "true");
    CAPTURE(segment);
    const tests::ReadCues read = tests::read_cues(of_segments(segment + ", " + last));
    CHECK(tests::shown(read.cues) == Lines{last_shown});
    CHECK(read.found == Lines{"t.vtt:0:0 error bad-transcript reason=segments[0]"});
}

TEST_CASE("a speaker or words that are no text are none") {
    CHECK(tests::shown(
              cues_of(of_segments(R"({"startTime": 8, "endTime": 9, "speaker": 1, "body": ["a"]})"))) ==
          Lines{"00:00:08.000 00:00:09.000 [] "});
}

TEST_CASE("segments that end before they begin or overlap are found") {
    CHECK(found_in(of_segments(R"({"startTime": 2, "endTime": 1}, {"startTime": 3, "endTime": 6},
                                  {"startTime": 5, "endTime": 8}, {"startTime": 7, "endTime": 9})")) ==
          Lines{"t.vtt:0:0 error cue-backwards start=00:00:02.000 end=00:00:01.000",
                "t.vtt:0:0 warning cues-overlap count=2"});
}

TEST_CASE("what JSON escapes is as clean as what stands there as it is") {
    CHECK(tests::shown(
              cues_of(of_segments(R"({"startTime": 0, "endTime": 1, "body": "a\u0000b\u001bc\uFFFFd"})"))) ==
          Lines{"00:00:00.000 00:00:01.000 [] abcd"});
    CHECK(tests::shown(cues_of(of_segments(R"({"startTime": 0, "endTime": 1, "body": "a\r\nb"})"))) ==
          Lines{"00:00:00.000 00:00:01.000 [] a\nb"});
}

TEST_CASE("a speaker's name is one line without blanks around it, in JSON too") {
    CHECK(tests::shown(
              cues_of(of_segments(R"({"startTime": 0, "endTime": 1, "speaker": " mikan ", "body": "a"})"))) ==
          Lines{"00:00:00.000 00:00:01.000 [みかん] a"});
    const std::vector<model::Cue> cues =
        cues_of(of_segments(R"({"startTime": 0, "endTime": 1, "speaker": "通り\nすがり", "body": "a"})"));
    CHECK(tests::shown(cues_of(text::write_vtt(cues))) == tests::shown(cues));
}
