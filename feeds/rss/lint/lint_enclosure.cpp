// SPDX-License-Identifier: MIT
#include <array>

#include "feeds/rss/lint/lint_rules.h"
#include "feeds/rss/read.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/format.h"

namespace cityfm::rss {
namespace {

using core::Code;
using Tags = std::string_view;

/// The media types that files of an extension have.
struct Extension {
    Tags extension;
    Tags types;  ///< separated by blanks, the best first
};

constexpr auto extensions = std::to_array<Extension>({{".mp3", "audio/mpeg"},
                                                      {".m4a", "audio/x-m4a audio/mp4 audio/m4a"},
                                                      {".mp4", "video/mp4 audio/mp4"},
                                                      {".m4v", "video/x-m4v video/mp4"},
                                                      {".mov", "video/quicktime"},
                                                      {".opus", "audio/ogg audio/opus"},
                                                      {".ogg", "audio/ogg"},
                                                      {".wav", "audio/wav audio/x-wav audio/vnd.wave"},
                                                      {".flac", "audio/flac audio/x-flac"}});

/// The type that a file has by its name; empty where it cannot be told, or `type` is one of them.
std::string other_type(const std::string& url, const std::string& type) {
    const std::string path = core::in_small_letters(url.substr(0, url.find_first_of("?#")));
    for (const Extension& row : extensions) {
        if (!path.ends_with(row.extension)) continue;
        const std::string types = core::format(" {} ", row.types);
        if (types.find(" " + xml::media_type(type) + " ") != std::string::npos) return {};
        return std::string(row.types.substr(0, row.types.find(' ')));
    }
    return {};
}

}  // namespace

void lint_type(const std::string& url, const std::string& type, int line, LintReport& report) {
    const std::string meant = other_type(url, type);
    if (!type.empty() && !meant.empty())
        report.warning(Code::type_differs, line, {{"found", type}, {"url", url}, {"meant", meant}});
}

void lint_enclosure(const xml::Element& element, LintReport& report) {
    const std::string url = report.attribute(element, "url");
    const std::string type = report.attribute(element, "type");
    const std::string length = report.attribute(element, "length");
    report.address(element.name + " url", url, element.line);
    if (!length.empty() && read_count(length).value_or(0) == 0)
        report.error(Code::bad_length, element.line, {{"found", length}});
    const std::string media = xml::media_type(type);
    if (!type.empty() && !media.starts_with("audio/") && !media.starts_with("video/")) {
        report.error(Code::not_sound_type, element.line, {{"found", type}});
    } else {
        lint_type(url, type, element.line, report);
    }
}

}  // namespace cityfm::rss
