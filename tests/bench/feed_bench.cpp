// SPDX-License-Identifier: MIT
// Writes the feed of a show with many episodes from loaded values: feed_bench [EPISODES].
// Prints the seconds of assembling, writing and linting, the bytes of the feed, and the peak of memory.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "feeds/rss/feed.h"
#include "feeds/rss/lint/lint.h"
#include "feeds/rss/read.h"

using namespace cityfm;

namespace {

model::Episode episode_of(int number) {
    model::Episode episode;
    episode.folder = "episode-" + std::to_string(number);
    episode.title = "佐久のラーメン、どこがいちばん？ その" + std::to_string(number);
    episode.date = core::Instant{std::chrono::hours(400'000 + number)};
    episode.number = number;
    episode.question = "おすすめのラーメン屋さんを教えてください！";
    episode.people = {"mikan", "gen"};
    episode.chapters = {{0, "はじめに"}, {75, "今日の質問", "https://radio.example.jp/q"}, {900, "お便り"}};
    episode.links = {{"飲食の部屋", "https://radio.example.jp/rooms/food"}};
    for (int i = 0; i < 6; ++i) {
        episode.notes +=
            "冬の**ラーメン**の話です。飲食の部屋に届いた、雪の日に子どもと入れる店の質問に、"
            "町のみなさんが答えてくれました。\n\n";
    }
    episode.release = model::Release{};
    episode.release->guid = "3584cbd5-094e-5c08-9df4-" + std::to_string(100'000'000'000 + number);
    for (const char* format : {"mp3", "opus"}) {
        model::Rendition rendition;
        rendition.id = rendition.format = format;
        rendition.path = "media/" + episode.folder + "-0123456789ab." + format;
        rendition.type = rendition.format == "mp3" ? "audio/mpeg" : "audio/ogg; codecs=opus";
        rendition.bytes = 29'000'000;
        rendition.frames = 48'000LL * 1800;
        rendition.sample_rate = 48'000;
        rendition.sha256 = std::string(64, 'a');
        episode.release->renditions.push_back(rendition);
    }
    return episode;
}

model::Show show_of(int count) {
    model::Show show;
    show.title = "FMリモート市役所";
    show.description = "町のひとの話です。";
    show.author = "ラジオ部";
    show.owner_email = "radio@radio.example.jp";
    show.guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    show.address = show.media_address = show.link = "https://radio.example.jp/";
    show.categories = {{"Government"}};
    show.people = {{"mikan", "みかん", "", "host", "", ""}, {"gen", "ゲンさん", "", "guest", "", ""}};
    for (int i = 1; i <= count; ++i) show.episodes.push_back(episode_of(i));
    return show;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

long peak_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const model::Show show = show_of(count);
    std::vector<rss::FeedEpisode> episodes;
    for (const model::Episode& episode : show.episodes) {
        rss::FeedEpisode& given = episodes.emplace_back();
        given.episode = &episode;
        given.transcripts = {{"https://radio.example.jp/media/" + episode.folder + ".vtt", "text/vtt"}};
        given.chapter_list = episode.chapters;
    }
    const long loaded = peak_mib();
    auto start = std::chrono::steady_clock::now();
    rss::Feed feed = rss::assemble(show, show.feeds.front(), episodes, "https://radio.example.jp/cover.png");
    const double assembled = seconds_since(start);
    std::size_t bytes = 0;
    rss::write(feed, [&](std::string_view part) { bytes += part.size(); });
    std::printf("%d episodes: assembled in %.2f s, assembled and written in %.2f s; %zu bytes\n", count,
                assembled, seconds_since(start), bytes);
    std::printf("memory: %ld MiB loaded, %ld MiB at most\n", loaded, peak_mib());
    const std::string xml = rss::write(feed);
    feed = {};
    start = std::chrono::steady_clock::now();
    const auto findings = rss::lint(rss::parse(xml, "feed.xml"), {core::system_now(), ""});
    std::printf("read and linted in %.2f s: %zu findings; %ld MiB at most\n", seconds_since(start),
                findings.size(), peak_mib());
}
