// SPDX-License-Identifier: MIT
#include "pipeline/media/mp4_tags.h"

#include <mp4coverart.h>
#include <mp4file.h>

#include "pipeline/media/tag_stream.h"
#include "pipeline/media/taglib_text.h"

namespace cityfm::media {
namespace {

namespace mp4 = TagLib::MP4;

/// `stik` of a podcast.
constexpr unsigned char podcast = 21;

void set_text(mp4::Tag& tag, const char* atom, const std::string& text) {
    if (text.empty()) {
        tag.removeItem(atom);
    } else {
        tag.setItem(atom, mp4::Item(TagLib::StringList(to_taglib(text))));
    }
}

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
    set_text(tag, "\251nam", tags.title);
    set_text(tag, "sonm", tags.title_sort);
    set_text(tag, "\251ART", tags.show);
    set_text(tag, "soar", tags.show_sort);
    set_text(tag, "\251alb", tags.show);
    set_text(tag, "soal", tags.show_sort);
    set_text(tag, "aART", tags.author);
    set_text(tag, "cprt", tags.copyright);
    set_text(tag, "\251gen", "Podcast");
    set_text(tag, "\251day", tags.date);
    set_text(tag, "ldes", tags.comment);
    set_text(tag, "\251cmt", tags.comment);
    set_text(tag, "----:com.apple.iTunes:LANGUAGE", tags.language);
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
    tags.title = text_of(tag, "\251nam");
    tags.title_sort = text_of(tag, "sonm");
    tags.show = text_of(tag, "\251alb");
    tags.show_sort = text_of(tag, "soal");
    tags.author = text_of(tag, "aART");
    tags.copyright = text_of(tag, "cprt");
    tags.date = text_of(tag, "\251day");
    tags.comment = text_of(tag, "\251cmt");
    tags.language = text_of(tag, "----:com.apple.iTunes:LANGUAGE");
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
