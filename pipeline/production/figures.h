// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/audio/deliver/encode.h"
#include "pipeline/audio/listen/survey.h"
#include "pipeline/audio/meter/loudness_curve.h"
#include "pipeline/core/json_fwd.h"

namespace cityfm::production {

// Results of steps as the store keeps them, exact to the last bit. What is read back is checked: a value that
// is missing, of another type or out of its bounds throws `bad_record`.

core::Json to_json(const audio::Programme& programme);
audio::Programme to_programme(const core::Json& json);
core::Json to_json(const audio::Master& master);
audio::Master to_master(const core::Json& json);
core::Json to_json(const audio::Loudness& loudness);
audio::Loudness to_loudness(const core::Json& json);

core::Json to_json(const audio::LoudnessCurve& curve);
audio::LoudnessCurve to_curve(const core::Json& json);

core::Json to_json(const audio::Survey& survey);
audio::Survey to_survey(const core::Json& json);

/// What the encoding of a sound file has written down.
struct StoredSound {
    std::string sha256;
    std::int64_t frames = 0;
    int encodes = 1;
    audio::Loudness loudness;
    audio::LoudnessCurve curve;
};
StoredSound to_stored_sound(const core::Json& json);

/// What the packaging of a rendition has written down.
struct StoredRendition {
    std::string sha256;
    std::string stream_sha256;
    std::uintmax_t bytes = 0;
};
StoredRendition to_stored_rendition(const core::Json& json);

}  // namespace cityfm::production
