// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/av/picture.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using json = nlohmann::json;
using tests::Answer;
using tests::Asked;

namespace {

std::string type_of(const std::string& path) {
    static const std::map<std::string, std::string> types = {
        {".xml", "application/rss+xml"},  {".mp3", "audio/mpeg"},        {".vtt", "text/vtt"},
        {".srt", "application/x-subrip"}, {".json", "application/json"}, {".png", "image/png"}};
    const auto found = types.find(std::filesystem::path(path).extension().string());
    return found != types.end() ? found->second : "application/octet-stream";
}

/// A small show at the address of a server that serves it rightly, but for what it is told to get wrong.
class ServedShow {
  public:
    ServedShow() : server_([this](const Asked& asked) { return serve(asked); }) {
        tests::make_small_show(show_.path());
        tests::replace_in(show_ / "show.toml", "https://radio.example.jp/", server_.url("/"));
        const tests::Ran built = tests::cityfm_on(show_.path(), "en", {"build"});
        if (built.code != 0) throw std::runtime_error(built.err);
    }

    void get_wrong(std::function<void(const Asked&, Answer&)> change) { change_ = std::move(change); }

    /// The codes that linting it live gives, and the exit code.
    std::pair<std::set<std::string>, int> lint() const {
        const tests::Ran ran = tests::cityfm({"--json", "--now", tests::small_show_now, "lint", "--live",
                                              "--allow-private", server_.url("/feed.xml")});
        std::set<std::string> codes;
        const json report = json::parse(ran.out);
        for (const json& finding : report.at("findings")) {
            if (finding.at("severity") != "hint") codes.insert(finding.at("code"));
        }
        return {codes, ran.code};
    }

    const tests::HttpServer& server() const { return server_; }

  private:
    Answer serve(const Asked& asked) const {
        // Where redirects end.
        const bool moved = asked.path.starts_with("/end/");
        const std::filesystem::path file =
            show_ / ("public" + (moved ? "/media/" + asked.path.substr(5) : asked.path));
        Answer answer;
        if (std::filesystem::is_regular_file(file)) {
            answer.body = tests::read(file);
            answer.headers = {{"Content-Type", type_of(asked.path)},
                              {"ETag", "\"" + std::to_string(answer.body.size()) + "\""},
                              {"Access-Control-Allow-Origin", "*"}};
            const auto tag = asked.headers.find("if-none-match");
            if (tag != asked.headers.end() && tag->second == answer.headers["ETag"]) answer.status = 304;
        } else {
            answer.status = 404;
        }
        // The server itself cuts what is asked for out of the body.
        if (answer.status == 200 && asked.headers.contains("range")) answer.status = 206;
        if (change_) change_(asked, answer);
        return answer;
    }

    tests::TempFolder show_;
    std::function<void(const Asked&, Answer&)> change_;
    tests::HttpServer server_;
};

bool is_sound(const Asked& asked) {
    return asked.path.ends_with(".mp3");
}

struct Row {
    const char* name;
    std::function<void(const Asked&, Answer&)> wrong;
    std::set<std::string> codes;
    int code;
};

}  // namespace

TEST_CASE("what is served rightly has nothing to mend, and each file is asked for") {
    const ServedShow served;
    const auto [codes, code] = served.lint();
    CHECK(codes.empty());
    CHECK(code == 0);
    std::set<std::string> kinds;
    for (const Asked& asked : served.server().asked()) {
        std::string kind = asked.method + std::filesystem::path(asked.path).extension().string();
        if (asked.headers.contains("range")) kind += " range";
        if (asked.headers.contains("if-none-match")) kind += " conditional";
        kinds.insert(kind);
    }
    for (const char* kind : {"HEAD.mp3", "GET.mp3 range", "HEAD.mp3 conditional", "HEAD.xml conditional",
                             "GET.vtt", "GET.srt", "GET.json", "GET.png"}) {
        INFO(kind);
        CHECK(kinds.contains(kind));
    }
    CHECK_FALSE(kinds.contains("GET.mp3"));
}

TEST_CASE("what a server gets wrong is told by its own code") {
    const std::string tiny = av::plain_png(100, 1, 2, 3);
    const std::vector<Row> rows = {
        {"sound is not there",
         [](const Asked& q, Answer& a) {
             if (is_sound(q)) a = {404, "", {}, {}};
         },
         {"not-served"},
         3},
        {"another length",
         [](const Asked& q, Answer& a) {
             if (is_sound(q) && a.status == 200) a.body += "x";
         },
         {"served-length"},
         3},
        {"another type",
         [](const Asked& q, Answer& a) {
             if (is_sound(q)) a.headers["Content-Type"] = "text/plain";
         },
         {"served-type"},
         0},
        {"HEAD is refused",
         [](const Asked& q, Answer& a) {
             if (is_sound(q) && q.method == "HEAD") a.status = 405;
         },
         {"no-head"},
         0},
        {"no ranges",
         [](const Asked& q, Answer& a) {
             if (a.status == 206 && is_sound(q)) a.status = 200;
         },
         {"no-byte-ranges"},
         3},
        {"no 304 for sound",
         [](const Asked& q, Answer& a) {
             if (is_sound(q)) {
                 a.headers.erase("ETag");
                 if (a.status == 304) a.status = 200;
             }
         },
         {"no-not-modified"},
         0},
        {"no 304 for the feed",
         [](const Asked& q, Answer& a) {
             if (q.path == "/feed.xml" && a.status == 304) a.status = 200;
         },
         {"no-not-modified"},
         0},
        {"no CORS",
         [](const Asked&, Answer& a) { a.headers.erase("Access-Control-Allow-Origin"); },
         {"no-cors"},
         0},
        {"a transcript that is none",
         [](const Asked& q, Answer& a) {
             if (q.path.ends_with(".vtt")) a.body = "<html>";
         },
         {"served-text"},
         3},
        {"chapters that are none",
         [](const Asked& q, Answer& a) {
             if (q.path.ends_with(".json")) a.body = "{";
         },
         {"served-text"},
         3},
        {"a picture that is too small",
         [&](const Asked& q, Answer& a) {
             if (q.path.ends_with(".png")) a.body = tiny;
         },
         {"served-picture"},
         3},
        {"a picture that is a page",
         [](const Asked& q, Answer& a) {
             if (q.path.ends_with(".png")) a.body = "<html>";
         },
         {"served-picture"},
         3},
        {"two redirects",
         [](const Asked& q, Answer& a) {
             if (!q.path.starts_with("/media/") || !is_sound(q)) return;
             a = {302, "", {{"Location", "/b" + q.path}}, {}};
         },
         {"not-served"},
         3},
    };
    ServedShow served;
    for (const Row& row : rows) {
        served.get_wrong(row.wrong);
        const auto [codes, code] = served.lint();
        INFO(row.name);
        CHECK(codes == row.codes);
        CHECK(code == row.code);
    }
}

TEST_CASE("two redirects to a file are told, one is not") {
    ServedShow served;
    for (const int hops : {1, 2}) {
        served.get_wrong([&](const Asked& asked, Answer& answer) {
            const std::string first = "/media/";
            if (!is_sound(asked)) return;
            const std::string name = std::filesystem::path(asked.path).filename().string();
            if (asked.path.starts_with("/media/")) {
                answer = {302, "", {{"Location", (hops == 1 ? "/end/" : "/on/") + name}}, {}};
            } else if (asked.path.starts_with("/on/")) {
                answer = {302, "", {{"Location", "/end/" + name}}, {}};
            }
        });
        const auto [codes, code] = served.lint();
        CHECK(codes.contains("many-hops") == (hops == 2));
    }
}
