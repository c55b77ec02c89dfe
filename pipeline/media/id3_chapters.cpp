// SPDX-License-Identifier: MIT
#include "pipeline/media/id3_chapters.h"

#include <chapterframe.h>
#include <tableofcontentsframe.h>
#include <urllinkframe.h>

#include <algorithm>
#include <map>
#include <utility>

#include "pipeline/core/format.h"
#include "pipeline/core/url.h"
#include "pipeline/media/id3_frames.h"

namespace cityfm::media {
namespace {

using TagLib::ByteVector;
namespace id3 = TagLib::ID3v2;

/// Frames count their entries in one byte.
constexpr std::size_t most_entries = 255;
/// "No offset": times count (id3v2-chapters-1.0, section 3.1).
constexpr unsigned no_offset = 0xFFFFFFFF;

id3::Frame* chapter_frame(const ByteVector& id, const TagChapter& chapter, std::int64_t end_ms) {
    auto* frame = new id3::ChapterFrame(id, static_cast<unsigned>(chapter.start_ms),
                                        static_cast<unsigned>(end_ms), no_offset, no_offset);
    frame->addEmbeddedFrame(text_frame("TIT2", chapter.title));
    if (!chapter.link.empty()) {
        auto* link = new id3::UserUrlLinkFrame(TagLib::String::UTF16);
        link->setDescription("chapter url");
        link->setUrl(to_taglib(core::ascii_url(chapter.link)));
        frame->addEmbeddedFrame(link);
    }
    if (!chapter.picture.empty())
        frame->addEmbeddedFrame(picture_frame(chapter.picture, id3::AttachedPictureFrame::Other));
    return frame;
}

id3::TableOfContentsFrame* contents_frame(const std::string& id, const TagLib::ByteVectorList& entries) {
    auto* frame = new id3::TableOfContentsFrame(to_bytes(id), entries);
    frame->setIsOrdered(true);
    return frame;
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

}  // namespace

void add_chapters(id3::Tag& tag, const Tags& tags) {
    if (tags.chapters.empty()) return;
    const std::size_t count = tags.chapters.size();
    std::vector<ByteVector> ids;
    ids.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        ids.push_back(to_bytes(core::format("chp{}", i)));
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
        top.append(to_bytes(id));
    }
    auto* contents = contents_frame("toc", top);
    contents->setIsTopLevel(true);
    contents->addEmbeddedFrame(text_frame("TIT2", tags.title));
    tag.addFrame(contents);
}

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

bool has_long_chapter_frames(const id3::Tag& tag) {
    constexpr unsigned most_plain = 127;
    for (const id3::Frame* frame : tag.frameList("CHAP")) {
        const auto* chapter = dynamic_cast<const id3::ChapterFrame*>(frame);
        if (chapter == nullptr) continue;
        for (const id3::Frame* inner : chapter->embeddedFrameList()) {
            if (inner->size() > most_plain) return true;
        }
    }
    return false;
}

bool contents_loop(const id3::Tag& tag) {
    // What is left once every table is taken away whose entries are no tables, and so on.
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
    for (const auto& [table, entries] : entries_left) {
        if (entries == 0) leaves.push_back(table);
    }
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

}  // namespace cityfm::media
