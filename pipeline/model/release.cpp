// SPDX-License-Identifier: MIT
#include "pipeline/model/release.h"

#include "pipeline/core/json.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace cityfm::model {
namespace {

using core::Json;

/// What is known of every file.
Json listing(const Rendition& r) {
    return {{"id", r.id}, {"format", r.format}, {"path", r.path}, {"type", r.type}, {"bytes", r.bytes}};
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

Json to_json(const Resource& resource) {
    return {{"url", resource.url}, {"type", resource.type}};
}

Json to_json(const Imported& imported) {
    Json json = Json::object();
    if (!imported.image.empty()) json["image"] = imported.image;
    for (const Resource& transcript : imported.transcripts)
        json["transcripts"].push_back(to_json(transcript));
    if (imported.chapters) json["chapters"] = to_json(*imported.chapters);
    return json;
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

/// Two digits each: a thousand numbers would be a thousand lines.
std::string hex_of(const std::vector<int>& peaks) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const int peak : peaks) {
        text += digits[static_cast<std::size_t>(peak) / 16];
        text += digits[static_cast<std::size_t>(peak) % 16];
    }
    return text;
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
            {"tags", release.tags},
            {"peaks", hex_of(release.peaks)}};
}

Json to_json(const FormerFile& file) {
    return {{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

}  // namespace

void keep_former(Release& made, const Release& before) {
    made.former = before.former;
    for (const Rendition& old : before.renditions) {
        const bool is_named =
            std::any_of(made.renditions.begin(), made.renditions.end(),
                        [&](const Rendition& rendition) { return rendition.path == old.path; });
        const bool is_kept = std::any_of(made.former.begin(), made.former.end(),
                                         [&](const FormerFile& file) { return file.path == old.path; });
        if (!is_named && !is_kept && !old.is_elsewhere())
            made.former.push_back({old.path, old.bytes, old.sha256});
    }
    // What comes back is no former file any more.
    std::erase_if(made.former, [&](const FormerFile& file) {
        return std::any_of(made.renditions.begin(), made.renditions.end(),
                           [&](const Rendition& rendition) { return rendition.path == file.path; });
    });
    if (made.former.size() > Release::most_former)
        made.former.erase(made.former.begin(), made.former.end() - Release::most_former);
}

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
        if (!release.use.track.empty()) json["track"] = release.use.track;
        if (!release.use.fix.empty()) json["fix"] = release.use.fix;
    }
    json["renditions"] = Json::array();
    for (const FormerFile& file : release.former) json["former"].push_back(to_json(file));
    if (!release.withdrawn.empty()) json["withdrawn"] = release.withdrawn;
    for (const Rendition& rendition : release.renditions)
        json["renditions"].push_back(release.imported ? imported_json(rendition) : to_json(rendition));
    return core::to_document(json);
}

}  // namespace cityfm::model
