// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <set>

#include "pipeline/core/digest.h"
#include "pipeline/core/inner_path.h"
#include "pipeline/core/record.h"
#include "pipeline/core/time.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/release.h"
#include "pipeline/model/toml/keys.h"

namespace cityfm::model {
namespace {

using core::Record;

constexpr std::int64_t most_frames = std::int64_t{1} << 40U;
constexpr double most_decibels = 400;
constexpr int most_encodes = 100;

/// The media types that our own files are served with.
constexpr auto delivered =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"mp3", "audio/mpeg"},
                                                                  {"m4a", "audio/x-m4a"},
                                                                  {"opus", "audio/ogg; codecs=opus"},
                                                                  {"flac", "audio/flac"},
                                                                  {"wav", "audio/wav"}});

bool is_plain_text(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most && std::none_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte < 0x20 || byte == 0x7f;
           });
}

/// A guid is what a feed had, of which XML allows line ends and tabs.
bool is_guid(std::string_view text) {
    std::string plain(text);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return is_plain_text(plain, 1, Release::most_guid_bytes);
}

std::string plain_text(const Record& record, const std::string& key, std::size_t least, std::size_t most) {
    return record.text(
        key, [&](std::string_view text) { return is_plain_text(text, least, most); }, "text");
}

std::string digest(const Record& record, const std::string& key) {
    return record.text(key, core::is_sha256, "sha256");
}

std::string address(const Record& record, const std::string& key) {
    return record.text(key, core::is_http_url, "url");
}

/// `media/<stem>-<hash12>.<ext>`, whose hash is that of the file.
std::string own_path(const Record& record, const std::string& sha256) {
    const auto good = [&](std::string_view path) { return is_media_path(path, sha256); };
    return record.text("path", good, "media path");
}

int integer(const Record& record, const std::string& key, int least, int most) {
    return static_cast<int>(record.integer(key, least, most));
}

double decibels(const Record& record, const std::string& key) {
    return record.number(key, -most_decibels, most_decibels);
}

Rendition read_rendition(const Record& record) {
    Rendition r;
    r.id = plain_text(record, "id", 1, Release::most_id_bytes);
    r.format = record.text(
        "format",
        [](std::string_view format) {
            return std::any_of(delivered.begin(), delivered.end(),
                               [&](const auto& row) { return row.first == format; });
        },
        "mp3, m4a, opus, flac, wav");
    r.type = record.text(
        "type",
        [&](std::string_view type) {
            return std::find(delivered.begin(), delivered.end(),
                             std::pair<std::string_view, std::string_view>(r.format, type)) !=
                   delivered.end();
        },
        "media type");
    r.bytes = static_cast<std::uintmax_t>(
        record.integer("bytes", 1, static_cast<std::int64_t>(Release::most_bytes)));
    r.sha256 = digest(record, "sha256");
    r.path = own_path(record, r.sha256);
    r.stream_sha256 = digest(record, "stream_sha256");
    r.frames = record.integer("frames", 1, most_frames);
    r.sample_rate = integer(record, "sample_rate", 8000, 768'000);
    r.channels = integer(record, "channels", 1, 64);
    r.bitrate_kbps = integer(record, "bitrate_kbps", 0, Release::most_bitrate_kbps);
    r.integrated_lufs = decibels(record, "integrated_lufs");
    r.range_lu = decibels(record, "range_lu");
    r.true_peak_dbtp = decibels(record, "true_peak_dbtp");
    if (record.has("encodes")) r.encodes = integer(record, "encodes", 1, most_encodes);
    return r;
}

/// Of a file that was never measured there is less to say, and its words are another host's.
Rendition read_imported_rendition(const Record& record) {
    Rendition r;
    r.id = plain_text(record, "id", 1, Release::most_id_bytes);
    r.format = record.text(
        "format", [](std::string_view format) { return is_slug(format) && format.size() <= 16; }, "word");
    r.type = plain_text(record, "type", 0, Release::most_type_bytes);
    r.bytes = static_cast<std::uintmax_t>(
        record.integer("bytes", 0, static_cast<std::int64_t>(Release::most_bytes)));
    r.listed_seconds = record.number("duration_seconds", 0, Release::most_seconds);
    if (record.has("bitrate_kbps"))
        r.bitrate_kbps = integer(record, "bitrate_kbps", 0, Release::most_bitrate_kbps);
    if (record.has("sha256")) r.sha256 = digest(record, "sha256");
    if (record.has("origin")) r.origin = address(record, "origin");
    r.path = r.sha256.empty() ? address(record, "path") : own_path(record, r.sha256);
    return r;
}

Resource read_resource(const Record& record) {
    return {address(record, "url"), plain_text(record, "type", 0, Release::most_type_bytes)};
}

Imported read_imported(const Record& record) {
    constexpr std::size_t most_transcripts = 100;
    Imported imported;
    if (record.has("image")) imported.image = address(record, "image");
    if (record.has("transcripts")) {
        for (const Record& transcript : record.records("transcripts", 0, most_transcripts))
            imported.transcripts.push_back(read_resource(transcript));
    }
    const auto chapters = record.has("chapters") ? record.record("chapters") : std::nullopt;
    if (chapters) imported.chapters = read_resource(*chapters);
    return imported;
}

std::vector<int> read_peaks(const Record& record) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = [&](std::string_view pair) {
        const std::size_t high = digits.find(pair[0]);
        const std::size_t low = digits.find(pair[1]);
        return high == std::string_view::npos || low == std::string_view::npos
                   ? -1
                   : static_cast<int>(high * 16 + low);
    };
    std::vector<int> peaks;
    record.text(
        "peaks",
        [&](std::string_view text) {
            if (text.size() % 2 != 0 || text.size() > 2 * Release::most_peaks) return false;
            for (std::size_t at = 0; at < text.size(); at += 2) peaks.push_back(value(text.substr(at, 2)));
            return std::all_of(peaks.begin(), peaks.end(),
                               [](int peak) { return peak >= 0 && peak <= Release::highest_peak; });
        },
        "peaks");
    return peaks;
}

void read_built(const Record& record, Release& release) {
    release.preset = plain_text(record, "preset", 1, 256);
    release.target_lufs = record.number_or_null("target_lufs", -most_decibels, most_decibels);
    release.ceiling_dbtp = decibels(record, "ceiling_dbtp");
    release.gain_db = decibels(record, "gain_db");
    release.limiter_work_db = decibels(record, "limiter_work_db");
    release.inputs = record.texts(
        "inputs",
        [](std::string_view path, std::string_view sha256) {
            return core::is_inner_path(path) && core::hidden_name_in(path).empty() &&
                   !core::has_scheme(path) && core::is_sha256(sha256);
        },
        "sha256");
    if (record.has("track")) release.use.track = plain_text(record, "track", 1, Release::most_id_bytes);
    if (record.has("fix")) {
        release.use.fix = record.text(
            "fix", [](std::string_view fix) { return is_choice(key("episode", "fix"), fix); },
            std::string(key("episode", "fix").choices));
    }
    if (record.has("peaks")) release.peaks = read_peaks(record);
    release.sound = digest(record, "sound");
    release.tags = digest(record, "tags");
}

FormerFile read_former(const Record& record) {
    FormerFile file;
    file.bytes = static_cast<std::uintmax_t>(
        record.integer("bytes", 1, static_cast<std::int64_t>(Release::most_bytes)));
    file.sha256 = digest(record, "sha256");
    file.path = own_path(record, file.sha256);
    return file;
}

}  // namespace

std::optional<Release> parse_release(const std::string& text, const std::string& file,
                                     core::Findings& findings) {
    core::Findings found;
    const auto give_up = [&]() -> std::optional<Release> {
        findings.insert(findings.end(), found.begin(), found.end());
        return std::nullopt;
    };
    const auto record = Record::parse(text, file, found);
    if (!record) return give_up();
    const std::int64_t version = record->integer("version", 1, 1'000'000);
    if (version > Release::current_version) {
        found.push_back({core::Severity::error,
                         core::Code::newer_release,
                         {file, 0, 0},
                         {{"path", file}, {"version", std::to_string(version)}}});
    }
    if (!found.empty()) return give_up();
    Release release;
    release.guid = record->text("guid", is_guid, "text");
    if (record->has("guid_is_link")) release.guid_is_link = record->boolean("guid_is_link");
    if (record->has("withdrawn")) {
        release.withdrawn = record->text(
            "withdrawn",
            [](std::string_view time) { return core::parse_rfc3339(std::string(time)).has_value(); }, "date");
    }
    if (!record->has("imported")) {
        read_built(*record, release);
    } else if (const auto imported = record->record("imported")) {
        release.imported = read_imported(*imported);
    }
    std::set<std::string> paths;
    for (const Record& rendition : record->records("renditions", 1, Release::most_renditions)) {
        release.renditions.push_back(release.imported ? read_imported_rendition(rendition)
                                                      : read_rendition(rendition));
        // Another host may offer one file under two names.
        if (!release.imported && !paths.insert(release.renditions.back().path).second)
            rendition.refuse("path", "media path");
    }
    if (record->has("former")) {
        for (const Record& former : record->records("former", 0, Release::most_former))
            release.former.push_back(read_former(former));
    }
    if (!found.empty()) return give_up();
    return release;
}

}  // namespace cityfm::model
