// SPDX-License-Identifier: MIT
#include "tests/support/servers/old_host.h"

#include <array>

#include "pipeline/av/picture.h"
#include "pipeline/core/digest.h"

namespace cityfm::tests {
namespace {

std::string type_of(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    if (extension == ".mp3") return "audio/mpeg";
    if (extension == ".png") return "image/png";
    if (extension == ".vtt") return "text/vtt";
    return extension == ".json" ? "application/json+chapters" : "application/rss+xml";
}

}  // namespace

OldHost::OldHost() : server_([this](const Asked& asked) { return answer(asked); }) {
    for (const auto& [file, digest] : digests_below(show_.folder() / "public/media")) {
        if (!file.ends_with(".mp3")) continue;
        files_[file.starts_with("one") ? "/play/1.mp3" : "/play/2.mp3"] =
            read(show_.folder() / "public/media" / file);
    }
    for (int number = 3; number <= 9; ++number)
        files_["/play/" + std::to_string(number) + ".mp3"] = files_["/play/1.mp3"];
    files_["/cover.png"] = av::plain_png(1400, 90, 60, 20);
    files_["/1.vtt"] = "WEBVTT\n\n00:00.500 --> 00:02.000\n<v みかん>こんにちは\n";
    files_["/1.json"] =
        R"({"version":"1.2.0","chapters":[{"startTime":0,"title":"はじめ"},{"startTime":2,"title":"つぎ"}]})";
}

std::string OldHost::item(int number) const {
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"};
    const std::string n = std::to_string(number);
    const std::string guid = number == 2 ? "<guid>" + url("/?p=2") + "</guid>"
                                         : "<guid isPermaLink=\"false\">892ad84c-A15e-000" + n + "</guid>";
    const std::string texts = number == 1 ? "<podcast:transcript url=\"" + url("/1.vtt") +
                                                "\" type=\"text/vtt\"/><podcast:chapters url=\"" +
                                                url("/1.json") + "\" type=\"application/json+chapters\"/>"
                                          : "";
    return "<item><title><![CDATA[第" + n +
           "回 Ramen]]></title><description><![CDATA[<p>話<br>と<b>音</b></p>]]></description>" + guid +
           "<pubDate>" + days.at(static_cast<std::size_t>(number - 1)) + ", 0" + n +
           " Jun 2025 09:29:22 GMT</pubDate><enclosure url=\"" + url("/play/" + n + ".mp3?d=2025%2F06") +
           "\" length=\"" + std::to_string(files_.at("/play/" + n + ".mp3").size()) +
           "\" type=\"audio/mpeg\"/><itunes:duration>00:00:04</itunes:duration><itunes:episode>" + n +
           "</itunes:episode><anchor:extra kind=\"x\">" + n + "</anchor:extra>" + texts + "</item>\n";
}

std::string OldHost::xml() const {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
        "xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:anchor=\"https://anchor.fm/xmlns\" "
        "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">\n<channel>"
        "<title><![CDATA[テスト放送]]></title><description>試験のための番組</description>"
        "<link>https://town.example.jp/</link><language>ja</language>"
        "<generator>Anchor Podcasts</generator><atom:link rel=\"self\" href=\"" +
        feed() +
        "\"/><itunes:author>試験室</itunes:author><itunes:explicit>no</itunes:explicit>"
        "<itunes:owner><itunes:email>radio@example.jp</itunes:email></itunes:owner>"
        "<itunes:category text=\"Technology\"><itunes:category text=\"Podcasting\"/></itunes:category>"
        "<itunes:image href=\"" +
        url("/cover.png") + "\"/><anchor:support enabled=\"false\"/>\n";
    for (int number = items_; number > 0; --number) xml += item(number);
    return xml + "</channel></rss>\n";
}

void OldHost::get_wrong(std::function<void(const Asked&, Answer&)> change) {
    const std::lock_guard lock(mutex_);
    change_ = std::move(change);
}

Answer OldHost::answer(const Asked& asked) const {
    Answer answer;
    const auto file = files_.find(asked.path);
    if (asked.path == "/rss") {
        answer.body = xml();
    } else if (file != files_.end()) {
        answer.body = file->second;
    } else {
        answer.status = 404;
    }
    answer.headers = {{"Content-Type", type_of(asked.path)},
                      {"ETag", "\"" + core::sha256(answer.body) + "\""}};
    // The server itself cuts what is asked for out of the body.
    if (answer.status == 200 && asked.headers.contains("range")) answer.status = 206;
    std::function<void(const Asked&, Answer&)> change;
    {
        const std::lock_guard lock(mutex_);
        change = change_;
    }
    if (change) change(asked, answer);
    return answer;
}

std::vector<Asked> OldHost::asked_for(const std::string& start) const {
    std::vector<Asked> found;
    for (const Asked& asked : server_.asked()) {
        if (asked.path.starts_with(start)) found.push_back(asked);
    }
    return found;
}

}  // namespace cityfm::tests
