// SPDX-License-Identifier: MIT
#include "pipeline/model/secrets.h"

#include <catch2/catch.hpp>

#include "pipeline/model/check.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

namespace {

// Put together here, so that nobody's scanner takes this page for a leak.
const std::string slack = std::string("xox") + "b-123456789012-abcdefABCDEF";
const std::string webhook = std::string("https://hooks.slack") + ".com/services/T00000000/B0/secretword";

Lines found_in(const std::string& text) {
    core::Findings findings;
    model::find_secrets(text, "notes.md", findings);
    return tests::shown(findings);
}

}  // namespace

TEST_CASE("tokens, webhooks and keys are found where they stand") {
    CHECK(found_in("one\ntoken: " + slack + "\n") ==
          Lines{"notes.md:2:8 error secret-in-file what=Slack token"});
    CHECK(found_in(webhook) == Lines{"notes.md:1:9 error secret-in-file what=Slack webhook"});
    CHECK(found_in(std::string("https://discord") + ".com/api/webhooks/123/ab_c-d") ==
          Lines{"notes.md:1:9 error secret-in-file what=Discord webhook"});
    CHECK(found_in(std::string("key AKIA") + "IOSFODNN7EXAMPLE") ==
          Lines{"notes.md:1:5 error secret-in-file what=AWS access key"});
    CHECK(found_in(std::string("ghp") + "_0123456789abcdefghijABCDEFGHIJ012345") ==
          Lines{"notes.md:1:1 error secret-in-file what=GitHub token"});
    CHECK(found_in(std::string("glpat") + "-0123456789abcdefghij") ==
          Lines{"notes.md:1:1 error secret-in-file what=GitLab token"});
    CHECK(found_in(std::string("\n\n-----BEGIN OPENSSH ") + "PRIVATE KEY-----\n") ==
          Lines{"notes.md:3:1 error secret-in-file what=private key"});
    CHECK(found_in("  password = \"ramen\"\n") == Lines{"notes.md:1:1 error secret-in-file what=password"});
    CHECK(found_in("link = \"https://mikan:ramen@example.jp/\"") ==
          Lines{"notes.md:1:9 error secret-in-file what=password in an address"});
}

TEST_CASE("a password is found in an address of any scheme, however it is quoted") {
    const Lines found = {"notes.md:1:9 error secret-in-file what=password in an address"};
    CHECK(found_in("smtp = \"smtps://mikan:ramen@example.jp:465\"") == found);
    CHECK(found_in("smtp = 'smtp://mikan:ramen@localhost'") == found);
    CHECK(found_in("smtp = \"smtp://mikan:it's@localhost\"") == found);
    CHECK(found_in("smtp = \"smtp://mikan:ra:men@localhost\"") == found);
    CHECK(found_in("smtp = \"smtp://mikan:ra/men@localhost\"") == found);
    CHECK(found_in("guests: ftp+x://:ramen@example.jp/") == found);
    CHECK(found_in("https://a.example/ https://mikan:ramen@example.jp/").size() == 1);
}

TEST_CASE("a user without a password, and a port, are no secret") {
    CHECK(found_in("smtp = \"smtps://mikan@example.jp:465\"") == Lines{});
    CHECK(found_in("smtp = \"smtps://mikan%3Aramen@example.jp\"") == Lines{});
    CHECK(found_in("api_base = \"http://127.0.0.1:8080/@mikan\", to = \"a@b\"") == Lines{});
    CHECK(found_in("feed = ['http://[::1]:80/', 'a@b']") == Lines{});
}

TEST_CASE("a password in the address of a mail server is an error of its own, and is never shown") {
    const tests::TempFolder folder;
    const std::string server = GENERATE("smtps://mikan:ramen@example.jp", "smtp://mikan:ra/ramen@example.jp");
    tests::write(folder / "show.toml",
                 tests::show_toml +
                     "[[channel]]\nid = \"mail\"\ntype = \"email\"\nto = \"a@example.jp\"\n"
                     "from = \"b@example.jp\"\nsmtp = \"" +
                     server + "\"\n");
    const model::LoadedShow loaded = model::load_show(folder.path());
    Lines all = tests::shown(loaded.findings);
    CHECK(all == Lines{"show.toml:13:9 error secret-in-file what=password in an address"});
    for (const std::string& more : tests::shown(model::check(loaded.show, {}))) all.push_back(more);
    for (const std::string& finding : all) {
        CAPTURE(finding);
        CHECK(finding.find("ramen") == std::string::npos);
    }
}

TEST_CASE("every line with a secret is found") {
    CHECK(found_in(slack + "\nfine\n" + webhook + "\n").size() == 2);
}

TEST_CASE("names of variables, plain addresses and words about secrets are none") {
    CHECK(found_in("token_env = \"CITYFM_SLACK_TOKEN\"\nurl_env = \"HOOK\"\n") == Lines{});
    CHECK(found_in("https://example.jp/a?b=c:d@e https://slack.com/intl/ja-jp/help") == Lines{});
    CHECK(found_in("合言葉は「password」です。パスワード = ひみつ\n") == Lines{});
    CHECK(found_in("mailto:radio@example.jp 20:00@駅前") == Lines{});
    CHECK(found_in("-----BEGIN CERTIFICATE-----") == Lines{});
}

TEST_CASE("a secret at the end of a long paragraph is found") {
    std::string paragraph;
    for (int i = 0; i < 1000; ++i) paragraph += "あ";
    CHECK(found_in(paragraph + " " + slack).size() == 1);
    CHECK(found_in(std::string(1990, 'a') + " " + slack).size() == 1);
}

TEST_CASE("secrets are looked for in every file that the host writes") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + "copyright = \"" + slack + "\"\n");
    tests::write(folder / "episodes/a/episode.toml", tests::episode_toml + "summary = \"" + slack + "\"\n");
    tests::write(folder / "episodes/a/notes.md", "\n" + webhook + "\n");
    core::Findings findings = model::load_show(folder.path()).findings;
    core::sort(findings);
    CHECK(tests::shown(findings) ==
          Lines{"episodes/a/episode.toml:5:12 error secret-in-file what=Slack token",
                "episodes/a/notes.md:2:9 error secret-in-file what=Slack webhook",
                "show.toml:8:14 error secret-in-file what=Slack token"});
}

TEST_CASE("no finding of any kind repeats a secret") {
    const auto line = GENERATE_COPY(
        as<std::string>{}, "link = \"" + slack + "\"", "timezone = \"" + slack + "\"",
        "explicit = \"" + slack + "\"", "feed.path = \"/" + slack + "\"", "preset = \"" + slack + "\"",
        "announce.from = \"" + webhook + "\"", "link = \"https://mikan:" + slack + "@example.jp/ \"",
        slack + " = 1", "copyright = " + slack);
    CAPTURE(line);
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + line + "\n");
    const model::LoadedShow loaded = model::load_show(folder.path());
    Lines all = tests::shown(loaded.findings);
    for (const std::string& more : tests::shown(model::check(loaded.show, {}))) all.push_back(more);
    CHECK_FALSE(all.empty());
    for (const std::string& finding : all) {
        CAPTURE(finding);
        CHECK(finding.find("abcdefABCDEF") == std::string::npos);
        CHECK(finding.find("secretword") == std::string::npos);
    }
}
