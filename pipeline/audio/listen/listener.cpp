// SPDX-License-Identifier: MIT
#include "pipeline/audio/listen/listener.h"

#include <algorithm>
#include <cmath>

#include "pipeline/audio/meter/gated_loudness.h"
#include "pipeline/audio/meter/loudness.h"

namespace cityfm::audio {
namespace {

double db_of_energy(double energy) {
    return energy > 0 ? 10 * std::log10(energy) : -200;
}

/// What is quieter was cut off by nothing.
constexpr float least_clip = 0.5F;
/// The correlation from which two channels are one signal.
constexpr double alike = 0.7;
/// Flat tops of one recording are at one level, within this share.
constexpr float same_level = 0.99F;

}  // namespace

Listener::Listener(av::SoundFormat format)
    : format_(format),
      hop_samples_(static_cast<std::size_t>(format.sample_rate / hops_a_second * format.channels)) {}

void Listener::push(std::span<const float> samples) {
    if (!pending_.empty()) {
        const std::size_t missing = std::min(hop_samples_ - pending_.size(), samples.size());
        pending_.insert(pending_.end(), samples.begin(),
                        samples.begin() + static_cast<std::ptrdiff_t>(missing));
        samples = samples.subspan(missing);
        if (pending_.size() < hop_samples_) return;
        take(pending_);
        pending_.clear();
    }
    for (; samples.size() >= hop_samples_; samples = samples.subspan(hop_samples_))
        take(samples.first(hop_samples_));
    pending_.assign(samples.begin(), samples.end());
}

void Listener::take(std::span<const float> hop) {
    const auto channels = static_cast<std::size_t>(format_.channels);
    Tenth part;
    float peak = 0;
    for (std::size_t i = 0; i + channels <= hop.size(); i += channels) {
        const double left = hop[i];
        const double right = hop[i + channels - 1];
        part.sum[0] += left;
        part.sum[1] += right;
        part.squares[0] += left * left;
        part.squares[1] += right * right;
        part.cross += left * right;
        peak = std::max({peak, std::abs(hop[i]), std::abs(hop[i + channels - 1])});
    }
    if (peak >= least_clip) look_for_clips(hop);
    const auto frames = static_cast<std::int64_t>(hop.size() / channels);
    frames_ += frames;
    for (std::size_t c = 0; c < 2; ++c) {
        tenth_.sum[c] += part.sum[c];
        tenth_.squares[c] += part.squares[c];
    }
    tenth_.cross += part.cross;
    tenth_.frames += frames;
    hop_peaks_.push_back(peak);
    if (hop_peaks_.size() % hops_a_tenth != 0) return;
    tenths_.push_back(tenth_);
    tenth_ = {};
}

/// A wave that was cut off stays at its highest value for some samples. Coarse samples stay anywhere.
void Listener::look_for_clips(std::span<const float> hop) {
    constexpr int least_samples = 4;
    const auto channels = static_cast<std::size_t>(format_.channels);
    for (std::size_t i = 0; i < hop.size(); ++i) {
        Flat& flat = flats_[i % channels];
        const float size = std::abs(hop[i]);
        if (size > flat.level / same_level) {
            flat.level = size;
            flat.clipped = 0;
        }
        if (hop[i] != flat.value || size < least_clip) {
            flat.value = hop[i];
            flat.samples = 1;
        } else if (++flat.samples == least_samples && size >= flat.level * same_level &&
                   flat.clipped++ == 0) {
            flat.first_seconds = static_cast<double>(frames_) / format_.sample_rate;
        }
    }
}

void Listener::judge_clips(Survey& survey) const {
    for (const Flat& flat : flats_) {
        if (flat.clipped == 0) continue;
        survey.first_clipped_seconds = survey.clipped == 0
                                           ? flat.first_seconds
                                           : std::min(survey.first_clipped_seconds, flat.first_seconds);
        survey.clipped += flat.clipped;
    }
}

void Listener::finish(std::span<const double> loudness, Survey& survey) {
    if (!pending_.empty()) take(pending_);
    pending_.clear();
    survey.integrated_lufs = integrated_lufs(loudness);
    judge_clips(survey);
    find_active(loudness);
    judge_channels(survey);
    judge_offset(survey);
    judge_ends(survey);
    judge_peaks(survey);
    judge_voices(loudness, survey);
}

/// A tenth belongs to the talk when it is not far quieter than the whole.
void Listener::find_active(std::span<const double> loudness) {
    constexpr double least_lufs = -60;
    constexpr double share = 0.0316;  // 15 dB
    active_.assign(std::min(loudness.size(), tenths_.size()), false);
    double sum = 0;
    double heard = 0;
    for (std::size_t i = 0; i < active_.size(); ++i) {
        if (lufs_of(loudness[i]).value_or(-200) <= least_lufs) continue;
        sum += loudness[i];
        ++heard;
    }
    if (heard == 0) return;
    for (std::size_t i = 0; i < active_.size(); ++i) active_[i] = loudness[i] > share * sum / heard;
}

void Listener::judge_channels(Survey& survey) const {
    if (format_.channels != 2) return;
    std::array<double, 2> energy{};
    double common = 0;
    for (std::size_t i = 0; i < active_.size(); ++i) {
        if (!active_[i]) continue;
        energy[0] += tenths_[i].energy(0);
        energy[1] += tenths_[i].energy(1);
        common += tenths_[i].common();
    }
    if (energy[0] + energy[1] <= 0) return;
    // What a cable or a loose plug lets through from the other side.
    constexpr double dead_db = 30;
    const double gap = db_of_energy(energy[0]) - db_of_energy(energy[1]);
    if (std::abs(gap) > dead_db) {
        survey.dead_channel = gap < 0 ? 0 : 1;
        return;
    }
    survey.inverted = common / std::sqrt(energy[0] * energy[1]) < -alike;
    survey.partly_inverted = is_partly_inverted();
    survey.inverted = survey.inverted && !survey.partly_inverted;
    const double both = energy[0] + energy[1];
    survey.one_loudspeaker_db = db_of_energy(std::max(both + 2 * common, 0.0) / 2 / both);
}

/// A plug that is pushed in half-way turns a channel over from one second to the next. Only where both are
/// one signal at all times, alike or opposite, can either stand for both.
bool Listener::is_partly_inverted() const {
    constexpr std::size_t window = 10;
    constexpr int least_windows = 2;
    constexpr int others_in = 20;  // one in so many may be neither
    int opposite = 0;
    int same = 0;
    int neither = 0;
    for (std::size_t from = 0; from + window <= active_.size(); from += window) {
        std::array<double, 2> energy{};
        double common = 0;
        for (std::size_t i = from; i < from + window; ++i) {
            if (!active_[i]) continue;
            energy[0] += tenths_[i].energy(0);
            energy[1] += tenths_[i].energy(1);
            common += tenths_[i].common();
        }
        if (energy[0] <= 0 || energy[1] <= 0) continue;
        const double correlation = common / std::sqrt(energy[0] * energy[1]);
        ++(correlation < -alike ? opposite : correlation > alike ? same : neither);
    }
    return opposite >= least_windows && same >= least_windows && neither * others_in <= opposite + same;
}

void Listener::judge_offset(Survey& survey) const {
    if (frames_ == 0) return;
    std::array<double, 2> sum = tenth_.sum;
    for (const Tenth& tenth : tenths_) {
        sum[0] += tenth.sum[0];
        sum[1] += tenth.sum[1];
    }
    survey.offset = std::max(std::abs(sum[0]), std::abs(sum[1])) / static_cast<double>(frames_);
}

/// A single click is not the beginning of anything.
void Listener::judge_ends(Survey& survey) const {
    const auto both = [&](std::size_t i) { return active_[i] && active_[i + 1]; };
    if (active_.size() < 2) return;
    std::size_t first = 0;
    while (first + 1 < active_.size() && !both(first)) ++first;
    std::size_t last = active_.size() - 2;
    while (last > first && !both(last)) --last;
    if (first + 1 == active_.size()) return;
    survey.silent_start_seconds = static_cast<double>(first) / 10;
    survey.silent_end_seconds = std::max(
        0.0, static_cast<double>(frames_) / format_.sample_rate - static_cast<double>(last + 2) / 10);
}

void Listener::judge_peaks(Survey& survey) const {
    std::vector<float> peaks;
    for (std::size_t i = 0; i < hop_peaks_.size(); ++i) {
        if (is_active_hop(i)) peaks.push_back(hop_peaks_[i]);
    }
    if (peaks.empty()) return;
    const auto usual = peaks.begin() + static_cast<std::ptrdiff_t>(peaks.size() * 99 / 100);
    std::nth_element(peaks.begin(), usual, peaks.end());
    survey.usual_peak_dbfs = to_db(std::max<double>(*usual, 1e-10));
    const float highest = *std::max_element(hop_peaks_.begin(), hop_peaks_.end());
    survey.highest_peak_dbfs = to_db(std::max<double>(highest, 1e-10));
    constexpr double far_db = 6;
    constexpr std::size_t most_places = 20;
    constexpr double one_place_seconds = 1;
    const double far = *usual * from_db(far_db);
    for (std::size_t i = 0; i < hop_peaks_.size() && survey.peak_seconds.size() < most_places; ++i) {
        if (hop_peaks_[i] <= far) continue;
        const double at = static_cast<double>(i) / 100;
        if (survey.peak_seconds.empty() || at > survey.peak_seconds.back() + one_place_seconds)
            survey.peak_seconds.push_back(at);
    }
}

bool Listener::is_active_hop(std::size_t hop) const {
    const std::size_t tenth = hop / hops_a_tenth;
    return tenth < active_.size() && active_[tenth];
}

/// Talk rises and falls; a window that does not is noise, and no voice.
void Listener::judge_voices(std::span<const double> loudness, Survey& survey) {
    constexpr std::size_t window = 100;
    constexpr std::size_t step = 50;
    constexpr double least_swing_db = 8;
    constexpr double least_lufs = -60;
    std::optional<double> quietest;
    std::optional<double> loudest;
    for (std::size_t from = 0; from + window <= loudness.size(); from += step) {
        std::vector<double> part(loudness.begin() + static_cast<std::ptrdiff_t>(from),
                                 loudness.begin() + static_cast<std::ptrdiff_t>(from + window));
        std::sort(part.begin(), part.end());
        const double low = db_of_energy(part[window / 5]);
        const double high = db_of_energy(part[window * 9 / 10]);
        double energy = 0;
        // Without what is loudest, which may be a knock.
        constexpr std::size_t loud = window * 95 / 100;
        for (std::size_t i = window / 2; i < loud; ++i) energy += part[i] / (loud - window / 2.0);
        const auto lufs = lufs_of(energy);
        if (!lufs || *lufs < least_lufs || high - low < least_swing_db) continue;
        const double at = static_cast<double>(from) / 10;
        if (!quietest || *lufs < *quietest) {
            quietest = lufs;
            survey.quiet_at_seconds = at;
        }
        if (!loudest || *lufs > *loudest) {
            loudest = lufs;
            survey.loud_at_seconds = at;
        }
    }
    if (quietest) survey.voices_gap_lu = *loudest - *quietest;
}

}  // namespace cityfm::audio
