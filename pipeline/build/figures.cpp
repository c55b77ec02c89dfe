// SPDX-License-Identifier: MIT
#include "pipeline/build/figures.h"

namespace cityfm::build {
namespace {

using core::Json;

Json number_or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::optional<double> number_of(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}

std::optional<double> to_number(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() ? number_of(*found) : std::nullopt;
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
    json.at("seconds_a_point").get_to(curve.seconds_a_point);
    const Json& momentary = json.at("momentary_lufs");
    const Json& short_term = json.at("short_term_lufs");
    for (std::size_t i = 0; i < momentary.size(); ++i)
        curve.points.push_back({number_of(momentary.at(i)), number_of(short_term.at(i))});
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
    json.at("frames").get_to(programme.frames);
    json.at("channels").get_to(programme.channels);
    json.at("integrated_lufs").get_to(programme.integrated_lufs);
    json.at("true_peak_dbtp").get_to(programme.true_peak_dbtp);
    json.at("damages").get_to(programme.damages);
    json.at("not_numbers").get_to(programme.not_numbers);
    json.at("declared_seconds").get_to(programme.declared_seconds);
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
    json.at("frames").get_to(master.frames);
    json.at("channels").get_to(master.channels);
    json.at("gain_db").get_to(master.gain_db);
    json.at("limiter_gains").get_to(master.limiter_gains);
    json.at("below_target").get_to(master.below_target);
    json.at("integrated_lufs").get_to(master.integrated_lufs);
    return master;
}

}  // namespace cityfm::build
