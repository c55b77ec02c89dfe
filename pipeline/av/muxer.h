// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "pipeline/av/encoding.h"
#include "pipeline/av/handles.h"

namespace cityfm::av {

/// A container being written, of one stream of sound and no tags.
class Muxer {
  public:
    /// Writes over `path`; `encoder` is one of the kind that makes the packets. Throws when something cannot
    /// be opened.
    Muxer(const std::filesystem::path& path, const Encoding& encoding, const AVCodecContext& encoder);

    /// Takes a packet's content; its times are in frames.
    void write(AVPacket& packet);

    /// Ends the container and closes the file, both checked.
    void finish();

    static bool wants_global_header(const Encoding& encoding);

  private:
    /// An output context closes its file first.
    struct CloseOutput {
        void operator()(AVFormatContext* context) const noexcept;
    };
    void join_padding(AVPacket& packet);

    std::string path_;
    std::unique_ptr<AVFormatContext, CloseOutput> output_;
    AVStream* stream_ = nullptr;
    AVRational frames_;
    std::uint32_t padding_ = 0;  ///< frames to drop at the end, as the packets so far state it
};

}  // namespace cityfm::av
