// SPDX-License-Identifier: MIT
#include "pipeline/av/packet_file.h"

#include <cerrno>
#include <cstring>

#include "pipeline/av/av_error.h"
#include "pipeline/core/error.h"

namespace cityfm::av {
namespace {

/// What stands before each packet's bytes.
struct Head {
    std::int64_t pts;
    std::int64_t duration;
    std::uint32_t data_bytes;
    std::uint32_t skip_bytes;
};

constexpr std::size_t written_at_once = 1U << 18U;

}  // namespace

Packet StoredPacket::to_packet() const {
    Packet packet(checked(av_packet_alloc(), "av_packet_alloc"));
    checked(av_new_packet(packet.get(), static_cast<int>(data.size())), "av_new_packet");
    std::memcpy(packet->data, data.data(), data.size());
    packet->pts = packet->dts = pts;
    packet->duration = duration;
    packet->flags |= AV_PKT_FLAG_KEY;
    if (!skip.empty()) {
        std::uint8_t* side =
            checked(av_packet_new_side_data(packet.get(), AV_PKT_DATA_SKIP_SAMPLES, skip.size()),
                    "av_packet_new_side_data");
        std::memcpy(side, skip.data(), skip.size());
    }
    return packet;
}

void PacketFileWriter::write(const AVPacket& packet) {
    std::size_t skip_bytes = 0;
    const std::uint8_t* skip = av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, &skip_bytes);
    if (skip == nullptr) skip_bytes = 0;
    const Head head{packet.pts, packet.duration, static_cast<std::uint32_t>(packet.size),
                    static_cast<std::uint32_t>(skip_bytes)};
    pending_.append(reinterpret_cast<const char*>(&head), sizeof head);
    pending_.append(reinterpret_cast<const char*>(packet.data), head.data_bytes);
    if (skip_bytes > 0) pending_.append(reinterpret_cast<const char*>(skip), skip_bytes);
    if (pending_.size() < written_at_once) return;
    file_.write(pending_);
    pending_.clear();
}

void PacketFileWriter::finish() {
    file_.write(pending_);
    file_.finish(core::Sync::no);
}

PacketFileReader::PacketFileReader(std::filesystem::path path)
    : path_(std::move(path)), file_(path_, std::ios::binary) {
    if (!file_) core::fail_on_file(core::Code::cannot_read, path_, errno);
}

std::optional<StoredPacket> PacketFileReader::next() {
    Head head{};
    const auto read = [this](void* bytes, std::size_t count) {
        return static_cast<bool>(file_.read(static_cast<char*>(bytes), static_cast<std::streamsize>(count)));
    };
    if (!read(&head, sizeof head)) {
        if (file_.gcount() == 0 && file_.eof()) return std::nullopt;
        core::fail_on_file(core::Code::cannot_read, path_, EIO);
    }
    StoredPacket packet{head.pts, head.duration, std::vector<std::uint8_t>(head.data_bytes),
                        std::vector<std::uint8_t>(head.skip_bytes)};
    if (!read(packet.data.data(), packet.data.size()) || !read(packet.skip.data(), packet.skip.size()))
        core::fail_on_file(core::Code::cannot_read, path_, EIO);
    return packet;
}

}  // namespace cityfm::av
