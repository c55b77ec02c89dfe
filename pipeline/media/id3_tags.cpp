// SPDX-License-Identifier: MIT
#include "pipeline/media/id3_tags.h"

#include <attachedpictureframe.h>
#include <commentsframe.h>
#include <id3v2framefactory.h>
#include <id3v2tag.h>
#include <infotag.h>
#include <mpegfile.h>
#include <textidentificationframe.h>
#include <wavfile.h>

#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"
#include "pipeline/media/text_fields.h"

namespace cityfm::media {
namespace {

using TagLib::ByteVector;
using TagLib::String;
namespace id3 = TagLib::ID3v2;

void add_text(id3::Tag& tag, const char* id, const std::string& text) {
    if (text.empty()) return;
    auto* frame = new id3::TextIdentificationFrame(ByteVector(id), String::UTF16);  // the tag owns it
    frame->setText(to_taglib(text));
    tag.addFrame(frame);
}

void add_number(id3::Tag& tag, const char* id, std::optional<int> number) {
    if (number) add_text(tag, id, std::to_string(*number));
}

std::string text_of(const id3::Tag& tag, const char* id) {
    const id3::FrameList& frames = tag.frameList(id);
    return frames.isEmpty() ? std::string() : from_taglib(frames.front()->toString());
}

std::optional<int> number_of(const id3::Tag& tag, const char* id) {
    const id3::FrameList& frames = tag.frameList(id);
    if (frames.isEmpty()) return std::nullopt;
    return frames.front()->toString().toInt();
}

void fill(id3::Tag& tag, const Tags& tags) {
    for (const TextField& field : text_fields) {
        if (field.id3 != nullptr) add_text(tag, field.id3, text_in(tags, field));
    }
    add_number(tag, "TRCK", tags.number);
    add_number(tag, "TPOS", tags.season);
    if (!tags.comment.empty()) {
        auto* comment = new id3::CommentsFrame(String::UTF16);
        comment->setLanguage(ByteVector(tags.language.c_str(), 3));
        comment->setText(to_taglib(tags.comment));
        tag.addFrame(comment);
    }
    if (!tags.picture.empty()) {
        auto* picture = new id3::AttachedPictureFrame;
        picture->setType(id3::AttachedPictureFrame::FrontCover);
        picture->setMimeType("image/jpeg");
        picture->setPicture(ByteVector(tags.picture.data(), static_cast<unsigned>(tags.picture.size())));
        tag.addFrame(picture);
    }
}

Tags read(const id3::Tag& tag) {
    Tags tags;
    for (const TextField& field : text_fields) {
        if (field.id3 != nullptr && field.is_read) tags.*field.value = text_of(tag, field.id3);
    }
    tags.number = number_of(tag, "TRCK");
    tags.season = number_of(tag, "TPOS");
    tags.comment = text_of(tag, "COMM");
    const id3::FrameList& pictures = tag.frameList("APIC");
    if (!pictures.isEmpty()) {
        if (const auto* picture = dynamic_cast<id3::AttachedPictureFrame*>(pictures.front())) {
            tags.picture.assign(picture->picture().data(), picture->picture().size());
        }
    }
    return tags;
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
    info.setArtist(to_taglib(tags.show));
    info.setAlbum(to_taglib(tags.show));
    info.setComment(to_taglib(tags.comment));
    info.setGenre("Podcast");
    info.setFieldText("ICRD", to_taglib(tags.date));
    info.setFieldText("ICOP", to_taglib(tags.copyright));
    if (tags.number) info.setTrack(static_cast<unsigned>(*tags.number));
    return file.save(TagLib::RIFF::WAV::File::AllTags, TagLib::File::StripOthers, id3::v3);
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

}  // namespace cityfm::media
