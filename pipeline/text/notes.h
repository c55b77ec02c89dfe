// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/model/show.h"

namespace cityfm::text {

/// What listeners read about an episode, in full: the notes (or the summary where there are none), the
/// question, links and chapter lines, as the HTML that apps allow. Question and lines that stand in the notes
/// already are not said twice.
std::string description_html(const model::Show& show, const model::Episode& episode);

/// The same without markup, for tags.
std::string description_plain(const model::Show& show, const model::Episode& episode);

/// One paragraph about the episode: the summary, else the start of the notes.
std::string short_text(const model::Episode& episode);

}  // namespace cityfm::text
