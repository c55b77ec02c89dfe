// SPDX-License-Identifier: MIT
// A feed some of whose items cannot be read as items is not whole.
#include <catch2/catch.hpp>

#include "feeds/rss/read.h"
#include "feeds/xml/document.h"

using namespace cityfm;

namespace {

xml::Document parsed(const std::string& xml) {
    return rss::parse(xml, "feed.xml");
}

std::string channel(const std::string& inside) {
    return "<rss version=\"2.0\">\n<channel>" + inside + "</channel>\n</rss>\n";
}

}  // namespace

TEST_CASE("a tag that takes its item, or those after it, away leaves a feed that is not whole") {
    const std::string good = "<item><title>a</title><enclosure url=\"u\" type=\"audio/mpeg\"/></item>";
    CHECK_FALSE(xml::is_cut(parsed(channel(good + good))));
    const auto written = GENERATE(as<std::string>{}, "title=\"The \"best\" one\"", "type=audio/mpeg",
                                  "type=\"\"audio/mpeg\"\"", "x=1");
    INFO(written);
    const std::string broken = "<item><title>b</title><enclosure url=\"u\" " + written + "/></item>";
    for (const std::string& items : {broken + good, good + broken, good + broken + good}) {
        const xml::Document document = parsed(channel(items));
        REQUIRE(document.channel);
        const std::size_t whole = items == good + broken + good ? 3 : 2;
        const bool is_lost = document.channel->all("item").size() < whole;
        CHECK(xml::is_cut(document) == is_lost);
        if (items == good + broken + good) CHECK(is_lost);
    }
    // Words about items are none.
    CHECK_FALSE(xml::is_cut(parsed(channel("<!-- <item> --><title><![CDATA[<item>]]></title>" + good))));
}
