// SPDX-License-Identifier: MIT
#include "pipeline/av/sound_file.h"

#include "pipeline/av/sniff.h"
#include "pipeline/core/error.h"

namespace cityfm::av {

SoundFile::SoundFile(const std::filesystem::path& path) : name(path), file(path) {
    const core::Args where = {{"path", path.string()}};
    // All that reads goes by the handle: what was looked at is what is decoded.
    FileBytes bytes(file.path());
    if (bytes.size() == 0) throw core::Error(core::Kind::show, core::Code::file_empty, where);
    const Found found = find_sound(bytes);
    if (found.demuxer.empty()) {
        core::Args args = where;
        args.emplace_back("format", found.format);
        throw core::Error(core::Kind::show, found.refusal, std::move(args));
    }
    layout = layout_of(bytes, found.demuxer, found.begin);
}

}  // namespace cityfm::av
