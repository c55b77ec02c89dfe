// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/inspection.h"

#include <algorithm>
#include <array>

#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/text/printable.h"
#include "pipeline/text/unicode.h"

namespace cityfm::cli {
namespace {

/// What people call the texts of tags, in the order of media::named_texts.
constexpr auto labels = std::to_array<Text>({
    {"title", "題名"},                          // title
    {"title, reading", "題名のよみ"},           // title_sort
    {"artist", "アーティスト"},                 // artist
    {"artist, reading", "アーティストのよみ"},  // artist_sort
    {"show", "番組"},                           // show
    {"show, reading", "番組のよみ"},            // show_sort
    {"publisher", "発行"},                      // publisher
    {"publisher, reading", "発行のよみ"},       // publisher_sort
    {"category", "分類"},                       // category
    {"keywords", "キーワード"},                 // keywords
    {"summary", "要約"},                        // summary
    {"description", "説明"},                    // description
    {"guid", "guid"},                           // guid
    {"feed", "フィード"},                       // feed
    {"page", "ページ"},                         // page
    {"date", "日付"},                           // date
    {"language", "言語"},                       // language
    {"rights", "権利"},                         // copyright
    {"words", "文字起こし"},                    // words
});
static_assert(labels.size() == media::named_texts.size());

core::Json to_json(const std::vector<media::TagChapter>& chapters) {
    core::Json list = core::Json::array();
    for (const media::TagChapter& chapter : chapters) {
        core::Json entry = {{"start_seconds", static_cast<double>(chapter.start_ms) / 1000},
                            {"title", chapter.title}};
        if (!chapter.link.empty()) entry["link"] = chapter.link;
        if (!chapter.picture.empty()) entry["picture_bytes"] = chapter.picture.size();
        list.push_back(std::move(entry));
    }
    return list;
}

/// `mp3, 128 kbit/s, 48000 Hz, 2 ch, 01:38, 1.7 MB`
std::string show_sound(const media::Inspected& inspected) {
    const av::SoundInfo& sound = inspected.sound;
    std::string line = sound.codec;
    if (sound.bits_per_second > 0) line += core::format(", {} kbit/s", (sound.bits_per_second + 500) / 1000);
    line +=
        core::format(", {} Hz, {} ch, {}, {:.1f} MB", sound.format.sample_rate, sound.format.channels,
                     core::show_offset(sound.duration_seconds), static_cast<double>(inspected.bytes) / 1e6);
    return line;
}

/// Shows one file, label by label.
class Sheet {
  public:
    explicit Sheet(const Terminal& terminal) : terminal_(terminal) {}

    void add(const Text& label, const std::string& value) {
        if (value.empty()) return;
        const std::size_t end = std::min(value.find('\n'), value.size());
        const std::string more = end < value.size() ? " …" : "";
        rows_.emplace_back(terminal_.text(label), text::printable(value.substr(0, end)) + more);
    }

    /// The rows, values cut to the terminal's width.
    void show() const {
        std::size_t widest = 0;
        for (const auto& [label, value] : rows_) widest = std::max(widest, text::width(label));
        const std::size_t most = terminal_.columns(any_width);
        for (const auto& [label, value] : rows_) {
            const std::string line = "  " + text::fit(label, widest) + "  " + value;
            terminal_.result(text::width(line) > most ? text::fit(line, most) : line);
        }
    }

  private:
    const Terminal& terminal_;
    std::vector<std::pair<std::string, std::string>> rows_;
};

}  // namespace

core::Json to_json(const app::InspectedFile& file, Language language) {
    const media::Inspected& inspected = file.inspected;
    const media::Tags& tags = inspected.tags;
    core::Json texts = core::Json::object();
    for (const media::NamedText& text : media::named_texts) texts[std::string(text.name)] = tags.*text.value;
    texts["number"] = core::number_or_null(tags.number);
    texts["season"] = core::number_or_null(tags.season);
    const av::SoundInfo& sound = inspected.sound;
    core::Json json = {{"file", file.file},
                       {"bytes", inspected.bytes},
                       {"container", sound.container},
                       {"codec", sound.codec},
                       {"sample_rate", sound.format.sample_rate},
                       {"channels", sound.format.channels},
                       {"bits_per_second", sound.bits_per_second},
                       {"duration_seconds", sound.duration_seconds},
                       {"declared_frames", sound.declared_frames},
                       {"gapless", nullptr},
                       {"tag_kind", inspected.tag_kind},
                       {"tags", std::move(texts)},
                       {"chapters", to_json(tags.chapters)},
                       {"picture", nullptr},
                       {"integrated_lufs", core::number_or_null(tags.sound.integrated_lufs)},
                       {"true_peak_dbtp", core::number_or_null(tags.sound.true_peak_dbtp)},
                       {"misses", core::Json::array()}};
    if (sound.gapless) {
        json["gapless"] = {{"start_frames", sound.gapless->start_frames},
                           {"end_frames", sound.gapless->end_frames}};
    }
    if (!tags.picture.empty()) {
        json["picture"] = {{"format", inspected.picture.format},
                           {"width", inspected.picture.width},
                           {"height", inspected.picture.height},
                           {"bytes", tags.picture.size()}};
    }
    for (const core::Finding& miss : inspected.misses) json["misses"].push_back(cli::to_json(miss, language));
    return json;
}

void show(const app::InspectedFile& file, const Terminal& terminal) {
    const media::Inspected& inspected = file.inspected;
    const media::Tags& tags = inspected.tags;
    const std::string none = terminal.text({"none", "なし"});
    terminal.styled({{file.file, true}});
    Sheet sheet(terminal);
    sheet.add({"sound", "音声"}, show_sound(inspected));
    const auto& gapless = inspected.sound.gapless;
    if (gapless) {
        sheet.add({"gapless", "前後の余白"},
                  core::format("{} + {}", gapless->start_frames, gapless->end_frames));
    }
    sheet.add({"loudness", "音量"},
              tags.sound.integrated_lufs ? core::format("{:.2f} LUFS", *tags.sound.integrated_lufs) : none);
    if (tags.sound.true_peak_dbtp)
        sheet.add({"peak", "ピーク"}, core::format("{:.2f} dB", *tags.sound.true_peak_dbtp));
    sheet.add({"tags", "タグ"}, inspected.tag_kind.empty() ? none : inspected.tag_kind);
    for (std::size_t i = 0; i < labels.size(); ++i) sheet.add(labels[i], tags.*media::named_texts[i].value);
    if (tags.number) sheet.add({"number", "回"}, std::to_string(*tags.number));
    if (tags.season) sheet.add({"season", "シーズン"}, std::to_string(*tags.season));
    if (!tags.picture.empty()) {
        sheet.add({"picture", "絵"},
                  core::format("{} {}×{}, {} kB", inspected.picture.format, inspected.picture.width,
                               inspected.picture.height, (tags.picture.size() + 500) / 1000));
    }
    for (const media::TagChapter& chapter : tags.chapters) {
        sheet.add({"chapter", "チャプター"}, core::show_offset(static_cast<double>(chapter.start_ms) / 1000) +
                                                 " " + chapter.title +
                                                 (chapter.link.empty() ? "" : " <" + chapter.link + ">"));
    }
    sheet.show();
}

}  // namespace cityfm::cli
