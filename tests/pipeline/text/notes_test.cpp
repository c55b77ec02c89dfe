// SPDX-License-Identifier: MIT
#include "pipeline/text/notes.h"

#include <catch2/catch.hpp>

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
