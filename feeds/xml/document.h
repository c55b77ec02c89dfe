// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/xml/tree.h"
#include "pipeline/core/finding.h"

namespace cityfm::xml {

/// A feed as a tree, with all that is wrong with it as XML.
struct Document {
    std::string file;  ///< as findings name it
    /// With the items that some hosts write behind it; nothing where it is no feed.
    std::optional<Element> channel;
    bool complete = false;   ///< it is well-formed, and was read to the end of its channel or root
    bool has_holes = false;  ///< zero bytes stand where text was, or an item could not be read as one
    core::Findings findings;
};

/// True where the feed ends before its channel does, has holes, or goes on behind its end: items are missing,
/// or may be.
bool is_cut(const Document& document);

/// The bytes of a feed that are read at most: 200 MB.
inline constexpr std::uintmax_t most_feed_bytes = 200'000'000;

/// Reads the bytes of any feed. What is not well-formed is told, and read as far as it can be made out;
/// entities are never expanded, and depth and the number of findings are bounded.
Document parse(std::string_view bytes, const std::string& file, const IsKept& is_kept = {});

/// The same of XML that is no feed: `channel` is its root.
Document parse_xml(std::string_view bytes, const std::string& file, const IsKept& is_kept = {});

}  // namespace cityfm::xml
