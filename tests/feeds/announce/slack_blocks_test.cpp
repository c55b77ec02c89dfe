// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/slack/slack_blocks.h"
#include "pipeline/core/json.h"

#include <catch2/catch.hpp>

#include "tests/support/services/services.h"

using namespace cityfm;

TEST_CASE("no text of a host's becomes a mention, a link or too long") {
    announce::Announcement a;
    a.words.headline = std::string(400, 'T') + "<!channel>";
    a.words.summary = "<!here> & <@U123> *x* " + std::string(9000, '&');
    a.words.question = "<https://evil.example|click> " + std::string(5000, '<');
    a.words.answer = "a > b";
    a.words.listen = std::string(100, 'l');
    a.listen_url = "https://radio.example.jp/a.mp3";
    a.picture_url = "https://radio.example.jp/a.png";
    a.picture_alt = std::string(3000, 'a');
    a.topics = std::vector<std::string>(30, "<!everyone>");
    const core::Json blocks = announce::slack_blocks(a, "key");
    CHECK(blocks.at(0).at("block_id") == "key");
    CHECK(blocks.at(0).at("text").at("text").get<std::string>().size() <= 152);
    CHECK(blocks.dump().find("<!") == std::string::npos);
    CHECK(blocks.size() <= 50);
    for (const auto& block : blocks) {
        if (block.at("type") == "context") CHECK(block.at("elements").size() <= 10);
        if (block.at("type") != "section") continue;
        const std::string words = block.at("text").at("text").get<std::string>();
        CHECK(tests::units_of(words) <= 3000);
        for (std::size_t at = 0; (at = words.find('<', at)) != std::string::npos; ++at)
            CHECK(words.substr(at).starts_with("<https://evil.example>"));
        for (std::size_t at = 0; (at = words.find('&', at)) != std::string::npos; ++at) {
            const std::string entity = words.substr(at, words.find(';', at) - at + 1);
            CHECK((entity == "&amp;" || entity == "&lt;" || entity == "&gt;"));
        }
        if (block.contains("accessory"))
            CHECK(block.at("accessory").at("alt_text").get<std::string>().size() <= 2002);
    }
}
