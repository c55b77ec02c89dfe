// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/text/unicode.h"
#include "tests/pipeline/text/read_cues.h"

using namespace cityfm;
using model::Cue;
using tests::Lines;

namespace {

constexpr std::size_t most_in_line = 65;

struct Form {
    const char* name;
    std::string (*write)(const std::vector<Cue>&);
};

const std::vector<Form> forms = {
    {"WebVTT", text::write_vtt}, {"SubRip", text::write_srt}, {"JSON", text::write_transcript_json}};

/// The two people, and one whose name is hard to write.
std::vector<model::Person> people() {
    std::vector<model::Person> people = tests::two_people;
    people.push_back(tests::person("lab", "R&D <研究室> \"A\"'𠮷'"));
    return people;
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

/// Checks that each form of the cues reads back as `expected`, and writes the three forms alike.
void check_forms(const std::vector<Cue>& cues, const std::vector<Cue>& expected) {
    for (const Form& form : forms) {
        CAPTURE(form.name);
        const std::vector<Cue> read = tests::cues_of(form.write(cues), people());
        CHECK(tests::shown(read) == tests::shown(expected));
        for (const Form& other : forms) {
            CAPTURE(other.name);
            CHECK(other.write(read) == other.write(cues));
        }
    }
}

/// Checks that each form of one cue reads back as lines that fit, and gives them.
Lines lines_of(const std::string& words) {
    const std::vector<Cue> cues = {{0, 1, "みかん", words}};
    const std::vector<Cue> read = tests::cues_of(text::write_vtt(cues));
    REQUIRE(read.size() == 1);
    check_forms(cues, read);
    const Lines lines = text::split_lines(read[0].text);
    for (const std::string& line : lines) {
        CAPTURE(line);
        CHECK(text::cut_graphemes(line, most_in_line) == line);
        CHECK(text::clean(line) == line);
    }
    return lines;
}

std::string joined(const Lines& lines) {
    std::string all;
    for (const std::string& line : lines) all += line;
    return all;
}

}  // namespace

TEST_CASE("a written WebVTT has the form that apps read") {
    CHECK(text::write_vtt({{1, 2.5, "みかん", "こんにちは"}, {3723.004, 3725, "", "R&D <3\nb"}}) ==
          "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v みかん>こんにちは\n\n"
          "01:02:03.004 --> 01:02:05.000\nR&amp;D &lt;3\nb\n");
    CHECK(text::write_vtt({}) == "WEBVTT\n");
}

TEST_CASE("a written SubRip has numbers, commas and the speaker before a colon") {
    CHECK(text::write_srt({{1, 2.5, "みかん", "こんにちは"}, {3723.004, 3725, "", "R&D <3\nb"}}) ==
          "1\n00:00:01,000 --> 00:00:02,500\nみかん: こんにちは\n\n"
          "2\n01:02:03,004 --> 01:02:05,000\nR&D <3\nb\n");
    CHECK(text::write_srt({}).empty());
}

TEST_CASE("a written JSON is version 1.0.0 of the podcast namespace") {
    const std::string json =
        text::write_transcript_json({{1, 2.5, "みかん", "こんにちは"}, {3723.0041, 3725, "", "R&D <3\nb"}});
    CHECK(nlohmann::json::parse(json) == nlohmann::json::parse(R"({"version": "1.0.0", "segments": [
              {"speaker": "みかん", "startTime": 1.0, "endTime": 2.5, "body": "こんにちは"},
              {"startTime": 3723.004, "endTime": 3725.0, "body": "R&D <3\nb"}]})"));
    CHECK(json.rfind("{\n  \"version\": \"1.0.0\",", 0) == 0);
    CHECK(json.back() == '\n');
    CHECK(nlohmann::json::parse(text::write_transcript_json({})).at("segments").empty());
}

TEST_CASE("each form reads back as the same cues") {
    const std::vector<Cue> cues = {
        {0, 0.5, "", "あ"},
        {0.5, 1.25, "ゲンさん", "a --> b"},
        {1.25, 59.75, "R&D <研究室> \"A\"'𠮷'", "&amp; &lt; <v x> 1 < 2 > 0 \"q\" 'q' &#39; {a}"},
        {60, 60.001, "みかん", "通りすがり: 12:30 に"},
        {61, 62, "みかん", "ゲンさん：と言った"},
        {62, 63, "みかん", ""},
        {63, 64, "", ""},
        {3600, 3601.5, "みかん", "一行目\n二行目\n三行目"},
        {3601.5, 3602, "", "42\n43"},
        {3602, 3603, "", "a\n1\n00:00:01,000 b"},
        {3603, 3604, "", "NOTE これも言葉\nWEBVTT\nSTYLE"},
        {3604, 3605, "", "{\"segments\": []}"},
        {3605, 3606, "", "\u200Fשלום\u200E ⁧עולם⁩ \uFEFF\u00A0."},
        {3606, 3607, "", "か\u3099 葛\U000E0100 🇯🇵 👍🏽 e\u0301"},
        {36000, 360000.25, "", "👨‍👩‍👧‍👦𠮷"},
        {9999999.998, 9999999.999, "", "おわり"}};
    check_forms(cues, cues);
}

TEST_CASE("a speaker who is nobody of the show keeps the name in WebVTT and JSON") {
    const std::vector<Cue> cues = {{0, 1, "通りすがり A & \"B\" <c>", "a"}};
    CHECK(tests::shown(tests::cues_of(text::write_vtt(cues))) == tests::shown(cues));
    CHECK(tests::shown(tests::cues_of(text::write_transcript_json(cues))) == tests::shown(cues));
    CHECK(tests::shown(tests::cues_of(text::write_srt(cues))) ==
          Lines{"00:00:00.000 00:00:01.000 [] 通りすがり A & \"B\" <c>: a"});
}

TEST_CASE("speakers said by name, by id or before a wide colon are written by their names") {
    const std::vector<Cue> cues = tests::cues_of(
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<v mikan>a\n\n00:01.000 --> 00:02.000\ngen：b\n\n"
        "00:02.000 --> 00:03.000\nみかん: c\n");
    const std::vector<Cue> expected = {{0, 1, "みかん", "a"}, {1, 2, "ゲンさん", "b"}, {2, 3, "みかん", "c"}};
    check_forms(cues, expected);
}

TEST_CASE("times are written to the millisecond, the nearest one") {
    const std::vector<Cue> cues = {{0.0004, 0.9996, "", "a"}, {1.2344999, 1.2345001, "", "b"}};
    const std::vector<Cue> expected = {{0, 1, "", "a"}, {1.234, 1.235, "", "b"}};
    check_forms(cues, expected);
}

TEST_CASE("blanks around lines, and lines of blanks, are not written") {
    const std::vector<Cue> cues = {{0, 1, "みかん", "  a \n\n \t\n\tb\t"}, {1, 2, "", "\n\nc\n"}};
    const std::vector<Cue> expected = {{0, 1, "みかん", "a\nb"}, {1, 2, "", "c"}};
    check_forms(cues, expected);
}

TEST_CASE("lines of 200 characters are wrapped, alike in each form") {
    const std::string kanji = repeated("佐久市の広報", 34).substr(0, 200 * 3);
    const Lines hard = lines_of(kanji);
    CHECK(hard.size() == 4);
    CHECK(joined(hard) == kanji);

    const std::string signs = repeated("&<>\"", 50);
    CHECK(joined(lines_of(signs)) == signs);

    const std::string sentences = repeated("きょうは、いい天気です。", 17);
    const Lines soft = lines_of(sentences);
    CHECK(joined(soft) == sentences);
    CHECK(soft.size() == 4);
    for (const std::string& line : soft) {
        const std::string stop = line.substr(line.size() - 3);
        CHECK((stop == "、" || stop == "。"));
    }

    const std::string families = repeated("👨‍👩‍👧‍👦", 200);
    const Lines whole = lines_of(families);
    CHECK(whole.size() == 4);
    CHECK(joined(whole) == families);
    CHECK(whole[0] == repeated("👨‍👩‍👧‍👦", 65));

    CHECK(joined(lines_of(repeated("か\u3099", 200))) == repeated("か\u3099", 200));
    CHECK(joined(lines_of(repeated("𠮷", 200))) == repeated("𠮷", 200));
}

TEST_CASE("words of a long line stay whole when there are blanks") {
    const Lines lines = lines_of(repeated("remote ", 28) + "radio");
    std::string again;
    for (const std::string& line : lines) again += (again.empty() ? "" : " ") + line;
    CHECK(again == repeated("remote ", 28) + "radio");
}

TEST_CASE("a long name does not make the words' lines shorter or longer") {
    std::vector<model::Person> long_name = {tests::person("a", repeated("名", 100))};
    const std::vector<Cue> cues = {{0, 1, long_name[0].name, repeated("言", 130)}};
    for (const Form& form : forms) {
        CAPTURE(form.name);
        CHECK(tests::shown(tests::cues_of(form.write(cues), long_name)) ==
              Lines{"00:00:00.000 00:00:01.000 [" + long_name[0].name + "] " + repeated("言", 65) + "\n" +
                    repeated("言", 65)});
    }
}

TEST_CASE("a written transcript of a thousand cues reads back whole") {
    std::vector<Cue> cues;
    for (int i = 0; i < 1000; ++i) {
        cues.push_back({i * 1.1, i * 1.1 + 1.05, i % 3 == 0 ? "みかん" : (i % 3 == 1 ? "ゲンさん" : ""),
                        "言葉 " + std::to_string(i)});
    }
    check_forms(cues, cues);
}

TEST_CASE("plain words are a paragraph for each time that another one speaks") {
    CHECK(text::transcript_plain({{0, 1, "みかん", "こんにちは"},
                                  {1, 2, "みかん", "お元気\nですか"},
                                  {2, 3, "ゲンさん", "はい"},
                                  {3, 4, "", "（拍手）"},
                                  {4, 5, "", "（笑い）"},
                                  {5, 6, "みかん", "では"}}) ==
          "みかん: こんにちは\nお元気 ですか\n\nゲンさん: はい\n\n（拍手）\n（笑い）\n\nみかん: では");
}

TEST_CASE("plain words of nobody have no name before them, and of no cues are none") {
    CHECK(text::transcript_plain({}).empty());
    CHECK(text::transcript_plain({{0, 1, "", "a"}}) == "a");
    CHECK(text::transcript_plain({{0, 1, "", "a"}, {1, 2, "みかん", "b"}}) == "a\n\nみかん: b");
    CHECK(text::transcript_plain({{0, 1, "", "<b> & 𠮷👨‍👩‍👧‍👦"}}) ==
          "<b> & 𠮷👨‍👩‍👧‍👦");
}
