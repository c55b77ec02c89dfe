// SPDX-License-Identifier: MIT
#include "pipeline/media/id3_texts.h"

#include <chapterframe.h>
#include <commentsframe.h>
#include <id3v1tag.h>
#include <id3v2tag.h>
#include <textidentificationframe.h>
#include <unsynchronizedlyricsframe.h>

#include <utility>
#include <vector>

#include "pipeline/media/taglib_text.h"
#include "pipeline/text/encoding.h"
#include "pipeline/text/unicode.h"

namespace cityfm::media {
namespace {

using TagLib::String;
namespace id3 = TagLib::ID3v2;

/// The frames whose texts claim to be Latin-1, those in chapters too.
struct Latin1Frames {
    std::vector<id3::TextIdentificationFrame*> texts;
    std::vector<id3::CommentsFrame*> comments;
    std::vector<id3::UnsynchronizedLyricsFrame*> words;

    void add(const id3::FrameList& frames) {
        for (id3::Frame* frame : frames) {
            if (auto* chapter = dynamic_cast<id3::ChapterFrame*>(frame)) add(chapter->embeddedFrameList());
            add_if_latin1(frame, texts);
            add_if_latin1(frame, comments);
            add_if_latin1(frame, words);
        }
    }

  private:
    template <class Frame>
    static void add_if_latin1(id3::Frame* frame, std::vector<Frame*>& frames) {
        auto* text = dynamic_cast<Frame*>(frame);
        // What users add has a name beside its text, which is ASCII for all that is read.
        if (text == nullptr || dynamic_cast<id3::UserTextIdentificationFrame*>(frame) != nullptr) return;
        if (text->textEncoding() == String::Latin1) frames.push_back(text);
    }
};

std::string bytes_of(const String& latin1) {
    return latin1.to8Bit(false);
}

String decoded(const String& latin1, const std::string& encoding) {
    const std::string bytes = bytes_of(latin1);
    if (encoding == "UTF-8") return to_taglib(text::clean(bytes));
    const auto utf8 = text::from_encoding(bytes, encoding == "Windows-1252" ? "CP1252" : encoding);
    return utf8 ? to_taglib(*utf8) : latin1;
}

}  // namespace

std::string mend_texts(id3::Tag& tag) {
    Latin1Frames frames;
    frames.add(tag.frameList());
    std::string all;
    for (const auto* frame : frames.texts) {
        for (const String& text : frame->fieldList()) all += bytes_of(text) + '\n';
    }
    for (const auto* frame : frames.comments) all += bytes_of(frame->text()) + '\n';
    for (const auto* frame : frames.words) all += bytes_of(frame->text()) + '\n';
    std::string encoding = text::encoding_behind_latin1(all);
    if (encoding.empty()) return encoding;
    for (auto* frame : frames.texts) {
        TagLib::StringList texts;
        for (const String& text : frame->fieldList()) texts.append(decoded(text, encoding));
        frame->setText(texts);
    }
    for (auto* frame : frames.comments) frame->setText(decoded(frame->text(), encoding));
    for (auto* frame : frames.words) frame->setText(decoded(frame->text(), encoding));
    return encoding;
}

OldTag read_id3v1(const TagLib::ID3v1::Tag& tag) {
    const std::string all = bytes_of(tag.title()) + '\n' + bytes_of(tag.artist()) + '\n' +
                            bytes_of(tag.album()) + '\n' + bytes_of(tag.comment());
    const std::string encoding = text::encoding_behind_latin1(all);
    const auto text = [&](const String& latin1) {
        // Fields are filled up with zeros, or with blanks.
        return std::string(text::trimmed(from_taglib(encoding.empty() ? latin1 : decoded(latin1, encoding))));
    };
    Tags tags;
    tags.title = text(tag.title());
    tags.artist = text(tag.artist());
    tags.show = text(tag.album());
    tags.description = text(tag.comment());
    if (tag.year() > 0) tags.date = std::to_string(tag.year());
    if (tag.track() > 0) tags.number = static_cast<int>(tag.track());
    return {std::move(tags), encoding};
}

}  // namespace cityfm::media
