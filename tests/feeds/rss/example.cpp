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

model::Rendition opus_of(const std::string& folder, std::int64_t frames) {
    model::Rendition rendition = mp3_of(folder, frames);
    rendition.id = rendition.format = "opus";
    rendition.path = "media/" + folder + "-abcdef012345.opus";
    rendition.type = "audio/ogg; codecs=opus";
    rendition.bytes = 654'321;
    rendition.bitrate_kbps = 64;
    rendition.sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
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
    show.type = "serial";
    show.license = model::License{"cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/"};
    show.location = model::Location{"長野県佐久市", "creator", "geo:36.25,138.48", "R4796319", "JP"};
    show.update_frequency = model::UpdateFrequency{"月に2回", "FREQ=WEEKLY;INTERVAL=2", false};
    show.publisher =
        model::RemoteFeed{"", "003af0a0-6a45-55cf-b765-68e3d349551a", "https://town.example.jp/all.xml"};
    show.seasons = {{2, "冬"}};
    show.funding = {{"機材を応援する", "https://town.example.jp/help"}};
    show.txt = {{"verify", "town-1234"}, {"applepodcastsverify", "a1b2c3d4"}};
    show.podroll = {
        {"となり町のラジオ", "917393e3-1b1e-5cef-ace4-edaa54e1f810", "https://next.example.jp/feed.xml"}};
    show.targets = {{"web", "folder", "published", {}}};
    show.feeds.front().hub = "https://hub.example.jp/";
    show.people = {
        {"mikan", "みかん", "", "host", "https://town.example.jp/mikan", "https://town.example.jp/m.png"},
        {"gen", "ゲンさん", "", "guest", "", ""}};
    model::Episode oldest = released("2026-11-08-trailer", "guid-trailer", november(8, 11));
    oldest.kind = "trailer";
    oldest.title = "はじまります";
    oldest.season = 2;
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
    newest.chapters = {{0, "はじめに", ""}, {61.5, "本題", "https://town.example.jp/shop"}};
    newest.link = "https://town.example.jp/radio/12";
    newest.block = true;
    newest.explicit_content = true;
    newest.topics = {"飲食"};
    newest.soundbites = {{61.5, 30, "ここだけ聞いて"}};
    newest.social_interacts = {{"https://social.example.jp/@radio/1", "activitypub",
                                "@radio@social.example.jp", "https://social.example.jp/@radio"}};
    newest.content_links = {{"動画", "https://video.example.jp/12"}};
    newest.license = model::License{"cc-by-4.0", ""};
    newest.location = model::Location{"中込", "subject", "geo:36.23,138.47", "", "JP"};
    newest.release->renditions.push_back(opus_of("2026-11-22-ramen", 44'100LL * 1800));
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
