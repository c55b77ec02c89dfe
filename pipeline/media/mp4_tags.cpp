// SPDX-License-Identifier: MIT
#include "pipeline/media/mp4_tags.h"

#include <mp4coverart.h>
#include <mp4file.h>

#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"
#include "pipeline/media/text_fields.h"

namespace cityfm::media {
namespace {

namespace mp4 = TagLib::MP4;

/// `stik` of a podcast.
constexpr unsigned char podcast = 21;

std::string text_of(const mp4::Tag& tag, const char* atom) {
    return tag.contains(atom) ? from_taglib(tag.item(atom).toStringList().toString()) : std::string();
}

}  // namespace

bool write_mp4(const std::filesystem::path& path, const Tags& tags) {
    TagStream stream(path);
    mp4::File file(&stream, false);
    if (!file.isValid() || file.tag() == nullptr) return false;
    mp4::Tag& tag = *file.tag();
    for (const auto& [atom, item] : mp4::ItemMap(tag.itemMap())) tag.removeItem(atom);
    for (const TextField& field : text_fields) {
        const std::string& text = text_in(tags, field);
        if (field.mp4 != nullptr && !text.empty())
            tag.setItem(field.mp4, mp4::Item(TagLib::StringList(to_taglib(text))));
    }
    if (tags.number) tag.setItem("trkn", mp4::Item(*tags.number, 0));
    if (tags.season) tag.setItem("disk", mp4::Item(*tags.season, 0));
    tag.setItem("pcst", mp4::Item(true));
    tag.setItem("stik", mp4::Item(podcast));
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
    if (!file.isValid() || file.tag() == nullptr || !file.tag()->contains("\251nam")) return std::nullopt;
    const mp4::Tag& tag = *file.tag();
    Tags tags;
    for (const TextField& field : text_fields) {
        if (field.mp4 != nullptr && field.is_read) tags.*field.value = text_of(tag, field.mp4);
    }
    if (tag.contains("trkn")) tags.number = tag.item("trkn").toIntPair().first;
    if (tag.contains("disk")) tags.season = tag.item("disk").toIntPair().first;
    if (tag.contains("covr")) {
        const mp4::CoverArtList covers = tag.item("covr").toCoverArtList();
        if (!covers.isEmpty())
            tags.picture.assign(covers.front().data().data(), covers.front().data().size());
    }
    return tags;
}

}  // namespace cityfm::media
