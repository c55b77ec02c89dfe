// SPDX-License-Identifier: MIT
#include "pipeline/media/vorbis_tags.h"

#include <flacfile.h>
#include <flacpicture.h>
#include <id3v2framefactory.h>
#include <opusfile.h>
#include <xiphcomment.h>

#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"

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
    add_text(tag, "TITLE", tags.title);
    add_text(tag, "TITLESORT", tags.title_sort);
    add_text(tag, "ARTIST", tags.show);
    add_text(tag, "ARTISTSORT", tags.show_sort);
    add_text(tag, "ALBUM", tags.show);
    add_text(tag, "ALBUMSORT", tags.show_sort);
    add_text(tag, "ALBUMARTIST", tags.author);
    add_text(tag, "ORGANIZATION", tags.author);
    add_text(tag, "COPYRIGHT", tags.copyright);
    add_text(tag, "GENRE", "Podcast");
    add_text(tag, "LANGUAGE", tags.language);
    add_text(tag, "DATE", tags.date);
    add_number(tag, "TRACKNUMBER", tags.number);
    add_number(tag, "SEASON", tags.season);
    add_text(tag, "COMMENT", tags.comment);
}

Tags read(const TagLib::Ogg::XiphComment& tag) {
    Tags tags;
    tags.title = text_of(tag, "TITLE");
    tags.title_sort = text_of(tag, "TITLESORT");
    tags.show = text_of(tag, "ALBUM");
    tags.show_sort = text_of(tag, "ALBUMSORT");
    tags.author = text_of(tag, "ALBUMARTIST");
    tags.copyright = text_of(tag, "COPYRIGHT");
    tags.language = text_of(tag, "LANGUAGE");
    tags.date = text_of(tag, "DATE");
    tags.number = number_of(tag, "TRACKNUMBER");
    tags.season = number_of(tag, "SEASON");
    tags.comment = text_of(tag, "COMMENT");
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
