// SPDX-License-Identifier: MIT
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
    show.channels = {{"web", "file", "a", "", {}, {"show.toml", 30, 1}},
                     {"web", "file", "b", "", {}, {"show.toml", 34, 1}}};
    CHECK(checked(show) == Lines{"show.toml:12:1 error duplicate-id found=mikan",
                                 "show.toml:24:1 error duplicate-id found=web",
                                 "show.toml:34:1 error duplicate-id found=web"});
}

TEST_CASE("a folder needs its path and a file its name") {
    model::Show show = tests::faultless_show();
    show.targets = {{"web", "folder", "", {"show.toml", 20, 1}}};
    show.channels = {{"lobby", "file", "", "", {}, {"show.toml", 30, 1}}};
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
