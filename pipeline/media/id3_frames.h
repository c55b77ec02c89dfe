// SPDX-License-Identifier: MIT
#pragma once

#include <attachedpictureframe.h>
#include <id3v2tag.h>
#include <textidentificationframe.h>

#include <string>

#include "pipeline/media/taglib_text.h"

namespace cityfm::media {

// Frames are made with new, since the tag or the frame around them owns them.

inline TagLib::ByteVector to_bytes(const std::string& bytes) {
    return {bytes.data(), static_cast<unsigned>(bytes.size())};
}

inline TagLib::ID3v2::Frame* text_frame(const char* id, const std::string& text) {
    auto* frame = new TagLib::ID3v2::TextIdentificationFrame(TagLib::ByteVector(id), TagLib::String::UTF16);
    frame->setText(to_taglib(text));
    return frame;
}

inline TagLib::ID3v2::Frame* picture_frame(const std::string& jpeg,
                                           TagLib::ID3v2::AttachedPictureFrame::Type type) {
    auto* frame = new TagLib::ID3v2::AttachedPictureFrame;
    frame->setType(type);
    frame->setMimeType("image/jpeg");
    frame->setPicture(to_bytes(jpeg));
    return frame;
}

/// The text of the first of some frames; empty for none.
inline std::string text_of(const TagLib::ID3v2::FrameList& frames) {
    return frames.isEmpty() ? std::string() : from_taglib(frames.front()->toString());
}

/// The first of some frames, if it is of that kind.
template <class Frame>
const Frame* first(const TagLib::ID3v2::FrameList& frames) {
    return frames.isEmpty() ? nullptr : dynamic_cast<const Frame*>(frames.front());
}

/// The front cover among some frames, else the first picture; empty for none.
inline std::string picture_of(const TagLib::ID3v2::FrameList& frames) {
    using TagLib::ID3v2::AttachedPictureFrame;
    const auto* chosen = first<AttachedPictureFrame>(frames);
    for (const TagLib::ID3v2::Frame* frame : frames) {
        const auto* picture = dynamic_cast<const AttachedPictureFrame*>(frame);
        if (picture == nullptr || picture->type() != AttachedPictureFrame::FrontCover) continue;
        chosen = picture;
        break;
    }
    if (chosen == nullptr) return {};
    const TagLib::ByteVector picture = chosen->picture();
    return {picture.data(), picture.size()};
}

}  // namespace cityfm::media
