// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/audio/encode.h"
#include "pipeline/audio/loudness_curve.h"
#include "pipeline/core/json.h"

namespace cityfm::build {

// Results of steps as the store keeps them, exact to the last bit.

core::Json to_json(const audio::Programme& programme);
audio::Programme to_programme(const core::Json& json);
core::Json to_json(const audio::Master& master);
audio::Master to_master(const core::Json& json);
core::Json to_json(const audio::Loudness& loudness);
audio::Loudness to_loudness(const core::Json& json);

core::Json to_json(const audio::LoudnessCurve& curve);
audio::LoudnessCurve to_curve(const core::Json& json);

}  // namespace cityfm::build
