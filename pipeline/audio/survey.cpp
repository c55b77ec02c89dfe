// SPDX-License-Identifier: MIT
#include "pipeline/audio/survey.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "pipeline/audio/gated_loudness.h"
#include "pipeline/audio/loudness.h"
#include "pipeline/audio/meter.h"
#include "pipeline/av/reader.h"
#include "pipeline/av/tracks.h"

namespace cityfm::audio {
namespace {

double db_of_energy(double energy) {
    return energy > 0 ? 10 * std::log10(energy) : -200;
}

/// What is counted of a tenth of a second.
struct Tenth {
    std::array<double, 2> sum{};
    std::array<double, 2> squares{};
    double cross = 0;
    std::int64_t frames = 0;

    /// Without the constant offset.
    double energy(std::size_t channel) const {
        const auto n = static_cast<double>(frames);
        return frames > 0 ? squares[channel] / n - sum[channel] * sum[channel] / (n * n) : 0;
    }
    double common() const {
        const auto n = static_cast<double>(frames);
        return frames > 0 ? cross / n - sum[0] * sum[1] / (n * n) : 0;
    }
};

/// Hears a sound of one or two channels and counts.
class Listener {
  public:
    explicit Listener(av::SoundFormat format) : format_(format), meter_(format, {.peaks = false}) {}

    void push(std::span<const float> samples) {
        meter_.push(samples);
        const auto channels = static_cast<std::size_t>(format_.channels);
        for (std::size_t i = 0; i + channels <= samples.size(); i += channels) {
            const double left = samples[i];
            const double right = samples[i + channels - 1];
            tenth_.sum[0] += left;
            tenth_.sum[1] += right;
            tenth_.squares[0] += left * left;
            tenth_.squares[1] += right * right;
            tenth_.cross += left * right;
            hop_peak_ = std::max({hop_peak_, std::abs(samples[i]), std::abs(samples[i + channels - 1])});
            look_for_clips(samples.subspan(i, channels));
            count();
        }
    }

    void finish(Survey& survey) {
        survey.integrated_lufs = integrated_lufs(meter_.tenths());
        survey.clipped = clipped_;
        survey.first_clipped_seconds = first_clipped_;
        find_active();
        judge_channels(survey);
        judge_offset(survey);
        judge_ends(survey);
        judge_peaks(survey);
        judge_voices(survey);
    }

  private:
    static constexpr int hops_a_tenth = 10;

    void count() {
        ++tenth_.frames;
        ++frames_;
        if (++in_hop_ < format_.sample_rate / 100) return;
        hop_peaks_.push_back(hop_peak_);
        hop_peak_ = 0;
        in_hop_ = 0;
        if (++hops_ % hops_a_tenth != 0) return;
        tenths_.push_back(tenth_);
        tenth_ = {};
    }

    /// A wave that was cut off stays at its highest value for some samples.
    void look_for_clips(std::span<const float> frame) {
        constexpr float least = 0.5F;
        constexpr int flat = 4;
        for (std::size_t c = 0; c < frame.size(); ++c) {
            Flat& run = flats_[c];
            if (frame[c] == run.value && std::abs(frame[c]) >= least) {
                if (++run.samples == flat) {
                    if (clipped_++ == 0) first_clipped_ = static_cast<double>(frames_) / format_.sample_rate;
                }
            } else {
                run = {frame[c], 1};
            }
        }
    }

    /// A tenth belongs to the talk when it is not far quieter than the whole.
    void find_active() {
        const auto& loudness = meter_.tenths();
        active_.resize(std::min(loudness.size(), tenths_.size()));
        std::vector<double> heard;
        for (std::size_t i = 0; i < active_.size(); ++i) {
            if (lufs_of(loudness[i]).value_or(-200) > -60) heard.push_back(loudness[i]);
        }
        double mean = 0;
        for (const double energy : heard) mean += energy / static_cast<double>(heard.size());
        threshold_ = mean * std::pow(10.0, -1.5);
        for (std::size_t i = 0; i < active_.size(); ++i) active_[i] = mean > 0 && loudness[i] > threshold_;
    }

    void judge_channels(Survey& survey) const {
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
        constexpr double least_correlation = -0.7;
        survey.inverted = common / std::sqrt(energy[0] * energy[1]) < least_correlation;
        const double both = energy[0] + energy[1];
        survey.one_loudspeaker_db = db_of_energy(std::max(both + 2 * common, 0.0) / 2 / both);
    }

    void judge_offset(Survey& survey) const {
        if (frames_ == 0) return;
        std::array<double, 2> sum = tenth_.sum;
        for (const Tenth& tenth : tenths_) {
            sum[0] += tenth.sum[0];
            sum[1] += tenth.sum[1];
        }
        survey.offset = std::max(std::abs(sum[0]), std::abs(sum[1])) / static_cast<double>(frames_);
    }

    /// A single click is not the beginning of anything.
    void judge_ends(Survey& survey) const {
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

    void judge_peaks(Survey& survey) const {
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

    bool is_active_hop(std::size_t hop) const {
        const std::size_t tenth = hop / hops_a_tenth;
        return tenth < active_.size() && active_[tenth];
    }

    /// Talk rises and falls; a window that does not is noise, and no voice.
    void judge_voices(Survey& survey) const {
        constexpr std::size_t window = 100;
        constexpr std::size_t step = 50;
        constexpr double least_swing_db = 8;
        constexpr double least_lufs = -60;
        const auto& loudness = meter_.tenths();
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

    struct Flat {
        float value = 0;
        int samples = 0;
    };

    av::SoundFormat format_;
    Meter meter_;
    Tenth tenth_;
    std::vector<Tenth> tenths_;
    std::vector<float> hop_peaks_;
    float hop_peak_ = 0;
    int in_hop_ = 0;
    std::int64_t hops_ = 0;
    std::int64_t frames_ = 0;
    std::array<Flat, 2> flats_{};
    std::int64_t clipped_ = 0;
    double first_clipped_ = 0;
    std::vector<bool> active_;
    double threshold_ = 0;
};

}  // namespace

Survey survey(const std::filesystem::path& recording, const std::string& track, const std::stop_token& stop,
              const OnFraction& on_fraction) {
    const av::SoundInfo info = av::Reader(recording, {.track = track}).info();
    const av::SoundFormat format{info.format.sample_rate, std::min(info.format.channels, 2)};
    av::Reader reader(recording, {.format = format, .track = track});
    Listener listener(format);
    Survey survey;
    std::int64_t frames = 0;
    for (auto block = reader.read(); !block.empty(); block = reader.read()) {
        check_stop(stop);
        listener.push(block);
        frames += static_cast<std::int64_t>(block.size()) / format.channels;
        if (on_fraction && info.duration_seconds > 0)
            on_fraction(
                std::min(1.0, static_cast<double>(frames) / format.sample_rate / info.duration_seconds));
    }
    survey.channels = info.format.channels;
    survey.track = info.track;
    survey.track_count = static_cast<int>(info.tracks.size());
    survey.tracks = av::list(info.tracks);
    for (const av::Track& other : info.tracks) {
        if (!other.readable && survey.unreadable_track == 0) survey.unreadable_track = other.number;
    }
    survey.reading = {static_cast<double>(frames) / format.sample_rate,
                      static_cast<double>(info.declared_frames) / info.format.sample_rate, reader.losses(),
                      reader.not_numbers()};
    listener.finish(survey);
    return survey;
}

}  // namespace cityfm::audio
