// SPDX-License-Identifier: MIT
#include "feeds/announce/preview/preview.h"
#include "pipeline/core/json.h"

#include <tinyxml2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <optional>
#include <set>

#include "feeds/announce/channels/open_channel.h"
#include "tests/feeds/announce/channel_contract.h"
#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;
using announce::PreviewedPost;
using core::Json;
using tinyxml2::XMLElement;

namespace {

const std::vector<std::string> types = {"slack",   "slack-webhook", "discord", "line",
                                        "bluesky", "email",         "command", "file"};

std::string body_of(const std::string& type, const announce::Announcement& facts) {
    announce::Opening opening;
    opening.channel.id = "lobby";
    opening.channel.type = type;
    opening.channel.to = type == "email" ? "list@example.jp" : "radio.example.jp";
    opening.channel.from = "radio@example.jp";
    opening.channel.smtp = "smtps://mail.example.jp";
    opening.show_title = facts.show;
    const auto channel = announce::open_channel(opening);
    announce::Post post = tests::post_with(std::string(64, 'a'));
    post.announcement = announce::worded(facts, {}, "ja", channel->traits().consent);
    return channel->body(post);
}

bool has_class(const XMLElement& element, const std::string& wanted) {
    const char* names = element.Attribute("class");
    return names != nullptr && (" " + std::string(names) + " ").find(" " + wanted + " ") != std::string::npos;
}

bool says(const std::string& words, const std::string& text) {
    return words.find(text) != std::string::npos;
}

/// What an independent reader finds on a page, or on a part of it.
struct Seen {
    std::string words;  ///< those of mails as well
    std::vector<const XMLElement*> elements;

    std::vector<const XMLElement*> named(const std::string& tag) const {
        std::vector<const XMLElement*> found;
        std::copy_if(elements.begin(), elements.end(), std::back_inserter(found),
                     [&](const XMLElement* element) { return element->Name() == tag; });
        return found;
    }

    std::set<std::string> links() const {
        std::set<std::string> addresses;
        for (const XMLElement* link : named("a")) addresses.insert(link->Attribute("href"));
        return addresses;
    }

    bool says(const std::string& text) const { return ::says(words, text); }
};

void look_at(const tinyxml2::XMLNode& node, Seen& seen) {
    for (const auto* child = node.FirstChild(); child != nullptr; child = child->NextSibling()) {
        if (const tinyxml2::XMLText* text = child->ToText()) seen.words += text->Value();
        if (const XMLElement* element = child->ToElement()) {
            seen.elements.push_back(element);
            if (const char* mail = element->Attribute("srcdoc")) seen.words += mail;
        }
        look_at(*child, seen);
    }
}

/// A page as it was read back.
class Page {
  public:
    explicit Page(const std::string& text) {
        REQUIRE(document_.Parse(text.c_str(), text.size()) == tinyxml2::XML_SUCCESS);
        look_at(document_, whole_);
    }

    const Seen& whole() const { return whole_; }

    /// The drawing of the only post; nothing where it was not drawn.
    std::optional<Seen> card() const {
        for (const XMLElement* element : whole_.elements) {
            if (!has_class(*element, "post")) continue;
            Seen card;
            look_at(*element, card);
            return card;
        }
        return std::nullopt;
    }

    /// The body below it.
    std::string body() const {
        for (const XMLElement* pre : whole_.named("pre")) {
            if (std::string(pre->Parent()->Parent()->Value()) != "article") continue;
            Seen seen;
            look_at(*pre, seen);
            return seen.words;
        }
        return {};
    }

  private:
    tinyxml2::XMLDocument document_;
    Seen whole_;
};

Page page_of(const std::string& type, const std::string& body) {
    return Page(announce::preview_page("番組", "ja", {{"lobby/ramen", type, body}}));
}

std::string words_of(const std::string& type, const std::string& body) {
    const Page page = page_of(type, body);
    const auto card = page.card();
    return card ? card->words : "(not drawn)";
}

announce::Announcement hostile_announcement() {
    const std::string hostile =
        "<script>alert(1)</script> \"onload=\"x\" ' </iframe></pre></style></textarea>--> ]]> "
        "<img src=x onerror=alert(1)> [x](javascript:alert(1)) javascript:alert(1) &lt;b&gt; \\ *a* `b`";
    announce::Announcement said = tests::full_announcement();
    for (std::string* text : {&said.show, &said.title, &said.display, &said.summary, &said.question,
                              &said.answer, &said.picture_alt})
        *text += hostile;
    said.topics.push_back(hostile);
    return said;
}

std::string complaints_about(const std::string& page) {
    const tests::TempFolder folder;
    tests::write(folder / "index.html", page);
    return tests::run_program({"xmllint", "--noout", "--nonet", folder / "index.html"}).err;
}

}  // namespace

TEST_CASE("a preview shows the question, how to answer it and where to listen, as each service would") {
    const std::string type = GENERATE(from_range(types));
    INFO(type);
    const announce::Announcement said = tests::full_announcement();
    const Page page = page_of(type, body_of(type, said));
    const auto card = page.card();
    REQUIRE(card);
    for (const std::string& text :
         {said.display, said.summary, said.question, said.answer, std::string("▶ 聴く")})
        CHECK(card->says(text));
    if (type == "email") {
        CHECK(card->says("<a href=\"" + said.listen_url + "\""));
        CHECK(card->says("<a href=\"" + said.transcript_url + "\""));
    } else {
        CHECK(card->links().count(said.listen_url) == 1);
        CHECK(card->links().count(said.transcript_url) == 1);
    }
}

TEST_CASE("below each drawing stands the body as it is sent") {
    const std::string type = GENERATE(from_range(types));
    INFO(type);
    std::string body = body_of(type, hostile_announcement());
    const std::string shown = page_of(type, body).body();
    // Browsers drop the first newline of <pre>, and read every end of a line as one newline.
    std::erase(body, '\r');
    CHECK(shown == "\n" + body);
}

TEST_CASE("whatever a host writes, a preview has no script, no address but http and is well-formed") {
    std::vector<PreviewedPost> posts;
    posts.reserve(types.size());
    for (const std::string& type : types)
        posts.push_back({"<script>\"", type, body_of(type, hostile_announcement())});
    const std::string text = announce::preview_page("</title><script>", "ja\" onload=\"x", posts);
    CHECK(complaints_about(text).empty());

    const Page page(text);
    const std::set<std::string> known = {
        "html",    "head",    "meta",  "title",  "style", "body", "header", "main", "h1", "h2",
        "p",       "article", "small", "div",    "span",  "a",    "b",      "img",  "hr", "details",
        "summary", "pre",     "code",  "strong", "em",    "s",    "dl",     "dt",   "dd", "iframe"};
    const std::set<std::string> attributes = {"lang",  "charset", "http-equiv", "content", "name", "class",
                                              "style", "href",    "target",     "rel",     "src",  "alt",
                                              "open",  "title",   "sandbox",    "srcdoc"};
    for (const XMLElement* element : page.whole().elements) {
        INFO(element->Name());
        CHECK(known.count(element->Name()) == 1);
        for (const auto* attribute = element->FirstAttribute(); attribute != nullptr;
             attribute = attribute->Next())
            CHECK(attributes.count(attribute->Name()) == 1);
        for (const char* name : {"href", "src"}) {
            if (const char* address = element->Attribute(name))
                CHECK(std::string(address).rfind("https://", 0) == 0);
        }
    }
    const auto frames = page.whole().named("iframe");
    REQUIRE(frames.size() == 1);
    CHECK(std::string(frames[0]->Attribute("sandbox")).empty());
    CHECK(std::string(frames[0]->Attribute("srcdoc")).find("<script") == std::string::npos);
    CHECK(page.whole().named("img").size() == 4);
    CHECK(page.whole().says("<script>alert(1)</script>"));
}

TEST_CASE("a preview loads nothing but pictures and tells nobody from where") {
    const std::string page = announce::preview_page(
        "番組", "ja", {{"lobby/ramen", "slack", body_of("slack", tests::full_announcement())}});
    CHECK(page.find("<meta name=\"referrer\" content=\"no-referrer\" />") != std::string::npos);
    CHECK(page.find("content=\"default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; "
                    "frame-src 'self'\"") != std::string::npos);
    for (const char* word : {"<script", "<link", "@import", "url("})
        CHECK(page.find(word) == std::string::npos);
}

TEST_CASE("a body that is none of its service's is shown as it is") {
    const std::string type = GENERATE(from_range(types));
    const std::string body = GENERATE(values<std::string>(
        {"", "{\"a\": [1", "[]", "null", "\"x\"", "{}", "no JSON at all", "Subject: x\r\n\r\n",
         R"({"blocks": 1, "embeds": "x", "messages": {}, "record": [], "words": null})",
         R"({"blocks": [1, {"type": 2}, null], "embeds": [[], 3], "content": {}})",
         R"({"messages": [1, {"contents": {"body": {"type": "box", "contents": "x"}}}]})",
         R"({"record": {"text": 1, "facets": {}, "embed": 2}, "words": {"headline": 1}})"}));
    INFO(type << " " << body);
    const std::string text = announce::preview_page("番組", "ja", {{"lobby/ramen", type, body}});
    CHECK(complaints_about(text).empty());
    const Page page(text);
    CHECK_FALSE(page.card());
    const auto folded = page.whole().named("details");
    REQUIRE(folded.size() == 1);
    CHECK(folded[0]->Attribute("open") != nullptr);
}

TEST_CASE("a body in no encoding at all makes a page that can be read") {
    const std::string type = GENERATE(from_range(types));
    const std::string bytes = "\xFF\xC3<b>\x01\x80 \xF0\x9F";
    const std::string mail = "Subject: \xFF\x01 =?UTF-8?B?//8B?=\r\nContent-Type: text/html\r\n\r\n" + bytes;
    CHECK(complaints_about(announce::preview_page(bytes, bytes, {{bytes, type, bytes}})).empty());
    CHECK(complaints_about(announce::preview_page(bytes, bytes, {{bytes, type, mail}})).empty());
    CHECK(
        complaints_about(announce::preview_page("", "", {{"", type, R"({"content": "\u0001\u0000\uffff"})"}}))
            .empty());
}

TEST_CASE("an address that is not http is words beside its label") {
    const auto [type, body] = GENERATE(table<std::string, std::string>(
        {{"slack",
          R"json({"blocks": [{"type": "actions", "elements": [{"text": {"text": "聴く"}, "url": "javascript:x"}]}]})json"},
         {"discord", R"json({"content": "[聴く](javascript:x)"})json"},
         {"line", R"json({"messages": [{"contents": {"footer": {"type": "box", "contents": [
              {"type": "button", "action": {"label": "聴く", "uri": "javascript:x"}}]}}}]})json"},
         {"bluesky", R"json({"record": {"text": "聴く", "facets": [{"index": {"byteStart": 0, "byteEnd": 6},
              "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "javascript:x"}]}]}})json"},
         {"file", R"json({"listen_url": "javascript:x", "words": {"listen": "聴く"}})json"}}));
    INFO(type);
    const Page page = page_of(type, body);
    const auto card = page.card();
    REQUIRE(card);
    CHECK(card->links().empty());
    CHECK(card->says("聴く javascript:x"));
}

TEST_CASE("what a body cuts is seen cut") {
    const std::string type = GENERATE(std::string("slack"), "line", "bluesky");
    INFO(type);
    announce::Announcement said = tests::full_announcement();
    said.summary.clear();
    for (int i = 0; i < 4000; ++i) said.summary += "冬";
    const std::string card = words_of(type, body_of(type, said));
    CHECK(says(card, "冬…"));
    CHECK_FALSE(says(card, said.summary));
}

TEST_CASE("Slack's entities are letters again, its marks are seen, and other words stay") {
    const Json block = {
        {"type", "section"},
        {"text", {{"type", "mrkdwn"}, {"text", "*太字* a*b*c 2 * 3 &lt;b&gt; &amp;amp; `x`\n&gt; 引用"}}}};
    const std::string body = Json({{"blocks", Json::array({block})}, {"thread_ts", "1.0"}}).dump();
    const std::string text = announce::preview_page("番組", "ja", {{"lobby/ramen", "slack", body}});
    CHECK(text.find("<strong>太字</strong> a*b*c 2 * 3 &lt;b&gt; &amp;amp; <code>x</code>\n"
                    "<span class=\"quote\"> 引用</span>") != std::string::npos);
    CHECK(says(words_of("slack", body), "スレッドへの返信"));
}

TEST_CASE("plain text in Slack has neither entities nor marks") {
    const std::string body =
        R"({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "*a* &amp; b"}}]})";
    CHECK(says(words_of("slack", body), "*a* &amp; b"));
}

TEST_CASE("Discord's backslashes are gone, and its addresses lead on") {
    const std::string body = R"json({"content": "\\*太字\\* \\\\ 1\\.5 a\\b https://example.jp/a_b(c)",
        "embeds": [{"description": "[a\\]b](https://example.jp/%28x%29)　[ない"}]})json";
    const Page page = page_of("discord", body);
    const auto card = page.card();
    REQUIRE(card);
    CHECK(card->says("*太字* \\ 1.5 a\\b https://example.jp/a_b(c)"));
    CHECK(card->says("a]b　[ない"));
    CHECK(card->links() == std::set<std::string>{"https://example.jp/a_b(c)", "https://example.jp/%28x%29"});
}

TEST_CASE("Bluesky's links are the bytes that facets name; those that do not fit are none") {
    const auto facet = [](std::size_t begin, std::size_t end, const std::string& url) {
        const Json feature = {{"$type", "app.bsky.richtext.facet#link"}, {"uri", url}};
        return Json{{"index", {{"byteStart", begin}, {"byteEnd", end}}},
                    {"features", Json::array({feature})}};
    };
    Json record = {{"text", "冬の聴く読む"}};
    record["facets"] = {facet(12, 18, "https://example.jp/read"),   facet(6, 12, "https://example.jp/listen"),
                        facet(9, 15, "https://example.jp/overlap"), facet(0, 4, "https://example.jp/inside"),
                        facet(4, 6, "https://example.jp/within"),   facet(3, 99, "https://example.jp/beyond"),
                        facet(6, 3, "https://example.jp/back")};
    const Page page = page_of("bluesky", Json({{"record", record}}).dump());
    const auto card = page.card();
    REQUIRE(card);
    const auto links = card->named("a");
    REQUIRE(links.size() == 2);
    CHECK(std::string(links[0]->GetText()) == "聴く");
    CHECK(std::string(links[1]->GetText()) == "読む");
    CHECK(card->says("冬の聴く読む"));
}

TEST_CASE("colours of LINE's are colours, or nothing") {
    const std::string colour = GENERATE(std::string("#12345"), "#12345;", "#123456;background:url(x)", "red");
    Json body = Json::parse(R"json({"messages": [{"contents": {"body": {
        "type": "box", "backgroundColor": "#FFF6E5", "contents": [{"type": "text", "text": "x", "size": "1px;a:b"}]}}}]})json");
    body["messages"][0]["contents"]["body"]["contents"][0]["color"] = colour;
    const std::string text = announce::preview_page("番組", "ja", {{"lobby/ramen", "line", body.dump()}});
    CHECK(text.find("style=\"background-color:#FFF6E5;\"") != std::string::npos);
    CHECK(text.find("<div class=\"text\" style=\"\">x</div>") != std::string::npos);
}

TEST_CASE("a picture without an address in public is a box in its place") {
    const std::string url = GENERATE(std::string("file:///etc/passwd"), "javascript:x", "");
    const Json image = {{"type", "image"}, {"image_url", url}, {"alt_text", "x"}};
    const Page page = page_of("slack", Json({{"blocks", Json::array({image})}}).dump());
    const auto card = page.card();
    REQUIRE(card);
    CHECK(card->named("img").empty());
    CHECK(card->says("画像"));
}

TEST_CASE("the headers of a mail are seen as its reader sees them") {
    announce::Announcement said = tests::full_announcement();
    said.show = "FMリモート市役所 ほしの市のとても長い名前の番組、冬のあいだの特別編";
    const std::string card = words_of("email", body_of("email", said));
    CHECK(says(card, "差出人" + said.show + " <radio@example.jp>"));
    CHECK(says(card, "宛先<list@example.jp>"));
    CHECK(says(card, "件名第12回 一行目 二行目 \"引用\" & <!channel> \\ 👩‍👩‍👧"));
}

TEST_CASE("a mail without HTML is seen as text") {
    const Page page = page_of("email", "Subject: x\r\nContent-Type: text/plain\r\n\r\n<b>冬の一杯。\r\n");
    const auto card = page.card();
    REQUIRE(card);
    CHECK(card->named("iframe").empty());
    CHECK(card->says("<b>冬の一杯。"));
}

TEST_CASE("a preview speaks the show's language, and says when there is nothing to say") {
    CHECK(Page(announce::preview_page("番組", "ja-JP", {})).whole().says("お知らせするものはありません"));
    CHECK(Page(announce::preview_page("Show", "en", {})).whole().says("There is nothing to announce"));
}
