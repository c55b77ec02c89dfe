// SPDX-License-Identifier: MIT
#include "feeds/xml/repair.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_map>
#include <vector>

#include "feeds/xml/decode.h"
#include "feeds/xml/document.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/text/file_findings.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::xml {
namespace {

using core::Code;
using core::Severity;

bool is_compressed(std::string_view bytes) {
    return bytes.starts_with("\x1F\x8B") || bytes.starts_with("PK\x03\x04");
}

/// What a document is that is no feed, in the words of messages; empty where it may be one.
std::string other_kind(std::string_view text) {
    const std::string_view start = text.substr(0, 1000);
    if (start.find('\0') != std::string_view::npos && start.find("<rss") == std::string_view::npos)
        return "binary";
    text = without_blanks(text);
    if (text.empty()) return "empty";
    if (text.starts_with('{') || text.starts_with('[')) return "JSON";
    const std::string head = core::in_small_letters(text.substr(0, 1000));
    if (head.starts_with("<!doctype html") || head.starts_with("<html") ||
        (head.find("<html") != std::string::npos && head.find("<rss") == std::string::npos)) {
        return "HTML";
    }
    return text.find('<') == std::string_view::npos ? "text" : "";
}

class Repairer {
  public:
    explicit Repairer(const std::string& file) : file_(file) {}

    Repaired run(std::string_view bytes) {
        if (is_compressed(bytes)) return no_feed("compressed");
        std::string text = decode(bytes, file_, findings_);
        const std::string kind = other_kind(text);
        if (!kind.empty()) return no_feed(kind);
        drop_head(text);
        mend(text);
        tell_of_open();
        return {std::move(out_), std::move(findings_)};
    }

  private:
    Repaired no_feed(const std::string& kind) const {
        return {{}, {{Severity::error, Code::not_a_feed, {file_, 1, 0}, {{"found", kind}}}}};
    }

    /// What stands open at the end. Where that is what holds the items, some of them are missing.
    void tell_of_open() {
        constexpr std::size_t most_told = 20;
        static const std::set<std::string_view> of_items = {"channel", "rdf:RDF", "feed"};
        const auto cut = std::find_if(open_.begin(), open_.end(),
                                      [](const auto& open) { return of_items.contains(open.first); });
        if (cut != open_.end())
            add(Code::feed_cut, {{"found", "<" + cut->first + ">"}, {"opened", std::to_string(cut->second)}});
        for (std::size_t i = 0; i < std::min(most_told, open_.size()); ++i)
            not_closed("<" + open_[i].first + ">", open_[i].second);
    }

    void add(Code code, core::Args args = {}) { said_.say(Severity::error, code, line_, std::move(args)); }

    /// Leaves a part out, but for its line ends.
    std::size_t skip(std::string_view part) {
        const auto lines = std::count(part.begin(), part.end(), '\n');
        out_.append(static_cast<std::size_t>(lines), '\n');
        line_ += static_cast<int>(lines);
        return part.size();
    }

    void drop_head(std::string& text) {
        const std::size_t declaration = find_declaration(text);
        if (declaration == std::string::npos || declaration == 0) return;
        add(Code::text_before_declaration);
        text.erase(0, skip(std::string_view(text).substr(0, declaration)));
    }

    /// Copies `text` to `out_`, mended.
    void mend(const std::string& text) {
        out_.reserve(out_.size() + text.size());
        const std::string_view all = text;
        for (std::size_t at = 0; at < all.size();) {
            const std::string_view rest = all.substr(at);
            if (rest.starts_with("<![CDATA[")) {
                at += section(rest, "<![CDATA[", "]]>");
            } else if (rest.starts_with("<!--")) {
                at += section(rest, "<!--", "-->");
            } else if (rest.starts_with("<?")) {
                at += rest.starts_with("<?xml ") ? declaration(rest) : keep(rest, "?>");
            } else if (rest.starts_with("<!DOCTYPE") || rest.starts_with("<!doctype")) {
                at += drop_doctype(rest);
            } else if (rest[0] == '&') {
                at += reference(rest);
            } else if (rest[0] == '<') {
                at += tag(rest);
            } else if (rest.starts_with("]]>")) {
                misplaced("]]>");
                out_ += "]]&gt;";
                at += 3;
            } else {
                at += character(rest);
            }
        }
    }

    void misplaced(const std::string& found) {
        add(Code::misplaced_markup, {{"found", text::cut_graphemes(found, 40)}});
    }

    void not_closed(const std::string& found, int opened) {
        add(Code::not_closed,
            {{"found", text::cut_graphemes(found, 40)}, {"opened", std::to_string(opened)}});
    }

    /// A tag as far as it can be told without a parser.
    struct Tag {
        std::string name;
        std::size_t size = 0;  ///< 0 for none
        bool ends = false;
        bool is_empty = false;
    };

    static Tag read_tag(std::string_view rest) {
        constexpr std::size_t longest = 65'536;
        rest = rest.substr(0, longest);
        Tag tag;
        std::size_t at = 1;
        tag.ends = rest.substr(1).starts_with('/');
        if (tag.ends) ++at;
        const std::size_t name = at;
        while (at < rest.size() && (is_letter(rest[at]) || (at > name && is_in_name(rest[at])))) ++at;
        tag.name = rest.substr(name, at - name);
        if (tag.name.empty()) return tag;
        char quote = 0;
        for (; at < rest.size(); ++at) {
            const char c = rest[at];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '<') {
                break;
            } else if (c == '>') {
                tag.size = at + 1;
                tag.is_empty = !tag.ends && rest[at - 1] == '/';
                break;
            }
        }
        return tag;
    }

    static bool is_letter(char c) {
        const auto byte = static_cast<unsigned char>(c);
        return std::isalpha(byte) != 0 || byte >= 0x80 || c == '_' || c == ':';
    }
    static bool is_in_name(char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
    }

    /// A tag, with what hosts forget to close closed before it.
    std::size_t tag(std::string_view rest) {
        const Tag found = read_tag(rest);
        if (found.size == 0) {
            misplaced("<");
            out_ += "&lt;";
            return 1;
        }
        if (found.ends) return end_tag(rest, found);
        // An item ends the one before it, and all that stands open in the channel.
        if (found.name == "item" && open_count_["channel"] > 0) close_down_to("channel");
        const std::string_view text = rest.substr(0, found.size);
        const int began = line_;
        out_ += '<';
        for (std::size_t at = 1; at < text.size();) {
            if (text[at] == '<') {
                misplaced("<");
                out_ += "&lt;";
                ++at;
            } else {
                at += text[at] == '&' ? reference(text.substr(at)) : character(text.substr(at));
            }
        }
        if (!found.is_empty) {
            open_.emplace_back(found.name, began);
            ++open_count_[found.name];
        }
        return found.size;
    }

    std::size_t end_tag(std::string_view rest, const Tag& found) {
        const bool is_open = open_count_[found.name] > 0;
        if (!is_open) {
            misplaced("</" + found.name + ">");
        } else {
            close_down_to(found.name);
            open_.pop_back();
            --open_count_[found.name];
            out_.append("</").append(found.name).append(">");
        }
        return skip(rest.substr(0, found.size));
    }

    /// Closes what stands open within the innermost element of that name.
    void close_down_to(const std::string& name) {
        while (open_.back().first != name) {
            const auto& [element, line] = open_.back();
            not_closed("<" + element + ">", line);
            out_.append("</").append(element).append(">");
            --open_count_[element];
            open_.pop_back();
        }
    }

    /// CDATA or a comment as it is. One without an end is none: what follows is read.
    std::size_t section(std::string_view rest, std::string_view begin, std::string_view end) {
        const bool has_end = !endless_.contains(begin) && rest.find(end) != std::string_view::npos;
        if (has_end) return keep(rest, end);
        endless_.insert(begin);
        not_closed(std::string(begin), line_);
        return begin.size();
    }

    /// The text is UTF-8 by now, whatever the declaration says.
    std::size_t declaration(std::string_view rest) {
        const std::size_t end = rest.find("?>");
        if (end == std::string_view::npos) return keep(rest, "?>");
        if (out_.find_first_not_of('\n') == std::string::npos) {
            // The parser wants it first.
            out_.insert(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        } else {
            misplaced("<?xml");
        }
        return skip(rest.substr(0, end + 2));
    }

    /// Up to and with `end` as it is, but for characters that XML has nowhere.
    std::size_t keep(std::string_view rest, std::string_view end) {
        const std::size_t found = rest.find(end);
        const std::size_t size = found == std::string_view::npos ? rest.size() : found + end.size();
        for (std::size_t at = 0; at < size;) at += character(rest.substr(at));
        return size;
    }

    std::size_t drop_doctype(std::string_view rest) {
        int depth = 0;
        char quote = 0;
        std::size_t at = 0;
        for (; at < rest.size(); ++at) {
            const char c = rest[at];
            if (quote == 0 && rest.substr(at).starts_with("<!--")) {
                at = std::min(rest.find("-->", at), rest.size() - 3) + 2;
            } else if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[') {
                ++depth;
            } else if (c == ']') {
                --depth;
            } else if (c == '>' && depth <= 0) {
                break;
            }
        }
        const std::string_view doctype = rest.substr(0, std::min(at + 1, rest.size()));
        if (doctype.find("<!ENTITY") != std::string_view::npos) add(Code::declared_entity);
        return skip(doctype);
    }

    /// `&…;` as a parser without a DOCTYPE reads it.
    std::size_t reference(std::string_view rest) {
        constexpr std::size_t longest = 34;
        const std::size_t end = rest.substr(0, longest).find(';');
        const std::string_view name = end == std::string_view::npos ? "" : rest.substr(1, end - 1);
        const bool named = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0;
        });
        if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") {
            out_ += rest.substr(0, end + 1);
            return end + 1;
        }
        if (name.starts_with('#')) {
            std::size_t used = 0;
            const std::string character = text::take_character(rest, used);
            const bool capital = name.starts_with("#X");  // which only HTML takes
            if (used > 1 && text::clean(character) == character && capital) {
                add(Code::undefined_entity, {{"found", std::string(rest.substr(0, end + 1))}});
                out_ += text::escape_text(character);
            } else if (used > 1 && (text::clean(character) == character || character == "\r")) {
                out_ += rest.substr(0, end + 1);
            } else if (name.size() > 1 &&
                       (std::isdigit(static_cast<unsigned char>(name[1])) != 0 || name[1] == 'x')) {
                add(Code::control_character);
            } else {
                return bare();
            }
            return end + 1;
        }
        if (!named) return bare();
        const std::string entity(rest.substr(0, end + 1));
        add(Code::undefined_entity, {{"found", entity}});
        out_ += text::escape_text(text::to_plain(entity));
        return end + 1;
    }

    std::size_t bare() {
        add(Code::bare_ampersand);
        out_ += "&amp;";
        return 1;
    }

    std::size_t character(std::string_view rest) {
        const char c = rest[0];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') ++line_;
        if (byte >= 0x80) return beyond_ascii(rest);
        if (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') {
            add(Code::control_character);
        } else {
            out_ += c;
        }
        return 1;
    }

    /// A character of several bytes. What is broken was told of with the encoding.
    std::size_t beyond_ascii(std::string_view rest) {
        const auto lead = static_cast<unsigned char>(rest[0]);
        const std::size_t size = lead >= 0xF0 ? 4U : (lead >= 0xE0 ? 3U : 2U);
        const std::string_view bytes = rest.substr(0, size);
        const bool good = bytes.size() == size && text::is_utf8(bytes);
        const std::string cleaned = text::clean(good ? bytes : rest.substr(0, 1));
        if (cleaned.empty()) add(Code::control_character);
        out_ += cleaned;
        return good ? size : 1;
    }

    const std::string& file_;
    int line_ = 1;
    std::string out_;
    std::vector<std::pair<std::string, int>> open_;  ///< elements, and their lines
    std::unordered_map<std::string, int> open_count_;
    std::set<std::string_view> endless_;  ///< sections that nothing ends any more
    core::Findings findings_;
    text::FileFindings said_{file_, findings_, 1000};  ///< one of nothing but faults is not told of each
};

}  // namespace

Repaired repair(std::string_view bytes, const std::string& file) {
    return Repairer(file).run(bytes);
}

}  // namespace cityfm::xml
