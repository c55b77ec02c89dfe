// SPDX-License-Identifier: MIT
#include "tests/feeds/rss/example.h"

#include <chrono>

namespace cityfm::tests {

core::Instant november(unsigned day, int hour) {
    const std::chrono::year_month_day date{std::chrono::year{2026}, std::chrono::November,
                                           std::chrono::day{day}};
    return std::chrono::sys_days{date} + std::chrono::hours{hour};
}

model::Rendition mp3_of(const std::string& folder, std::int64_t frames) {
    model::Rendition rendition;
    rendition.id = "mp3";
    rendition.format = "mp3";
    rendition.path = "media/" + folder + "-0123456789ab.mp3";
    rendition.type = "audio/mpeg";
    rendition.bytes = 1'234'567;
    rendition.frames = frames;
    rendition.sample_rate = 44'100;
    return rendition;
}

model::Episode released(const std::string& folder, const std::string& guid, core::Instant date) {
    model::Episode episode;
    episode.folder = folder;
    episode.title = "ラーメンの話";
    episode.date = date;
    episode.release = model::Release{};
    episode.release->guid = guid;
    episode.release->renditions = {mp3_of(folder, 44'100LL * 1800)};
    return episode;
}

model::Show small_show() {
    model::Show show;
    show.title = "FMリモート市役所";
    show.description = "町のひとの話です。";
    show.author = "ラジオ部";
    show.guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    show.address = "https://radio.example.jp/";
    show.media_address = "https://radio.example.jp/";
    show.link = "https://radio.example.jp/";
    show.categories = {{"Government"}};
    show.episodes = {released("2026-11-22-ramen", "guid-ramen", november(22, 11))};
    return show;
}

model::Show full_show() {
    model::Show show = small_show();
    show.owner_email = "radio@radio.example.jp";
    show.copyright = "© 2026 ラジオ部";
    show.media_address = "https://cdn.example.jp/";
    show.link = "https://town.example.jp/radio?from=feed&lang=ja";
    show.categories = {{"Society & Culture", "Places & Travel"}, {"Government"}};
    show.explicit_content = true;
    show.announce.answer = "スレッドへどうぞ。";
    show.people = {
        {"mikan", "みかん", "", "host", "https://town.example.jp/mikan", "https://town.example.jp/m.png"},
        {"gen", "ゲンさん", "", "guest", "", ""}};
    model::Episode oldest = released("2026-11-08-trailer", "guid-trailer", november(8, 11));
    oldest.kind = "trailer";
    model::Episode middle = released("2026-11-15-yuki", "guid-yuki", november(15, 11));
    middle.title = "雪道 & <四駆> \"どうする\"";
    middle.number = 11;
    model::Episode newest = released("2026-11-22-ramen", "guid-ramen", november(22, 11));
    newest.number = 12;
    newest.season = 2;
    newest.people = {"gen", "mikan"};
    newest.notes = "冬の**ラーメン**です。\n\n- しお\n- みそ\n";
    newest.question = "どこがいちばん？";
    newest.links = {{"地図", "https://town.example.jp/map?a=1&b=2"}};
    newest.chapters = {{0, "はじめに", ""}, {61.5, "本題", ""}};
    show.episodes = {oldest, middle, newest};
    return show;
}

std::vector<rss::FeedEpisode> given(const std::vector<model::Episode>& episodes) {
    std::vector<rss::FeedEpisode> all;
    for (const model::Episode& episode : episodes) {
        all.emplace_back();
        all.back().episode = &episode;
    }
    return all;
}

std::vector<std::string> guids(const rss::Feed& feed) {
    std::vector<std::string> all;
    for (const rss::Item& item : feed.items) all.push_back(item.guid);
    return all;
}

}  // namespace cityfm::tests
