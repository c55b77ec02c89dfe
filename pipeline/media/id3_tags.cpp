// SPDX-License-Identifier: MIT
#include "pipeline/media/id3_tags.h"

#include <commentsframe.h>
#include <id3v2framefactory.h>
#include <id3v2tag.h>
#include <infotag.h>
#include <mpegfile.h>
#include <podcastframe.h>
#include <textidentificationframe.h>
#include <unsynchronizedlyricsframe.h>
#include <urllinkframe.h>
#include <wavfile.h>

#include "pipeline/av/riff.h"
#include "pipeline/core/url.h"
#include "pipeline/media/id3_chapters.h"
#include "pipeline/media/id3_frames.h"
#include "pipeline/media/id3_texts.h"
#include "pipeline/media/loudness_tags.h"
#include "pipeline/media/tag_stream.h"
#include "pipeline/media/text_fields.h"

namespace cityfm::media {
namespace {

using TagLib::ByteVector;
using TagLib::String;
namespace id3 = TagLib::ID3v2;

/// Apple writes the feed as a text frame, with an encoding byte, although its name is that of a link.
id3::Frame* feed_frame(const std::string& url) {
    auto* frame = new id3::TextIdentificationFrame("WFED", String::Latin1);
    frame->setText(to_taglib(core::ascii_url(url)));
    return frame;
}

id3::Frame* page_frame(const std::string& url) {
    auto* frame = new id3::UrlLinkFrame("WOAF");
    frame->setUrl(to_taglib(core::ascii_url(url)));
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

std::optional<int> number_of(const id3::Tag& tag, const char* id) {
    const id3::FrameList& frames = tag.frameList(id);
    if (frames.isEmpty()) return std::nullopt;
    return frames.front()->toString().toInt();
}

Tags read(id3::Tag& tag) {
    mend_texts(tag);
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

Id3Traits traits_of(id3::Tag& tag) {
    return {static_cast<int>(tag.header()->majorVersion()), has_long_chapter_frames(tag), contents_loop(tag),
            mend_texts(tag)};
}

/// TagLib writes its tag in a chunk `ID3 `; the name that readers know is `id3 `.
void rename_chunks(const std::filesystem::path& path, TagStream& file) {
    av::FileBytes bytes(path);
    for (const av::RiffChunk& chunk : av::riff_chunks(bytes)) {
        if (chunk.name != "ID3 ") continue;
        file.seek(chunk.span.begin, TagLib::IOStream::Beginning);
        file.writeBlock("id3 ");
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
    rename_chunks(path, stream);
    return true;
}

std::optional<Tags> read_id3(const std::filesystem::path& path) {
    TagLib::MPEG::File file(path.c_str(), false);
    if (!file.isValid()) return std::nullopt;
    if (file.hasID3v2Tag()) return read(*file.ID3v2Tag(false));
    if (file.hasID3v1Tag()) return read_id3v1(*file.ID3v1Tag(false)).tags;
    return std::nullopt;
}

std::optional<Tags> read_wav_id3(const std::filesystem::path& path) {
    TagLib::RIFF::WAV::File file(path.c_str(), false);
    if (!file.isValid() || !file.hasID3v2Tag()) return std::nullopt;
    return read(*file.ID3v2Tag());
}

Id3Traits id3_traits(const std::filesystem::path& path, const std::string& format) {
    if (format == "wav") {
        TagLib::RIFF::WAV::File file(path.c_str(), false);
        return file.isValid() && file.hasID3v2Tag() ? traits_of(*file.ID3v2Tag()) : Id3Traits();
    }
    TagLib::MPEG::File file(path.c_str(), false);
    if (file.isValid() && file.hasID3v2Tag()) return traits_of(*file.ID3v2Tag(false));
    Id3Traits traits;
    if (file.isValid() && file.hasID3v1Tag()) {
        traits.version = 1;
        traits.text_encoding = read_id3v1(*file.ID3v1Tag(false)).text_encoding;
    }
    return traits;
}

}  // namespace cityfm::media
