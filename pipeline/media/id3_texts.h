// SPDX-License-Identifier: MIT
#pragma once

#include <string>

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

struct Tags;

/// What an ID3v1 tag holds, of which nobody says the encoding; `encoding` is as above.
Tags read_id3v1(const TagLib::ID3v1::Tag& tag, std::string& encoding);

}  // namespace cityfm::media
