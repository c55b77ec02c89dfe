// SPDX-License-Identifier: MIT
#include "pipeline/av/mp4_chapters.h"

#include "pipeline/av/av_error.h"
#include "pipeline/av/input.h"

namespace cityfm::av {

void copy_with_chapters(const std::filesystem::path& from, const std::vector<Chapter>& chapters,
                        const std::filesystem::path& to) {
    Input input(from);
    Muxer muxer(to, "ipod", {{"movflags", "+faststart"}}, *input.stream().codecpar, input.stream().time_base,
                chapters);
    const Packet packet(checked(av_packet_alloc(), "av_packet_alloc"));
    while (input.read(*packet)) muxer.write(*packet);
    muxer.finish();
}

std::vector<Chapter> mp4_chapters(const std::filesystem::path& path) {
    const Input input(path);
    std::vector<Chapter> chapters;
    for (unsigned i = 0; i < input.format().nb_chapters; ++i) {
        const AVChapter& chapter = *input.format().chapters[i];
        const AVDictionaryEntry* title = av_dict_get(chapter.metadata, "title", nullptr, 0);
        const auto to_ms = [&](std::int64_t time) {
            return av_rescale_q(time, chapter.time_base, AVRational{1, 1000});
        };
        chapters.push_back({to_ms(chapter.start), to_ms(chapter.end), title != nullptr ? title->value : ""});
    }
    return chapters;
}

}  // namespace cityfm::av
