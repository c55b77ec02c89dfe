// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/av/handles.h"
#include "pipeline/av/sound_file.h"

namespace cityfm::av {

/// One part of a sound file opened by its own demuxer, with one sound track chosen and all other streams
/// discarded.
class Input {
  public:
    /// `track` is the number, language or title of a sound track; empty for the one that players take. Throws
    /// `no_sound_in_it`, `no_such_track`, `protected_sound` or `unreadable_sound`.
    explicit Input(std::shared_ptr<const SoundFile> source, std::size_t part = 0,
                   const std::string& track = {});
    /// Throws as SoundFile does, too.
    explicit Input(const std::filesystem::path& path) : Input(std::make_shared<const SoundFile>(path)) {}
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    ~Input();

    /// The next packet of the track, or nothing at the end.
    bool read(AVPacket& packet);

    /// True when it ended because something could not be read.
    bool is_broken() const { return broken_; }
    /// Bytes after the place at which it ended.
    std::int64_t bytes_left() const;

    AVFormatContext& format() const { return *format_; }
    AVStream& stream() const { return *stream_; }
    const std::vector<Track>& tracks() const { return tracks_; }
    int track() const { return track_; }

  private:
    struct Bytes;

    AVStream* choose(const std::string& track);

    std::shared_ptr<const SoundFile> source_;
    std::unique_ptr<Bytes> bytes_;
    InputFormat format_;
    AVStream* stream_ = nullptr;
    std::vector<Track> tracks_;
    int track_ = 1;
    bool broken_ = false;
};

}  // namespace cityfm::av
