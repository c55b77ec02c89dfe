// SPDX-License-Identifier: MIT
#include "pipeline/media/vorbis_tags.h"

#include <flacfile.h>
#include <flacpicture.h>
#include <id3v2framefactory.h>
#include <opusfile.h>
#include <xiphcomment.h>

#include <algorithm>
#include <cmath>

#include "pipeline/av/sniff.h"
#include "pipeline/core/format.h"
#include "pipeline/core/time.h"
#include "pipeline/media/loudness_tags.h"
#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"
#include "pipeline/media/text_fields.h"

namespace cityfm::media {
namespace {

constexpr const char* r128_name = "R128_TRACK_GAIN";

void add_text(TagLib::Ogg::XiphComment& tag, const char* name, const std::string& text) {
    if (!text.empty()) tag.addField(name, to_taglib(text));
}

void add_number(TagLib::Ogg::XiphComment& tag, const char* name, std::optional<int> number) {
    if (number) add_text(tag, name, std::to_string(*number));
}

std::string text_of(const TagLib::Ogg::XiphComment& tag, const std::string& name) {
    const TagLib::Ogg::FieldListMap& fields = tag.fieldListMap();
    const auto found = fields.find(to_taglib(name));
    return found != fields.end() ? from_taglib(found->second.front()) : std::string();
}

std::optional<int> number_of(const TagLib::Ogg::XiphComment& tag, const char* name) {
    const std::string text = text_of(tag, name);
    if (text.empty()) return std::nullopt;
    return to_taglib(text).toInt();
}

/// `CHAPTER000`, as the chapter extension of Vorbis comments names the first one.
std::string chapter_name(std::size_t index) {
    return core::format("CHAPTER{:03}", index);
}

void add_chapters(TagLib::Ogg::XiphComment& tag, const std::vector<TagChapter>& chapters) {
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const std::string name = chapter_name(i);
        add_text(tag, name.c_str(), core::show_milliseconds(chapters[i].start_ms));
        add_text(tag, (name + "NAME").c_str(), chapters[i].title);
        add_text(tag, (name + "URL").c_str(), chapters[i].link);
    }
}

/// They are counted from 0 or from 1, by whoever wrote them.
std::vector<TagChapter> chapters_of(const TagLib::Ogg::XiphComment& tag) {
    constexpr std::size_t most = 1000;
    std::vector<TagChapter> chapters;
    for (std::size_t i = 0; i < most; ++i) {
        const std::string name = chapter_name(i);
        const auto start = core::parse_offset(text_of(tag, name));
        if (!start && i > 0) break;
        if (!start) continue;
        chapters.push_back(
            {std::llround(*start * 1000), text_of(tag, name + "NAME"), text_of(tag, name + "URL")});
    }
    return chapters;
}

void fill(TagLib::Ogg::XiphComment& tag, const Tags& tags) {
    tag.removeAllFields();
    for (const TextField& field : text_fields) {
        if (field.vorbis != nullptr) add_text(tag, field.vorbis, text_in(tags, field));
    }
    add_number(tag, "TRACKNUMBER", tags.number);
    add_number(tag, "SEASON", tags.season);
    add_chapters(tag, tags.chapters);
}

Tags read(const TagLib::Ogg::XiphComment& tag) {
    Tags tags;
    for (const TextField& field : text_fields) {
        if (field.vorbis != nullptr) take(tags, field, text_of(tag, field.vorbis));
    }
    tags.number = number_of(tag, "TRACKNUMBER");
    tags.season = number_of(tag, "SEASON");
    tags.chapters = chapters_of(tag);
    return tags;
}

/// Null without a picture; whatever it is added to owns it.
TagLib::FLAC::Picture* cover_of(const Tags& tags) {
    if (tags.picture.empty()) return nullptr;
    auto* picture = new TagLib::FLAC::Picture;
    picture->setType(TagLib::FLAC::Picture::FrontCover);
    picture->setMimeType("image/jpeg");
    const av::PictureHeader header = av::read_picture_header(tags.picture);
    picture->setWidth(header.width);
    picture->setHeight(header.height);
    picture->setColorDepth(24);
    picture->setData(TagLib::ByteVector(tags.picture.data(), static_cast<unsigned>(tags.picture.size())));
    return picture;
}

std::string bytes_of(const TagLib::List<TagLib::FLAC::Picture*>& pictures) {
    if (pictures.isEmpty()) return {};
    const auto cover =
        std::find_if(pictures.begin(), pictures.end(), [](const TagLib::FLAC::Picture* picture) {
            return picture->type() == TagLib::FLAC::Picture::FrontCover;
        });
    const TagLib::ByteVector data = (cover != pictures.end() ? *cover : pictures.front())->data();
    return {data.data(), data.size()};
}

}  // namespace

bool write_opus(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    TagLib::Ogg::Opus::File file(&stream, false);
    if (!file.isValid() || file.tag() == nullptr) return false;
    fill(*file.tag(), tags);
    // RFC 7845 forbids ReplayGain in Opus, which has its own.
    add_text(*file.tag(), r128_name, r128_text(tags.sound));
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
    for (const auto& [name, value] : replaygain_texts(tags.sound)) {
        file.xiphComment()->addField(to_taglib(name).upper(), to_taglib(value));
    }
    file.removePictures();
    if (auto* cover = cover_of(tags)) file.addPicture(cover);
    return file.save();
}

std::optional<Tags> read_opus(const std::filesystem::path& path) {
    TagLib::Ogg::Opus::File file(path.c_str(), false);
    if (!file.isValid() || file.tag() == nullptr) return std::nullopt;
    Tags tags = read(*file.tag());
    take_r128(tags.sound, text_of(*file.tag(), r128_name));
    tags.picture = bytes_of(file.tag()->pictureList());
    return tags;
}

std::optional<Tags> read_flac(const std::filesystem::path& path) {
    TagLib::FLAC::File file(path.c_str(), false);
    if (!file.isValid() || !file.hasXiphComment()) return std::nullopt;
    Tags tags = read(*file.xiphComment());
    for (const auto& [name, values] : file.xiphComment()->fieldListMap())
        take_replaygain(tags.sound, from_taglib(name), from_taglib(values.front()));
    tags.picture = bytes_of(file.pictureList());
    return tags;
}

}  // namespace cityfm::media
