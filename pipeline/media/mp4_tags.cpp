// SPDX-License-Identifier: MIT
#include "pipeline/media/mp4_tags.h"

#include <mp4coverart.h>
#include <mp4file.h>

#include <algorithm>

#include "pipeline/av/mp4_boxes.h"
#include "pipeline/av/mp4_chapters.h"
#include "pipeline/core/format.h"
#include "pipeline/media/loudness_tags.h"
#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"
#include "pipeline/media/text_fields.h"
#include "pipeline/text/unicode.h"

namespace cityfm::media {
namespace {

namespace mp4 = TagLib::MP4;

/// `stik` of a podcast.
constexpr unsigned char podcast = 21;
/// Where freeform atoms of players and taggers stand.
const std::string freeform = "----:com.apple.iTunes:";

void set_text(mp4::Tag& tag, const std::string& atom, const std::string& text) {
    tag.setItem(TagLib::String(atom, TagLib::String::Latin1), mp4::Item(TagLib::StringList(to_taglib(text))));
}

std::string text_of(const mp4::Tag& tag, const char* atom) {
    return tag.contains(atom) ? from_taglib(tag.item(atom).toStringList().toString()) : std::string();
}

/// The number among episodes as text: `S2E12`.
std::string episode_id(const Tags& tags) {
    const std::string season = tags.season ? core::format("S{}", *tags.season) : "";
    return season + core::format("E{}", *tags.number);
}

/// What of a text fits into `most` bytes without a character cut in two.
std::size_t whole_characters(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text.size();
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80) --most;
    return most;
}

/// The muxer cuts a title of Nero's list at 255 bytes, in the middle of a character if need be. What is left
/// of that character becomes blanks; the text track holds the title whole.
void mend_cut_titles(const std::filesystem::path& path, TagStream& file,
                     const std::vector<TagChapter>& chapters) {
    constexpr std::size_t most_bytes = 255;
    constexpr long before_titles = 9;  // version, flags, four reserved bytes, the count
    constexpr long before_title = 9;   // its time, and its length in one byte
    const auto list = av::find_mp4_box(path, {"moov", "udta", "chpl"});
    if (!list) return;
    long at = list->content + before_titles;
    for (const TagChapter& chapter : chapters) {
        const std::size_t size = std::min(chapter.title.size(), most_bytes);
        const long end = at + before_title + static_cast<long>(size);
        if (end > list->end) return;  // the list counts 255 chapters at most
        const std::size_t cut = size - whole_characters(chapter.title, size);
        if (cut > 0) {
            file.seek(end - static_cast<long>(cut), TagLib::IOStream::Beginning);
            file.writeBlock(TagLib::ByteVector(static_cast<unsigned>(cut), ' '));
        }
        at = end;
    }
}

}  // namespace

void copy_mp4(const std::filesystem::path& from, const Tags& tags, const std::filesystem::path& to) {
    std::vector<av::Chapter> chapters;
    for (std::size_t i = 0; i < tags.chapters.size(); ++i)
        chapters.push_back({tags.chapters[i].start_ms, end_of_chapter(tags, i), tags.chapters[i].title});
    av::copy_with_chapters(from, chapters, to);
}

bool write_mp4(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    mend_cut_titles(path, stream, tags.chapters);
    mp4::File file(&stream, false);
    if (!file.isValid() || file.tag() == nullptr) return false;
    mp4::Tag& tag = *file.tag();
    for (const auto& [atom, item] : mp4::ItemMap(tag.itemMap())) tag.removeItem(atom);
    for (const TextField& field : text_fields) {
        const std::string& text = text_in(tags, field);
        if (field.mp4 != nullptr && !text.empty()) set_text(tag, field.mp4, text);
    }
    if (tags.number) {
        tag.setItem("trkn", mp4::Item(*tags.number, 0));
        tag.setItem("tves", mp4::Item(*tags.number));
        set_text(tag, "tven", episode_id(tags));
    }
    if (tags.season) tag.setItem("tvsn", mp4::Item(*tags.season));
    tag.setItem("pcst", mp4::Item(true));
    tag.setItem("stik", mp4::Item(podcast));
    for (const auto& [name, value] : replaygain_texts(tags.sound)) set_text(tag, freeform + name, value);
    if (!tags.picture.empty()) {
        const TagLib::ByteVector data(tags.picture.data(), static_cast<unsigned>(tags.picture.size()));
        mp4::CoverArtList covers;
        covers.append(mp4::CoverArt(mp4::CoverArt::JPEG, data));
        tag.setItem("covr", mp4::Item(covers));
    }
    return file.save();
}

std::optional<Tags> read_mp4(const std::filesystem::path& path) {
    mp4::File file(path.c_str(), false);
    if (!file.isValid() || file.tag() == nullptr) return std::nullopt;
    const mp4::Tag& tag = *file.tag();
    Tags tags;
    for (const TextField& field : text_fields) {
        if (field.mp4 != nullptr) take(tags, field, text_of(tag, field.mp4));
    }
    if (tag.contains("trkn")) tags.number = tag.item("trkn").toIntPair().first;
    if (tag.contains("tvsn")) tags.season = tag.item("tvsn").toInt();
    for (const auto& [atom, item] : tag.itemMap()) {
        const std::string name = from_taglib(atom);
        if (!name.starts_with(freeform)) continue;
        take_replaygain(tags.sound, name.substr(freeform.size()),
                        from_taglib(item.toStringList().toString()));
    }
    if (tag.contains("covr")) {
        const mp4::CoverArtList covers = tag.item("covr").toCoverArtList();
        if (!covers.isEmpty())
            tags.picture.assign(covers.front().data().data(), covers.front().data().size());
    }
    for (const av::Chapter& chapter : av::mp4_chapters(path))
        tags.chapters.push_back({chapter.start_ms, text::clean(chapter.title)});
    return tags;
}

}  // namespace cityfm::media
