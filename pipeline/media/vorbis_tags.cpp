// SPDX-License-Identifier: MIT
#include "pipeline/media/vorbis_tags.h"

#include <flacfile.h>
#include <flacpicture.h>
#include <id3v2framefactory.h>
#include <opusfile.h>
#include <xiphcomment.h>

#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"
#include "pipeline/media/text_fields.h"

namespace cityfm::media {
namespace {

void add_text(TagLib::Ogg::XiphComment& tag, const char* name, const std::string& text) {
    if (!text.empty()) tag.addField(name, to_taglib(text));
}

void add_number(TagLib::Ogg::XiphComment& tag, const char* name, std::optional<int> number) {
    if (number) add_text(tag, name, std::to_string(*number));
}

std::string text_of(const TagLib::Ogg::XiphComment& tag, const char* name) {
    const TagLib::Ogg::FieldListMap& fields = tag.fieldListMap();
    return fields.contains(name) ? from_taglib(fields[name].front()) : std::string();
}

std::optional<int> number_of(const TagLib::Ogg::XiphComment& tag, const char* name) {
    const TagLib::Ogg::FieldListMap& fields = tag.fieldListMap();
    if (!fields.contains(name)) return std::nullopt;
    return fields[name].front().toInt();
}

void fill(TagLib::Ogg::XiphComment& tag, const Tags& tags) {
    tag.removeAllFields();
    for (const TextField& field : text_fields) {
        if (field.vorbis != nullptr) add_text(tag, field.vorbis, text_in(tags, field));
    }
    add_number(tag, "TRACKNUMBER", tags.number);
    add_number(tag, "SEASON", tags.season);
}

Tags read(const TagLib::Ogg::XiphComment& tag) {
    Tags tags;
    for (const TextField& field : text_fields) {
        if (field.vorbis != nullptr && field.is_read) tags.*field.value = text_of(tag, field.vorbis);
    }
    tags.number = number_of(tag, "TRACKNUMBER");
    tags.season = number_of(tag, "SEASON");
    return tags;
}

/// Null without a picture; whatever it is added to owns it.
TagLib::FLAC::Picture* cover_of(const Tags& tags) {
    if (tags.picture.empty()) return nullptr;
    auto* picture = new TagLib::FLAC::Picture;
    picture->setType(TagLib::FLAC::Picture::FrontCover);
    picture->setMimeType("image/jpeg");
    picture->setData(TagLib::ByteVector(tags.picture.data(), static_cast<unsigned>(tags.picture.size())));
    return picture;
}

std::string bytes_of(const TagLib::List<TagLib::FLAC::Picture*>& pictures) {
    if (pictures.isEmpty()) return {};
    const TagLib::ByteVector data = pictures.front()->data();
    return {data.data(), data.size()};
}

}  // namespace

bool write_opus(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    TagLib::Ogg::Opus::File file(&stream, false);
    if (!file.isValid() || file.tag() == nullptr) return false;
    fill(*file.tag(), tags);
    file.tag()->removeAllPictures();
    if (auto* cover = cover_of(tags)) file.tag()->addPicture(cover);
    return file.save();
}

bool write_flac(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    TagLib::FLAC::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), false);
    if (!file.isValid()) return false;
    file.strip();
    fill(*file.xiphComment(true), tags);
    file.removePictures();
    if (auto* cover = cover_of(tags)) file.addPicture(cover);
    return file.save();
}

std::optional<Tags> read_opus(const std::filesystem::path& path) {
    TagLib::Ogg::Opus::File file(path.c_str(), false);
    if (!file.isValid() || file.tag() == nullptr) return std::nullopt;
    Tags tags = read(*file.tag());
    tags.picture = bytes_of(file.tag()->pictureList());
    return tags;
}

std::optional<Tags> read_flac(const std::filesystem::path& path) {
    TagLib::FLAC::File file(path.c_str(), false);
    if (!file.isValid() || !file.hasXiphComment()) return std::nullopt;
    Tags tags = read(*file.xiphComment());
    tags.picture = bytes_of(file.pictureList());
    return tags;
}

}  // namespace cityfm::media
