// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "feeds/announce/announcement.h"

namespace cityfm::announce {

/// How people can agree that their answer is read out.
enum class Consent {
    reaction,  ///< by a reaction of their own on their own reply
    words,     ///< by writing so
};

/// What is said where a template says nothing, in the show's language: Japanese, or English for all others.
model::Wording default_wording(Purpose purpose, const std::string& language, Consent consent);

/// The announcement with its facts put into words. Pure.
Announcement worded(Announcement announcement, const model::Wordings& wordings, const std::string& language,
                    Consent consent);

/// The announcement without its question, and the question alone, for the thread under it. Pure.
std::pair<Announcement, Announcement> parted(Announcement whole);

}  // namespace cityfm::announce
