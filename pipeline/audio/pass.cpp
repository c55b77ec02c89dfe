// SPDX-License-Identifier: MIT
#include "pipeline/audio/pass.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "pipeline/audio/meter/gated_loudness.h"
#include "pipeline/audio/meter/meter.h"
#include "pipeline/audio/stages/gain.h"
#include "pipeline/audio/stages/limiter.h"

namespace cityfm::audio {
namespace {

constexpr std::int64_t chunk_frames = 60LL * house_rate;
/// The meter's filters forget in 0.1 s, and a limiter lets go by 300 dB in 3 s: both in whole seconds and
/// tenths, which are counted.
constexpr std::int64_t meter_run_up = house_rate / 2;
constexpr std::int64_t limiter_run_up = 3LL * house_rate;
/// What a limiter has to hear beyond the last frame.
constexpr std::int64_t run_out = house_rate / 10;

constexpr std::size_t tenths_in(std::int64_t frames) {
    return static_cast<std::size_t>(frames * 10 / house_rate);
}

/// Lets a stretch of the sound pass, whose first frame is `from`.
class Only final : public Stage {
  public:
    Only(Stage& next, int channels, std::int64_t from, Stretch stretch)
        : next_(next), channels_(channels), at_(from), stretch_(stretch) {}
    void push(std::span<const float> samples) override {
        const auto frames = static_cast<std::int64_t>(samples.size()) / channels_;
        const std::int64_t first = std::clamp<std::int64_t>(stretch_.from - at_, 0, frames);
        const std::int64_t last = std::clamp<std::int64_t>(stretch_.to - at_, 0, frames);
        at_ += frames;
        if (first < last)
            next_.push(samples.subspan(static_cast<std::size_t>(first * channels_),
                                       static_cast<std::size_t>((last - first) * channels_)));
    }
    void finish() override { next_.finish(); }

  private:
    Stage& next_;
    std::int64_t channels_;
    std::int64_t at_;
    Stretch stretch_;
};

/// One way in, several out.
class Split final : public Stage {
  public:
    explicit Split(std::vector<Stage*> ways) : ways_(std::move(ways)) {}
    void push(std::span<const float> samples) override {
        for (Stage* way : ways_) way->push(samples);
    }
    void finish() override {
        for (Stage* way : ways_) way->finish();
    }

  private:
    std::vector<Stage*> ways_;
};

/// Keeps the highest sample of each hop of 10 ms.
class PeakHops final : public Stage {
  public:
    explicit PeakHops(int channels) : samples_a_hop_(static_cast<std::size_t>(channels * house_rate / 100)) {}
    void push(std::span<const float> samples) override {
        for (const float sample : samples) {
            if (in_hop_ == 0) peaks_.push_back(0);
            peaks_.back() = std::max(peaks_.back(), std::abs(sample));
            if (++in_hop_ == samples_a_hop_) in_hop_ = 0;
        }
    }
    void finish() override {}
    std::vector<float> take() { return std::move(peaks_); }

  private:
    std::size_t samples_a_hop_;
    std::size_t in_hop_ = 0;
    std::vector<float> peaks_;
};

struct PassedChunk {
    std::vector<double> tenths;
    std::vector<float> peaks;
    std::vector<float> limiter_gains;  ///< of hops
    Loudness loudness;
};

constexpr std::size_t hops_in(std::int64_t frames) {
    return static_cast<std::size_t>(frames * Limiter::hops_a_second / house_rate);
}

/// The most that is taken away in all but a hundredth of the hops in which the gate is open (BS.1770-4:
/// within 10 LU of the whole).
double sustained_work(const std::vector<float>& gains, const std::vector<double>& tenths,
                      double integrated_lufs) {
    constexpr double gate_lu = 10;
    constexpr std::size_t hops_a_tenth = Limiter::hops_a_second / 10;
    std::vector<float> heard;
    for (std::size_t hop = 0; hop < gains.size(); ++hop) {
        const std::size_t tenth = hop / hops_a_tenth;
        if (tenth < tenths.size() && lufs_of(tenths[tenth]).value_or(-200) > integrated_lufs - gate_lu)
            heard.push_back(gains[hop]);
    }
    if (heard.empty()) return 0;
    const auto rare = heard.begin() + static_cast<std::ptrdiff_t>(heard.size() / 100);
    std::nth_element(heard.begin(), rare, heard.end());
    return *rare < 1 ? -to_db(*rare) : 0;
}

/// The places with the least gains, in order; of neighbours the hardest.
std::vector<double> hardest(const std::vector<double>& seconds) {
    constexpr std::size_t most_places = 5;
    constexpr double least_work_db = 6;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        if (seconds[i] >= from_db(-least_work_db)) continue;
        const bool goes_on = !places.empty() && places.back() + 1 == i;
        if (!goes_on) {
            places.push_back(i);
        } else if (seconds[i] <= seconds[places.back()]) {
            places.back() = i;
        }
    }
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t a, std::size_t b) { return seconds[a] < seconds[b]; });
    places.resize(std::min(places.size(), most_places));
    std::sort(places.begin(), places.end());
    return {places.begin(), places.end()};
}

PassedChunk pass_chunk(const SpilledSound& sound, Stretch chunk, const Treatment& treatment, Spill* out,
                       FrameCount& count) {
    const std::int64_t meter_from = std::max<std::int64_t>(0, chunk.from - meter_run_up);
    const bool limits = treatment.ceiling_dbtp.has_value();
    const std::int64_t from = limits ? std::max<std::int64_t>(0, chunk.from - limiter_run_up) : meter_from;
    const std::int64_t to = limits ? std::min(sound.frames, chunk.to + run_out) : chunk.to;

    // The meter is entered as if after silence; the chunk before has heard what comes until then.
    const std::int64_t peaks_from = (chunk.from - meter_from) / 2;
    Meter meter({house_rate, sound.channels}, {treatment.dual_mono, treatment.peaks, {}, peaks_from});
    Only metered(meter, sound.channels, from, {meter_from, chunk.to});
    PeakHops peaks(sound.channels);
    Only peaked(peaks, sound.channels, from, chunk);
    std::vector<Stage*> ways = {&metered, &peaked};
    std::optional<SpillWriter> writer;
    std::optional<Only> written;
    if (out != nullptr) {
        writer.emplace(*out, sound.channels, chunk.from);
        written.emplace(*writer, sound.channels, from, chunk);
        ways.push_back(&*written);
    }
    Split end(ways);
    Limiter limiter(end, sound.channels, treatment.ceiling_dbtp.value_or(0));
    Gain gain(limits ? static_cast<Stage&>(limiter) : end, treatment.gain_db);
    play_spill(sound.path, sound.channels, {from, to}, gain, [&](std::int64_t frames) { count(frames); });

    PassedChunk passed{meter.tenths(), peaks.take(), {}, {}};
    if (treatment.peaks) passed.loudness = meter.loudness();
    passed.tenths.erase(
        passed.tenths.begin(),
        passed.tenths.begin() + static_cast<std::ptrdiff_t>(tenths_in(chunk.from - meter_from)));
    if (!limits) return passed;
    // The gains of the hops from the chunk's first to its last, begun ones too.
    constexpr std::int64_t hop_frames = house_rate / Limiter::hops_a_second;
    passed.limiter_gains = limiter.least_gains();
    passed.limiter_gains.resize(hops_in(chunk.to - from + hop_frames - 1), 1.0F);
    passed.limiter_gains.erase(
        passed.limiter_gains.begin(),
        passed.limiter_gains.begin() + static_cast<std::ptrdiff_t>(hops_in(chunk.from - from)));
    return passed;
}

void raise(std::optional<double>& most, const std::optional<double>& value) {
    if (value && (!most || *value > *most)) most = value;
}

}  // namespace

double limiter_work_db(const std::vector<double>& gains) {
    if (gains.empty()) return 0;
    const double least = *std::min_element(gains.begin(), gains.end());
    return least < 1 ? -to_db(least) : 0;
}

Passed pass(const SpilledSound& sound, const Treatment& treatment, Spill* out, const Job& job) {
    const auto chunks = static_cast<std::size_t>((sound.frames + chunk_frames - 1) / chunk_frames);
    std::vector<PassedChunk> passed(chunks);
    FrameCount count(job, sound.frames);
    job.pool.each(chunks, [&](std::size_t i) {
        const std::int64_t from = static_cast<std::int64_t>(i) * chunk_frames;
        const Stretch chunk{from, std::min(sound.frames, from + chunk_frames)};
        passed[i] = pass_chunk(sound, chunk, treatment, out, count);
    });
    Passed whole;
    std::vector<double> tenths;
    std::vector<float> gains;
    for (const PassedChunk& chunk : passed) {
        tenths.insert(tenths.end(), chunk.tenths.begin(), chunk.tenths.end());
        whole.peaks.insert(whole.peaks.end(), chunk.peaks.begin(), chunk.peaks.end());
        gains.insert(gains.end(), chunk.limiter_gains.begin(), chunk.limiter_gains.end());
        raise(whole.true_peak_dbtp, chunk.loudness.true_peak_dbtp);
    }
    whole.integrated_lufs = integrated_lufs(tenths);
    for (std::size_t hop = 0; hop < gains.size(); ++hop) {
        if (hop % Limiter::hops_a_second == 0) whole.limiter_gains.push_back(1);
        double& least = whole.limiter_gains.back();
        least = std::min<double>(least, gains[hop]);
    }
    whole.sustained_work_db = sustained_work(gains, tenths, whole.integrated_lufs.value_or(0));
    whole.hardest_seconds = hardest(whole.limiter_gains);
    return whole;
}

}  // namespace cityfm::audio
