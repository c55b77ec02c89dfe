// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::in_episode;
using tests::in_show;
using tests::Lines;

namespace {

const std::string in_ramen = "episodes/ramen/episode.toml";

/// The finding about `audio = <value>` in an otherwise faultless episode.
Lines audio(const std::string& value) {
    return tests::shown(tests::findings_of(
        tests::show_toml,
        "title = \"a\"\ndate = 2026-11-22\nquestion = \"どこ？\"\naudio = \"" + value + "\"\n"));
}

}  // namespace

TEST_CASE("an unknown key is shown where it stands, with the key that was meant") {
    CHECK(in_show("titel = \"x\"\n") == Lines{"show.toml:8:1 error unknown-key key=titel meant=title"});
    CHECK(in_episode("\n  qestion = \"x\"\n") ==
          Lines{in_ramen + ":6:3 error unknown-key key=qestion meant=question"});
}

TEST_CASE("an unknown key that is near nothing has no suggestion") {
    CHECK(in_show("weather = \"snow\"\n") == Lines{"show.toml:8:1 error unknown-key key=weather meant="});
}

TEST_CASE("an unknown key is found in every inner table, and suggestions are of that table") {
    CHECK(in_show("[feed]\npaht = \"feed.xml\"\n") ==
          Lines{"show.toml:9:1 error unknown-key key=paht meant=path"});
    CHECK(in_show("[[person]]\nid = \"a\"\nname = \"b\"\nrol = \"host\"\n") ==
          Lines{"show.toml:11:1 error unknown-key key=rol meant=role"});
    CHECK(in_episode("chapters = [\n  { start = \"0\", titel = \"x\", title = \"y\" },\n]\n") ==
          Lines{in_ramen + ":6:18 error unknown-key key=titel meant=title"});
}

TEST_CASE("a wrong type is shown with what was expected and what was found") {
    CHECK(in_show("reading = 12\n") ==
          Lines{"show.toml:8:11 error wrong-type key=reading expected=text found=12"});
    CHECK(in_show("explicit = \"yes\"\n") ==
          Lines{"show.toml:8:12 error wrong-type key=explicit expected=boolean found=\"yes\""});
    CHECK(in_show("feed = \"feed.xml\"\n") ==
          Lines{"show.toml:8:8 error wrong-type key=feed expected=table or tables found=\"feed.xml\""});
    CHECK(in_show("[person]\nid = \"a\"\n")
              .at(0)
              .find(" error wrong-type key=person expected=tables found={…}") != std::string::npos);
    CHECK(in_episode("number = \"12\"\n") ==
          Lines{in_ramen + ":5:10 error wrong-type key=number expected=integer found=\"12\""});
    CHECK(in_episode("number = 1.5\n") ==
          Lines{in_ramen + ":5:10 error wrong-type key=number expected=integer found=1.5"});
    CHECK(in_episode("topics = \"飲食\"\n") ==
          Lines{in_ramen + ":5:10 error wrong-type key=topics expected=texts found=\"飲食\""});
    CHECK(in_episode("topics = [\"飲食\", 3]\n") ==
          Lines{in_ramen + ":5:17 error wrong-type key=topics expected=texts found=3"});
    CHECK(in_episode("summary = true\n") ==
          Lines{in_ramen + ":5:11 error wrong-type key=summary expected=text found=true"});
}

TEST_CASE("columns count characters, not bytes") {
    CHECK(in_episode("links = [{ title = \"店の地図\", url = 5 }]\n") ==
          Lines{in_ramen + ":5:34 error wrong-type key=url expected=url found=5"});
}

TEST_CASE("a long value that was found is cut between characters") {
    std::string longer;
    for (int i = 0; i < 70; ++i) longer += "あ";
    const Lines found = in_show("explicit = \"" + longer + "\"\n");
    REQUIRE(found.size() == 1);
    std::string eighteen;
    for (int i = 0; i < 18; ++i) eighteen += "あ";
    CHECK(found[0] ==
          "show.toml:8:12 error wrong-type key=explicit expected=boolean found=\"" + eighteen + "…");
}

TEST_CASE("a missing key is shown at the table that lacks it") {
    CHECK(tests::shown(tests::findings_of("title = \"a\"\n")) ==
          Lines{"show.toml:1:1 error missing-key key=description",
                "show.toml:1:1 error missing-key key=author", "show.toml:1:1 error missing-key key=address",
                "show.toml:1:1 error missing-key key=categories",
                "show.toml:1:1 error missing-key key=cover"});
    CHECK(in_show("\n[[channel]]\nid = \"lobby\"\n") == Lines{"show.toml:9:1 error missing-key key=type"});
    CHECK(tests::shown(tests::findings_of(tests::show_toml, "audio = \"a.wav\"\n")) ==
          Lines{in_ramen + ":1:1 error missing-key key=title", in_ramen + ":1:1 error missing-key key=date"});
}

TEST_CASE("texts are measured in characters") {
    std::string kana;
    for (int i = 0; i < 255; ++i) kana += "あ";
    CHECK(in_show("reading = \"" + kana + "\"\n") == Lines{});
    CHECK(in_show("reading = \"" + kana + "𠮷\"\n") ==
          Lines{"show.toml:8:11 error too-long key=reading found=256 least=0 most=255"});
    CHECK(in_show("language = \"j\"\n") ==
          Lines{"show.toml:8:12 error too-short key=language found=1 least=2 most=35"});
    CHECK(in_episode("topics = [\"\"]\n") ==
          Lines{in_ramen + ":5:11 error too-short key=topics found=0 least=1 most=64"});
}

TEST_CASE("numbers keep to their bounds") {
    CHECK(in_episode("number = 1\n") == Lines{});
    CHECK(in_episode("number = 0\n") ==
          Lines{in_ramen + ":5:10 error too-small key=number found=0 least=1 most=100000"});
    CHECK(in_episode("season = 10001\n") ==
          Lines{in_ramen + ":5:10 error too-large key=season found=10001 least=1 most=10000"});
}

TEST_CASE("tables and categories keep to their number") {
    std::string many;
    for (int i = 0; i < 21; ++i) many += "[[target]]\nid = \"t\"\ntype = \"folder\"\n";
    const Lines found = in_show(many);
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("error too-many key=target found=21 least=0 most=20") != std::string::npos);
    std::string none = tests::show_toml;
    none.replace(none.find("[[\"Government\"]]"), 16, "[]");
    CHECK(tests::shown(tests::findings_of(none)) ==
          Lines{"show.toml:5:14 error too-few key=categories found=0 least=1 most=9"});
}

TEST_CASE("a category is one name or two") {
    std::string show = tests::show_toml;
    show.replace(show.find("[[\"Government\"]]"), 16, "[\"Government\", [\"Arts\", \"Food\", \"x\"], []]");
    CHECK(tests::shown(tests::findings_of(show)) ==
          Lines{"show.toml:5:15 error wrong-type key=categories expected=categories found=\"Government\"",
                "show.toml:5:29 error wrong-type key=categories expected=categories found=[…]",
                "show.toml:5:52 error wrong-type key=categories expected=categories found=[…]"});
}

TEST_CASE("a date has to be a real day and no text") {
    const std::string rest = "audio = \"a.wav\"\nquestion = \"どこ？\"\n";
    CHECK(
        tests::shown(tests::findings_of(tests::show_toml, "title = \"a\"\ndate = \"2026-11-22\"\n" + rest)) ==
        Lines{in_ramen + ":2:8 error wrong-type key=date expected=date found=\"2026-11-22\""});
    CHECK(tests::shown(tests::findings_of(tests::show_toml, "title = \"a\"\ndate = 1999-12-31\n" + rest)) ==
          Lines{in_ramen + ":2:8 error too-small key=date found=1999-12-31 least=2000 most=2100"});
    for (const std::string wrong : {"2026-02-30", "2026-02-29", "2100-02-29", "2026-02-29T20:00:00+09:00",
                                    "2028-02-30T20:00:00", "2026-11-22T23:59:61Z"}) {
        CAPTURE(wrong);
        const core::Findings no_day =
            tests::findings_of(tests::show_toml, "title = \"a\"\ndate = " + wrong + "\n" + rest);
        REQUIRE(no_day.size() == 1);
        CHECK(no_day[0].severity == core::Severity::error);
        CHECK(no_day[0].where.file == in_ramen);
        CHECK(no_day[0].where.line == 2);
    }
}

TEST_CASE("a zone that no database knows is found, and the default holds") {
    CHECK(in_show("timezone = \"Asia/Saku\"\n") == Lines{"show.toml:8:12 error bad-zone found=Asia/Saku"});
}

TEST_CASE("a path may not leave its folder, however it is spelt") {
    const auto path =
        GENERATE(as<std::string>{}, "/etc/passwd", "..", "../voice.m4a", "a/../../voice.m4a",
                 "./../voice.m4a", "a/b/../../../voice.m4a", "//etc/passwd", ".", "./", "a/..", "a/../", "");
    CAPTURE(path);
    CHECK(audio(path) == Lines{in_ramen + ":4:9 error path-leaves-show key=audio found=" + path});
}

TEST_CASE("a path may go about below its folder") {
    const auto path = GENERATE(as<std::string>{}, "voice.m4a", "./voice.m4a", "a/../voice.m4a", "raw/声.m4a",
                               "...", "..a/b", "a//b.wav");
    CAPTURE(path);
    CHECK(audio(path) == Lines{});
}

TEST_CASE("an address is http or https, whole and without blanks") {
    const auto address =
        GENERATE(as<std::string>{}, "", "radio.example.jp", "//radio.example.jp/", "https://", "https:///x",
                 "http:/x", "ftp://radio.example.jp/", "javascript:alert(1)", "https://a b/", "https://a/<b>",
                 "file:///etc/passwd", " https://a/");
    CAPTURE(address);
    CHECK(in_show("link = \"" + address + "\"\n") ==
          Lines{"show.toml:8:8 error bad-address key=link found=" + address});
}

TEST_CASE("an address may hold any path and query") {
    CHECK(in_show("link = \"https://example.jp/町?a=b&c=d#e\"\n") == Lines{});
    CHECK(in_show("link = \"http://localhost:8000\"\n") == Lines{});
}

TEST_CASE("a choice is one of its words") {
    CHECK(in_episode("kind = \"trailer\"\n") == Lines{});
    CHECK(in_episode("kind = \"trialer\"\n") ==
          Lines{in_ramen +
                ":5:8 error wrong-choice key=kind found=trialer choices=full trailer bonus meant=trailer"});
    CHECK(in_show("announce.from = \"me\"\n") ==
          Lines{"show.toml:8:17 error wrong-choice key=from found=me choices=host ci meant="});
}

TEST_CASE("quiet hours are a range, and not one that ends when it begins") {
    for (const std::string good :
         {"22:00-07:00", "22:00-24:00", "00:00-07:00", "24:00-07:00", "00:00-23:59"}) {
        CAPTURE(good);
        CHECK(in_show("announce.quiet = \"" + good + "\"\n") == Lines{});
    }
    for (const std::string bad :
         {"00:00-24:00", "24:00-00:00", "24:00-24:00", "00:00-00:00", "08:00-08:00"}) {
        CAPTURE(bad);
        CHECK(in_show("announce.quiet = \"" + bad + "\"\n") ==
              Lines{"show.toml:8:18 error quiet-all-day found=" + bad});
    }
    CHECK(in_show("announce.quiet = \"22:00-25:00\"\n") ==
          Lines{"show.toml:8:18 error bad-quiet found=22:00-25:00"});
}

TEST_CASE("durations and starts have their form") {
    CHECK(in_show("announce.catch_up = \"1 day\"\n") ==
          Lines{"show.toml:8:21 error bad-duration key=catch_up found=1 day"});
    CHECK(in_episode("chapters = [{ start = \"1:75\", title = \"x\" }]\n") ==
          Lines{in_ramen + ":5:23 error bad-start key=start found=1:75"});
    CHECK(in_episode("chapters = [{ start = 75, title = \"x\" }]\n") ==
          Lines{in_ramen + ":5:23 error wrong-type key=start expected=offset found=75"});
}

TEST_CASE("a syntax error says its line and a reason") {
    const core::Findings findings = tests::findings_of("title = \"a\"\n\ndescription = \"unfinished\n");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == core::Code::toml_syntax);
    CHECK(findings[0].where.file == "show.toml");
    CHECK(findings[0].where.line == 3);
    CHECK(findings[0].where.column > 1);
    CHECK_FALSE(core::arg(findings[0].args, "reason").empty());
}

TEST_CASE("a key written twice, and text that is not UTF-8, are syntax errors in their line") {
    const core::Findings twice = tests::findings_of(tests::show_toml + "title = \"again\"\n");
    REQUIRE(twice.size() == 1);
    CHECK(twice[0].code == core::Code::toml_syntax);
    CHECK(twice[0].where.line == 8);
    const core::Findings shift_jis = tests::findings_of("# a\ntitle = \"\x94\xd4\x91\x67\"\n");
    REQUIRE(shift_jis.size() == 1);
    CHECK(shift_jis[0].code == core::Code::toml_syntax);
    CHECK(shift_jis[0].where.line == 2);
}

TEST_CASE("all findings come at once") {
    CHECK(in_show("titel = 1\nreading = 2\ntimezone = \"x\"\n[feed]\npath = \"..\"\n[[target]]\nid = 3\n") ==
          Lines{"show.toml:8:1 error unknown-key key=titel meant=title",
                "show.toml:9:11 error wrong-type key=reading expected=text found=2",
                "show.toml:10:12 error bad-zone found=x",
                "show.toml:12:8 error path-leaves-show key=path found=..",
                "show.toml:13:1 error missing-key key=type",
                "show.toml:14:6 error wrong-type key=id expected=text found=3"});
}

TEST_CASE("a file with a byte order mark and Windows line ends is read") {
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : tests::show_toml + "titel = 1\n") windows += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(tests::shown(tests::findings_of(windows)) ==
          Lines{"show.toml:8:1 error unknown-key key=titel meant=title"});
}
