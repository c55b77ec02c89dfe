// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/core/codes.h"
#include "pipeline/media/inspect.h"
#include "pipeline/media/tags.h"

namespace cityfm::tests {

/// Untagged sound of a format; made once.
const std::string& plain(const std::string& format);

/// Something in every field; made once.
const media::Tags& all_tags();

/// That sound with all tags; made once.
const std::string& freshly_tagged(const std::string& format);

/// What is read of a file, once it is known to harm nobody; nothing when it was refused.
std::optional<media::Inspected> look_at(const std::string& format, const std::string& bytes);

/// What is to come of a hostile file that holds the plain sound, when it is tagged.
enum class Wanted {
    same_bytes,             ///< those of the plain sound tagged
    same_bytes_or_refusal,  ///< or an error
    same_sound_or_refusal,  ///< whatever stands around it
    good_end,               ///< the file no longer says which sound it holds
};
void check_tagged_anew(const std::string& format, const std::string& bytes,
                       Wanted wanted = Wanted::same_bytes);

/// Memory for a file of these bytes, and not for lengths that it only claims.
long kilobytes_for(const std::string& bytes);

bool misses(const media::Inspected& inspected, core::Code code);

/// What is missed of each code but for fields: those are missing in most of these files.
std::set<core::Code> faults_of(const media::Inspected& inspected);

std::vector<std::int64_t> starts_of(const media::Inspected& inspected);
std::vector<std::string> titles_of(const media::Inspected& inspected);

}  // namespace cityfm::tests
