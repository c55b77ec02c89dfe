// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "pipeline/av/mpeg_header.h"
#include "pipeline/av/sound_layout.h"
#include "pipeline/av/tail_tags.h"
#include "pipeline/av/timeline.h"
#include "pipeline/av/xing.h"

namespace cityfm::av {
namespace {

/// Goes from frame to frame of MPEG audio, and finds the next one after anything else: tags between files
/// that were joined, and bytes that were lost or overwritten.
class MpegWalk {
  public:
    MpegWalk(FileBytes& file, std::int64_t begin)
        : file_(file), begin_(begin), end_(before_tags(file, begin)) {}

    SoundLayout walk() {
        std::int64_t at = begin_;
        while (at < end_) {
            if (const auto header = frame_at(at)) {
                take(at, *header);
                at += header->bytes;
                continue;
            }
            const std::int64_t found = next_frame(at);
            if (found < 0) break;
            at = found;
        }
        finish();
        return std::move(layout_);
    }

  private:
    /// A whole frame that another one follows, or one of the stream so far where the bytes after it are
    /// damaged.
    std::optional<MpegHeader> frame_at(std::int64_t at) {
        const auto header = mpeg_header(file_.view(at, 4));
        if (!header || at + header->bytes > end_) return std::nullopt;
        if (is_followed(at, *header)) return header;
        if (!last_ || !header->fits(*last_) || is_cut(at, *header)) return std::nullopt;
        return header;
    }

    bool is_followed(std::int64_t at, const MpegHeader& header) {
        const std::int64_t next = at + header.bytes;
        if (next == end_) return last_.has_value();
        const auto other = mpeg_header(file_.view(next, 4));
        return other && header.fits(*other);
    }

    /// True where a frame begins before this one should end.
    bool is_cut(std::int64_t at, const MpegHeader& header) {
        for (std::int64_t place = at + 1; place < at + header.bytes; ++place) {
            const auto other = mpeg_header(file_.view(place, 4));
            if (other && header.fits(*other) && place + other->bytes <= end_ && is_followed(place, *other))
                return true;
        }
        return false;
    }

    /// Finds the next frame, or returns -1. Counts the bytes before it as lost, except for tags.
    std::int64_t next_frame(std::int64_t at) {
        for (std::int64_t place = at; place < end_;) {
            if (const std::int64_t after = after_tag_at(place); after != place) {
                lost_bytes_ += place - at;
                place = at = after;
                continue;
            }
            if (starts_frames(place)) {
                lost_bytes_ += place - at;
                return place;
            }
            // On to the next byte that either may begin with.
            ++place;
            const std::string_view block = file_.view(place, search_bytes);
            place += static_cast<std::int64_t>(std::min(block.find_first_of("\xffIAT"), block.size()));
        }
        return -1;
    }

    /// True where three frames follow each other, or fewer and the end.
    bool starts_frames(std::int64_t at) {
        auto header = mpeg_header(file_.view(at, 4));
        for (int frames = 1; header; ++frames) {
            const std::int64_t next = at + header->bytes;
            if (next > end_) return frames > 2;
            if (frames == 3 || next == end_) return frames > 1 || last_.has_value();
            const auto other = mpeg_header(file_.view(next, 4));
            if (!other || !header->fits(*other)) return false;
            at = next;
            header = other;
        }
        return false;
    }

    std::int64_t after_tag_at(std::int64_t at) {
        constexpr std::int64_t id3v1_bytes = 128;
        constexpr std::int64_t ape_header_bytes = 32;
        if (file_.view(at, 3) == "ID3") return std::min(behind_id3(file_, at), end_);
        if (file_.view(at, 3) == "TAG") return std::min(at + id3v1_bytes, end_);
        if (file_.view(at, 8) != "APETAGEX") return at;
        const std::int64_t items = little_endian(file_.at(at + 12, 4));
        return std::min(at + ape_header_bytes + items, end_);
    }

    void take(std::int64_t at, const MpegHeader& header) {
        constexpr std::size_t xing_bytes = 256;
        const auto xing = xing_in(file_.view(at, xing_bytes));
        const double lost = lost_seconds(std::exchange(lost_bytes_, 0));
        const bool is_hole = lost >= least_hole_seconds;
        const bool may_begin = layout_.parts.size() < most_parts;
        const bool begins = !last_ || (may_begin && (xing || !header.fits(*last_) || is_hole));
        if (lost > 0 && !is_hole) layout_.losses.add(seconds_, lost);
        // The tags before the first frame may stay.
        const bool is_first = layout_.parts.empty();
        if (begins) layout_.parts.emplace_back();
        if (is_hole && begins) layout_.parts.back().lost_before_seconds = lost;
        const bool has_tags_before = is_first && behind_id3(file_, begin_) == at;
        layout_.parts.back().bytes.add(Span{has_tags_before ? begin_ : at, at + header.bytes});
        last_ = header;
        if (is_hole) seconds_ += lost;
        if (xing) {
            count(*xing, header, is_first);
            return;
        }
        if (begins && lost == 0) all_stated_ = false;
        seconds_ += static_cast<double>(header.samples) / header.sample_rate;
    }

    /// Whole frames of the stream so far, as many as fit into what lies between.
    double lost_seconds(std::int64_t bytes) const {
        if (!last_) return 0;
        const double frames = std::ceil(static_cast<double>(bytes) / static_cast<double>(last_->bytes));
        return frames * last_->samples / last_->sample_rate;
    }

    /// The frame holds no sound, but says how much the others hold.
    void count(const XingHeader& xing, const MpegHeader& header, bool is_first) {
        stated_seconds_ += static_cast<double>(xing.frames) / header.sample_rate;
        if (!xing.gapless) return;
        if (is_first) layout_.gapless = xing.gapless;
        seconds_ -=
            static_cast<double>(xing.gapless->start_frames + xing.gapless->end_frames) / header.sample_rate;
    }

    void finish() {
        if (layout_.parts.empty()) {
            layout_.parts.emplace_back();
            layout_.parts.back().bytes.add(Span{begin_, file_.size()});
            return;
        }
        layout_.seconds = std::max(seconds_, 0.0);
        if (all_stated_ && stated_seconds_ > 0) layout_.declared_seconds = stated_seconds_;
    }

    static constexpr std::size_t search_bytes = 1U << 13U;

    FileBytes& file_;
    std::int64_t begin_;
    std::int64_t end_;
    SoundLayout layout_;
    std::optional<MpegHeader> last_;
    std::int64_t lost_bytes_ = 0;
    double seconds_ = 0;
    double stated_seconds_ = 0;
    bool all_stated_ = true;  ///< each part has a header that says how long it is
};

}  // namespace

SoundLayout mpeg_layout(FileBytes& file, std::int64_t begin) {
    return MpegWalk(file, begin).walk();
}

}  // namespace cityfm::av
