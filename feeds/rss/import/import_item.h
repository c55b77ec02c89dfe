// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "feeds/rss/feed.h"
#include "feeds/rss/import/fitting.h"

namespace cityfm::rss {

// What an item has for an episode, whatever show it belongs to.

/// The part of its folder's name that tells people which one it is: words of the title, else its number.
std::string words_for_folder(const Item& item);

/// Fills in notes and summary: the longer text becomes the notes, a shorter one that says something else the
/// summary.
void import_words(const Item& item, Fitting& fitting, model::Episode& episode);

/// Ascending from 0, within the sound.
std::vector<model::Chapter> import_chapters(const Item& item, Fitting& fitting);

/// Fills in what apps can do with it besides playing.
void import_extras(const Item& item, Fitting& fitting, model::Episode& episode);

/// Its release, which leads to where its files are.
model::Release import_release(const Item& item, Fitting& fitting);

}  // namespace cityfm::rss
