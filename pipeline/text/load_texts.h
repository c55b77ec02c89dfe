// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/model/show.h"

namespace cityfm::text {

/// Reads the transcripts and the files of chapters that the episodes name into them. What is wrong with those
/// files joins the findings.
void load_texts(model::LoadedShow& loaded);

}  // namespace cityfm::text
