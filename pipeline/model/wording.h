// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/finding.h"

namespace cityfm::model {

/// How one kind of post puts its facts into words: texts with slots like `{{title}}`. What is absent is said
/// as it always is; what is empty is not said.
struct Wording {
    std::optional<std::string> headline;
    std::optional<std::string> summary;
    std::optional<std::string> question;
    std::optional<std::string> answer;      ///< how to answer the question
    std::optional<std::string> listen;      ///< on the button
    std::optional<std::string> transcript;  ///< on the button
    std::optional<std::string> footer;

    bool operator==(const Wording&) const = default;
};

/// The wordings of a channel, by what a post is for.
struct Wordings {
    Wording published;
    Wording correction;
    Wording letters;  ///< asking for letters

    bool operator==(const Wordings&) const = default;
};

/// What a slot can be called.
inline constexpr std::array<std::string_view, 11> slot_names = {
    "show",   "number", "title",      "summary",        "question", "answer",
    "people", "topics", "listen_url", "transcript_url", "page_url"};

/// Reads a channel's template, `file` below the show's folder. What is wrong with it becomes findings.
Wordings load_wordings(const std::filesystem::path& show_folder, const std::string& file,
                       core::Findings& findings);

}  // namespace cityfm::model
