// SPDX-License-Identifier: MIT
#include "pipeline/model/release.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "pipeline/core/error.h"

namespace cityfm::model {
namespace {

using core::Json;

/// What is known of every file.
Json listing(const Rendition& r) {
    return {{"id", r.id}, {"format", r.format}, {"path", r.path}, {"type", r.type}, {"bytes", r.bytes}};
}

Rendition to_listed(const Json& json) {
    Rendition r;
    json.at("id").get_to(r.id);
    json.at("format").get_to(r.format);
    json.at("path").get_to(r.path);
    json.at("type").get_to(r.type);
    json.at("bytes").get_to(r.bytes);
    return r;
}

/// Of a file that was never measured there is less to say.
Json imported_json(const Rendition& r) {
    Json json = listing(r);
    json["duration_seconds"] = as_recorded(r.duration_seconds());
    if (r.bitrate_kbps > 0) json["bitrate_kbps"] = r.bitrate_kbps;
    if (!r.sha256.empty()) json["sha256"] = r.sha256;
    if (!r.origin.empty()) json["origin"] = r.origin;
    return json;
}

Rendition to_imported_rendition(const Json& json) {
    Rendition r = to_listed(json);
    json.at("duration_seconds").get_to(r.listed_seconds);
    r.bitrate_kbps = json.value("bitrate_kbps", 0);
    r.sha256 = json.value("sha256", "");
    r.origin = json.value("origin", "");
    return r;
}

Json to_json(const Resource& resource) {
    return {{"url", resource.url}, {"type", resource.type}};
}

Resource to_resource(const Json& json) {
    return {json.at("url").get<std::string>(), json.at("type").get<std::string>()};
}

Json to_json(const Imported& imported) {
    Json json = Json::object();
    if (!imported.image.empty()) json["image"] = imported.image;
    for (const Resource& transcript : imported.transcripts)
        json["transcripts"].push_back(to_json(transcript));
    if (imported.chapters) json["chapters"] = to_json(*imported.chapters);
    return json;
}

Imported to_imported(const Json& json) {
    Imported imported;
    imported.image = json.value("image", "");
    for (const Json& transcript : json.value("transcripts", Json::array()))
        imported.transcripts.push_back(to_resource(transcript));
    if (json.contains("chapters")) imported.chapters = to_resource(json["chapters"]);
    return imported;
}

Json to_json(const Rendition& r) {
    Json json = listing(r);
    json.update({{"sha256", r.sha256},
                 {"stream_sha256", r.stream_sha256},
                 {"frames", r.frames},
                 {"sample_rate", r.sample_rate},
                 {"channels", r.channels},
                 {"bitrate_kbps", r.bitrate_kbps},
                 {"duration_seconds", as_recorded(r.duration_seconds())},
                 {"integrated_lufs", as_recorded(r.integrated_lufs)},
                 {"range_lu", as_recorded(r.range_lu)},
                 {"true_peak_dbtp", as_recorded(r.true_peak_dbtp)},
                 {"encodes", r.encodes}});
    return json;
}

Rendition to_rendition(const Json& json) {
    Rendition r = to_listed(json);
    json.at("sha256").get_to(r.sha256);
    json.at("stream_sha256").get_to(r.stream_sha256);
    json.at("frames").get_to(r.frames);
    json.at("sample_rate").get_to(r.sample_rate);
    json.at("channels").get_to(r.channels);
    json.at("bitrate_kbps").get_to(r.bitrate_kbps);
    json.at("integrated_lufs").get_to(r.integrated_lufs);
    json.at("range_lu").get_to(r.range_lu);
    json.at("true_peak_dbtp").get_to(r.true_peak_dbtp);
    r.encodes = json.value("encodes", 1);
    return r;
}

/// What only a release that was built here has.
Json built_json(const Release& release) {
    return {{"preset", release.preset},
            {"target_lufs", release.target_lufs ? Json(as_recorded(*release.target_lufs)) : Json(nullptr)},
            {"ceiling_dbtp", as_recorded(release.ceiling_dbtp)},
            {"gain_db", as_recorded(release.gain_db)},
            {"limiter_work_db", as_recorded(release.limiter_work_db)},
            {"inputs", release.inputs},
            {"sound", release.sound},
            {"tags", release.tags}};
}

void read_built(const Json& json, Release& release) {
    json.at("preset").get_to(release.preset);
    if (!json.at("target_lufs").is_null()) release.target_lufs = json["target_lufs"].get<double>();
    json.at("ceiling_dbtp").get_to(release.ceiling_dbtp);
    json.at("gain_db").get_to(release.gain_db);
    json.at("limiter_work_db").get_to(release.limiter_work_db);
    json.at("inputs").get_to(release.inputs);
    json.at("sound").get_to(release.sound);
    json.at("tags").get_to(release.tags);
}

}  // namespace

double as_recorded(double figure) {
    return std::round(figure * 1e5) / 1e5;
}

bool Release::is_elsewhere() const {
    return std::any_of(renditions.begin(), renditions.end(),
                       [](const Rendition& rendition) { return rendition.is_elsewhere(); });
}

const Rendition& enclosed(const Release& release) {
    assert(!release.renditions.empty());
    if (release.imported) return release.renditions.front();
    const auto mp3 = std::find_if(release.renditions.begin(), release.renditions.end(),
                                  [](const Rendition& r) { return r.format == "mp3"; });
    return mp3 != release.renditions.end() ? *mp3 : release.renditions.front();
}

std::string to_json_text(const Release& release) {
    Json json = {{"version", Release::current_version}, {"guid", release.guid}};
    if (release.guid_is_link) json["guid_is_link"] = true;
    if (release.imported) {
        json["imported"] = to_json(*release.imported);
    } else {
        json.update(built_json(release));
    }
    json["renditions"] = Json::array();
    if (!release.withdrawn.empty()) json["withdrawn"] = release.withdrawn;
    for (const Rendition& rendition : release.renditions)
        json["renditions"].push_back(release.imported ? imported_json(rendition) : to_json(rendition));
    return core::to_document(json);
}

Release parse_release(const std::string& text, const std::string& file) {
    try {
        const Json json = Json::parse(text);
        const int version = json.at("version").get<int>();
        if (version > Release::current_version) {
            throw core::Error(core::Kind::show, core::Code::newer_release,
                              {{"path", file}, {"version", std::to_string(version)}});
        }
        Release release;
        json.at("guid").get_to(release.guid);
        if (json.contains("imported")) {
            release.imported = to_imported(json["imported"]);
        } else {
            read_built(json, release);
        }
        release.guid_is_link = json.value("guid_is_link", false);
        release.withdrawn = json.value("withdrawn", "");
        for (const Json& rendition : json.at("renditions")) {
            release.renditions.push_back(release.imported ? to_imported_rendition(rendition)
                                                          : to_rendition(rendition));
        }
        if (release.renditions.empty()) {
            throw core::Error(core::Kind::show, core::Code::json_syntax,
                              {{"path", file}, {"reason", "renditions"}});
        }
        return release;
    } catch (const Json::exception& error) {
        throw core::Error(core::Kind::show, core::Code::json_syntax,
                          {{"path", file}, {"reason", error.what()}});
    }
}

}  // namespace cityfm::model
