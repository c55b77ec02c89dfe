// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "pipeline/av/frame_header.h"
#include "pipeline/av/joined.h"
#include "pipeline/av/sound_layout.h"
#include "pipeline/av/tail_tags.h"
#include "pipeline/av/timeline.h"
#include "pipeline/av/xing.h"

namespace cityfm::av {
namespace {

FrameReader reader_of(const std::string& demuxer) {
    if (demuxer == "aac") return adts_frame;
    if (demuxer == "wv") return wavpack_block;
    return demuxer == "mp3" ? mpeg_frame : ac3_frame;
}

/// Goes from frame to frame, and finds the next one after anything else: tags between files that were joined,
/// and bytes that were lost or overwritten.
class FrameWalk {
  public:
    FrameWalk(FileBytes& file, std::string demuxer, std::int64_t begin)
        : file_(file),
          demuxer_(std::move(demuxer)),
          read_(reader_of(demuxer_)),
          begin_(begin),
          end_(before_tags(file, begin)) {}

    SoundLayout walk() {
        std::int64_t at = begin_;
        while (at < end_) {
            if (const auto header = frame_at(at)) {
                take(at, *header);
                at += header->bytes;
                continue;
            }
            const std::int64_t found = next_frame(at);
            if (found < 0) {
                at = end_;
                break;
            }
            if (is_joined_) {
                at = found;
                break;
            }
            at = found;
        }
        finish(at);
        return std::move(layout_);
    }

  private:
    /// A whole frame that another one follows, or one of the stream so far where the bytes after it are
    /// damaged.
    std::optional<FrameHeader> frame_at(std::int64_t at) {
        const auto header = header_at(at);
        if (!header || at + header->bytes > end_) return std::nullopt;
        // A block of WavPack is one without any other.
        if (demuxer_ == "wv" || is_followed(at, *header)) return header;
        if (!last_ || !header->fits(*last_) || is_cut(at, *header)) return std::nullopt;
        return header;
    }

    std::optional<FrameHeader> header_at(std::int64_t at) { return read_(file_.view(at, most_header_bytes)); }

    bool is_followed(std::int64_t at, const FrameHeader& header) {
        const std::int64_t next = at + header.bytes;
        if (next == end_) return last_.has_value();
        const auto other = header_at(next);
        return other && header.fits(*other);
    }

    /// True where a frame begins before this one should end.
    bool is_cut(std::int64_t at, const FrameHeader& header) {
        for (std::int64_t place = at + 1; place < at + header.bytes; ++place) {
            const auto other = header_at(place);
            if (other && header.fits(*other) && place + other->bytes <= end_ && is_followed(place, *other))
                return true;
        }
        return false;
    }

    /// Finds the next frame, or another file, or returns -1. Counts the bytes before a frame as lost, except
    /// for tags.
    std::int64_t next_frame(std::int64_t at) {
        for (std::int64_t place = at; place < end_;) {
            if (const std::int64_t after = std::min(behind_tag(file_, place), end_); after != place) {
                lost_bytes_ += place - at;
                place = at = after;
                continue;
            }
            if (starts_frames(place)) {
                lost_bytes_ += place - at;
                return place;
            }
            if (is_joined_ = static_cast<bool>(joined_at(file_, place)); is_joined_) return place;
            // On to the next byte that one of them may begin with.
            ++place;
            const std::string_view block = file_.view(place, search_bytes);
            place += static_cast<std::int64_t>(std::min(block.find_first_of(first_bytes), block.size()));
        }
        return -1;
    }

    /// True where three frames follow each other, or fewer and the end.
    bool starts_frames(std::int64_t at) {
        auto header = header_at(at);
        for (int frames = 1; header; ++frames) {
            const std::int64_t next = at + header->bytes;
            if (next > end_) return frames > 2;
            if (frames == 3 || next == end_) return frames > 1 || last_.has_value();
            const auto other = header_at(next);
            if (!other || !header->fits(*other)) return false;
            at = next;
            header = other;
        }
        return false;
    }

    void take(std::int64_t at, const FrameHeader& header) {
        constexpr std::size_t xing_bytes = 256;
        const auto xing =
            demuxer_ == "mp3" ? xing_in(file_.view(at, xing_bytes)) : std::optional<XingHeader>();
        const double lost = lost_seconds(std::exchange(lost_bytes_, 0));
        const bool is_hole = lost >= least_hole_seconds;
        const bool may_begin = layout_.parts.size() < most_parts;
        const bool is_new = xing || header.begins || !last_ || !header.fits(*last_);
        const bool begins = !last_ || (may_begin && (is_new || is_hole));
        if (lost > 0 && !is_hole) layout_.losses.add(seconds_ + lost_seconds_, lost);
        // The tags before the first frame may stay.
        const bool is_first = layout_.parts.empty();
        if (begins) layout_.add_part(demuxer_, {});
        if (is_hole && begins) layout_.parts.back().lost_before_seconds = lost;
        const bool has_tags_before = is_first && behind_id3(file_, begin_) == at;
        layout_.parts.back().bytes.add(Span{has_tags_before ? begin_ : at, at + header.bytes});
        last_ = header;
        frames_bytes_ += header.bytes;
        frames_samples_ += header.samples;
        if (is_hole) lost_seconds_ += lost;
        if (xing) {
            count(*xing, header, is_first);
            return;
        }
        const double rate = header.sample_rate;
        if (header.all_samples > 0) {
            stated_seconds_ += static_cast<double>(header.all_samples) / rate;
        } else if (begins && lost == 0) {
            all_stated_ = false;
        }
        seconds_ += header.samples / rate;
    }

    /// What so many bytes of the stream so far hold: whole frames.
    double lost_seconds(std::int64_t bytes) const {
        if (bytes == 0 || !last_ || frames_samples_ == 0 || last_->samples == 0) return 0;
        const double samples = static_cast<double>(bytes) / static_cast<double>(frames_bytes_) *
                               static_cast<double>(frames_samples_);
        return std::max(std::round(samples / last_->samples), 1.0) * last_->samples / last_->sample_rate;
    }

    /// The frame holds no sound, but says how much the others hold.
    void count(const XingHeader& xing, const FrameHeader& header, bool is_first) {
        stated_seconds_ += static_cast<double>(xing.frames) / header.sample_rate;
        if (!xing.gapless) return;
        if (is_first) layout_.gapless = xing.gapless;
        seconds_ -=
            static_cast<double>(xing.gapless->start_frames + xing.gapless->end_frames) / header.sample_rate;
    }

    void finish(std::int64_t end) {
        layout_.end = end >= end_ ? file_.size() : end;
        if (layout_.parts.empty()) {
            layout_.add_part(demuxer_, {begin_, file_.size()});
            layout_.end = file_.size();
            return;
        }
        layout_.seconds = std::max(seconds_ + lost_seconds_, 0.0);
        if (!all_stated_ || stated_seconds_ <= 0) return;
        layout_.declared_seconds = stated_seconds_;
        // What lay between the frames was no sound where all of it is there.
        if (seconds_ + least_hole_seconds / 2 < stated_seconds_) return;
        layout_.seconds = seconds_;
        layout_.losses = {};
        for (SoundPart& part : layout_.parts) part.lost_before_seconds = 0;
    }

    static constexpr std::size_t search_bytes = 1U << 13U;
    /// Of frames, tags, and headers of other files.
    static constexpr std::string_view first_bytes = "\xff\x0bwIATRBFfOc\x1a\x30r#.G";

    FileBytes& file_;
    std::string demuxer_;
    FrameReader read_;
    std::int64_t begin_;
    std::int64_t end_;
    SoundLayout layout_;
    std::optional<FrameHeader> last_;
    std::int64_t frames_bytes_ = 0;
    std::int64_t frames_samples_ = 0;
    std::int64_t lost_bytes_ = 0;
    bool is_joined_ = false;  ///< another file was found
    double seconds_ = 0;      ///< of sound
    double lost_seconds_ = 0;
    double stated_seconds_ = 0;
    bool all_stated_ = true;  ///< each part has a header that says how long it is
};

}  // namespace

SoundLayout frames_layout(FileBytes& file, const std::string& demuxer, std::int64_t begin) {
    return FrameWalk(file, demuxer, begin).walk();
}

}  // namespace cityfm::av
