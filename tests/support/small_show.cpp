// SPDX-License-Identifier: MIT
#include "tests/support/small_show.h"

#include "pipeline/av/picture.h"
#include "tests/support/files.h"
#include "tests/support/sound/signals.h"

namespace cityfm::tests {

std::string episode_toml(const std::string& title, const std::string& date, const std::string& more) {
    return "title = \"" + title + "\"\ndate = " + date +
           "\naudio = \"voice.wav\"\nquestion = \"どう思いますか？\"\n"
           "rights = { music = \"なし\", guests = \"全員が同意\" }\n" +
           more;
}

void make_small_show(const std::filesystem::path& folder) {
    write(folder / "show.toml", R"(title = "テスト放送"
description = "試験のための番組"
author = "試験室"
owner_email = "radio@example.jp"
guid = "9b024349-ccf0-5f69-a609-6b82873eab3c"
address = "https://radio.example.jp/"
categories = [["Society & Culture", "Places & Travel"]]
cover = "cover.png"

[announce]
assume_public = true

[[target]]
id = "web"
type = "folder"
path = "web"

[[channel]]
id = "lobby"
type = "file"
to = "sent.jsonl"
)");
    write(folder / "cover.png", av::plain_png(1400, 20, 60, 90));
    write(
        folder / "episodes/one/episode.toml",
        episode_toml(
            "ひとつめ", "2026-11-22T08:00:00+09:00",
            "number = 1\ntranscript = \"t.vtt\"\nchapters = [{ start = \"00:00\", title = \"はじめ\" }]\n"));
    write(folder / "episodes/one/t.vtt", "WEBVTT\n\n00:00.500 --> 00:02.000\n<v みかん>こんにちは\n");
    write(folder / "episodes/one/notes.md", "# 見出し\n\n本文です。\n");
    write_wav(folder / "episodes/one/voice.wav", speech_like(4, -18, 1));
    write(folder / "episodes/two/episode.toml",
          episode_toml("ふたつめ", "2026-11-22T20:00:00+09:00", "number = 2\n"));
    write_wav(folder / "episodes/two/voice.wav", speech_like(3, -3, 2, 1, 44100));
}

}  // namespace cityfm::tests
