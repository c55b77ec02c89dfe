// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/core/time.h"
#include "pipeline/model/release.h"

namespace cityfm::model {

/// Where each key of a file stands, for findings that come later than reading.
using Places = std::map<std::string, core::Place>;

/// A part of the sound that listeners can jump to.
struct Chapter {
    double start_seconds = 0;
    std::string title;
    std::string link = {};
    std::string art = {};    ///< its picture, relative to the episode's folder; empty for none
    std::string image = {};  ///< or the address of one

    bool operator==(const Chapter&) const = default;
};

/// One piece of a transcript: who says what, from when to when.
struct Cue {
    double start_seconds = 0;
    double end_seconds = 0;
    std::string speaker;  ///< empty when it is not said
    std::string text;     ///< lines are kept

    bool operator==(const Cue&) const = default;
};

struct Link {
    std::string title;
    std::string url;

    bool operator==(const Link&) const = default;
};

/// The terms under which others may use it.
struct License {
    std::string name;  ///< a short one, as SPDX has it: `cc-by-4.0`
    std::string url;

    bool operator==(const License&) const = default;
};

/// A place, no nearer than a town: people live there.
struct Location {
    std::string name;
    std::string rel = "subject";  ///< `subject`: what it is about; `creator`: where it is made
    std::string geo;              ///< RFC 5870: `geo:36.25,138.48`
    std::string osm;              ///< OpenStreetMap's, with its kind: `R4796319`
    std::string country;          ///< ISO 3166-1: `JP`

    bool operator==(const Location&) const = default;
};

/// A short piece of the sound, to be shared.
struct Soundbite {
    double start_seconds = 0;
    double duration_seconds = 0;
    std::string title;

    bool operator==(const Soundbite&) const = default;
};

/// A post under which the episode is talked about.
struct SocialInteract {
    std::string uri;
    std::string protocol;
    std::string account_id;
    std::string account_url;

    bool operator==(const SocialInteract&) const = default;
};

/// What the host states about other people's rights in the sound; nothing when it was not stated.
struct Rights {
    std::optional<std::string> music;
    std::optional<std::string> guests;
};

/// One issue of the show, as its host wrote it.
struct Episode {
    std::string folder;  ///< the name below `episodes/`: its id in commands and file names
    std::string title;
    std::string reading;
    std::optional<core::Instant> date;
    std::string audio;  ///< the recording, relative to the folder; empty when none is named
    RecordingUse use;
    std::string question;
    std::optional<int> number;
    std::optional<int> season;
    std::string kind = "full";
    std::string guid;                      ///< as written; `identity()` is the one in force
    std::string link;                      ///< its page
    std::optional<bool> explicit_content;  ///< nothing: as the show
    bool block = false;                    ///< directories are not to list it
    std::string summary;
    std::vector<std::string> topics;
    std::vector<std::string> people;
    std::vector<Chapter> chapters;
    std::string chapters_file;  ///< where they stand instead, relative to the folder; empty for none
    std::vector<Link> links;
    std::string art;
    std::string preset;
    std::string transcript;  ///< relative to the folder
    std::vector<Cue> cues;   ///< what it holds
    Rights rights;
    std::optional<License> license;
    std::optional<Location> location;
    std::vector<Soundbite> soundbites;
    std::vector<SocialInteract> social_interacts;
    std::vector<Link> content_links;  ///< where else it can be watched or read
    std::string notes;                ///< `notes.md`, CommonMark
    std::string foreign;              ///< `foreign.xml`: what its item had that we do not know
    std::optional<Release> release;
    Places places;

    /// The recordings that its sound is made of, relative to the folder, in their order.
    std::vector<std::string> inputs() const {
        return audio.empty() ? std::vector<std::string>() : std::vector<std::string>{audio};
    }

    /// `episodes/<folder>/<file>`, relative to the show.
    std::string path_of(const std::string& file) const { return "episodes/" + folder + "/" + file; }

    /// The place of `key` in `episode.toml`, or of the file as a whole.
    core::Place place(const std::string& key) const;
};

/// The guid in force: the released one, else the written one, else UUIDv5 of the show's guid and the folder's
/// name.
std::string identity(const Episode& episode, const std::string& show_guid);

/// True when the episode's date has come at `now`, or it was public elsewhere, whatever its date.
bool is_due(const Episode& episode, core::Instant now);

/// True when it came out of another feed and is as it was there.
bool is_imported(const Episode& episode);

/// True when listeners may know of it at `now`: it is due, was built and was not withdrawn.
bool is_public(const Episode& episode, core::Instant now);

}  // namespace cityfm::model
