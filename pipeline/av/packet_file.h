// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/av/handles.h"
#include "pipeline/core/file.h"

namespace cityfm::av {

/// A packet out of libav's hands; its times are in frames.
struct StoredPacket {
    std::int64_t pts = 0;
    std::int64_t duration = 0;
    std::vector<std::uint8_t> data;
    std::vector<std::uint8_t> skip;  ///< side data AV_PKT_DATA_SKIP_SAMPLES; mostly none

    Packet to_packet() const;
};

/// Packets on the disk until they are joined; no format for keeping.
class PacketFileWriter {
  public:
    explicit PacketFileWriter(std::filesystem::path path) : file_(std::move(path)) {}
    void write(const AVPacket& packet);
    void finish();

  private:
    core::AtomicFile file_;
    std::string pending_;
};

class PacketFileReader {
  public:
    explicit PacketFileReader(std::filesystem::path path);
    /// Nothing at the end. Throws on error.
    std::optional<StoredPacket> next();

  private:
    std::filesystem::path path_;
    std::ifstream file_;
};

}  // namespace cityfm::av
