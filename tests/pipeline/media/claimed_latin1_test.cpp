// SPDX-License-Identifier: MIT
// Tags whose texts claim to be Latin-1 and are in the encoding of the machine that wrote them.
#include <catch2/catch.hpp>

#include "pipeline/media/inspect.h"
#include "pipeline/text/encoding.h"
#include "tests/pipeline/media/hostile.h"
#include "tests/pipeline/media/id3_bytes.h"
#include "tests/pipeline/media/inspected.h"
#include "tests/pipeline/media/tagged.h"

using namespace cityfm;
using namespace cityfm::tests;
using namespace std::string_literals;

namespace {

// 「ラーメンの夜」「市役所放送」, as Windows writes them in Japan.
const std::string ramen_sjis = "\x83\x89\x81\x5b\x83\x81\x83\x93\x82\xcc\x96\xe9";
const std::string city_hall_sjis = "\x8e\x73\x96\xf0\x8f\x8a\x95\xfa\x91\x97";

std::string encoding_of(const media::Inspected& inspected) {
    for (const core::Finding& miss : inspected.misses) {
        if (miss.code == core::Code::tags_misstate_encoding) return core::arg(miss.args, "encoding");
    }
    return {};
}

}  // namespace

TEST_CASE("texts in Shift_JIS are read as Japanese, and the false claim is named") {
    const media::Inspected seen =
        inspect_mp3_with(3, title(3, ramen_sjis) + frame(3, "TPE1", latin1(city_hall_sjis)) +
                                frame(3, "TALB", latin1("Saku")) + frame(3, "COMM", "\0jpn\0"s + ramen_sjis) +
                                chapter(3, "a", 0, title(3, city_hall_sjis)));
    CHECK(seen.tags.title == "ラーメンの夜");
    CHECK(seen.tags.artist == "市役所放送");
    CHECK(seen.tags.show == "Saku");
    REQUIRE(seen.tags.chapters.size() == 1);
    CHECK(seen.tags.chapters[0].title == "市役所放送");
    CHECK(encoding_of(seen) == "Shift_JIS");
}

TEST_CASE("texts in Windows' code page and in UTF-8 are read as such") {
    const media::Inspected windows = inspect_mp3_with(3, title(3, "\x93M\xfcller\x92s\x94 \x96 caf\xe9\x85"));
    CHECK(windows.tags.title == "“Müller’s” – café…");
    CHECK(encoding_of(windows) == "Windows-1252");
    const media::Inspected utf8 = inspect_mp3_with(4, title(4, "ラーメンの夜"));
    CHECK(utf8.tags.title == "ラーメンの夜");
    CHECK(encoding_of(utf8) == "UTF-8");
}

TEST_CASE("texts that are in Latin-1 stay, and nothing is said of them") {
    for (const auto& [bytes, text] : std::vector<std::pair<std::string, std::string>>{{"B\xe4r", "Bär"},
                                                                                      {"Gr\xf6\xdf"
                                                                                       "e \xdc"
                                                                                       "bung",
                                                                                       "Größe Übung"},
                                                                                      {"Zo\xeb", "Zoë"},
                                                                                      {"plain", "plain"}}) {
        const media::Inspected seen = inspect_mp3_with(3, title(3, bytes));
        CHECK(seen.tags.title == text);
        CHECK(encoding_of(seen).empty());
    }
}

TEST_CASE("an old tag at the end of a file is read where there is no other") {
    const TempFolder folder;
    const auto filled = [](std::string text) { return text.append(30 - text.size(), '\0'); };
    const std::string tag = "TAG" + filled(ramen_sjis) + filled(city_hall_sjis) + filled("Saku") + "2020" +
                            std::string(30, ' ') + "\xff";
    write(folder / "a.mp3", plain("mp3") + tag);
    const media::Inspected seen = media::inspect(folder / "a.mp3");
    CHECK(seen.tag_kind == "ID3v1");
    CHECK(seen.tags.title == "ラーメンの夜");
    CHECK(seen.tags.artist == "市役所放送");
    CHECK(seen.tags.show == "Saku");
    CHECK(seen.tags.date == "2020");
    CHECK(seen.tags.description.empty());
    CHECK(encoding_of(seen) == "Shift_JIS");
}
