// SPDX-License-Identifier: MIT
#pragma once

namespace cityfm::xml::namespaces {

// Byte for byte: many apps compare them as strings.

inline constexpr const char* itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
inline constexpr const char* podcast = "https://podcastindex.org/namespace/1.0";
inline constexpr const char* atom = "http://www.w3.org/2005/Atom";
inline constexpr const char* content = "http://purl.org/rss/1.0/modules/content/";
inline constexpr const char* psc = "http://podlove.org/simple-chapters";

}  // namespace cityfm::xml::namespaces
