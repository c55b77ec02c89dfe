// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "pipeline/model/show.h"

namespace cityfm::model {

// What the files of a show are called, and where they are served.

/// The public address of `path` below `public/`.
std::string public_address(const Show& show, const std::string& path);

/// The public address of a file below `media/`, which may be served from elsewhere; of what another host has,
/// that address.
std::string media_address(const Show& show, const std::string& path);

/// Where a feed of the show is served.
std::string feed_address(const Show& show, const FeedSettings& feed);

/// The path or address of a page from 1: `feed.xml`, `feed-2.xml`.
std::string page_name(const std::string& name, std::size_t page);

/// True for the names that `page_name()` gives to pages behind the first `count` of a feed called `name`.
bool is_later_page(const std::string& path, const std::string& name, std::size_t count);

/// Where the JSON form of the feed at `path` lies.
std::string json_path(const std::string& path);

/// `media/<stem>-<hash12><extension>`: the name changes exactly when the content does.
std::string media_path(const std::string& stem, const std::string& sha256, const std::string& extension);

/// True for a path that `media_path()` gives to the content with this SHA-256, whatever the stem, with an
/// extension of up to five letters and digits.
bool is_media_path(std::string_view path, std::string_view sha256);

/// True for the file names that `media_path()` gives with this stem, whatever the content.
bool is_media_of(std::string_view name, std::string_view stem);

/// podcast:guid of a feed's address: UUIDv5 in the podcast namespace of the address without scheme and
/// trailing slashes (https://podcasting2.org/docs/podcast-namespace/tags/guid).
std::string podcast_guid(std::string_view feed_address);

/// `text` as a folder name: small ASCII letters, digits and dashes; empty when nothing of it is left.
std::string propose_slug(std::string_view text);

/// True for [a-z0-9-]+, not starting or ending with a dash, at most 100 characters.
bool is_slug(std::string_view text);

/// True for a relative path that stays below its folder.
bool stays_inside(const std::filesystem::path& path);

/// True for a relative path, lexically normal, that leads into the show's own files: its folder itself, what
/// is hidden, and the folders that cityfm and the host use. Nothing is published or announced into these.
bool is_own_place(const std::filesystem::path& path);

}  // namespace cityfm::model
