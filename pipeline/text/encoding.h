// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/finding.h"

namespace cityfm::text {

/// The bytes of a text file as clean UTF-8 with `\n` at the ends of lines and no byte order mark. UTF-16 with
/// its mark and Shift_JIS (Windows' code page 932) or ISO-2022-JP are converted; the latter, which have no
/// mark, are said in a warning. What is no text at all becomes a finding in `file` and gives nothing.
std::optional<std::string> to_utf8(const std::string& bytes, const std::string& file,
                                   core::Findings& findings);

/// Bytes of the encoding `name`, as XML declares it, as UTF-8; nothing when they are not of it, or there is
/// no such encoding.
std::optional<std::string> from_encoding(std::string_view bytes, const std::string& name);

/// The encoding of bytes that claim to be Latin-1: `UTF-8`, `Shift_JIS` or `Windows-1252`; empty where the
/// claim may be true. For Shift_JIS it takes kana or two kanji in a row, which Latin letters with accents do
/// not make.
std::string encoding_behind_latin1(std::string_view bytes);

}  // namespace cityfm::text
