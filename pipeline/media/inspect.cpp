// SPDX-License-Identifier: MIT
#include "pipeline/media/inspect.h"

#include <utility>

#include "pipeline/av/mp4_boxes.h"
#include "pipeline/av/reader.h"
#include "pipeline/core/format.h"
#include "pipeline/core/time.h"
#include "pipeline/media/id3_tags.h"

namespace cityfm::media {
namespace {

using core::Code;
using core::Severity;

/// The format whose tags a file holds, by what it is; empty where none of ours fits.
std::string format_of(const av::SoundInfo& sound) {
    if (sound.container.starts_with("mov")) return "m4a";
    if (sound.container == "ogg") return sound.codec == "opus" ? "opus" : "";
    for (const char* format : {"mp3", "flac", "wav"}) {
        if (sound.container == format) return format;
    }
    return {};
}

std::string kind_of_tags(const std::string& format, const Id3Traits& id3) {
    if (format == "m4a") return "MP4";
    if (format == "opus" || format == "flac") return "Vorbis comments";
    if (id3.version == 1) return "ID3v1";
    return id3.version > 0 ? core::format("ID3v2.{}", id3.version) : std::string();
}

/// Gathers what is missing in one file.
class Critic {
  public:
    Critic(const std::filesystem::path& path, Inspected& inspected)
        : path_(path), file_(path.string()), inspected_(inspected) {}

    void look_at_words() {
        const Tags& tags = inspected_.tags;
        const auto wants = [&](const std::string& text, const char* field, Severity severity) {
            if (text.empty()) say(severity, Code::misses_field, {{"field", field}});
        };
        wants(tags.title, "title", Severity::warning);
        wants(tags.show, "show", Severity::warning);
        wants(tags.artist, "artist", Severity::hint);
        wants(tags.description.empty() ? tags.summary : tags.description, "description", Severity::hint);
        wants(tags.date, "date", Severity::hint);
        wants(tags.language, "language", Severity::hint);
        if (!tags.sound.integrated_lufs) say(Severity::hint, Code::misses_loudness);
    }

    void look_at_picture() {
        const av::PictureHeader& picture = inspected_.picture;
        if (inspected_.tags.picture.empty()) {
            say(Severity::warning, Code::misses_picture);
            return;
        }
        if ((picture.format != "png" && picture.format != "jpeg") || picture.width <= 0 ||
            picture.height <= 0) {
            say(Severity::warning, Code::picture_unreadable,
                {{"reason", picture.format.empty() ? "PNG/JPEG?" : picture.format}});
        } else if (picture.width != picture.height) {
            say(Severity::hint, Code::artwork_not_square,
                {{"width", std::to_string(picture.width)}, {"height", std::to_string(picture.height)}});
        }
    }

    void look_at_chapters() {
        const std::vector<TagChapter>& chapters = inspected_.tags.chapters;
        if (chapters.empty()) {
            say(Severity::hint, Code::misses_chapters);
            return;
        }
        const auto start_of = [](const TagChapter& chapter) {
            return core::show_offset(static_cast<double>(chapter.start_ms) / 1000);
        };
        if (chapters.front().start_ms > 0) {
            say(Severity::warning, Code::chapters_not_from_zero,
                {{"title", chapters.front().title}, {"start", start_of(chapters.front())}});
        }
        for (const TagChapter& chapter : chapters) {
            if (chapter.title.empty())
                say(Severity::warning, Code::chapter_without_title, {{"start", start_of(chapter)}});
        }
    }

    void look_at_container(const Id3Traits& id3) {
        const bool states_length =
            inspected_.sound.declared_frames > 0 || inspected_.sound.container == "ogg";
        if (!states_length) say(Severity::warning, Code::misses_length);
        if (inspected_.sound.container.starts_with("mov")) {
            const auto index = av::find_mp4_box(path_, {"moov"});
            const auto sound = av::find_mp4_box(path_, {"mdat"});
            if (index && sound && index->begin > sound->begin)
                say(Severity::warning, Code::index_behind_sound);
        }
        if (id3.long_chapter_frames && id3.version == 4) say(Severity::warning, Code::long_frames_in_v24);
        if (id3.contents_loop) say(Severity::warning, Code::contents_loop);
        if (!id3.text_encoding.empty())
            say(Severity::warning, Code::tags_misstate_encoding, {{"encoding", id3.text_encoding}});
    }

  private:
    void say(Severity severity, Code code, core::Args args = {}) {
        args.insert(args.begin(), {"path", file_});
        inspected_.misses.push_back({severity, code, {}, std::move(args)});
    }

    const std::filesystem::path& path_;
    std::string file_;
    Inspected& inspected_;
};

}  // namespace

Inspected inspect(const std::filesystem::path& path) {
    Inspected inspected;
    inspected.sound = av::Reader(path).info();
    inspected.bytes = std::filesystem::file_size(path);
    const std::string format = format_of(inspected.sound);
    if (!format.empty()) inspected.tags = read_tags(path, format);
    const Id3Traits id3 = format == "mp3" || format == "wav" ? id3_traits(path, format) : Id3Traits();
    inspected.tag_kind = kind_of_tags(format, id3);
    inspected.picture = av::read_picture_header(inspected.tags.picture);
    Critic critic(path, inspected);
    critic.look_at_words();
    critic.look_at_picture();
    critic.look_at_chapters();
    critic.look_at_container(id3);
    return inspected;
}

}  // namespace cityfm::media
