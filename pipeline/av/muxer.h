// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/av/encoding.h"
#include "pipeline/av/handles.h"

namespace cityfm::av {

/// A part of the sound, named, in milliseconds.
struct Chapter {
    std::int64_t start_ms = 0;
    std::int64_t end_ms = 0;
    std::string title;

    bool operator==(const Chapter&) const = default;
};

/// A container being written, of one stream of sound and no tags; with chapters, where it can hold them.
class Muxer {
  public:
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    /// Writes over `path`; `encoder` is one of the kind that makes the packets. Throws when something cannot
    /// be opened.
    Muxer(const std::filesystem::path& path, const Encoding& encoding, const AVCodecContext& encoder);

    /// The same for packets of another file's stream, whose times are in `time_base`.
    Muxer(const std::filesystem::path& path, const std::string& container, const Pairs& options,
          const AVCodecParameters& codec, AVRational time_base, const std::vector<Chapter>& chapters);

    /// Takes a packet's content; its times are in frames, or in the time base that was given.
    void write(AVPacket& packet);

    /// Ends the container and closes the file, both checked.
    void finish();

    static bool wants_global_header(const Encoding& encoding);

  private:
    /// An output context closes its file first.
    struct CloseOutput {
        void operator()(AVFormatContext* context) const noexcept;
    };
    /// The container with its one stream, before its header is written.
    void open(const std::string& container);
    void write_header(const Pairs& muxer_options);
    void add_chapters(const std::vector<Chapter>& chapters);
    void join_padding(AVPacket& packet);

    std::string path_;
    std::unique_ptr<AVFormatContext, CloseOutput> output_;
    AVStream* stream_ = nullptr;
    AVRational time_base_;
    std::uint32_t padding_ = 0;  ///< frames to drop at the end, as the packets so far state it
};

}  // namespace cityfm::av
