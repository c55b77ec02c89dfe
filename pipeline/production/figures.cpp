// SPDX-License-Identifier: MIT
#include "pipeline/production/figures.h"

#include <cmath>
#include <limits>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"

namespace cityfm::production {
namespace {

using core::Json;

[[noreturn]] void refuse(const std::string& key, const Json& found, const std::string& expected) {
    throw core::Error(core::Kind::failed, core::Code::bad_record,
                      {{"key", key}, {"found", found.dump()}, {"expected", expected}});
}

const Json& member(const Json& json, const char* key) {
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (found == json.end()) refuse(key, nullptr, "number");
    return *found;
}

/// A figure of sound: decibels, gains, seconds.
double figure(const Json& json, const char* key) {
    constexpr double most = 1e9;
    if (!json.is_number() || !(std::abs(json.get<double>()) <= most)) refuse(key, json, "number");
    return json.get<double>();
}

std::optional<double> figure_or_null(const Json& json, const char* key) {
    return json.is_null() ? std::nullopt : std::optional(figure(json, key));
}

/// Frames, samples, channels and what else is counted.
std::int64_t count(const Json& json, const char* key, std::int64_t least, std::int64_t most) {
    const Json& value = member(json, key);
    if (!value.is_number_integer() || value < least || value > most) refuse(key, value, "number");
    return value.get<std::int64_t>();
}

constexpr std::int64_t most_frames = std::int64_t{1} << 40U;
constexpr int most_channels = 2;

std::int64_t frames_in(const Json& json) {
    return count(json, "frames", 1, most_frames);
}

int channels_in(const Json& json) {
    return static_cast<int>(count(json, "channels", 1, most_channels));
}

constexpr int most_encodes = 100;
constexpr std::int64_t most_bytes = std::int64_t{1} << 40U;

std::string digest_in(const Json& json, const char* key) {
    const Json& value = member(json, key);
    if (!value.is_string() || !core::is_sha256(value.get<std::string>())) refuse(key, value, "sha256");
    return value.get<std::string>();
}

double figure_in(const Json& json, const char* key) {
    return figure(member(json, key), key);
}

std::vector<double> figures_in(const Json& json, const char* key) {
    const Json& list = member(json, key);
    if (!list.is_array()) refuse(key, list, "number");
    std::vector<double> figures;
    for (const Json& value : list) figures.push_back(figure(value, key));
    return figures;
}

std::optional<double> to_number(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() ? figure_or_null(*found, key) : std::nullopt;
}

Json to_json(const av::Losses& losses) {
    Json places = Json::array();
    for (const av::Loss& loss : losses.places) places.push_back({loss.at_seconds, loss.seconds});
    return {{"count", losses.count}, {"seconds", losses.seconds}, {"places", std::move(places)}};
}

av::Losses to_losses(const Json& json) {
    av::Losses losses;
    losses.count = count(json, "count", 0, most_frames);
    losses.seconds = figure_in(json, "seconds");
    const Json& places = member(json, "places");
    if (!places.is_array() || places.size() > av::Losses::most_places)
        refuse("places", places.size(), "number");
    for (const Json& place : places) {
        if (!place.is_array() || place.size() != 2) refuse("places", place, "number");
        losses.places.push_back({figure(place[0], "places"), figure(place[1], "places")});
    }
    return losses;
}

}  // namespace

Json to_json(const audio::Loudness& loudness) {
    return {{"integrated_lufs", core::number_or_null(loudness.integrated_lufs)},
            {"range_lu", core::number_or_null(loudness.range_lu)},
            {"true_peak_dbtp", core::number_or_null(loudness.true_peak_dbtp)},
            {"sample_peak_dbfs", core::number_or_null(loudness.sample_peak_dbfs)},
            {"max_momentary_lufs", core::number_or_null(loudness.max_momentary_lufs)},
            {"max_short_term_lufs", core::number_or_null(loudness.max_short_term_lufs)},
            {"min_momentary_lufs", core::number_or_null(loudness.min_momentary_lufs)},
            {"min_short_term_lufs", core::number_or_null(loudness.min_short_term_lufs)}};
}

audio::Loudness to_loudness(const Json& json) {
    audio::Loudness loudness;
    loudness.integrated_lufs = to_number(json, "integrated_lufs");
    loudness.range_lu = to_number(json, "range_lu");
    loudness.true_peak_dbtp = to_number(json, "true_peak_dbtp");
    loudness.sample_peak_dbfs = to_number(json, "sample_peak_dbfs");
    loudness.max_momentary_lufs = to_number(json, "max_momentary_lufs");
    loudness.max_short_term_lufs = to_number(json, "max_short_term_lufs");
    loudness.min_momentary_lufs = to_number(json, "min_momentary_lufs");
    loudness.min_short_term_lufs = to_number(json, "min_short_term_lufs");
    return loudness;
}

Json to_json(const audio::LoudnessCurve& curve) {
    Json momentary = Json::array();
    Json short_term = Json::array();
    for (const audio::LoudnessCurve::Point& point : curve.points) {
        momentary.push_back(core::number_or_null(point.momentary_lufs));
        short_term.push_back(core::number_or_null(point.short_term_lufs));
    }
    return {{"seconds_a_point", curve.seconds_a_point},
            {"momentary_lufs", std::move(momentary)},
            {"short_term_lufs", std::move(short_term)}};
}

audio::LoudnessCurve to_curve(const Json& json) {
    audio::LoudnessCurve curve;
    curve.seconds_a_point = figure_in(json, "seconds_a_point");
    const Json& momentary = member(json, "momentary_lufs");
    const Json& short_term = member(json, "short_term_lufs");
    if (!momentary.is_array() || !short_term.is_array() || momentary.size() != short_term.size())
        refuse("momentary_lufs", momentary.size(), "number");
    for (std::size_t i = 0; i < momentary.size(); ++i) {
        curve.points.push_back({figure_or_null(momentary[i], "momentary_lufs"),
                                figure_or_null(short_term[i], "short_term_lufs")});
    }
    return curve;
}

Json to_json(const audio::Programme& programme) {
    return {{"frames", programme.frames},
            {"channels", programme.channels},
            {"integrated_lufs", programme.integrated_lufs},
            {"true_peak_dbtp", programme.true_peak_dbtp},
            {"losses", to_json(programme.losses)},
            {"not_numbers", programme.not_numbers},
            {"declared_seconds", programme.declared_seconds}};
}

audio::Programme to_programme(const Json& json) {
    audio::Programme programme;
    programme.frames = frames_in(json);
    programme.channels = channels_in(json);
    programme.integrated_lufs = figure_in(json, "integrated_lufs");
    programme.true_peak_dbtp = figure_in(json, "true_peak_dbtp");
    programme.losses = to_losses(member(json, "losses"));
    programme.not_numbers = count(json, "not_numbers", 0, most_frames);
    programme.declared_seconds = figure_in(json, "declared_seconds");
    return programme;
}

Json to_json(const audio::Master& master) {
    return {{"frames", master.frames},
            {"channels", master.channels},
            {"gain_db", master.gain_db},
            {"limiter_gains", master.limiter_gains},
            {"sustained_work_db", master.sustained_work_db},
            {"hardest_seconds", master.hardest_seconds},
            {"peaks", master.peaks},
            {"below_target", master.below_target},
            {"integrated_lufs", master.integrated_lufs}};
}

audio::Master to_master(const Json& json) {
    audio::Master master;
    master.frames = frames_in(json);
    master.channels = channels_in(json);
    master.gain_db = figure_in(json, "gain_db");
    master.limiter_gains = figures_in(json, "limiter_gains");
    master.sustained_work_db = figure_in(json, "sustained_work_db");
    master.hardest_seconds = figures_in(json, "hardest_seconds");
    const Json& peaks = member(json, "peaks");
    constexpr std::size_t most_peaks = 1000;
    if (!peaks.is_array() || peaks.size() > most_peaks) refuse("peaks", peaks.size(), "number");
    for (const Json& peak : peaks) {
        if (!peak.is_number_integer() || peak < 0 || peak > 100) refuse("peaks", peak, "number");
        master.peaks.push_back(peak.get<int>());
    }
    const Json& below = member(json, "below_target");
    if (!below.is_boolean()) refuse("below_target", below, "boolean");
    master.below_target = below.get<bool>();
    master.integrated_lufs = figure_in(json, "integrated_lufs");
    return master;
}

Json to_json(const audio::Survey& survey) {
    return {{"seconds", survey.reading.seconds},
            {"declared_seconds", survey.reading.declared_seconds},
            {"losses", to_json(survey.reading.losses)},
            {"not_numbers", survey.reading.not_numbers},
            {"channels", survey.channels},
            {"track", survey.track},
            {"tracks", survey.tracks},
            {"track_count", survey.track_count},
            {"unreadable_track", survey.unreadable_track},
            {"integrated_lufs", core::number_or_null(survey.integrated_lufs)},
            {"dead_channel", core::number_or_null(survey.dead_channel)},
            {"inverted", survey.inverted},
            {"partly_inverted", survey.partly_inverted},
            {"one_loudspeaker_db", survey.one_loudspeaker_db},
            {"offset", survey.offset},
            {"silent_start_seconds", survey.silent_start_seconds},
            {"silent_end_seconds", survey.silent_end_seconds},
            {"clipped", survey.clipped},
            {"first_clipped_seconds", survey.first_clipped_seconds},
            {"usual_peak_dbfs", survey.usual_peak_dbfs},
            {"highest_peak_dbfs", survey.highest_peak_dbfs},
            {"peak_seconds", survey.peak_seconds},
            {"quiet_at_seconds", survey.quiet_at_seconds},
            {"loud_at_seconds", survey.loud_at_seconds},
            {"voices_gap_lu", survey.voices_gap_lu}};
}

audio::Survey to_survey(const Json& json) {
    constexpr int most_tracks = 10'000;
    audio::Survey survey;
    survey.reading = {figure_in(json, "seconds"), figure_in(json, "declared_seconds"),
                      to_losses(member(json, "losses")), count(json, "not_numbers", 0, most_frames)};
    survey.channels = static_cast<int>(count(json, "channels", 1, 1000));
    survey.track = static_cast<int>(count(json, "track", 1, most_tracks));
    survey.track_count = static_cast<int>(count(json, "track_count", 1, most_tracks));
    survey.unreadable_track = static_cast<int>(count(json, "unreadable_track", 0, most_tracks));
    const Json& tracks = member(json, "tracks");
    if (!tracks.is_string()) refuse("tracks", tracks, "text");
    survey.tracks = tracks.get<std::string>();
    survey.integrated_lufs = to_number(json, "integrated_lufs");
    if (!member(json, "dead_channel").is_null())
        survey.dead_channel = static_cast<int>(count(json, "dead_channel", 0, 1));
    const Json& inverted = member(json, "inverted");
    if (!inverted.is_boolean()) refuse("inverted", inverted, "boolean");
    survey.inverted = inverted.get<bool>();
    const Json& partly = member(json, "partly_inverted");
    if (!partly.is_boolean()) refuse("partly_inverted", partly, "boolean");
    survey.partly_inverted = partly.get<bool>();
    survey.one_loudspeaker_db = figure_in(json, "one_loudspeaker_db");
    survey.offset = figure_in(json, "offset");
    survey.silent_start_seconds = figure_in(json, "silent_start_seconds");
    survey.silent_end_seconds = figure_in(json, "silent_end_seconds");
    survey.clipped = count(json, "clipped", 0, most_frames);
    survey.first_clipped_seconds = figure_in(json, "first_clipped_seconds");
    survey.usual_peak_dbfs = figure_in(json, "usual_peak_dbfs");
    survey.highest_peak_dbfs = figure_in(json, "highest_peak_dbfs");
    survey.peak_seconds = figures_in(json, "peak_seconds");
    survey.quiet_at_seconds = figure_in(json, "quiet_at_seconds");
    survey.loud_at_seconds = figure_in(json, "loud_at_seconds");
    survey.voices_gap_lu = figure_in(json, "voices_gap_lu");
    return survey;
}

StoredSound to_stored_sound(const Json& json) {
    StoredSound sound;
    sound.sha256 = digest_in(json, "sha256");
    sound.frames = frames_in(json);
    sound.encodes = static_cast<int>(count(json, "encodes", 1, most_encodes));
    sound.loudness = to_loudness(member(json, "loudness"));
    sound.curve = to_curve(member(json, "curve"));
    return sound;
}

StoredRendition to_stored_rendition(const Json& json) {
    StoredRendition rendition;
    rendition.sha256 = digest_in(json, "sha256");
    rendition.stream_sha256 = digest_in(json, "stream_sha256");
    rendition.bytes = static_cast<std::uintmax_t>(count(json, "bytes", 1, most_bytes));
    return rendition;
}

}  // namespace cityfm::production
