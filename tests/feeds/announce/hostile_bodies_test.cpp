// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <random>

#include "feeds/announce/channels/mail/mail_message.h"
#include "feeds/announce/channels/open_channel.h"
#include "pipeline/net/mail.h"
#include "pipeline/text/unicode.h"
#include "tests/feeds/announce/channel_contract.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/mail_server.h"

using namespace cityfm;
using nlohmann::json;

namespace {

constexpr int episodes = 200;

/// Texts as no host would write them, and as some day one will; the same for the same seed.
class Hostile {
  public:
    explicit Hostile(unsigned seed) : random_(seed) {}

    std::string text(std::size_t most_characters) {
        static const std::vector<std::string> pieces = {"ラーメン",
                                                        "佐久",
                                                        "、",
                                                        "。",
                                                        "\n",
                                                        " ",
                                                        "a",
                                                        "Straße",
                                                        "& < > \" '",
                                                        "*太字*",
                                                        "_斜体_",
                                                        "~消し~",
                                                        "`code`",
                                                        "<!channel>",
                                                        "<!here>",
                                                        "<@U012345>",
                                                        "<#C0RADIO>",
                                                        "@everyone",
                                                        "@here",
                                                        "<https://evil.example|ここ>",
                                                        "[link](javascript:alert(1))",
                                                        "https://radio.example.jp/a?b=1&c=(2)#d",
                                                        "&amp;",
                                                        "&lt;",
                                                        "{{title}}",
                                                        "\\",
                                                        "👩‍👩‍👧‍👦",
                                                        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                                                        "🇯🇵",
                                                        "か\u3099",
                                                        "e\u0301\u0301\u0301",
                                                        "שלום",
                                                        "\u202e",
                                                        "\u200b",
                                                        "</iframe><script>",
                                                        "=?UTF-8?B?4pyT?=",
                                                        "||spoiler||",
                                                        "# 見出し",
                                                        "- 一",
                                                        "> 引用",
                                                        "1. 二",
                                                        "\t",
                                                        "\"json\": null",
                                                        "..\r\nBcc: x@example.jp"};
        std::string out;
        std::size_t characters = 0;
        const std::size_t wanted = number(most_characters);
        while (characters < wanted) {
            const std::string& piece = pieces[number(pieces.size() - 1)];
            out += piece;
            characters += text::graphemes_of(piece).size();
        }
        return text::clean(out);
    }

    std::size_t number(std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most)(random_);
    }

  private:
    std::mt19937 random_;
};

announce::Announcement hostile_announcement(unsigned seed) {
    Hostile hostile(seed);
    const auto long_or_short = [&] { return hostile.number(9) == 0 ? 10'000U : 120U; };
    announce::Announcement a;
    a.show = hostile.text(60) + "番組";
    a.title = hostile.text(long_or_short()) + "題";
    a.display = hostile.number(1) == 0 ? "第12回" : "";
    a.summary = hostile.text(long_or_short());
    a.question = hostile.number(4) == 0 ? "" : hostile.text(long_or_short()) + "？";
    a.answer = hostile.text(200);
    a.listen_url = hostile.number(9) == 0 ? "" : "https://cdn.example.jp/media/a-0123456789ab.mp3";
    a.page_url = "https://radio.example.jp/";
    a.transcript_url = hostile.number(1) == 0 ? "https://cdn.example.jp/media/声 (1).vtt" : "";
    a.picture_url = hostile.number(1) == 0 ? "https://cdn.example.jp/media/a.jpg" : "";
    a.picture_alt = hostile.text(3000);
    for (std::size_t i = hostile.number(15); i > 0; --i) a.topics.push_back(hostile.text(40) + "話");
    return a;
}

announce::Post post_of(const announce::Announcement& facts, announce::Consent consent, unsigned seed) {
    announce::Post post = tests::post_with(std::string(64, "0123456789abcdef"[seed % 16]));
    post.announcement = announce::worded(facts, {}, "ja", consent);
    return post;
}

std::unique_ptr<announce::Channel> channel_of(const std::string& type) {
    announce::Opening opening;
    opening.channel.id = "x";
    opening.channel.type = type;
    opening.channel.to = type == "bluesky" ? "radio.example.jp" : "C0RADIO";
    return announce::open_channel(opening);
}

std::vector<std::string> sources_of(const announce::Announcement& a) {
    std::vector<std::string> sources = {a.show,           a.title,
                                        a.summary,        a.picture_alt,
                                        a.words.headline, a.words.summary,
                                        a.words.question, a.words.answer,
                                        a.words.footer,   a.words.headline + "\n" + a.words.question};
    for (const std::string& topic : a.topics) sources.push_back("#" + topic);
    // In plain text Slack's signs of a mention are parted by a word joiner.
    std::string parted = a.words.headline;
    for (std::size_t at = 0; (at = parted.find('<', at)) != std::string::npos; ++at) {
        if (parted.find_first_of("!@#", at) == at + 1) parted.insert(at + 1, "\u2060");
    }
    sources.push_back(parted);
    return sources;
}

}  // namespace

TEST_CASE("two hundred hostile episodes make good bodies in every service, by types and limits of others") {
    const tests::TempFolder folder;
    std::string lines;
    for (const char* type : {"slack", "slack-webhook", "discord", "line", "bluesky"}) {
        const auto channel = channel_of(type);
        for (unsigned seed = 0; seed < episodes; ++seed) {
            const announce::Post post = post_of(hostile_announcement(seed), channel->traits().consent, seed);
            const json line = {{"name", std::string(type) + " " + std::to_string(seed)},
                               {"service", type},
                               {"body", json::parse(channel->body(post))},
                               {"sources", sources_of(post.announcement)}};
            lines += line.dump() + "\n";
        }
    }
    tests::write(folder / "bodies.jsonl", lines);
    const tests::Ran judged = tests::run_program(
        {"node", std::string(CITYFM_SOURCE) + "/tests/feeds/announce/judge.mjs", folder / "bodies.jsonl"});
    INFO(judged.out.substr(0, 4000) + judged.err.substr(0, 2000));
    CHECK(judged.code == 0);
    CHECK(judged.out.empty());
}

TEST_CASE("the judge of bodies sees a mention, a text that is too long and a word that is not of the type") {
    const tests::TempFolder folder;
    const auto channel = channel_of("slack");
    json body = json::parse(channel->body(post_of(hostile_announcement(1), announce::Consent::reaction, 1)));
    const int fault = GENERATE(0, 1, 2);
    if (fault == 0)
        body["blocks"][1] = {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", "<!here>"}}}};
    if (fault == 1)
        body["blocks"][0] = {{"type", "header"},
                             {"text", {{"type", "plain_text"}, {"text", std::string(151, 'x')}}}};
    if (fault == 2) body["blocks"][0] = {{"type", "heading"}, {"text", "x"}};
    tests::write(folder / "bodies.jsonl",
                 json({{"name", "x"}, {"service", "slack"}, {"body", body}}).dump() + "\n");
    CHECK(tests::run_program({"node", std::string(CITYFM_SOURCE) + "/tests/feeds/announce/judge.mjs",
                              folder / "bodies.jsonl"})
              .code == 1);
}

TEST_CASE("two hundred hostile episodes make mails that another reader reads without a fault") {
    tests::MailServer server;
    announce::MailEnvelope envelope{"radio@example.jp", "番組 \"<!channel>\"\r\nBcc: x@example.jp",
                                    "list@example.jp", "ja", "Asia/Tokyo"};
    for (unsigned seed = 0; seed < episodes; ++seed) {
        net::Mail mail;
        mail.server = server.url();
        mail.from = envelope.from;
        mail.to = envelope.to;
        mail.message = announce::mail_message(
            post_of(hostile_announcement(seed), announce::Consent::words, seed), envelope);
        net::send_mail(mail);
    }
    const std::vector<json> messages = server.messages();
    REQUIRE(messages.size() == episodes);
    for (unsigned seed = 0; seed < episodes; ++seed) {
        const json& message = messages[seed];
        INFO(seed);
        CHECK(message.at("defects").empty());
        CHECK(message.at("rfc2047").empty());
        CHECK(message.at("to") == std::vector<std::string>{"list@example.jp"});
        CHECK_FALSE(message.at("headers").contains("Bcc"));
        CHECK(message.at("bare_newlines") == 0);
        CHECK(message.at("max_line") <= 78);
        const announce::Announcement a =
            announce::worded(hostile_announcement(seed), {}, "ja", announce::Consent::words);
        const auto plain = message.at("parts")[0].at("text").get<std::string>();
        // Letters that a reader of mail may fold are not looked at.
        CHECK(plain.find(a.words.headline.substr(0, a.words.headline.find_first_of("\t\r "))) !=
              std::string::npos);
    }
}
