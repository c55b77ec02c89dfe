// SPDX-License-Identifier: MIT
#include "pipeline/text/notes.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/raw_bytes.h"

using namespace cityfm;

namespace {

model::Show show() {
    model::Show show;
    show.announce.answer = "返信で教えてください。";
    return show;
}

model::Episode episode() {
    model::Episode episode;
    episode.title = "ラーメン & そば";
    episode.summary = "短く <言うと>";
    episode.question = "どこがいちばん？";
    episode.links = {{"地図 & 店", "https://example.jp/?a=1&b=2"}};
    episode.chapters = {{0, "はじめ", ""}, {65, "<店>", ""}};
    episode.notes = "**店**の話\n\n次の段落\n";
    return episode;
}

/// The address that a link in the notes has for listeners; "(none)" where it is left out.
std::string led_to(const std::string& written, const std::string& page, const std::string& show_address) {
    model::Show show;
    show.address = show_address;
    model::Episode episode;
    episode.link = page;
    episode.notes = "[こちら](" + written + ")\n";
    const std::string html = text::description_html(show, episode);
    const std::string plain = text::description_plain(show, episode);
    const std::size_t open = html.find("href=\"");
    if (open == std::string::npos) {
        CHECK(html == "<p>こちら</p>\n");
        CHECK(plain == "こちら");
        return "(none)";
    }
    const std::string address = html.substr(open + 6, html.find('"', open + 6) - open - 6);
    CHECK(plain == "こちら (" + address + ")");
    return address;
}

}  // namespace

TEST_CASE("a description holds notes, question, links and chapters, in this order") {
    CHECK(text::description_html(show(), episode()) ==
          "<p><strong>店</strong>の話</p>\n<p>次の段落</p>\n"
          "<p><strong>今回の質問</strong><br>\nどこがいちばん？<br>\n返信で教えてください。</p>\n"
          "<p><strong>リンク</strong></p>\n<ul>\n"
          "<li><a href=\"https://example.jp/?a=1&amp;b=2\">地図 &amp; 店</a></li>\n</ul>\n"
          "<p><strong>チャプター</strong><br>\n00:00 はじめ<br>\n01:05 &lt;店&gt;</p>\n");
}

TEST_CASE("the plain description holds the same without markup") {
    CHECK(text::description_plain(show(), episode()) ==
          "店の話\n\n次の段落\n\n"
          "今回の質問\nどこがいちばん？\n返信で教えてください。\n\n"
          "リンク\n地図 & 店 https://example.jp/?a=1&b=2\n\n"
          "チャプター\n00:00 はじめ\n01:05 <店>");
}

TEST_CASE("where there are no notes the summary stands for them") {
    model::Episode bare = episode();
    bare.notes.clear();
    bare.question.clear();
    bare.links.clear();
    bare.chapters.clear();
    CHECK(text::description_html(show(), bare) == "<p>短く &lt;言うと&gt;</p>\n");
    CHECK(text::description_plain(show(), bare) == "短く <言うと>");
}

TEST_CASE("where there is nothing the title stands for it") {
    model::Episode bare;
    bare.title = "ラーメン & そば";
    CHECK(text::description_html(show(), bare) == "<p>ラーメン &amp; そば</p>\n");
    CHECK(text::description_plain(show(), bare) == "ラーメン & そば");
}

TEST_CASE("our own words are in the show's language") {
    model::Show english = show();
    english.language = "en";
    const std::string html = text::description_html(english, episode());
    CHECK(html.find("<strong>The question</strong>") != std::string::npos);
    CHECK(html.find("<strong>Links</strong>") != std::string::npos);
    CHECK(html.find("<strong>Chapters</strong>") != std::string::npos);
    model::Show tokyo = show();
    tokyo.language = "ja-JP";
    CHECK(text::description_plain(tokyo, episode()).find("今回の質問\n") != std::string::npos);
}

TEST_CASE("nothing in the host's words becomes markup") {
    model::Episode hostile = episode();
    hostile.question = "<script>a</script>";
    hostile.links[0].title = "\"><b>";
    hostile.chapters[0].title = "]]>";
    const std::string html = text::description_html(show(), hostile);
    CHECK(html.find("<script>") == std::string::npos);
    CHECK(html.find("<b>") == std::string::npos);
    CHECK(html.find("]]>") == std::string::npos);
}

TEST_CASE("the short text is the summary, else the first paragraph of the notes") {
    model::Episode one = episode();
    CHECK(text::short_text(one) == "短く <言うと>");
    one.summary.clear();
    CHECK(text::short_text(one) == "店の話");
    one.notes.clear();
    CHECK(text::short_text(one).empty());
}

TEST_CASE("a long first paragraph is cut at 200 characters") {
    model::Episode one;
    for (int i = 0; i < 300; ++i) one.notes += "𠮷";
    std::string expected;
    for (int i = 0; i < 199; ++i) expected += "𠮷";
    CHECK(text::short_text(one) == expected + "…");
}

TEST_CASE("relative addresses in the notes are those on the episode's page") {
    const auto led = [](const std::string& written) {
        return led_to(written, "https://radio.example.jp/fm/ramen/index.html?p=1#top",
                      "https://else.example/");
    };
    CHECK(led("menu.html") == "https://radio.example.jp/fm/ramen/menu.html");
    CHECK(led("./menu.html") == "https://radio.example.jp/fm/ramen/menu.html");
    CHECK(led("../soba/") == "https://radio.example.jp/fm/soba/");
    CHECK(led("/map") == "https://radio.example.jp/map");
    CHECK(led("?p=2") == "https://radio.example.jp/fm/ramen/index.html?p=2");
    CHECK(led("#shops") == "https://radio.example.jp/fm/ramen/index.html?p=1#shops");
    CHECK(led("//maps.example/saku") == "https://maps.example/saku");
    CHECK(led("https://example.jp/a") == "https://example.jp/a");
    CHECK(led("mailto:radio@example.jp") == "mailto:radio@example.jp");
}

TEST_CASE("where an episode has no page, relative addresses are those on the show's") {
    const auto led = [](const std::string& written) {
        return led_to(written, "", "https://radio.example.jp/fm/");
    };
    CHECK(led("menu.html") == "https://radio.example.jp/fm/menu.html");
    CHECK(led("../map") == "https://radio.example.jp/map");
    CHECK(led("?p=2") == "https://radio.example.jp/fm/?p=2");
    CHECK(led("#shops") == "https://radio.example.jp/fm/#shops");
    CHECK(led("//maps.example/saku") == "https://maps.example/saku");
}

TEST_CASE("an address that runs anything leads nowhere, whatever the page") {
    const auto written =
        GENERATE(as<std::string>{}, "javascript:alert(1)", "JavaScript:alert(1)",
                 "data:text/html;base64,AAAA", "vbscript:x", "file:///etc/passwd", "java&#115;cript:alert(1)",
                 "&#106;avascript:alert(1)", "blob:https://example.jp/a");
    CAPTURE(written);
    CHECK(led_to(written, "https://radio.example.jp/ramen/", "https://radio.example.jp/") == "(none)");
    CHECK(led_to(written, "", "https://radio.example.jp/") == "(none)");
}

TEST_CASE("a question that stands in the notes is not said twice") {
    model::Episode one = episode();
    one.notes = "今週は\n\n> **どこが**いちばん？\n\nを聞きます。\n";
    const std::string html = text::description_html(show(), one);
    const std::string plain = text::description_plain(show(), one);
    CHECK(html.find("今回の質問") == std::string::npos);
    CHECK(tests::count_of(html, "いちばん") == 1);
    CHECK(plain.find("今回の質問") == std::string::npos);
    CHECK(tests::count_of(plain, "いちばん") == 1);
    one.notes = "今週はどこがいちばんかを聞きます。\n";
    CHECK(tests::count_of(text::description_html(show(), one), "どこがいちばん？") == 1);
    CHECK(tests::count_of(text::description_plain(show(), one), "どこがいちばん？") == 1);
}

TEST_CASE("a question with characters of markup is found in the notes too") {
    model::Episode one = episode();
    one.question = "R&D <か> \"店\"？";
    one.notes = "R&D \\<か\\> \"店\"？\n";
    CHECK(text::description_html(show(), one).find("今回の質問") == std::string::npos);
    CHECK(text::description_plain(show(), one).find("今回の質問") == std::string::npos);
}

TEST_CASE("chapters whose times all stand in the notes are not said twice") {
    model::Episode one = episode();
    one.chapters = {{0, "はじめ"}, {65, "店"}, {3723, "おわり"}};
    one.notes = "- 00:00 あいさつ\n- **01:05** [店](https://example.jp/)\n- (1:02:03) おわり\n";
    CHECK(text::description_html(show(), one).find("チャプター") == std::string::npos);
    CHECK(text::description_plain(show(), one).find("チャプター") == std::string::npos);
}

TEST_CASE("chapters are said whole when the time of one is missing in the notes") {
    model::Episode one = episode();
    one.chapters = {{0, "はじめ"}, {65, "店"}, {3723, "おわり"}};
    const auto missing = GENERATE(as<std::string>{}, "00:00", "01:05", "1:02:03");
    for (const char* const time : {"00:00", "01:05", "1:02:03"}) {
        if (time != missing) one.notes += "- " + std::string(time) + "\n";
    }
    CAPTURE(missing);
    CHECK(text::description_html(show(), one)
              .find("チャプター</strong><br>\n00:00 はじめ<br>\n01:05 店<br>\n1:02:03 おわり</p>") !=
          std::string::npos);
    CHECK(text::description_plain(show(), one).find("チャプター\n00:00 はじめ\n01:05 店\n1:02:03 おわり") !=
          std::string::npos);
}

TEST_CASE("a time within a longer one is no chapter's") {
    model::Episode one = episode();
    one.chapters = {{0, "はじめ"}, {65, "店"}};
    one.notes = "店は 10:00:00 から 21:01:05 まで\n";
    CHECK(text::description_html(show(), one).find("チャプター") != std::string::npos);
    CHECK(text::description_plain(show(), one).find("チャプター") != std::string::npos);
}
