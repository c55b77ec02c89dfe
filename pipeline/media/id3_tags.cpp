// SPDX-License-Identifier: MIT
#include "pipeline/media/id3_tags.h"

#include <attachedpictureframe.h>
#include <chapterframe.h>
#include <commentsframe.h>
#include <id3v2framefactory.h>
#include <id3v2tag.h>
#include <infotag.h>
#include <mpegfile.h>
#include <podcastframe.h>
#include <tableofcontentsframe.h>
#include <textidentificationframe.h>
#include <unsynchronizedlyricsframe.h>
#include <urllinkframe.h>
#include <wavfile.h>

#include <algorithm>
#include <map>
#include <utility>

#include "pipeline/core/format.h"
#include "pipeline/media/loudness_tags.h"
#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"
#include "pipeline/media/text_fields.h"
#include "pipeline/model/address.h"

namespace cityfm::media {
namespace {

using TagLib::ByteVector;
using TagLib::String;
namespace id3 = TagLib::ID3v2;

/// Frames count their entries in one byte.
constexpr std::size_t most_entries = 255;
/// "No offset": times count (id3v2-chapters-1.0, section 3.1).
constexpr unsigned no_offset = 0xFFFFFFFF;

ByteVector bytes_of(const std::string& bytes) {
    return {bytes.data(), static_cast<unsigned>(bytes.size())};
}

// Frames are made with new, since the tag or the frame around them owns them.

id3::Frame* text_frame(const char* id, const std::string& text) {
    auto* frame = new id3::TextIdentificationFrame(ByteVector(id), String::UTF16);
    frame->setText(to_taglib(text));
    return frame;
}

/// Apple writes the feed as a text frame, with an encoding byte, although its name is that of a link.
id3::Frame* feed_frame(const std::string& url) {
    auto* frame = new id3::TextIdentificationFrame("WFED", String::Latin1);
    frame->setText(to_taglib(model::ascii_url(url)));
    return frame;
}

id3::Frame* page_frame(const std::string& url) {
    auto* frame = new id3::UrlLinkFrame("WOAF");
    frame->setUrl(to_taglib(model::ascii_url(url)));
    return frame;
}

/// Comments and words: a language before the text.
template <class Frame>
id3::Frame* text_in_language(const std::string& language, const std::string& text) {
    auto* frame = new Frame(String::UTF16);
    frame->setLanguage(ByteVector((language + "und").c_str(), 3));
    frame->setText(to_taglib(text));
    return frame;
}

id3::Frame* frame_of(const std::string& id, const std::string& text, const std::string& language) {
    if (id == "COMM") return text_in_language<id3::CommentsFrame>(language, text);
    if (id == "USLT") return text_in_language<id3::UnsynchronizedLyricsFrame>(language, text);
    if (id == "WFED") return feed_frame(text);
    if (id == "WOAF") return page_frame(text);
    return text_frame(id.c_str(), text);
}

id3::Frame* picture_frame(const std::string& jpeg, id3::AttachedPictureFrame::Type type) {
    auto* frame = new id3::AttachedPictureFrame;
    frame->setType(type);
    frame->setMimeType("image/jpeg");
    frame->setPicture(bytes_of(jpeg));
    return frame;
}

id3::Frame* chapter_frame(const ByteVector& id, const TagChapter& chapter, std::int64_t end_ms) {
    auto* frame = new id3::ChapterFrame(id, static_cast<unsigned>(chapter.start_ms),
                                        static_cast<unsigned>(end_ms), no_offset, no_offset);
    frame->addEmbeddedFrame(text_frame("TIT2", chapter.title));
    if (!chapter.link.empty()) {
        auto* link = new id3::UserUrlLinkFrame(String::UTF16);
        link->setDescription("chapter url");
        link->setUrl(to_taglib(model::ascii_url(chapter.link)));
        frame->addEmbeddedFrame(link);
    }
    if (!chapter.picture.empty())
        frame->addEmbeddedFrame(picture_frame(chapter.picture, id3::AttachedPictureFrame::Other));
    return frame;
}

id3::TableOfContentsFrame* contents_frame(const std::string& id, const TagLib::ByteVectorList& entries) {
    auto* frame = new id3::TableOfContentsFrame(bytes_of(id), entries);
    frame->setIsOrdered(true);
    return frame;
}

/// The chapters, and the table of contents that leads to them: over tables of its own where one cannot hold
/// them all.
void add_chapters(id3::Tag& tag, const Tags& tags) {
    if (tags.chapters.empty()) return;
    const std::size_t count = tags.chapters.size();
    std::vector<ByteVector> ids;
    ids.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        ids.push_back(bytes_of(core::format("chp{}", i)));
        tag.addFrame(chapter_frame(ids.back(), tags.chapters[i], end_of_chapter(tags, i)));
    }
    TagLib::ByteVectorList top;
    for (std::size_t begin = 0; begin < count; begin += most_entries) {
        TagLib::ByteVectorList part;
        for (std::size_t i = begin; i < std::min(begin + most_entries, count); ++i) part.append(ids[i]);
        if (count <= most_entries) {
            top = part;
            break;
        }
        const std::string id = core::format("toc{}", top.size());
        tag.addFrame(contents_frame(id, part));
        top.append(bytes_of(id));
    }
    auto* contents = contents_frame("toc", top);
    contents->setIsTopLevel(true);
    contents->addEmbeddedFrame(text_frame("TIT2", tags.title));
    tag.addFrame(contents);
}

void fill(id3::Tag& tag, const Tags& tags) {
    for (const TextField& field : text_fields) {
        const std::string& text = text_in(tags, field);
        if (field.id3 != nullptr && !text.empty()) tag.addFrame(frame_of(field.id3, text, tags.language));
    }
    if (tags.number) tag.addFrame(text_frame("TRCK", std::to_string(*tags.number)));
    if (tags.season) tag.addFrame(text_frame("TPOS", std::to_string(*tags.season)));
    tag.addFrame(new id3::PodcastFrame);
    for (const auto& [name, value] : replaygain_texts(tags.sound)) {
        tag.addFrame(
            new id3::UserTextIdentificationFrame(to_taglib(name), {to_taglib(value)}, String::Latin1));
    }
    add_chapters(tag, tags);
    if (!tags.picture.empty())
        tag.addFrame(picture_frame(tags.picture, id3::AttachedPictureFrame::FrontCover));
}

std::string text_of(const id3::FrameList& frames) {
    return frames.isEmpty() ? std::string() : from_taglib(frames.front()->toString());
}

std::optional<int> number_of(const id3::Tag& tag, const char* id) {
    const id3::FrameList& frames = tag.frameList(id);
    if (frames.isEmpty()) return std::nullopt;
    return frames.front()->toString().toInt();
}

template <class Frame>
const Frame* first(const id3::FrameList& frames) {
    return frames.isEmpty() ? nullptr : dynamic_cast<const Frame*>(frames.front());
}

std::string picture_of(const id3::FrameList& frames) {
    const auto* frame = first<id3::AttachedPictureFrame>(frames);
    if (frame == nullptr) return {};
    const ByteVector picture = frame->picture();
    return {picture.data(), picture.size()};
}

TagChapter to_chapter(const id3::ChapterFrame& frame) {
    TagChapter chapter;
    chapter.start_ms = frame.startTime();
    chapter.title = text_of(frame.embeddedFrameList("TIT2"));
    if (const auto* link = first<id3::UserUrlLinkFrame>(frame.embeddedFrameList("WXXX")))
        chapter.link = from_taglib(link->url());
    chapter.picture = picture_of(frame.embeddedFrameList("APIC"));
    return chapter;
}

/// Chapters by time, whatever the tables of contents say: those may be missing, or lead in circles.
std::vector<TagChapter> chapters_of(const id3::Tag& tag) {
    std::vector<TagChapter> chapters;
    for (const id3::Frame* frame : tag.frameList("CHAP")) {
        if (const auto* chapter = dynamic_cast<const id3::ChapterFrame*>(frame))
            chapters.push_back(to_chapter(*chapter));
    }
    std::stable_sort(chapters.begin(), chapters.end(),
                     [](const TagChapter& a, const TagChapter& b) { return a.start_ms < b.start_ms; });
    return chapters;
}

Tags read(const id3::Tag& tag) {
    Tags tags;
    for (const TextField& field : text_fields) {
        if (field.id3 != nullptr) take(tags, field, text_of(tag.frameList(field.id3)));
    }
    tags.number = number_of(tag, "TRCK");
    tags.season = number_of(tag, "TPOS");
    for (const id3::Frame* frame : tag.frameList("TXXX")) {
        const auto* text = dynamic_cast<const id3::UserTextIdentificationFrame*>(frame);
        if (text == nullptr || text->fieldList().size() < 2) continue;
        take_replaygain(tags.sound, from_taglib(text->description()), from_taglib(text->fieldList()[1]));
    }
    tags.chapters = chapters_of(tag);
    tags.picture = picture_of(tag.frameList("APIC"));
    return tags;
}

/// True where tables of contents lead back into each other: what is left once every table is taken away whose
/// entries are no tables, and so on.
bool contents_loop(const id3::Tag& tag) {
    std::map<std::string, std::size_t> entries_left;
    std::map<std::string, std::vector<std::string>> named_by;
    for (const id3::Frame* frame : tag.frameList("CTOC")) {
        const auto* table = dynamic_cast<const id3::TableOfContentsFrame*>(frame);
        if (table == nullptr) continue;
        const ByteVector id = table->elementID();
        const std::string name(id.data(), id.size());
        entries_left[name] += table->childElements().size();
        for (const ByteVector& entry : table->childElements())
            named_by[std::string(entry.data(), entry.size())].push_back(name);
    }
    std::vector<std::string> leaves;
    for (const auto& [entry, tables] : named_by) {
        if (!entries_left.contains(entry)) leaves.push_back(entry);
    }
    while (!leaves.empty()) {
        const std::string leaf = std::move(leaves.back());
        leaves.pop_back();
        for (const std::string& table : named_by[leaf]) {
            if (--entries_left[table] == 0) leaves.push_back(table);
        }
    }
    return std::any_of(entries_left.begin(), entries_left.end(),
                       [](const auto& table) { return table.second > 0; });
}

Id3Traits traits_of(const id3::Tag& tag) {
    constexpr unsigned most_plain = 127;
    Id3Traits traits;
    traits.version = static_cast<int>(tag.header()->majorVersion());
    for (const id3::Frame* frame : tag.frameList("CHAP")) {
        const auto* chapter = dynamic_cast<const id3::ChapterFrame*>(frame);
        if (chapter == nullptr) continue;
        for (const id3::Frame* inner : chapter->embeddedFrameList()) {
            if (inner->size() > most_plain) traits.long_chapter_frames = true;
        }
    }
    traits.contents_loop = contents_loop(tag);
    return traits;
}

/// Gives a chunk of a RIFF file another name. TagLib writes its tag as `ID3 `; the name that readers know is
/// `id3 `.
void rename_chunk(TagStream& file, const char* from, const char* to) {
    constexpr long header_bytes = 8;
    for (long at = 12; at + header_bytes <= file.length();) {
        file.seek(at, TagLib::IOStream::Beginning);
        const ByteVector header = file.readBlock(header_bytes);
        if (header.startsWith(from)) {
            file.seek(at, TagLib::IOStream::Beginning);
            file.writeBlock(ByteVector(to, 4));
        }
        const long size = header.toUInt(4U, false);
        at += header_bytes + size + size % 2;
    }
}

}  // namespace

bool write_id3(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    TagLib::MPEG::File file(&stream, id3::FrameFactory::instance(), false);
    if (!file.isValid()) return false;
    // An old tag would leave its size behind as padding: without it, the same tags are the same bytes.
    if (file.hasID3v2Tag() && !file.strip(TagLib::MPEG::File::AllTags)) return false;
    fill(*file.ID3v2Tag(true), tags);
    return file.save(TagLib::MPEG::File::ID3v2, TagLib::File::StripOthers, id3::v3,
                     TagLib::File::DoNotDuplicate);
}

bool write_wav_id3(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    TagLib::RIFF::WAV::File file(&stream, false);
    if (!file.isValid()) return false;
    file.strip();
    fill(*file.ID3v2Tag(), tags);
    // Editors and radio automation read the older list, which has no code for its language: plain UTF-8.
    TagLib::RIFF::Info::Tag& info = *file.InfoTag();
    info.setTitle(to_taglib(tags.title));
    info.setArtist(to_taglib(tags.artist));
    info.setAlbum(to_taglib(tags.show));
    info.setComment(to_taglib(tags.description));
    info.setGenre("Podcast");
    info.setFieldText("ICRD", to_taglib(tags.date));
    info.setFieldText("ICOP", to_taglib(tags.copyright));
    info.setFieldText("IKEY", to_taglib(tags.keywords));
    info.setFieldText("ILNG", to_taglib(tags.language));
    if (tags.number) info.setTrack(static_cast<unsigned>(*tags.number));
    if (!file.save(TagLib::RIFF::WAV::File::AllTags, TagLib::File::StripOthers, id3::v3)) return false;
    rename_chunk(stream, "ID3 ", "id3 ");
    return true;
}

std::optional<Tags> read_id3(const std::filesystem::path& path) {
    TagLib::MPEG::File file(path.c_str(), false);
    if (!file.isValid() || !file.hasID3v2Tag()) return std::nullopt;
    return read(*file.ID3v2Tag(false));
}

std::optional<Tags> read_wav_id3(const std::filesystem::path& path) {
    TagLib::RIFF::WAV::File file(path.c_str(), false);
    if (!file.isValid() || !file.hasID3v2Tag()) return std::nullopt;
    return read(*file.ID3v2Tag());
}

Id3Traits id3_traits(const std::filesystem::path& path, const std::string& format) {
    if (format == "wav") {
        const TagLib::RIFF::WAV::File file(path.c_str(), false);
        return file.isValid() && file.hasID3v2Tag() ? traits_of(*file.ID3v2Tag()) : Id3Traits();
    }
    TagLib::MPEG::File file(path.c_str(), false);
    return file.isValid() && file.hasID3v2Tag() ? traits_of(*file.ID3v2Tag(false)) : Id3Traits();
}

}  // namespace cityfm::media
