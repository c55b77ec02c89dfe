// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pipeline/core/error.h"
#include "pipeline/core/finding.h"
#include "pipeline/core/json_fwd.h"

namespace cityfm::cli {

/// The languages that people are talked to in.
enum class Language { english, japanese };

/// A text in both, with slots: `{path}`.
struct Text {
    const char* english;
    const char* japanese;
};

/// The text of a code, as it stands in the table. Slots: see the places that make the findings.
Text text_of(core::Code code);

/// `text` in `language` with its slots filled from `args`; a slot without a value stays empty, and no value
/// holds what a terminal obeys or a newline (text::printable). `{meant? … }` is left out when `meant` is
/// empty.
std::string render(const Text& text, const core::Args& args, Language language);

/// The whole sentence about a finding, without its place.
std::string render(const core::Finding& finding, Language language);

/// `episode.toml:3:1`, as far as it is known.
std::string show_place(const core::Place& place);

/// One line: place, severity in words, sentence.
std::string show_finding(const core::Finding& finding, Language language);

/// The error with its contexts, outermost first: `2026-…-ramen, encode mp3: the disk is full …`.
std::string show_error(const core::Error& error, Language language);

/// The finding for programs: code, severity, place, arguments, message.
core::Json to_json(const core::Finding& finding, Language language);

/// An error as the finding that programs get on failure.
core::Finding to_finding(const core::Error& error);

/// Japanese when the locale of the environment is Japanese.
Language language_of_environment();

}  // namespace cityfm::cli
