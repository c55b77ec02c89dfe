// SPDX-License-Identifier: MIT
#include "pipeline/av/input.h"

#include <string>

#include "pipeline/av/av_error.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/error.h"

namespace cityfm::av {

using core::Code;
using core::Error;
using core::Kind;

Input::Input(const std::filesystem::path& path) : file(path) {
    const core::Args where = {{"path", path.string()}};
    // All that reads goes by the handle: what was looked at is what is decoded.
    const std::string head = head_of(file.path());
    if (head.empty()) throw Error(Kind::show, Code::file_empty, where);
    const std::string demuxer = sniff_sound(head);
    if (demuxer.empty()) throw Error(Kind::show, Code::not_sound, where);
    const auto unreadable = [&](int error) {
        return Error(Kind::show, Code::unreadable_sound,
                     {{"path", path.string()}, {"reason", describe(error)}});
    };

    keep_libav_quiet();
    Options options;
    options.set("protocol_whitelist", "file,pipe");
    AVFormatContext* opened = nullptr;
    int result = avformat_open_input(&opened, ("file:" + file.path().string()).c_str(),
                                     av_find_input_format(demuxer.c_str()), options.address());
    if (result < 0) throw unreadable(result);
    format.reset(opened);
    result = avformat_find_stream_info(opened, nullptr);
    if (result < 0) throw unreadable(result);
    const int index = av_find_best_stream(opened, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (index < 0) throw Error(Kind::show, Code::no_sound_in_it, where);
    for (unsigned i = 0; i < opened->nb_streams; ++i) {
        if (static_cast<int>(i) != index) opened->streams[i]->discard = AVDISCARD_ALL;
    }
    stream = opened->streams[index];
}

bool Input::read(AVPacket& packet) {
    for (;;) {
        av_packet_unref(&packet);
        const int result = av_read_frame(format.get(), &packet);
        if (result < 0) {
            if (result != AVERROR_EOF) ++damages;
            return false;
        }
        if (packet.stream_index == stream->index) return true;
    }
}
}  // namespace cityfm::av
