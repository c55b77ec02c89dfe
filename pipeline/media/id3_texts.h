// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/media/tags.h"

namespace TagLib::ID3v1 {
class Tag;
}
namespace TagLib::ID3v2 {
class Tag;
}

namespace cityfm::media {

/// Many programs write a tag's texts in the encoding of their machine and claim that they are Latin-1. Reads
/// them, those of chapters too, in the one they are in (text::encoding_behind_latin1), which it names; empty
/// where the claim may be true. The tag is changed in memory alone.
std::string mend_texts(TagLib::ID3v2::Tag& tag);

/// What an ID3v1 tag holds, which has no place for an encoding.
struct OldTag {
    Tags tags;
    std::string text_encoding;  ///< as `mend_texts` names it
};
OldTag read_id3v1(const TagLib::ID3v1::Tag& tag);

}  // namespace cityfm::media
