// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"

namespace cityfm::model {

/// One delivered file of an episode, with what was measured of it once it was decoded again.
struct Rendition {
    std::string id;
    std::string format;
    std::string
        path;  ///< below `public/`: `media/<folder>-<hash12>.mp3`; or the address where another host has it
    std::string type;  ///< the media type served
    std::uintmax_t bytes = 0;
    std::string sha256;         ///< of the whole file
    std::string stream_sha256;  ///< of the sound's packets alone, which tagging leaves as they are
    std::int64_t frames = 0;
    int sample_rate = 0;
    int channels = 0;
    int bitrate_kbps = 0;
    double integrated_lufs = 0;
    double range_lu = 0;
    double true_peak_dbtp = 0;
    int encodes = 1;            ///< how often it was encoded until it kept the promise
    std::string origin;         ///< of an imported file: where the old host has it
    double listed_seconds = 0;  ///< of an imported file, which nobody measured: as its feed has it

    double duration_seconds() const {
        return sample_rate > 0 ? static_cast<double>(frames) / sample_rate : listed_seconds;
    }
    /// True for a file of another host, which is not ours to publish.
    bool is_elsewhere() const { return path.find("://") != std::string::npos; }
    bool operator==(const Rendition&) const = default;
};

/// A file that an item offers besides its sound.
struct Resource {
    std::string url;
    std::string type;

    bool operator==(const Resource&) const = default;
};

/// What an imported episode had in its old feed, beyond what `episode.toml` can say.
struct Imported {
    std::string image;                  ///< its picture's address, while that stays there
    std::vector<Resource> transcripts;  ///< the same of its texts
    std::optional<Resource> chapters;

    bool operator==(const Imported&) const = default;
};

/// What of a recording is used, as `episode.toml` says.
struct RecordingUse {
    std::string track;  ///< number, language or title of a sound track; empty: the one that players take
    std::string fix;    ///< `invert-left`, `invert-right`, `none`; empty: what is found to be needed

    bool operator==(const RecordingUse&) const = default;
};

/// A file of an earlier release, which listeners may still have the address of.
struct FormerFile {
    std::string path;  ///< as of a rendition
    std::uintmax_t bytes = 0;
    std::string sha256;

    bool operator==(const FormerFile&) const = default;
};

/// The record of what was built for an episode: `release.json`, kept in git; the truth about it from then on.
struct Release {
    static constexpr int current_version = 2;

    // The bounds of what the document may say.
    static constexpr std::size_t most_renditions = 100;
    static constexpr std::size_t most_id_bytes = 255;
    static constexpr std::size_t most_guid_bytes = 1U << 16U;
    static constexpr std::size_t most_type_bytes = 127;
    static constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 42U;
    static constexpr int most_bitrate_kbps = 100'000;
    static constexpr double most_seconds = 1e8;
    static constexpr std::size_t most_former = 1000;
    static constexpr std::size_t most_peaks = 1000;
    static constexpr int highest_peak = 100;

    std::string guid;
    bool guid_is_link = false;  ///< `isPermaLink`: only of episodes that came from elsewhere
    std::string preset;
    std::optional<double> target_lufs;
    double ceiling_dbtp = 0;
    double gain_db = 0;                         ///< between programme and master
    double limiter_work_db = 0;                 ///< the most that the limiter took away
    std::map<std::string, std::string> inputs;  ///< recordings by path below the episode, with their SHA-256
    RecordingUse use;                           ///< of the recordings
    std::string sound;                          ///< digest of the sound options in force
    std::string tags;                           ///< digest of the tags inside the files
    std::string withdrawn;                      ///< when it was taken back, RFC 3339; empty while it stands
    std::vector<Rendition> renditions;
    std::vector<FormerFile> former;  ///< since version 2; the newest last
    std::vector<int>
        peaks;  ///< since version 2: the waveform, 0 to 100, of parts of equal length; two hex digits each
    std::optional<Imported>
        imported;  ///< it came out of another feed; the first rendition is what that offered

    /// True while another host has any of its files.
    bool is_elsewhere() const;

    double duration_seconds() const { return renditions.empty() ? 0 : renditions.front().duration_seconds(); }
    bool operator==(const Release&) const = default;
};

/// Keeps in `made` what the release before it named and it does not: listeners may still have these
/// addresses. Of more than `most_former` the oldest go.
void keep_former(Release& made, const Release& before);

/// A figure as the document keeps it: to a hundred-thousandth, which no meter resolves.
double as_recorded(double figure);

/// The rendition that feeds and announcements offer: MP3 where there is one, since every app plays it; of an
/// imported episode what listeners have.
const Rendition& enclosed(const Release& release);

/// The document as git keeps it: the same release, the same bytes.
std::string to_json_text(const Release& release);

/// Reads the document, which anybody may have changed: everything in it is checked. What is wrong becomes
/// findings in `file`, and gives nothing: `json_syntax`, `newer_release`, `bad_record`.
std::optional<Release> parse_release(const std::string& text, const std::string& file,
                                     core::Findings& findings);

}  // namespace cityfm::model
