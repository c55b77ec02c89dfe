// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/announce/channels/mail/mail_message.h"
#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/format.h"
#include "tests/feeds/announce/channel_contract.h"
#include "tests/feeds/announce/fake_channel.h"
#include "tests/support/files.h"
#include "tests/support/golden.h"
#include "tests/support/servers/mail_server.h"

using namespace cityfm;
using announce::Status;
using nlohmann::json;

namespace {

announce::Opening opening_to(const std::string& server) {
    announce::Opening opening;
    opening.channel.id = "mail";
    opening.channel.type = "email";
    opening.channel.to = "list@town.example.jp";
    opening.channel.from = "radio@town.example.jp";
    opening.channel.smtp = server;
    opening.show_title = "FMリモート市役所";
    opening.pause = [](std::chrono::milliseconds) {};
    return opening;
}

announce::Due due() {
    announce::Due due = tests::due_announcement();
    due.announcement = tests::post_with(due.key).announcement;
    return due;
}

announce::Outcome run(const tests::TempFolder& folder, const announce::Opening& opening, int hours) {
    announce::Ledger ledger(folder / "announcements.jsonl");
    return announce::settle(due(), *announce::open_channel(opening), ledger, tests::rules_after(hours),
                            tests::surroundings(tests::heard));
}

std::string told(const announce::Outcome& outcome) {
    int code = 0;
    for (const core::Error& error : outcome.errors) code = core::gravest(code, core::exit_code(error.kind));
    return core::format("{}, {}", outcome.status ? announce::name_of(*outcome.status) : "–", code);
}

}  // namespace

TEST_CASE("mail keeps the contract of channels") {
    tests::MailServer server;
    tests::check_channel_contract([&] { return announce::open_channel(opening_to(server.url())); });
}

TEST_CASE("a mail says it all in text and in HTML, to one address, and every reader can read it") {
    tests::MailServer server;
    const auto channel = announce::open_channel(opening_to(server.url()));
    const announce::Post post = tests::post_with(std::string(64, 'a'));
    channel->post(post);
    const std::vector<json> messages = server.messages();
    REQUIRE(messages.size() == 1);
    const json& message = messages[0];
    INFO(message.dump(2));
    CHECK(message.at("to") == std::vector<std::string>{"list@town.example.jp"});
    CHECK(message.at("defects").empty());
    CHECK(message.at("rfc2047").empty());
    CHECK(message.at("max_line") <= 78);
    const json& headers = message.at("headers");
    CHECK(headers.at("Subject")[0] == post.announcement.words.headline);
    CHECK(headers.at("From")[0].get<std::string>().find("FMリモート市役所") != std::string::npos);
    CHECK(headers.at("Date")[0].get<std::string>().find("22 Nov 2026 20:00:00 +0900") != std::string::npos);
    CHECK(headers.at("Auto-Submitted")[0] == "auto-generated");
    CHECK(headers.at("List-Unsubscribe")[0] == "<mailto:radio@town.example.jp?subject=unsubscribe>");
    CHECK(headers.at("Message-ID")[0] == "<" + std::string(40, 'a') + "@town.example.jp>");
    REQUIRE(message.at("parts").size() == 2);
    for (const json& part : message.at("parts")) {
        const auto text = part.at("text").get<std::string>();
        INFO(text);
        CHECK(text.find("どこがいちばん？") != std::string::npos);
        CHECK(text.find("https://cdn.example.jp/a.mp3") != std::string::npos);
    }
    CHECK(message.at("parts")[0].at("type") == "text/plain");
    const auto html = message.at("parts")[1].at("text").get<std::string>();
    CHECK(html.find("&lt;!channel&gt;") != std::string::npos);
    CHECK(html.find("<!channel>") == std::string::npos);
}

TEST_CASE("the bytes of a mail are those of the body that was looked at") {
    tests::MailServer server;
    const auto channel = announce::open_channel(opening_to(server.url()));
    const announce::Post post = tests::post_with(std::string(64, 'a'));
    const std::string body = channel->body(post);
    channel->post(post);
    const std::vector<json> messages = server.messages();
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].at("bare_newlines") == 0);
    CHECK(body == announce::open_channel(opening_to("smtp://127.0.0.1:1"))->body(post));
}

TEST_CASE("a password is given where the server asks for one, and a wrong one is told without it") {
    tests::MailServer server({"--auth", "radio@town.example.jp:geheim-wort"});
    announce::Opening opening = opening_to(server.url());
    opening.secret_name = "MAIL_PASSWORD";
    opening.secret = core::Secret("wrong-word");
    const tests::TempFolder folder;
    const announce::Outcome refused = run(folder, opening, 1);
    REQUIRE(refused.errors.size() == 1);
    CHECK(refused.errors[0].code == core::Code::secret_refused);
    CHECK(core::arg(refused.errors[0].args, "reason").find("wrong-word") == std::string::npos);
    opening.secret = core::Secret("geheim-wort");
    CHECK(run(folder, opening, 2).status == Status::sent);
    CHECK(server.messages().size() == 1);
}

TEST_CASE("a server that cannot check the password now is asked again, and no secret is blamed") {
    tests::MailServer server({"--auth", "radio@town.example.jp:geheim-wort", "--fault", "login-later"});
    announce::Opening opening = opening_to(server.url());
    opening.secret = core::Secret("geheim-wort");
    const tests::TempFolder folder;
    const announce::Outcome put_off = run(folder, opening, 1);
    REQUIRE(put_off.errors.size() == 1);
    CHECK(put_off.errors[0].kind == core::Kind::later);
    CHECK(put_off.errors[0].code != core::Code::secret_refused);
    CHECK(run(folder, opening, 2).status == Status::sent);
    CHECK(server.messages().size() == 1);
}

TEST_CASE("a user whose name is an address stands in the server's, percent-encoded") {
    tests::MailServer server({"--auth", "radio@town.example.jp:geheim-wort"});
    announce::Opening opening = opening_to(server.url());
    opening.channel.from = "someone@else.example.jp";
    opening.channel.smtp.replace(0, 7, "smtp://radio%40town.example.jp@");
    opening.secret = core::Secret("geheim-wort");
    const tests::TempFolder folder;
    CHECK(run(folder, opening, 1).status == Status::sent);
}

TEST_CASE("of each fault of a mail server one mail arrives at most, and what nobody can tell waits") {
    std::string table =
        "| fault of the mail server | first run: state, exit code | after three more runs | mails |\n"
        "|---|---|---|---|\n";
    for (const char* fault : {"busy", "refuse-recipient", "greylist", "refuse-data", "later-data",
                              "drop-before-data", "drop-mid", "drop-before-answer", "garbage"}) {
        tests::MailServer server({"--fault", fault});
        const tests::TempFolder folder;
        const announce::Opening opening = opening_to(server.url());
        const announce::Outcome first = run(folder, opening, 1);
        announce::Outcome last = first;
        for (const int hours : {2, 3, 4}) last = run(folder, opening, hours);
        const std::size_t mails = server.messages().size();
        CHECK(mails <= 1);
        CHECK((last.status != Status::sent || mails == 1));
        table += core::format("| {} | {} | {} | {} |\n", fault, told(first), told(last), mails);
    }
    CHECK(table == tests::golden("mail_faults.md", table));
}

TEST_CASE("a server that cannot be reached certainly got nothing") {
    const tests::TempFolder folder;
    const announce::Outcome outcome = run(folder, opening_to("smtp://127.0.0.1:1"), 1);
    CHECK(outcome.status == Status::failed);
    CHECK(outcome.errors.at(0).kind == core::Kind::later);
}

TEST_CASE("words of a header are encoded where they must be, and never cut inside a character") {
    CHECK(announce::encoded_words("Radio of the town") == "Radio of the town");
    const std::string encoded =
        announce::encoded_words("第12回 " + std::string(300, 'x') + "👩‍👩‍👧‍👦ラーメン");
    std::size_t begin = 0;
    while (begin < encoded.size()) {
        const std::size_t end = std::min(encoded.find("\r\n ", begin), encoded.size());
        const std::string word = encoded.substr(begin, end - begin);
        INFO(word);
        CHECK(word.size() <= 75);
        CHECK(word.starts_with("=?UTF-8?B?"));
        CHECK(word.ends_with("?="));
        begin = end == encoded.size() ? end : end + 3;
    }
}
