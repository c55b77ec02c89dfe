// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/keys.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/encoding.h"
#include "pipeline/text/file_findings.h"
#include "pipeline/text/json_fields.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

using core::Code;
using core::Severity;
using model::Chapter;

/// One file being read: its chapters so far, and what is wrong with it.
class ChapterReading {
  public:
    ChapterReading(const std::string& file, core::Findings& findings) : said_(file, findings) {}

    void complain(int line, const std::string& reason) {
        said_.say_unreadable(Code::bad_chapters, line, reason);
    }

    /// Takes a chapter whose values are what they should be, as those in TOML have to be.
    void add(Chapter chapter, int line) {
        chapter.title = one_line(chapter.title);
        const core::Args start = {{"start", core::show_offset(chapter.start_seconds)}};
        if (chapter.title.empty()) {
            said_.say(Severity::error, Code::chapter_without_title, line, start);
            return;
        }
        const model::Key& title = model::key("chapter", "title");
        const auto length = static_cast<std::int64_t>(model::count_characters(chapter.title));
        if (length > title.most) {
            said_.say(Severity::error, Code::too_long, line,
                      {{"key", "title"},
                       {"found", std::to_string(length)},
                       {"least", std::to_string(title.least)},
                       {"most", std::to_string(title.most)}});
        }
        if (!chapter.link.empty() && !core::is_http_url(chapter.link)) {
            said_.say(Severity::error, Code::bad_address, line, {{"key", "url"}, {"found", chapter.link}});
            chapter.link.clear();
        }
        if (!chapter.art.empty() && !model::stays_inside(chapter.art)) {
            said_.say(Severity::error, Code::path_leaves_show, line,
                      {{"key", "img"}, {"found", chapter.art}});
            chapter.art.clear();
        }
        chapters_.push_back({std::move(chapter), line});
    }

    void leave_out(double start_seconds, int line) {
        said_.say(Severity::warning, Code::chapter_hidden, line,
                  {{"start", core::show_offset(start_seconds)}});
    }

    std::vector<PlacedChapter> take() {
        const model::Key& chapters = model::key("episode", "chapters");
        const auto count = static_cast<std::int64_t>(chapters_.size());
        if (count > chapters.most) {
            said_.say(Severity::error, Code::too_many, 0,
                      {{"key", "chapters"},
                       {"found", std::to_string(count)},
                       {"least", std::to_string(chapters.least)},
                       {"most", std::to_string(chapters.most)}});
            chapters_.clear();
        }
        return std::move(chapters_);
    }

  private:
    FileFindings said_;
    std::vector<PlacedChapter> chapters_;
};

/// A picture is a file of the episode, or lies at an address.
void set_picture(Chapter& chapter, const std::string& found) {
    (core::is_http_url(found) ? chapter.image : chapter.art) = found;
}

/// podcasting2.org/docs/podcast-namespace/tags/chapters: an array "chapters".
void read_json_chapters(const std::string& text, ChapterReading& reading) {
    const core::Json json = core::Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("chapters") || !json.at("chapters").is_array()) {
        reading.complain(0, "JSON: chapters[]");
        return;
    }
    int number = 0;
    for (const core::Json& entry : json.at("chapters")) {
        const std::string name = core::format("chapters[{}]", number++);
        const auto start = entry.is_object() ? seconds_in(entry, "startTime") : std::nullopt;
        if (!start) {
            reading.complain(0, name + ": startTime");
            continue;
        }
        if (entry.contains("toc") && entry.at("toc") == false) {
            reading.leave_out(*start, 0);
            continue;
        }
        Chapter chapter{*start, string_in(entry, "title"), string_in(entry, "url")};
        set_picture(chapter, string_in(entry, "img"));
        reading.add(std::move(chapter), 0);
    }
}

constexpr std::string_view xml_blanks = " \t\n";

std::string_view without_blanks(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(xml_blanks), text.size()));
    return text;
}

/// A tag of XML without its brackets: where it ends, and its attributes, entities resolved.
struct XmlTag {
    std::size_t end = std::string_view::npos;  ///< the place of its closing bracket; none where it never ends
    std::string name;                          ///< without a namespace's prefix
    std::map<std::string, std::string> attributes;
};

/// Reads the tag that begins at `at`.
XmlTag read_tag(std::string_view text, std::size_t at) {
    std::string_view rest = text.substr(at + 1);
    const std::size_t name_end = std::min(rest.find_first_of(" \t\n/>"), rest.size());
    XmlTag tag;
    tag.name = rest.substr(0, name_end);
    tag.name.erase(0, tag.name.find(':') + 1);
    rest.remove_prefix(name_end);
    for (;;) {
        rest = without_blanks(rest);
        if (rest.empty()) return tag;
        if (rest[0] == '>') break;
        const std::size_t key_end = std::min(rest.find_first_of(" \t\n=/>"), rest.size());
        const std::string key(rest.substr(0, key_end));
        // A slash or a question mark of the tag's own is no attribute.
        rest = without_blanks(rest.substr(std::max<std::size_t>(key_end, 1)));
        if (!rest.starts_with('=') || key.empty()) continue;
        rest = without_blanks(rest.substr(1));
        if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) continue;
        const std::size_t quote = rest.find(rest[0], 1);
        if (quote == std::string_view::npos) return tag;
        tag.attributes[key] = unescape(rest.substr(1, quote - 1));
        rest.remove_prefix(quote + 1);
    }
    tag.end = static_cast<std::size_t>(rest.data() - text.data());
    return tag;
}

/// podlove.org/simple-chapters: elements `chapter`, in any namespace's prefix, of attributes alone.
void read_podlove(const std::string& text, ChapterReading& reading) {
    constexpr std::string_view comment = "<!--";
    bool any = false;
    int line = 1;
    std::size_t counted = 0;  // as far as the lines up to here are
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) {
        if (text.compare(at, comment.size(), comment) == 0) {
            at = text.find("-->", at);
            continue;
        }
        const XmlTag tag = read_tag(text, at);
        const bool whole = tag.end != std::string_view::npos;
        line += static_cast<int>(std::count(text.begin() + static_cast<long>(counted),
                                            text.begin() + static_cast<long>(at), '\n'));
        counted = at;
        at = whole ? tag.end : at + 1;
        if (tag.name != "chapter") continue;
        any = true;
        const auto value = [&](const char* name) {
            const auto found = tag.attributes.find(name);
            return found != tag.attributes.end() ? found->second : std::string();
        };
        const auto start = core::parse_offset(value("start"));
        if (!start || !whole) {
            reading.complain(line, "start=\"" + value("start") + "\"");
            continue;
        }
        Chapter chapter{*start, value("title"), value("href")};
        set_picture(chapter, value("image"));
        reading.add(std::move(chapter), line);
    }
    if (!any) reading.complain(0, "XML: <chapter start=… title=…>");
}

/// `start <tab> end <tab> title`, in seconds; a line that begins with a backslash holds frequencies.
bool is_label(std::string_view line) {
    const std::size_t tab = line.find('\t');
    const std::size_t second = tab == std::string_view::npos ? tab : line.find('\t', tab + 1);
    const std::string_view start = line.substr(0, tab);
    return second != std::string_view::npos && start.find(':') == std::string_view::npos &&
           core::parse_offset(start) && core::parse_offset(line.substr(tab + 1, second - tab - 1));
}

void read_label(std::string_view line, int number, ChapterReading& reading) {
    const double start = *core::parse_offset(line.substr(0, line.find('\t')));
    const std::string_view title = trimmed(line.substr(line.find('\t', line.find('\t') + 1) + 1));
    reading.add({start, std::string(title)}, number);
}

/// Without the blanks at its start, the wide one too.
std::string_view behind_blanks(std::string_view text) {
    constexpr std::string_view wide = "\u3000";
    for (;;) {
        if (text.starts_with(' ') || text.starts_with('\t')) {
            text.remove_prefix(1);
        } else if (text.starts_with(wide)) {
            text.remove_prefix(wide.size());
        } else {
            return text;
        }
    }
}

/// What follows a time and what parts it from its title: blanks, maybe a dash between them. Nothing where
/// there is no blank.
std::optional<std::string_view> behind_time(std::string_view rest) {
    const std::string_view title = behind_blanks(rest);
    if (title.size() == rest.size() && !rest.empty()) return std::nullopt;
    for (const std::string_view dash : {"-", "–", "—"}) {
        if (!title.starts_with(dash)) continue;
        const std::string_view behind = title.substr(dash.size());
        const std::string_view words = behind_blanks(behind);
        if (words.size() < behind.size() || behind.empty()) return words;
    }
    return title;
}

/// `00:02:03.456 title <link>`; a dash may stand between.
void read_line(std::string_view line, int number, ChapterReading& reading) {
    const std::size_t digits = std::min(line.find_first_not_of("0123456789:."), line.size());
    const std::string_view time = line.substr(0, digits);
    const auto start = time.find(':') != std::string_view::npos ? core::parse_offset(time) : std::nullopt;
    const auto behind = behind_time(line.substr(digits));
    if (!start || !behind) {
        reading.complain(number, std::string(line));
        return;
    }
    std::string_view title = *behind;
    std::string_view link;
    const std::size_t angle = title.rfind('<');
    if (angle != std::string_view::npos && title.ends_with('>') &&
        title.substr(angle + 1).starts_with("http")) {
        link = title.substr(angle + 1, title.size() - angle - 2);
        title = trimmed(title.substr(0, angle));
    }
    reading.add({*start, std::string(title), std::string(link)}, number);
}

void read_lines(const std::string& text, ChapterReading& reading) {
    int number = 0;
    for (const std::string& whole : split_lines(text)) {
        ++number;
        const std::string_view line = trimmed(whole);
        if (line.empty() || line[0] == '#' || line[0] == '\\') continue;
        if (is_label(whole)) {
            read_label(whole, number, reading);
        } else {
            read_line(line, number, reading);
        }
    }
}

}  // namespace

std::vector<PlacedChapter> read_chapters(const std::string& bytes, const std::string& file,
                                         core::Findings& findings) {
    const auto text = to_utf8(bytes, file, findings);
    if (!text) return {};
    ChapterReading reading(file, findings);
    const std::size_t first = std::min(text->find_first_not_of(" \t\n"), text->size());
    if (text->substr(first, 1) == "{") {
        read_json_chapters(*text, reading);
    } else if (text->substr(first, 1) == "<") {
        read_podlove(*text, reading);
    } else {
        read_lines(*text, reading);
    }
    return reading.take();
}

}  // namespace cityfm::text
