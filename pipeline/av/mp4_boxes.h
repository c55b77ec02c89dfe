// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/av/file_bytes.h"
#include "pipeline/av/sound_info.h"

namespace cityfm::av {

/// A box of an MP4 (ISO 14496-12, section 4.2): where it stands in the file.
struct Mp4Box {
    std::string type;
    std::int64_t begin = 0;    ///< of its header
    std::int64_t content = 0;  ///< behind its header
    std::int64_t end = 0;
};

/// The box that a path of types leads to: `moov`, `udta`, `chpl`; the first one of each type. Nothing where a
/// size makes no sense, or a type is not there.
std::optional<Mp4Box> find_mp4_box(const std::filesystem::path& path, const std::vector<std::string>& types);

/// The boxes from one place to another, up to the first whose size makes no sense.
std::vector<Mp4Box> mp4_boxes_in(FileBytes& file, std::int64_t begin, std::int64_t end);

/// The boxes of a whole file; what is none of them, at its end, has no type.
std::vector<Mp4Box> mp4_boxes(const std::filesystem::path& path);

/// What the edit list of an MP4's first track leaves out.
std::optional<Gapless> mp4_gapless(const std::filesystem::path& path);

/// How many edits the edit list of an MP4's first track has; each may be silence.
std::int64_t mp4_edits(const std::filesystem::path& path);

/// What an MP4 without an edit list says in the tag `iTunSMPB`: how many frames are sound, and what stands
/// around them.
struct StatedSound {
    std::int64_t frames = 0;
    Gapless gapless;
};
std::optional<StatedSound> mp4_stated_sound(const std::filesystem::path& path);

}  // namespace cityfm::av
