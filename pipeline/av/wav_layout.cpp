// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "pipeline/av/joined.h"
#include "pipeline/av/riff.h"
#include "pipeline/av/sound_layout.h"
#include "pipeline/av/tail_tags.h"

namespace cityfm::av {
namespace {

constexpr std::int64_t header_bytes = 8;
constexpr std::int64_t unknown_size = 0xFFFFFFFF;
constexpr std::int64_t sizes_wrap_at = std::int64_t{1} << 32U;

bool is_riff(std::string_view head) {
    return head.size() >= 12 &&
           (head.starts_with("RIFF") || head.starts_with("RF64") || head.starts_with("BW64")) &&
           head.substr(8, 4) == "WAVE";
}

/// What integer samples are like: their mean size, of full scale, and how far one is from the next of its
/// channel, of that. Bytes that are no sound have 0.5 and 1.33, sound that loud is far smoother.
struct Texture {
    double level = 0;
    double roughness = 0;
};

Texture texture_of(std::string_view bytes, std::size_t sample_bytes, std::size_t channels) {
    const auto sample_at = [&](std::size_t index) {
        const std::string_view sample = bytes.substr(index * sample_bytes, sample_bytes);
        const auto high = static_cast<double>(static_cast<signed char>(sample.back()));
        return (high + static_cast<double>(static_cast<unsigned char>(sample[sample_bytes - 2])) / 256) / 128;
    };
    const std::size_t count = bytes.size() / sample_bytes;
    double size = 0;
    double change = 0;
    for (std::size_t i = channels; i < count; ++i) {
        size += std::abs(sample_at(i));
        change += std::abs(sample_at(i) - sample_at(i - channels));
    }
    if (count <= channels || size == 0) return {};
    return {size / static_cast<double>(count - channels), change / size};
}

/// True for the beginnings of what programs hang behind sound.
bool is_appendix(std::string_view head) {
    static constexpr auto beginnings =
        std::to_array<std::string_view>({"ID3", "APETAGEX", "LYRICSBEGIN", "TAG", "PK\3\4"});
    if (std::any_of(beginnings.begin(), beginnings.end(),
                    [&](std::string_view beginning) { return head.starts_with(beginning); }))
        return true;
    return !head.empty() && std::all_of(head.begin(), head.end(), [](char c) {
        return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
    });
}

/// Reads the chunks of one WAV, and finds what its `data` chunks hold, whatever sizes they state.
class WavWalk {
  public:
    WavWalk(FileBytes& file, std::int64_t begin)
        : file_(file), begin_(begin), end_(before_tags(file, begin)), at_(begin) {}

    /// Goes through the chunks up to the end of the file, or to another WAV after this one.
    void walk() {
        at_ = begin_ + 12;
        while (at_ + header_bytes <= end_) {
            const std::string header = file_.at(at_, static_cast<std::size_t>(header_bytes));
            if (is_riff(file_.view(at_, 12)) || !is_name(header) || joined_at(file_, at_)) return;
            take(header.substr(0, 4), at_ + header_bytes, little_endian(header.substr(4)));
        }
    }

    /// Where the walk has ended.
    std::int64_t at() const { return at_; }
    bool has_sound() const { return block_ > 0 && !data_.empty(); }
    /// Frames that the `data` chunks state; 0 when one of them does not.
    std::int64_t stated_frames() const {
        return block_ > 0 && is_pcm_ && !is_unstated_ ? stated_bytes_ / block_ : 0;
    }
    int sample_rate() const { return sample_rate_; }

    SoundPart part() const {
        SoundPart part;
        part.demuxer = "wav";
        part.missing_bytes = missing_bytes_;
        std::int64_t held = 0;
        for (const Span& span : data_) held += span.end - span.begin;
        const bool as_it_is = data_.size() == 1 && !is_mended_ && held % block_ == 0;
        if (as_it_is) {
            part.bytes.add(Span{begin_, std::min(at_, end_)});
            return part;
        }
        // A header of its own (EBU Tech 3306), since the file's does not say what is there.
        const std::int64_t whole = held - held % block_;
        part.bytes.add("RF64" + little_endian_bytes(unknown_size, 4) + "WAVE" + "ds64" +
                       little_endian_bytes(28, 4) + little_endian_bytes(whole, 8) +
                       little_endian_bytes(whole, 8) + little_endian_bytes(0, 8) + little_endian_bytes(0, 4));
        part.bytes.add("fmt " + little_endian_bytes(static_cast<std::int64_t>(format_.size()), 4) + format_ +
                       std::string(format_.size() % 2, '\0'));
        part.bytes.add("data" + little_endian_bytes(unknown_size, 4));
        std::int64_t left = whole;
        for (const Span& span : data_) {
            const std::int64_t used = std::min(left, span.end - span.begin);
            part.bytes.add(Span{span.begin, span.begin + used});
            left -= used;
        }
        return part;
    }

  private:
    static bool is_name(std::string_view header) {
        return header.size() >= 4 &&
               std::all_of(header.begin(), header.begin() + 4, [](char c) { return c >= ' ' && c <= '~'; });
    }

    void take(const std::string& name, std::int64_t content, std::int64_t size) {
        constexpr std::int64_t most_format_bytes = 1 << 12;
        if (name == "fmt " && size >= 16 && size <= most_format_bytes) {
            format_ = file_.at(content, static_cast<std::size_t>(size));
            if (format_.size() >= 16) {
                block_ = little_endian(format_.substr(12, 2));
                sample_rate_ = static_cast<int>(little_endian(format_.substr(4, 4)) & 0x7fffffff);
                bytes_a_second_ = little_endian(format_.substr(8, 4));
                const std::int64_t kind = little_endian(format_.substr(0, 2));
                is_pcm_ = kind == 1 || kind == 3 || kind == 0xFFFE;
                if (kind == 0xFFFE) mend_valid_bits();
            }
        }
        if (name == "ds64" && size >= 24) {
            has_long_size_ = true;
            long_size_ = little_endian(file_.at(content + 8, 8));
        }
        if (name == "data") {
            take_data(content, size);
            return;
        }
        at_ = next_chunk(file_, content + size, size);
        // FFmpeg would look for the next chunk a byte too late.
        if (size % 2 != 0 && at_ == content + size && data_.empty()) is_mended_ = true;
    }

    /// Of samples of 24 bits in 32, FFmpeg makes floats that they are not.
    void mend_valid_bits() {
        constexpr std::size_t bits_at = 14;
        constexpr std::size_t valid_at = 18;
        constexpr std::size_t kind_at = 24;
        constexpr std::size_t count = 2;
        if (format_.size() < kind_at + count || little_endian(format_.substr(kind_at, count)) != 1) return;
        const std::string bits = format_.substr(bits_at, count);
        if (format_.substr(valid_at, count) == bits) return;
        format_.replace(valid_at, count, bits);
        is_mended_ = true;
    }

    void take_data(std::int64_t content, std::int64_t size) {
        const bool is_long = size == unknown_size && long_size_ > 0;
        if (is_long) size = long_size_;
        const bool is_unknown = !is_long && (size == unknown_size || (size == 0 && !ends_well(content)) ||
                                             (is_placeholder(size) && content + size > end_));
        std::int64_t end = content + size;
        if (is_unknown) {
            // The zeros that a recorder leaves which never comes to its end, FFmpeg believes.
            is_mended_ = is_mended_ || has_long_size_ || size != unknown_size;
            is_unstated_ = true;
            end = end_;
        } else if (end < end_ && !ends_well(next_chunk(file_, end, size)) && may_be_sound(content, end)) {
            end = real_end(content, size);
            is_mended_ = is_unstated_ = true;
        }
        stated_bytes_ += size;
        if (!is_unknown) missing_bytes_ = std::max<std::int64_t>(end - end_, 0);
        if (std::min(end, end_) > content) data_.push_back({content, std::min(end, end_)});
        at_ = next_chunk(file_, end, size);
    }

    /// False where what lies there is surely no sound that goes on: what programs append, and integer samples
    /// that are like any bytes.
    bool may_be_sound(std::int64_t content, std::int64_t at) {
        constexpr std::size_t looked_at = 1U << 14U;
        if (is_appendix(file_.at(at, looked_at)) || joined_at(file_, at)) return false;
        if (block_ <= 0) return true;
        // Nobody records 4 GiB of what is compressed.
        if (!is_pcm_) return false;
        const auto sample_bytes = static_cast<std::size_t>(little_endian(format_.substr(14, 2)) / 8);
        const std::size_t channels =
            sample_bytes > 1 ? static_cast<std::size_t>(block_) / sample_bytes : std::size_t{0};
        const bool is_integer = is_pcm_ && little_endian(format_.substr(0, 2)) != 3;
        if (!is_integer || channels == 0) return true;
        // In four places: packets of other sound begin with a header and zeros.
        constexpr std::int64_t places = 4;
        int smooth = 0;
        for (std::int64_t place = 0; place < places; ++place) {
            // A size that wrapped need not end with a frame.
            const std::int64_t frame = (at + (end_ - at) * place / places - content + block_ - 1) / block_;
            const Texture texture =
                texture_of(file_.at(content + frame * block_, looked_at), sample_bytes, channels);
            constexpr double least_level = 0.4;
            constexpr double least_roughness = 1.2;
            if (texture.level < least_level || texture.roughness < least_roughness) ++smooth;
        }
        return smooth > 1;
    }

    /// The size of a `data` chunk that is longer than 4 GiB is stated modulo 2^32; where that leads to no
    /// end, the sound goes on up to that of the file.
    std::int64_t real_end(std::int64_t content, std::int64_t size) {
        for (std::int64_t end = content + size + sizes_wrap_at; end <= end_; end += sizes_wrap_at) {
            if (end == end_ || ends_well(end)) return end;
        }
        return end_;
    }

    /// True where what follows is chunks up to the end of the file, another WAV, or nothing that could be
    /// sound.
    bool ends_well(std::int64_t at) {
        const std::int64_t after = at;
        bool has_known = false;
        constexpr int most_chunks = 1000;
        for (int chunks = 0; chunks < most_chunks; ++chunks) {
            if (at + header_bytes > end_) return true;
            const std::string header = file_.at(at, static_cast<std::size_t>(header_bytes));
            if (is_riff(file_.view(at, 12))) return true;
            if (!is_name(header)) break;
            const std::int64_t size = little_endian(header.substr(4));
            const std::int64_t next = next_chunk(file_, at + header_bytes + size, size);
            if (next > end_) {
                if (is_known(header.substr(0, 4))) return true;
                break;
            }
            has_known = has_known || is_known(header.substr(0, 4));
            at = next;
        }
        // Less than can be heard, or zeros; behind chunks they need not fill up anything.
        const bool is_short = (end_ - after) * 10 < std::max<std::int64_t>(bytes_a_second_, block_);
        const std::int64_t rest = has_known ? at : after;
        return is_short || before_zeros(file_, rest, end_) == rest;
    }

    /// True for chunks that recorders and editors write, one of which may be cut.
    static bool is_known(std::string_view name) {
        static constexpr auto known = std::to_array<std::string_view>(
            {"LIST", "id3 ", "ID3 ", "bext", "cue ", "smpl", "fact", "PEAK", "JUNK", "junk", "FLLR", "iXML",
             "_PMX", "axml", "chna", "umid", "levl", "acid", "inst", "plst", "regn", "cart", "PAD ", "DISP",
             "strc", "minf", "elm1", "afsp", "data", "SAUR", "mext", "link", "note", "labl"});
        return std::find(known.begin(), known.end(), name) != known.end();
    }

    FileBytes& file_;
    std::int64_t begin_;
    std::int64_t end_;
    std::int64_t at_;
    std::string format_;
    std::int64_t block_ = 0;  ///< bytes of a frame, or of what the codec packs together
    int sample_rate_ = 0;
    std::int64_t bytes_a_second_ = 0;
    bool is_pcm_ = false;
    std::int64_t long_size_ = 0;
    bool has_long_size_ = false;  ///< a `ds64` states it
    std::vector<Span> data_;
    std::int64_t stated_bytes_ = 0;
    std::int64_t missing_bytes_ = 0;
    bool is_unstated_ = false;
    bool is_mended_ = false;  ///< the file's own header does not lead to its sound
};

}  // namespace

bool is_placeholder(std::int64_t size) {
    constexpr std::int64_t header = 36;
    constexpr std::int64_t most_signed = 0x7FFFFFFF;
    static constexpr auto placeholders = std::to_array<std::int64_t>(
        {most_signed, most_signed - header, most_signed + 1, 0x7FFFF000, unknown_size, unknown_size - header,
         unknown_size - header - header_bytes});
    return std::find(placeholders.begin(), placeholders.end(), size) != placeholders.end();
}

SoundLayout wav_layout(FileBytes& file, std::int64_t begin) {
    SoundLayout layout;
    bool all_stated = true;
    std::int64_t end = begin;
    for (std::int64_t at = begin; layout.parts.size() < most_parts && is_riff(file.view(at, 12));) {
        WavWalk walk(file, at);
        walk.walk();
        at = end = walk.at();
        if (!walk.has_sound()) continue;
        layout.parts.push_back(walk.part());
        const std::int64_t stated = walk.stated_frames();
        all_stated = all_stated && stated > 0 && walk.sample_rate() > 0;
        if (all_stated) layout.declared_seconds += static_cast<double>(stated) / walk.sample_rate();
    }
    if (!all_stated) layout.declared_seconds = 0;
    layout.end = joined_at(file, end) ? end : file.size();
    if (layout.parts.empty()) layout.add_part("wav", {begin, file.size()});
    return layout;
}

}  // namespace cityfm::av
