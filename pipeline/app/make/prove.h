// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "pipeline/app/session.h"
#include "pipeline/audio/meter/reference_meter.h"
#include "pipeline/production/builder.h"

namespace cityfm::app {

/// A delivered file as both meters have it.
struct Proof {
    std::string episode;
    std::string rendition;
    audio::Loudness ours;
    audio::Loudness reference;  ///< libebur128's
    bool agrees = false;
};

struct Proofs {
    std::vector<Proof> files;
    int exit_code = 0;
};

/// Decodes every delivered file of the episodes named, of all for none, and measures it with both meters. One
/// that they do not agree on, or that cannot be had, is told and fails.
Proofs prove(const Session& session, production::Builder& builder, const model::Show& show,
             const std::vector<std::string>& episodes);

}  // namespace cityfm::app
