// SPDX-License-Identifier: MIT
#include "feeds/xml/writer.h"

#include <tinyxml2.h>

#include <catch2/catch.hpp>

using namespace cityfm;

namespace {

template <class Write>
std::string written(const Write& write) {
    std::string out;
    xml::Writer writer([&](std::string_view part) { out += part; });
    write(writer);
    writer.finish();
    return out;
}

/// The text of the root, as tinyxml2 reads it.
std::string text_of(const std::string& xml) {
    tinyxml2::XMLDocument document;
    REQUIRE(document.Parse(xml.c_str()) == tinyxml2::XML_SUCCESS);
    const char* text = document.RootElement()->GetText();
    return text != nullptr ? text : "";
}

}  // namespace

TEST_CASE("elements stand a line each, two blanks a level") {
    const std::string xml = written([](xml::Writer& writer) {
        writer.open("rss", {{"version", "2.0"}, {"empty", ""}});
        writer.open("channel");
        writer.element("title", "ラーメン & co");
        writer.element("nothing", "");
        writer.empty_element("image", {{"href", "https://a.example/?a&b"}});
        writer.written_element("<x:y xmlns:x=\"z\">1</x:y>");
        writer.close();
        writer.close();
    });
    CHECK(xml ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<rss version=\"2.0\">\n"
          "  <channel>\n"
          "    <title>ラーメン &amp; co</title>\n"
          "    <image href=\"https://a.example/?a&amp;b\"/>\n"
          "    <x:y xmlns:x=\"z\">1</x:y>\n"
          "  </channel>\n"
          "</rss>\n");
}

TEST_CASE("what is written already may be the first or the only thing within an element") {
    const std::string xml = written([](xml::Writer& writer) {
        writer.open("a");
        writer.written_element("<b/>");
        writer.close();
    });
    CHECK(xml == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <b/>\n</a>\n");
}

TEST_CASE("control characters, broken UTF-8 and markup in a text come out as text") {
    for (const std::string text :
         {"]]>", "<b>&lt;</b>",
          "a\x01\x1f\x7f"
          "b",
          "\xff\xfe", "\xed\xa0\x80", "&#x0;", "\"quoted\" 'too'", "line\nline\ttab"}) {
        INFO(text);
        const std::string xml = written([&](xml::Writer& writer) {
            writer.open("a", {{"b", text}});
            writer.element("c", text);
            writer.close();
        });
        tinyxml2::XMLDocument document;
        REQUIRE(document.Parse(xml.c_str()) == tinyxml2::XML_SUCCESS);
        const tinyxml2::XMLElement* root = document.RootElement();
        REQUIRE(root->FirstChildElement("c") != nullptr);
        CHECK(std::string(root->Attribute("b")) == root->FirstChildElement("c")->GetText());
        CHECK(root->FirstChildElement("c")->NextSibling() == nullptr);
    }
}

TEST_CASE("line ends and carriage returns that count survive a reader") {
    const std::string xml =
        written([](xml::Writer& writer) { writer.exact_element("a", "one\r\ntwo\rthree"); });
    CHECK(xml.find("one&#13;\ntwo&#13;three") != std::string::npos);
    CHECK(text_of(xml) == "one\r\ntwo\rthree");
}

TEST_CASE("a long document is handed over in parts, and nothing of it twice") {
    std::vector<std::string> parts;
    xml::Writer writer([&](std::string_view part) { parts.emplace_back(part); });
    writer.open("all");
    for (int i = 0; i < 5000; ++i) {
        writer.open("item");
        writer.element("title", "a title that is so long that they fill several parts");
        writer.close();
    }
    writer.close();
    writer.finish();
    CHECK(parts.size() > 3);
    std::string whole;
    for (const std::string& part : parts) whole += part;
    tinyxml2::XMLDocument document;
    REQUIRE(document.Parse(whole.c_str()) == tinyxml2::XML_SUCCESS);
    int items = 0;
    const tinyxml2::XMLElement* item = document.RootElement()->FirstChildElement("item");
    for (; item != nullptr; item = item->NextSiblingElement("item")) ++items;
    CHECK(items == 5000);
}
