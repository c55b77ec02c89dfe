// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/model/check.h"
#include "tests/pipeline/model/sample_show.h"

using namespace cityfm;
using tests::Lines;

namespace {

/// What `check` finds about a show that also has one faultless episode.
Lines checked(model::Show show, const model::Facts& facts = {}) {
    show.episodes.push_back(tests::faultless_episode());
    return tests::shown(model::check(show, facts));
}

model::Facts cover(const model::ImageFacts& image) {
    model::Facts facts;
    facts.images["assets/cover.png"] = image;
    return facts;
}

model::ImageFacts image(const std::string& format, int width, int height) {
    model::ImageFacts facts;
    facts.format = format;
    facts.width = width;
    facts.height = height;
    return facts;
}

/// A faultless show with the main feed and another, which stands on line 20.
model::Show two_feeds() {
    model::Show show = tests::faultless_show();
    model::FeedSettings other;
    other.path = "opus.xml";
    other.guid = "df64a6c4-671a-5393-9b06-00c62fb917b9";
    other.place = {"show.toml", 20, 1};
    show.feeds.push_back(other);
    return show;
}

}  // namespace

TEST_CASE("nothing is found about a show without a fault") {
    CHECK(checked(tests::faultless_show()) == Lines{});
}

TEST_CASE("a show without episodes is a hint") {
    CHECK(tests::shown(model::check(tests::faultless_show(), {})) == Lines{"show.toml:0:0 hint no-episodes"});
}

TEST_CASE("an address ends in a slash, since paths are put behind it") {
    model::Show show = tests::faultless_show();
    show.address = "https://radio.example.jp/fm";
    show.media_address = "https://cdn.example.jp";
    show.places["address"] = {"show.toml", 4, 11};
    show.places["media_address"] = {"show.toml", 5, 17};
    CHECK(checked(show) ==
          Lines{"show.toml:4:11 error bad-address key=address found=https://radio.example.jp/fm",
                "show.toml:5:17 error bad-address key=media_address found=https://cdn.example.jp"});
}

TEST_CASE("a show without a guid is told the line to write") {
    model::Show show = tests::faultless_show();
    show.guid.clear();
    CHECK(checked(show) ==
          Lines{"show.toml:0:0 error no-show-guid guid=3584cbd5-094e-5c08-9df4-e588987d11dd"});
}

TEST_CASE("a show's guid is a UUID") {
    model::Show show = tests::faultless_show();
    show.guid = "3584cbd5-094e-5c08-9df4-e588987d11dx";
    CHECK(checked(show) == Lines{"show.toml:0:0 error bad-guid found=3584cbd5-094e-5c08-9df4-e588987d11dx"});
}

TEST_CASE("the language of Japan is ja, and its parts are joined by dashes") {
    model::Show show = tests::faultless_show();
    for (const char* language : {"ja", "ja-JP", "en", "zh-Hant-TW"}) {
        show.language = language;
        CHECK(checked(show) == Lines{});
    }
    for (const char* language : {"jp", "ja_JP", "ja JP"}) {
        show.language = language;
        CHECK(checked(show) == Lines{"show.toml:0:0 error bad-language found=" + std::string(language)});
    }
}

TEST_CASE("a category that Apple does not know comes with a suggestion") {
    model::Show show = tests::faultless_show();
    show.categories = {{"Government"}, {"Society & Culture", "Place & Travel"}, {"Goverment"}, {"まち"}};
    show.places["categories.1"] = {"show.toml", 5, 30};
    CHECK(checked(show) ==
          Lines{"show.toml:5:30 error unknown-category found=Society & Culture > Place & Travel "
                "meant=Society & Culture > Places & Travel",
                "show.toml:0:0 error unknown-category found=Goverment meant=Government",
                "show.toml:0:0 error unknown-category found=まち meant="});
}

TEST_CASE("a category is shown where it stands in the file") {
    const tests::TempFolder folder;
    std::string toml = tests::show_toml;
    toml.replace(toml.find("[[\"Government\"]]"), 16, "[[\"Government\"],\n  [\"Goverment\"]]");
    tests::write(folder / "show.toml", toml);
    tests::write(folder / "episodes/a/episode.toml",
                 std::string("rights = { music = \"なし\", guests = \"同意\" }\n") + tests::episode_toml);
    CHECK(tests::shown(model::check(model::load_show(folder.path()).show, {})) ==
          Lines{"show.toml:6:3 error unknown-category found=Goverment meant=Government"});
}

TEST_CASE("a description keeps to 4000 bytes, which are 1333 kana") {
    model::Show show = tests::faultless_show();
    show.description.clear();
    for (int i = 0; i < 1333; ++i) show.description += "あ";
    CHECK(checked(show) == Lines{});
    show.description += "a";
    CHECK(checked(show) == Lines{});
    show.description += "b";
    CHECK(checked(show) ==
          Lines{"show.toml:0:0 error too-long key=description found=4001 bytes least=0 most=4000 bytes"});
}

TEST_CASE("people, targets and channels have ids of their own") {
    model::Show show = tests::faultless_show();
    show.people = {{"mikan", "みかん", "", "host", "", ""}, {"mikan", "ゲン", "", "host", "", ""}};
    show.places["person.1"] = {"show.toml", 12, 1};
    show.targets = {{"web", "folder", "a", {"show.toml", 20, 1}},
                    {"web", "folder", "b", {"show.toml", 24, 1}}};
    show.channels = {tests::sample_channel("web", "file", 30), tests::sample_channel("web", "file", 34)};
    for (model::Channel& each : show.channels) each.to = "a";
    CHECK(checked(show) == Lines{"show.toml:12:1 error duplicate-id found=mikan",
                                 "show.toml:24:1 error duplicate-id found=web",
                                 "show.toml:34:1 error duplicate-id found=web"});
}

TEST_CASE("a folder needs its path and a file its name") {
    model::Show show = tests::faultless_show();
    show.targets = {{"web", "folder", "", {"show.toml", 20, 1}}};
    show.channels = {tests::sample_channel("lobby", "file", 30)};
    CHECK(checked(show) ==
          Lines{"show.toml:20:1 error missing-key key=path", "show.toml:30:1 error missing-key key=to"});
}

TEST_CASE("a preset that there is not comes with a suggestion") {
    model::Show show = tests::faultless_show();
    show.preset = "podcst";
    CHECK(checked(show) == Lines{"show.toml:0:0 error unknown-preset found=podcst meant=podcast"});
}

TEST_CASE("a cover is square, of 1400 to 3000 pixels, in colours for screens, and quick to load") {
    const model::Show show = tests::faultless_show();
    CHECK(checked(show, cover(image("png", 1400, 1400))) == Lines{});
    CHECK(checked(show, cover(image("jpeg", 3000, 3000))) == Lines{});
    CHECK(checked(show, cover(image("png", 1399, 1399))) ==
          Lines{"show.toml:0:0 error artwork-size path=assets/cover.png width=1399 height=1399"});
    CHECK(checked(show, cover(image("png", 3001, 3001))) ==
          Lines{"show.toml:0:0 error artwork-size path=assets/cover.png width=3001 height=3001"});
    CHECK(checked(show, cover(image("png", 1500, 1400))) ==
          Lines{"show.toml:0:0 error artwork-not-square path=assets/cover.png width=1500 height=1400"});
    CHECK(checked(show, cover(image("webp", 1400, 1400))) == Lines{});
    model::ImageFacts printed = image("jpeg", 1400, 1400);
    printed.cmyk = true;
    CHECK(checked(show, cover(printed)) == Lines{"show.toml:0:0 error artwork-cmyk path=assets/cover.png"});
    model::ImageFacts heavy = image("png", 3000, 3000);
    heavy.bytes = 512'000;
    CHECK(checked(show, cover(heavy)) == Lines{});
    heavy.bytes = 1'234'567;
    CHECK(checked(show, cover(heavy)) ==
          Lines{"show.toml:0:0 hint artwork-heavy path=assets/cover.png size=1234 kB"});
}

TEST_CASE("a cover for printing is a warning") {
    model::ImageFacts cmyk = image("jpeg", 1400, 1400);
    cmyk.rgb = false;
    CHECK(checked(tests::faultless_show(), cover(cmyk)) ==
          Lines{"show.toml:0:0 warning artwork-colour path=assets/cover.png"});
}

TEST_CASE("a cover that cannot be read is told once, with the reason") {
    model::ImageFacts broken;
    broken.problem = core::Code::bad_artwork;
    broken.problem_args = {{"reason", "no picture in it"}};
    CHECK(checked(tests::faultless_show(), cover(broken)) ==
          Lines{"show.toml:0:0 error bad-artwork path=assets/cover.png reason=no picture in it"});
}

TEST_CASE("a feed that is not the main one is told the guid to write, that of its address") {
    model::Show show = two_feeds();
    CHECK(checked(show) == Lines{});
    show.feeds[1].guid.clear();
    CHECK(checked(show) == Lines{"show.toml:20:1 error no-feed-guid path=opus.xml "
                                 "guid=df64a6c4-671a-5393-9b06-00c62fb917b9"});
    show.feeds[1].address = "https://feeds.example.jp/opus";
    CHECK(checked(show) == Lines{"show.toml:20:1 error no-feed-guid path=opus.xml "
                                 "guid=ca4fc9db-a839-5fd2-afa6-7e016871ea7c"});
}

TEST_CASE("every guid of a feed is a UUID") {
    const std::string wrong = "003af0a0-6a45-55cf-b765-68e3d349551x";
    model::Show show = two_feeds();
    show.feeds[1].guid = wrong;
    CHECK(checked(show) == Lines{"show.toml:20:1 error bad-guid found=" + wrong});
    show = tests::faultless_show();
    show.publisher = {"", wrong, ""};
    show.podroll = {{"", "9b024349-ccf0-5f69-a609-6b82873eab3c", ""}, {"", wrong, ""}};
    show.places["publisher.guid"] = {"show.toml", 9, 8};
    show.places["podroll.1.guid"] = {"show.toml", 15, 8};
    CHECK(checked(show) == Lines{"show.toml:9:8 error bad-guid found=" + wrong,
                                 "show.toml:15:8 error bad-guid found=" + wrong});
}

TEST_CASE("feeds have paths and guids of their own") {
    model::Show show = two_feeds();
    show.feeds[1].path = "feed.xml";
    CHECK(checked(show) == Lines{"show.toml:20:1 error duplicate-feed key=path found=feed.xml"});
    show = two_feeds();
    show.feeds[1].guid = show.guid;
    CHECK(checked(show) == Lines{"show.toml:20:1 error duplicate-feed key=guid found=" + show.guid});
    // A main feed with a guid of its own leaves the show's to another.
    show.feeds[0].guid = "003af0a0-6a45-55cf-b765-68e3d349551a";
    CHECK(checked(show) == Lines{});
    show.feeds[1].guid = show.feeds[0].guid;
    CHECK(checked(show) == Lines{"show.toml:20:1 error duplicate-feed key=guid found=" + show.feeds[0].guid});
}

TEST_CASE("no two feeds share the file of a JSON feed or of a further page") {
    const auto has_duplicate = [](const model::Show& show) {
        const core::Findings found = model::check(show, {});
        return std::any_of(found.begin(), found.end(), [](const core::Finding& finding) {
            return finding.code == core::Code::duplicate_feed;
        });
    };
    model::Show show = two_feeds();
    CHECK_FALSE(has_duplicate(show));
    show.feeds[1].path = "feed.rss";  // whose JSON is feed.json, too
    CHECK(has_duplicate(show));
    show.feeds[1].path = "feed.json";
    CHECK(has_duplicate(show));
    show.feeds[1].path = "feed-2.xml";
    CHECK_FALSE(has_duplicate(show));
    show.feeds[0].page_size = 20;
    CHECK(has_duplicate(show));
    show = tests::faultless_show();
    show.feeds[0].path = "feed.json";  // its own
    CHECK(has_duplicate(show));
}

TEST_CASE("a feed offers a rendition that some preset makes, or gets a suggestion") {
    model::Show show = two_feeds();
    for (const char* const there : {"mp3", "opus"}) {
        show.feeds[1].rendition = there;
        CHECK(checked(show) == Lines{});
    }
    show.feeds[1].rendition = "opsu";
    CHECK(checked(show) == Lines{"show.toml:20:1 error unknown-rendition found=opsu meant=opus"});
    show.feeds[1].rendition = "flac";
    CHECK(checked(show) == Lines{"show.toml:20:1 error unknown-rendition found=flac meant="});
}

TEST_CASE("an episode's own preset may make the rendition of a feed") {
    model::Show show = two_feeds();
    show.feeds[1].rendition = "flac";
    model::Episode episode = tests::faultless_episode();
    show.episodes = {episode};
    CHECK(tests::shown(model::check(show, {})) ==
          Lines{"show.toml:20:1 error unknown-rendition found=flac meant="});
    show.episodes[0].preset = "archive";
    CHECK(tests::shown(model::check(show, {})) == Lines{});
}

TEST_CASE("a hub that nothing is published for is a warning") {
    model::Show show = two_feeds();
    show.feeds[1].hub = "https://hub.example.jp/";
    CHECK(checked(show) == Lines{"show.toml:20:1 warning hub-without-target"});
    show.targets = {{"web", "folder", "out", {"show.toml", 30, 1}}};
    CHECK(checked(show) == Lines{});
}

TEST_CASE("the show's place is one on Earth, in each of its forms") {
    model::Show show = tests::faultless_show();
    show.places["location"] = {"show.toml", 9, 1};
    show.location = {"佐久市", "subject", "geo:36.25,138.48", "R4796319", "JP"};
    CHECK(checked(show) == Lines{});
    show.location = {"佐久市", "subject", "", "", ""};
    CHECK(checked(show) == Lines{});
    show.location = {"佐久市", "subject", "36.25,138.48", "4796319", "jp"};
    CHECK(checked(show) ==
          Lines{"show.toml:9:1 error not-a-place tag=geo found=36.25,138.48 meant=geo:36.25,138.48",
                "show.toml:9:1 error not-a-place tag=osm found=4796319 meant=R4796319",
                "show.toml:9:1 error not-a-place tag=country found=jp meant=JP"});
}

TEST_CASE("how often episodes come is a rule of RFC 5545, where it is one at all") {
    model::Show show = tests::faultless_show();
    show.places["update_frequency.rrule"] = {"show.toml", 10, 9};
    show.update_frequency = {"隔週", "", false};
    CHECK(checked(show) == Lines{});
    show.update_frequency->rrule = "FREQ=WEEKLY;INTERVAL=2";
    CHECK(checked(show) == Lines{});
    show.update_frequency->rrule = "biweekly";
    CHECK(checked(show) == Lines{"show.toml:10:9 error not-a-rule found=biweekly"});
}

TEST_CASE("directories can write to the owner's address") {
    model::Show show = tests::faultless_show();
    show.places["owner_email"] = {"show.toml", 8, 15};
    show.owner_email = "radio@example.jp";
    CHECK(checked(show) == Lines{});
    show.owner_email = "radio at example.jp";
    CHECK(checked(show) == Lines{"show.toml:8:15 error not-a-mail-address found=radio at example.jp"});
}

TEST_CASE("what is found about feeds and listings stands where it is written") {
    const tests::TempFolder folder;
    tests::write(folder / "show.toml", tests::show_toml + R"(owner_email = "radio"
[location]
name = "佐久市"
country = "jp"
[update_frequency]
text = "毎週"
rrule = "毎週"
[publisher]
guid = "003af0a0-6a45-55cf-b765-68e3d349551x"
[[podroll]]
guid = "003af0a0-6a45-55cf-b765-68e3d349551y"
[[feed]]
[[feed]]
path = "opus.xml"
rendition = "opsu"
hub = "https://hub.example.jp/"
)");
    tests::write(folder / "episodes/a/episode.toml",
                 std::string("rights = { music = \"なし\", guests = \"同意\" }\n") + tests::episode_toml);
    core::Findings found = model::check(model::load_show(folder.path()).show, {});
    core::sort(found);
    CHECK(tests::shown(found) ==
          Lines{"show.toml:8:15 error not-a-mail-address found=radio",
                "show.toml:9:1 error not-a-place tag=country found=jp meant=JP",
                "show.toml:14:9 error not-a-rule found=毎週",
                "show.toml:16:8 error bad-guid found=003af0a0-6a45-55cf-b765-68e3d349551x",
                "show.toml:18:8 error bad-guid found=003af0a0-6a45-55cf-b765-68e3d349551y",
                "show.toml:20:1 error no-feed-guid path=opus.xml guid=df64a6c4-671a-5393-9b06-00c62fb917b9",
                "show.toml:20:1 error unknown-rendition found=opsu meant=opus",
                "show.toml:20:1 warning hub-without-target"});
}
