// SPDX-License-Identifier: MIT
#include "tests/pipeline/media/tagged.h"

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/av/picture.h"
#include "pipeline/av/writer.h"
#include "pipeline/media/package.h"
#include "tests/support/sound/signals.h"

namespace cityfm::tests {

media::Tags full_tags() {
    const TempFolder folder;
    write(folder / "cover.png", av::plain_png(1500, 10, 20, 30));
    media::Tags tags;
    tags.title = "第12回 佐久のラーメン、どこがいちばん？ 𠮷野さん 👩‍👩‍👧";
    tags.title_sort = "さくのらーめん";
    tags.show = tags.artist = "FMリモート市役所";
    tags.show_sort = tags.artist_sort = "えふえむりもーとしやくしょ";
    tags.publisher = "ほしの市";
    tags.publisher_sort = "ほしのし";
    tags.category = "Society & Culture";
    tags.keywords = "飲食,子育て";
    tags.summary = "みんなのすすめる一杯。";
    tags.description = "一行目\n二行目 & <三> \"四\"";
    tags.guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    tags.feed = "https://radio.example.jp/feed.xml";
    tags.page = "https://radio.example.jp/";
    tags.date = "2026-11-22T20:00";
    tags.language = "jpn";
    tags.copyright = "© 2026";
    tags.words = "みかん: こんばんは。\n今夜は。\n\nゲンさん: はい。";
    tags.number = 12;
    tags.season = 2;
    tags.chapters = {{0, "オープニング"},
                     {500, "ラーメン、みんなの一杯", "https://example.jp/a?b=c&d"},
                     {1250, "今夜の質問"}};
    tags.chapters[1].picture = av::to_jpeg(read(folder / "cover.png"), 300, 60000);
    tags.picture = av::to_jpeg(read(folder / "cover.png"), 1400, 300000);
    tags.sound = {2.0, -16.25, -1.5};
    return tags;
}

media::Tags kept_by(const std::string& format, media::Tags tags) {
    const bool vorbis = format == "opus" || format == "flac";
    if (vorbis) tags.category = tags.keywords = "";
    if (vorbis || format == "m4a") {
        tags.page.clear();
        for (media::TagChapter& chapter : tags.chapters) chapter.picture.clear();
    }
    if (format == "m4a") {
        for (media::TagChapter& chapter : tags.chapters) chapter.link.clear();
    }
    return tags;
}

std::filesystem::path sound_file(const TempFolder& folder, const std::string& format) {
    model::RenditionSpec spec;
    spec.format = format;
    spec.bitrate_kbps = 96;
    av::Writer writer(folder / ("untagged." + format), audio::encoding_of(spec, 2));
    writer.write(sine(2, 440, -12).samples);
    writer.finish();
    return folder / ("untagged." + format);
}

std::filesystem::path tagged(const TempFolder& folder, const std::string& format, const media::Tags& tags) {
    const std::filesystem::path to = folder / ("tagged." + format);
    media::package(sound_file(folder, format), format, tags, to);
    return to;
}

}  // namespace cityfm::tests
