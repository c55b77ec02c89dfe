// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html_emphasis.h"

#include <utf8proc.h>

#include <algorithm>

namespace cityfm::text {
namespace {

/// What a character is to the flanking rules (CommonMark 0.30, 6.2). Unsure is what one version of Unicode
/// has as punctuation and another one as a letter or not at all.
enum class Kind { blank, punctuation, letter, unsure };

bool is_ascii_punctuation(utf8proc_int32_t code) {
    return (code > 0x20 && code < '0') || (code > '9' && code < 'A') || (code > 'Z' && code < 'a') ||
           (code > 'z' && code < 0x7F);
}

/// Of punctuation beyond ASCII: that of Europe, of typography and of Japan, which has been there for long.
bool is_old_punctuation(utf8proc_int32_t code) {
    return code < 0x0600 || (code >= 0x2010 && code <= 0x2E42) || (code >= 0x3000 && code < 0x3100) ||
           (code >= 0xFE10 && code <= 0xFF65);
}

Kind kind_of(utf8proc_int32_t code) {
    if (code == mark_of_link || is_ascii_punctuation(code)) return Kind::punctuation;
    const utf8proc_category_t category = utf8proc_category(code);
    if (code == ' ' || code == '\n' || category == UTF8PROC_CATEGORY_ZS) return Kind::blank;
    constexpr utf8proc_int32_t canadian_sign = 0x166D;  // punctuation up to Unicode 11
    const bool is_punctuation = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
    if (!is_punctuation && code != canadian_sign) return Kind::letter;
    return is_old_punctuation(code) ? Kind::punctuation : Kind::unsure;
}

/// What stands at `at`. The ends of a paragraph are as good as blanks.
Kind kind_at(std::string_view words, std::size_t at) {
    if (at >= words.size()) return Kind::blank;
    utf8proc_int32_t code = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(words.data()) + at;
    utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(words.size() - at), &code);
    return kind_of(code);
}

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Where the character before `at` begins.
std::size_t before(std::string_view words, std::size_t at) {
    do --at;
    while (at > 0 && continues_character(words[at]));
    return at;
}

Kind kind_before(std::string_view words, std::size_t at) {
    return at == 0 ? Kind::blank : kind_at(words, before(words, at));
}

bool is_border(Kind kind) {
    return kind == Kind::blank || kind == Kind::punctuation;
}

/// "Left-flanking": asterisks before `at` can open emphasis.
bool can_open(std::string_view words, std::size_t at) {
    const Kind next = kind_at(words, at);
    return next == Kind::letter || (next != Kind::blank && is_border(kind_before(words, at)));
}

/// "Right-flanking": asterisks before `at` can close emphasis.
bool can_close(std::string_view words, std::size_t at) {
    const Kind last = kind_before(words, at);
    return last == Kind::letter || (last != Kind::blank && is_border(kind_at(words, at)));
}

struct Run {
    Span span;
    std::size_t asterisks;  ///< at each end
};

/// Adds the parts of `spans` that are within a link or hold whole links with words on both sides, as far as
/// asterisks can be seen there. Cutting at links has the words of a link strong in itself, which no letter
/// behind it spoils.
void add_runs(std::string_view words, const std::vector<Span>& spans, const std::vector<MarkedLink>& links,
              std::size_t asterisks, std::vector<Run>& runs) {
    const auto add = [&](Span span) {
        span = without_blanks(words, span);
        if (span.begin < span.end && can_open(words, span.begin) && can_close(words, span.end))
            runs.push_back({span, asterisks});
    };
    auto first = links.begin();
    for (const Span& whole : spans) {
        Span rest = without_blanks(words, whole);
        while (first != links.end() && first->close < rest.begin) ++first;
        for (auto link = first; link != links.end() && link->open < rest.end; ++link) {
            if (rest.begin < link->open && link->close + 1 < rest.end) continue;
            add({rest.begin, link->open});
            add({std::max(rest.begin, link->open + 1), std::min(rest.end, link->close)});
            rest = without_blanks(words, {link->close + 1, rest.end});
        }
        add(rest);
    }
}

/// Of runs in order, outer ones first, those that CommonMark sees as they are meant: nested ones, with no
/// asterisk that could be taken for another one's. Its rule of three keeps `**a*b*c**` apart.
class Nesting {
  public:
    explicit Nesting(std::string_view words) : words_(words) {}

    bool takes(const Run& run) {
        while (!open_.empty() && open_.back().end <= run.span.begin) {
            last_end_ = std::max(last_end_, open_.back().end);
            open_.pop_back();
        }
        if (run.span.begin == last_end_ && last_end_ != 0) return false;
        if (!open_.empty() && !fits_into(open_.back(), run)) return false;
        open_.push_back({run.span.begin, run.span.end, run.asterisks});
        return true;
    }

  private:
    struct Open {
        std::size_t begin;
        std::size_t end;
        std::size_t asterisks;  ///< in a row where it begins
    };

    bool fits_into(Open& outer, const Run& run) const {
        if (run.span.end > outer.end) return false;
        if (run.span.begin == outer.begin) {
            outer.asterisks += run.asterisks;
            return true;
        }
        return kind_before(words_, run.span.begin) == Kind::blank ||
               (outer.asterisks + run.asterisks) % 3 == 0;
    }

    std::string_view words_;
    std::vector<Open> open_;
    std::size_t last_end_ = 0;
};

}  // namespace

bool begins_word(std::string_view words) {
    return !continues_character(words[0]) && kind_at(words, 0) != Kind::blank;
}

Span without_blanks(std::string_view words, Span span) {
    while (span.begin < span.end && kind_at(words, span.begin) == Kind::blank) {
        do ++span.begin;
        while (span.begin < span.end && continues_character(words[span.begin]));
    }
    while (span.begin < span.end && kind_before(words, span.end) == Kind::blank)
        span.end = before(words, span.end);
    return span;
}

std::vector<std::pair<std::size_t, std::size_t>> asterisks_of(std::string_view words,
                                                              const Emphasis& emphasis,
                                                              const std::vector<MarkedLink>& links) {
    std::vector<Run> runs;
    add_runs(words, emphasis.strong, links, 2, runs);
    add_runs(words, emphasis.em, links, 1, runs);
    std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    std::vector<std::pair<std::size_t, std::size_t>> asterisks;
    Nesting nesting(words);
    for (const Run& run : runs) {
        if (!nesting.takes(run)) continue;
        asterisks.emplace_back(run.span.begin, run.asterisks);
        asterisks.emplace_back(run.span.end, run.asterisks);
    }
    std::sort(asterisks.begin(), asterisks.end());
    return asterisks;
}

}  // namespace cityfm::text
