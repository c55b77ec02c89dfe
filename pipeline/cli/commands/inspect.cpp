// SPDX-License-Identifier: MIT
#include "pipeline/app/make/inspect.h"

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/core/format.h"
#include "pipeline/text/printable.h"
#include "pipeline/text/unicode.h"

namespace cityfm::cli {
namespace {

/// A text of a file's tags: its name in JSON, and what people call it.
struct Field {
    std::string media::Tags::*value;
    const char* key;
    Text label;
};

constexpr auto fields = std::to_array<Field>({
    {&media::Tags::title, "title", {"title", "題名"}},
    {&media::Tags::title_sort, "title_sort", {"title, reading", "題名のよみ"}},
    {&media::Tags::artist, "artist", {"artist", "アーティスト"}},
    {&media::Tags::artist_sort, "artist_sort", {"artist, reading", "アーティストのよみ"}},
    {&media::Tags::show, "show", {"show", "番組"}},
    {&media::Tags::show_sort, "show_sort", {"show, reading", "番組のよみ"}},
    {&media::Tags::publisher, "publisher", {"publisher", "発行"}},
    {&media::Tags::publisher_sort, "publisher_sort", {"publisher, reading", "発行のよみ"}},
    {&media::Tags::category, "category", {"category", "分類"}},
    {&media::Tags::keywords, "keywords", {"keywords", "キーワード"}},
    {&media::Tags::summary, "summary", {"summary", "要約"}},
    {&media::Tags::description, "description", {"description", "説明"}},
    {&media::Tags::guid, "guid", {"guid", "guid"}},
    {&media::Tags::feed, "feed", {"feed", "フィード"}},
    {&media::Tags::page, "page", {"page", "ページ"}},
    {&media::Tags::date, "date", {"date", "日付"}},
    {&media::Tags::language, "language", {"language", "言語"}},
    {&media::Tags::copyright, "copyright", {"rights", "権利"}},
    {&media::Tags::words, "words", {"words", "文字起こし"}},
});

core::Json number_or_null(const std::optional<int>& number) {
    return number ? core::Json(*number) : core::Json(nullptr);
}

core::Json number_or_null(const std::optional<double>& number) {
    return number ? core::Json(*number) : core::Json(nullptr);
}

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

core::Json to_json(const std::string& file, const media::Inspected& inspected, Language language) {
    const media::Tags& tags = inspected.tags;
    core::Json texts = core::Json::object();
    for (const Field& field : fields) texts[field.key] = tags.*field.value;
    texts["number"] = number_or_null(tags.number);
    texts["season"] = number_or_null(tags.season);
    const av::SoundInfo& sound = inspected.sound;
    core::Json json = {{"file", file},
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
                       {"integrated_lufs", number_or_null(tags.sound.integrated_lufs)},
                       {"true_peak_dbtp", number_or_null(tags.sound.true_peak_dbtp)},
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

void show(const std::string& file, const media::Inspected& inspected, const Terminal& terminal) {
    const media::Tags& tags = inspected.tags;
    const std::string none = terminal.text({"none", "なし"});
    terminal.styled({{file, true}});
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
    for (const Field& field : fields) sheet.add(field.label, tags.*field.value);
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

int inspect(const app::Session& session, const Terminal& terminal, const std::vector<std::string>& files) {
    const app::Inspections done = app::inspect(session, files);
    core::Json list = core::Json::array();
    for (const app::InspectedFile& file : done.files) {
        list.push_back(to_json(file.file, file.inspected, terminal.language()));
        show(file.file, file.inspected, terminal);
        // In JSON they stand with their file.
        if (!terminal.json()) session.observer.found(file.inspected.misses);
    }
    if (terminal.json()) terminal.document(list);
    return done.exit_code;
}

}  // namespace

void add_inspect(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand(
        "inspect", "tags, chapters, picture and lengths of any finished file, and what players would miss");
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "sound files")->required();
    command->callback([&chosen, files] {
        chosen = [files](app::Session& session, Terminal& terminal) {
            return inspect(session, terminal, *files);
        };
    });
}

}  // namespace cityfm::cli
