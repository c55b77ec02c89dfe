// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/audio/deliver/encode.h"
#include "pipeline/audio/master.h"
#include "pipeline/core/finding.h"
#include "pipeline/core/json_fwd.h"
#include "pipeline/media/tags.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/release.h"
#include "pipeline/production/plan.h"

namespace cityfm::production {

// A step as a value that says everything about its work: what it reads, by path and content or by the key of
// the step that made it, its options, and the key that the store keeps its result by. Any machine with the
// show's files and its store can run it.

/// A file of the show, which has to have this content.
struct ShowFile {
    std::string path;  ///< relative to the show; empty for none
    std::string sha256;

    bool operator==(const ShowFile&) const = default;
};

/// Recordings become a programme (scratch).
struct AssembleStep {
    std::vector<ShowFile> recordings;
    model::RecordingUse use;
    int channels = 2;
    bool as_recorded = false;
    double max_hours = 6;
    bool allow_damaged = false;
};

/// A programme becomes a master (scratch).
struct MasterStep {
    std::string programme;  ///< the key of its step
    audio::MasterGoal goal;
};

/// A master becomes a sound file, which is decoded again and measured.
struct EncodeStep {
    std::string master;  ///< the key of its step
    int channels = 2;
    model::RenditionSpec rendition;
    audio::Promise promise;
};

/// A file that was released.
struct ReleasedFile {
    std::string path;  ///< below `public/`
    std::string sha256;
    std::string stream_sha256;  ///< of its packets; empty where nobody measured it
    std::uintmax_t bytes = 0;
    media::SoundFigures figures;
};

/// A sound file gets its tags, and becomes a rendition.
struct PackageStep {
    std::variant<std::string, ReleasedFile>
        sound;  ///< the key of the step that encoded it, or a released file
    std::string format;
    media::Tags tags;  ///< without pictures and figures
    ShowFile picture;
    std::vector<ShowFile> chapter_pictures;  ///< one for each chapter
};

/// A released file is had from where it is public.
struct FetchStep {
    ReleasedFile file;
    std::vector<std::string> addresses;
};

struct Specification {
    std::string key;        ///< of the result; of a fetch the file's SHA-256
    std::string episode;    ///< whose it is, for progress and messages
    std::string rendition;  ///< empty for steps that serve all renditions
    std::variant<AssembleStep, MasterStep, EncodeStep, PackageStep, FetchStep>
        work;  ///< as StepKind has them
};

/// The key that the step has to have, by what it is made from. Pure.
std::string key_for(const Specification& specification);

StepKind kind_of(const Specification& specification);

/// The document that another machine can be given.
core::Json to_json(const Specification& specification);

/// Reads one, which anybody may have written: everything in it is checked, its key as well. What is wrong
/// becomes findings in `file`, and gives nothing.
std::optional<Specification> parse_specification(const std::string& text, const std::string& file,
                                                 core::Findings& findings);

}  // namespace cityfm::production
