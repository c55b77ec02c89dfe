// SPDX-License-Identifier: MIT
#include "feeds/rss/repair.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "pipeline/text/encoding.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using core::Code;
using core::Severity;

/// A document of nothing but faults is not told of each.
constexpr std::size_t most_findings = 1000;

std::string small(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The encoding that the declaration names, in capitals; UTF-8 where it names none.
std::string declared_encoding(std::string_view xml) {
    std::string name = "UTF-8";
    const std::size_t start = xml.find("<?xml");
    if (start == std::string_view::npos) return name;
    const std::string_view declaration = xml.substr(start, xml.substr(start, 300).find("?>"));
    const std::size_t key = declaration.find("encoding");
    if (key == std::string_view::npos) return name;
    const std::size_t open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return name;
    const std::size_t close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos) return name;
    const std::string_view found = declaration.substr(open + 1, close - open - 1);
    const bool plain = std::all_of(found.begin(), found.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == ':' ||
               c == '.';
    });
    if (!plain || found.empty()) return name;
    name.clear();
    for (const char c : found) name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

/// What a document is that is no feed, in the words of messages; empty where it may be one.
std::string other_kind(std::string_view text) {
    if (text.starts_with("\x1F\x8B") || text.starts_with("PK\x03\x04")) return "compressed";
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    if (text.empty()) return "empty";
    if (text.starts_with('{') || text.starts_with('[')) return "JSON";
    const std::string head = small(text.substr(0, 1000));
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
        std::string text = decoded(bytes);
        const std::string kind = other_kind(text);
        if (!kind.empty()) {
            findings_.clear();
            add(Severity::error, Code::not_a_feed, {{"found", kind}});
            return {{}, std::move(findings_)};
        }
        drop_head(text);
        mend(text);
        return {std::move(out_), std::move(findings_)};
    }

  private:
    void add(Severity severity, Code code, core::Args args = {}) {
        if (findings_.size() < most_findings)
            findings_.push_back({severity, code, {file_, line_, 0}, std::move(args)});
    }

    /// The bytes as UTF-8, whatever they were.
    std::string decoded(std::string_view bytes) {
        if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
            add(Severity::warning, Code::other_encoding, {{"found", "UTF-16"}});
            return text::from_encoding(bytes, "UTF-16").value_or(std::string());
        }
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        const std::string declared = declared_encoding(bytes);
        if (declared == "UTF-8" || declared == "UTF8") return utf8_or_guess(bytes, declared);
        if (auto converted = text::from_encoding(bytes, declared)) {
            add(Severity::warning, Code::other_encoding, {{"found", declared}});
            return std::move(*converted);
        }
        return utf8_or_guess(bytes, declared);
    }

    std::string utf8_or_guess(std::string_view bytes, const std::string& declared) {
        const bool good = text::is_utf8(bytes);
        if (good && declared.starts_with("UTF")) return std::string(bytes);
        std::string meant = good ? "UTF-8" : "";
        std::string text(bytes);
        // A few broken bytes in UTF-8 are no other encoding.
        const bool mostly_utf8 =
            text::clean(bytes).find("\xEF\xBF\xBD") != std::string::npos && has_utf8(bytes);
        if (!good && !mostly_utf8) {
            if (auto converted = text::from_encoding(bytes, "CP932")) {
                text = std::move(*converted);
                meant = "Shift_JIS";
            }
        }
        add(Severity::error, Code::wrong_encoding, {{"declared", declared}, {"meant", meant}});
        return text;
    }

    /// True when some character of three bytes, as kana and kanji are, is right.
    static bool has_utf8(std::string_view bytes) {
        for (std::size_t at = 0; at + 3 <= bytes.size(); ++at) {
            const bool lead = (static_cast<unsigned char>(bytes[at]) & 0xF0U) == 0xE0;
            if (lead && text::is_utf8(bytes.substr(at, 3))) return true;
        }
        return false;
    }

    void drop_head(std::string& text) {
        const std::size_t declaration = text.find("<?xml ");
        if (declaration == std::string::npos || declaration == 0) return;
        const std::string_view head = std::string_view(text).substr(0, declaration);
        // Behind the root it is none of the document's.
        if (head.find("<rss") != std::string_view::npos || head.find("<channel") != std::string_view::npos)
            return;
        add(Severity::error, Code::text_before_declaration);
        line_ += static_cast<int>(std::count(head.begin(), head.end(), '\n'));
        out_.append(static_cast<std::size_t>(line_ - 1), '\n');
        text.erase(0, declaration);
    }

    /// Copies `text` to `out_`, mended.
    void mend(const std::string& text) {
        out_.reserve(out_.size() + text.size());
        const std::string_view all = text;
        for (std::size_t at = 0; at < all.size();) {
            const std::string_view rest = all.substr(at);
            if (rest.starts_with("<![CDATA[")) {
                at += keep(rest, "]]>");
            } else if (rest.starts_with("<!--")) {
                at += keep(rest, "-->");
            } else if (rest.starts_with("<?")) {
                at += rest.starts_with("<?xml ") ? declaration(rest) : keep(rest, "?>");
            } else if (rest.starts_with("<!DOCTYPE") || rest.starts_with("<!doctype")) {
                at += drop_doctype(rest);
            } else if (rest[0] == '&') {
                at += reference(rest);
            } else {
                at += character(rest);
            }
        }
    }

    /// The text is UTF-8 by now, whatever the declaration says.
    std::size_t declaration(std::string_view rest) {
        const std::size_t end = rest.find("?>");
        if (end == std::string_view::npos) return keep(rest, "?>");
        line_ +=
            static_cast<int>(std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        if (out_.find_first_not_of('\n') == std::string::npos) {
            // The parser wants it first.
            const std::string lines = std::exchange(out_, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
            out_ += lines;
        }
        return end + 2;
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
            if (quote != 0) {
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
        if (doctype.find("<!ENTITY") != std::string_view::npos) add(Severity::error, Code::declared_entity);
        const auto lines = static_cast<std::size_t>(std::count(doctype.begin(), doctype.end(), '\n'));
        out_.append(lines, '\n');
        line_ += static_cast<int>(lines);
        return doctype.size();
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
            if (used > 1 && text::clean(character) == character) {
                out_ += rest.substr(0, end + 1);
            } else if (name.size() > 1 &&
                       (std::isdigit(static_cast<unsigned char>(name[1])) != 0 || name[1] == 'x')) {
                add(Severity::error, Code::control_character);
            } else {
                return bare();
            }
            return end + 1;
        }
        if (!named) return bare();
        const std::string entity(rest.substr(0, end + 1));
        add(Severity::error, Code::undefined_entity, {{"found", entity}});
        const std::string meant = text::to_plain(entity);
        out_ += text::escape_text(meant == entity ? entity : meant);
        return end + 1;
    }

    std::size_t bare() {
        add(Severity::error, Code::bare_ampersand);
        out_ += "&amp;";
        return 1;
    }

    std::size_t character(std::string_view rest) {
        const char c = rest[0];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') ++line_;
        if (byte >= 0x80) return beyond_ascii(rest);
        if (byte < 0x20 && !is_blank(c)) {
            add(Severity::error, Code::control_character);
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
        if (cleaned.empty()) add(Severity::error, Code::control_character);
        out_ += cleaned;
        return good ? size : 1;
    }

    const std::string& file_;
    int line_ = 1;
    std::string out_;
    core::Findings findings_;
};

}  // namespace

Repaired repair(std::string_view bytes, const std::string& file) {
    return Repairer(file).run(bytes);
}

}  // namespace cityfm::rss
