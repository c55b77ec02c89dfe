// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;

namespace {

constexpr const char* secret_path = "/services/T000/B000/s3cr3t";

/// A built show with one episode due, whose channels are `lobby` (a file) and `slack` (a webhook).
class SlackShow {
  public:
    SlackShow() {
        tests::make_small_show(folder_.path());
        std::filesystem::remove_all(folder_ / "episodes/two");
        tests::write(
            folder_ / "show.toml",
            tests::read(folder_ / "show.toml") +
                "\n[[channel]]\nid = \"slack\"\ntype = \"slack-webhook\"\nurl_env = \"SLACK_URL\"\n");
        REQUIRE(tests::cityfm({"-C", folder_.path(), "build", "--now", tests::small_show_now}).code == 0);
    }

    tests::Ran announce(const std::string& url, const std::vector<std::string>& more = {},
                        tests::Launch launch = {}) const {
        std::vector<std::string> arguments = {"-C", folder_.path(), "announce",           "--lang",
                                              "en", "--now",        tests::small_show_now};
        arguments.insert(arguments.end(), more.begin(), more.end());
        if (!url.empty()) launch.environment.push_back("SLACK_URL=" + url);
        return tests::cityfm(arguments, launch);
    }

    std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

  private:
    tests::TempFolder folder_;
};

tests::Answer text(int status, const std::string& body) {
    tests::Answer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

std::string hidden_from(const tests::Ran& ran) {
    return (ran.out + ran.err).find("s3cr3t") == std::string::npos ? "hidden" : "shown";
}

}  // namespace

TEST_CASE("Slack gets one post with the title, the question and a button, and a second run sends none") {
    const SlackShow show;
    const tests::HttpServer server([](const tests::Asked&) { return text(200, "ok"); });
    CHECK(show.announce(server.url(secret_path)).code == 0);
    CHECK(show.announce(server.url(secret_path)).code == 0);
    REQUIRE(server.asked().size() == 1);
    const tests::Asked asked = server.asked()[0];
    CHECK(asked.method == "POST");
    CHECK(asked.path == secret_path);
    const json body = json::parse(asked.body);
    CHECK(body.at("blocks").at(0).at("type") == "header");
    CHECK(body.at("blocks").at(0).at("text").at("text").get<std::string>().find("ひとつめ") !=
          std::string::npos);
    CHECK(asked.body.find("どう思いますか？") != std::string::npos);
    CHECK(asked.body.find("https://radio.example.jp/media/one-") != std::string::npos);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
}

TEST_CASE("an answer that was lost is unknown, held with 5, and settled by a person") {
    const SlackShow show;
    int answers = 0;
    const tests::HttpServer server([&](const tests::Asked&) {
        tests::Answer answer = text(200, "ok, and much more");
        if (++answers == 1) answer.cut_after = 1;
        return answers == 1 ? answer : text(200, "ok");
    });
    const tests::Ran lost = show.announce(server.url(secret_path));
    CHECK(lost.code == 5);
    CHECK(lost.err.find("cityfm announce --resolve slack/one sent|not-sent") != std::string::npos);
    const tests::Ran held = show.announce(server.url(secret_path));
    CHECK(held.code == 5);
    CHECK(server.asked().size() == 1);
    CHECK(show.announce("", {"--resolve", "slack/two", "sent"}).code == 2);
    CHECK(show.announce("", {"--resolve", "slack/one", "perhaps"}).code == 2);

    SECTION("it was there") {
        CHECK(show.announce("", {"--resolve", "slack/one", "sent"}).code == 0);
        CHECK(show.announce(server.url(secret_path)).code == 0);
        CHECK(server.asked().size() == 1);
    }
    SECTION("it was not there") {
        CHECK(show.announce("", {"--resolve", "slack/one", "not-sent"}).code == 0);
        CHECK(show.announce(server.url(secret_path)).code == 0);
        CHECK(server.asked().size() == 2);
    }
}

TEST_CASE("an error of the server's own is unknown, since it may have posted before it failed") {
    const SlackShow show;
    const tests::HttpServer server([](const tests::Asked&) { return text(500, "server_error"); });
    CHECK(show.announce(server.url(secret_path)).code == 5);
    CHECK(show.announce(server.url(secret_path)).code == 5);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("a refusal ends with 4, names the channel and not the address, and keeps no other channel back") {
    const SlackShow show;
    const tests::HttpServer server([](const tests::Asked&) { return text(403, "invalid_token"); });
    const tests::Ran ran = show.announce(server.url(secret_path));
    CHECK(ran.code == 4);
    CHECK(ran.err.find("slack refused the announcement: 403 invalid_token") != std::string::npos);
    CHECK(hidden_from(ran) == "hidden");
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 1);
    CHECK(tests::read(show / "announcements.jsonl").find("s3cr3t") == std::string::npos);
}

TEST_CASE("a redirect is not followed: a secret goes only where it was meant to") {
    const SlackShow show;
    const tests::HttpServer server([](const tests::Asked& asked) {
        tests::Answer answer = text(asked.path == "/elsewhere" ? 200 : 307, "ok");
        answer.headers["Location"] = "/elsewhere";
        return answer;
    });
    CHECK(show.announce(server.url(secret_path)).code == 4);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("a channel that asks for patience gets the post once it is ready") {
    const SlackShow show;
    int answers = 0;
    const tests::HttpServer server([&](const tests::Asked&) {
        const bool first = ++answers == 1;
        tests::Answer answer = text(first ? 429 : 200, first ? "rate_limited" : "ok");
        answer.headers["Retry-After"] = "1";
        return answer;
    });
    CHECK(show.announce(server.url(secret_path)).code == 0);
    CHECK(server.asked().size() == 2);
}

TEST_CASE("a channel that asks for too much patience is tried again by the next run") {
    const SlackShow show;
    bool ready = false;
    const tests::HttpServer server([&](const tests::Asked&) {
        tests::Answer answer = text(ready ? 200 : 429, ready ? "ok" : "rate_limited");
        answer.headers["Retry-After"] = "3600";
        return answer;
    });
    CHECK(show.announce(server.url(secret_path)).code == 75);
    ready = true;
    CHECK(show.announce(server.url(secret_path)).code == 0);
    CHECK(server.asked().size() == 2);
}

TEST_CASE("a server that cannot be reached certainly got nothing: the next run sends it") {
    const SlackShow show;
    const tests::Ran ran = show.announce("http://127.0.0.1:9" + std::string(secret_path));
    CHECK(ran.code == 75);
    CHECK(hidden_from(ran) == "hidden");
    const tests::HttpServer server([](const tests::Asked&) { return text(200, "ok"); });
    CHECK(show.announce(server.url(secret_path)).code == 0);
    CHECK(server.asked().size() == 1);
}

TEST_CASE("killed while it waits for the answer, the post is unknown and never sent twice") {
    const SlackShow show;
    const tests::HttpServer* waiting = nullptr;
    tests::HttpServer server([&](const tests::Asked&) {
        tests::write(show / "arrived", "yes");
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        return text(200, "ok");
    });
    waiting = &server;
    tests::Launch launch;
    launch.signal_when = show / "arrived";
    CHECK(show.announce(server.url(secret_path), {}, launch).code == 128 + 9);
    CHECK(show.announce(server.url(secret_path)).code == 5);
    CHECK(waiting->asked().size() == 1);
}

TEST_CASE("a secret that is not set ends with 2 before anything is done, and names the variable") {
    const SlackShow show;
    const tests::Ran ran = show.announce("");
    CHECK(ran.code == 2);
    CHECK(ran.err.find("SLACK_URL is not set") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(show / "sent.jsonl"));
    const tests::Ran wrong = show.announce("http://hooks.example.com" + std::string(secret_path));
    CHECK(wrong.code == 2);
    CHECK(hidden_from(wrong) == "hidden");
    CHECK(show.announce("", {"--preview"}).code == 0);
}

TEST_CASE(
    "the command of commit-intent runs between the intent and the post, and its failure keeps the post "
    "back") {
    const SlackShow show;
    const tests::HttpServer server([](const tests::Asked&) { return text(200, "ok"); });
    CHECK(show.announce(server.url(secret_path), {"--commit-intent", "exit 3"}).code == 75);
    CHECK(server.asked().empty());
    CHECK(show.announce(server.url(secret_path), {"--commit-intent", "tail -n 1 announcements.jsonl >> seen"})
              .code == 0);
    CHECK(server.asked().size() == 1);
    const auto seen = tests::lines_of(show / "seen");
    // Before each of the two posts, and after both.
    REQUIRE(seen.size() == 3);
    for (std::size_t i = 0; i < 2; ++i) CHECK(json::parse(seen[i]).at("status") == "sending");
    CHECK(json::parse(seen[2]).at("status") == "sent");
}

TEST_CASE("announce.from says which road announces") {
    const SlackShow show;
    const tests::HttpServer server([](const tests::Asked&) { return text(200, "ok"); });
    tests::Launch ci;
    ci.environment = {"CI=true"};
    CHECK(show.announce(server.url(secret_path), {}, ci).err.find("not announced on CI") !=
          std::string::npos);
    tests::replace_in(show / "show.toml", "[announce]", "[announce]\nfrom = \"ci\"");
    CHECK(show.announce(server.url(secret_path)).err.find("not announced here") != std::string::npos);
    CHECK(server.asked().empty());
    CHECK(show.announce(server.url(secret_path), {}, ci).code == 0);
    CHECK(server.asked().size() == 1);
}
