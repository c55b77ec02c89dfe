// SPDX-License-Identifier: MIT
#include "pipeline/build/figures.h"

#include <cmath>
#include <limits>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"

namespace cityfm::build {
namespace {

using core::Json;

Json number_or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

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

std::optional<double> to_number(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() ? figure_or_null(*found, key) : std::nullopt;
}

}  // namespace

Json to_json(const audio::Loudness& loudness) {
    return {{"integrated_lufs", number_or_null(loudness.integrated_lufs)},
            {"range_lu", number_or_null(loudness.range_lu)},
            {"true_peak_dbtp", number_or_null(loudness.true_peak_dbtp)},
            {"sample_peak_dbfs", number_or_null(loudness.sample_peak_dbfs)},
            {"max_momentary_lufs", number_or_null(loudness.max_momentary_lufs)},
            {"max_short_term_lufs", number_or_null(loudness.max_short_term_lufs)},
            {"min_momentary_lufs", number_or_null(loudness.min_momentary_lufs)},
            {"min_short_term_lufs", number_or_null(loudness.min_short_term_lufs)}};
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
        momentary.push_back(number_or_null(point.momentary_lufs));
        short_term.push_back(number_or_null(point.short_term_lufs));
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
            {"damages", programme.damages},
            {"not_numbers", programme.not_numbers},
            {"declared_seconds", programme.declared_seconds}};
}

audio::Programme to_programme(const Json& json) {
    audio::Programme programme;
    programme.frames = frames_in(json);
    programme.channels = channels_in(json);
    programme.integrated_lufs = figure_in(json, "integrated_lufs");
    programme.true_peak_dbtp = figure_in(json, "true_peak_dbtp");
    programme.damages = static_cast<int>(count(json, "damages", 0, std::numeric_limits<int>::max()));
    programme.not_numbers = count(json, "not_numbers", 0, most_frames);
    programme.declared_seconds = figure_in(json, "declared_seconds");
    return programme;
}

Json to_json(const audio::Master& master) {
    return {{"frames", master.frames},
            {"channels", master.channels},
            {"gain_db", master.gain_db},
            {"limiter_gains", master.limiter_gains},
            {"below_target", master.below_target},
            {"integrated_lufs", master.integrated_lufs}};
}

audio::Master to_master(const Json& json) {
    audio::Master master;
    master.frames = frames_in(json);
    master.channels = channels_in(json);
    master.gain_db = figure_in(json, "gain_db");
    const Json& gains = member(json, "limiter_gains");
    if (!gains.is_array()) refuse("limiter_gains", gains, "number");
    for (const Json& gain : gains) master.limiter_gains.push_back(figure(gain, "limiter_gains"));
    const Json& below = member(json, "below_target");
    if (!below.is_boolean()) refuse("below_target", below, "boolean");
    master.below_target = below.get<bool>();
    master.integrated_lufs = figure_in(json, "integrated_lufs");
    return master;
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

}  // namespace cityfm::build
