// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "pipeline/core/ascii_case.h"
#include "pipeline/text/from_html_paragraph.h"
#include "pipeline/text/from_html_tokens.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

enum class Element {
    none,
    strong,
    em,
    link,
    picture,
    line_break,
    pre,
    list,
    item,
    row,
    cell,
    heading,
    block
};

Element element_of(std::string_view name) {
    using Named = std::pair<std::string_view, Element>;
    static constexpr auto elements = std::to_array<Named>({
        {"a", Element::link},        {"address", Element::block},  {"article", Element::block},
        {"aside", Element::block},   {"b", Element::strong},       {"blockquote", Element::block},
        {"body", Element::block},    {"br", Element::line_break},  {"caption", Element::block},
        {"center", Element::block},  {"dd", Element::block},       {"details", Element::block},
        {"div", Element::block},     {"dl", Element::block},       {"dt", Element::block},
        {"em", Element::em},         {"fieldset", Element::block}, {"figcaption", Element::block},
        {"figure", Element::block},  {"footer", Element::block},   {"form", Element::block},
        {"h1", Element::heading},    {"h2", Element::heading},     {"h3", Element::heading},
        {"h4", Element::heading},    {"h5", Element::heading},     {"h6", Element::heading},
        {"header", Element::block},  {"hr", Element::block},       {"html", Element::block},
        {"i", Element::em},          {"img", Element::picture},    {"li", Element::item},
        {"main", Element::block},    {"nav", Element::block},      {"ol", Element::list},
        {"p", Element::block},       {"pre", Element::pre},        {"section", Element::block},
        {"strong", Element::strong}, {"summary", Element::block},  {"table", Element::block},
        {"tbody", Element::row},     {"td", Element::cell},        {"tfoot", Element::row},
        {"th", Element::cell},       {"thead", Element::row},      {"tr", Element::row},
        {"ul", Element::list},
    });
    const auto* const found = std::find_if(elements.begin(), elements.end(),
                                           [name](const Named& element) { return element.first == name; });
    return found != elements.end() ? found->second : Element::none;
}

/// What a link may lead to: http, https, mailto or a place relative to the page. Empty for the rest.
std::string address_of(std::string href) {
    href.erase(
        std::remove_if(href.begin(), href.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }),
        href.end());
    std::string address(trimmed(href));
    const std::size_t end = address.find_first_of(":/?#");
    if (end == std::string::npos || address[end] != ':') return address;
    const std::string scheme = core::in_small_letters(address.substr(0, end));
    if (scheme != "http" && scheme != "https" && scheme != "mailto") return {};
    return scheme + address.substr(end);
}

/// `text` with a line feed at the end of each line, whatever stood there.
std::string with_line_feeds(std::string_view text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool both = text.substr(at, 2) == "\r\n";
        if (!both) lines += text[at] == '\r' ? '\n' : text[at];
    }
    return lines;
}

/// A list that is open.
struct List {
    bool is_ordered = false;
    bool is_second = false;   ///< right behind another one, from which another mark parts it
    bool is_item_due = true;  ///< the next words begin an item
    std::size_t items = 0;
    std::size_t indent = 0;

    std::string next_mark() {
        ++items;
        if (!is_ordered) return is_second ? "* " : "- ";
        return std::to_string(items) + (is_second ? ") " : ". ");
    }
};

/// Puts the blocks of a document one below the other.
class Document {
  public:
    std::string run(std::string_view html) {
        HtmlTokens tokens(html);
        if (tokens.has_tags()) {
            while (const auto token = tokens.next()) add(tokens, *token);
        } else {
            add_lines(tokens.resolved(html));
        }
        end_paragraph();
        if (!out_.empty()) out_ += '\n';
        return std::move(out_);
    }

  private:
    void add(HtmlTokens& tokens, const HtmlToken& token) {
        if (token.kind == HtmlToken::Kind::words) {
            const std::string words = tokens.resolved(token.content);
            return pre_ > 0 ? add_lines(words) : paragraph_.add(words, style());
        }
        const bool opens = token.kind == HtmlToken::Kind::opening;
        switch (element_of(token.name)) {
            case Element::strong:
                return count(strong_, opens);
            case Element::em:
                return count(em_, opens);
            case Element::link:
                return paragraph_.open_link(opens ? address_of(tokens.attribute(token, "href")) : "");
            case Element::picture:
                return paragraph_.add(tokens.attribute(token, "alt"), style());
            case Element::line_break:
                return break_line();
            case Element::row:
                return paragraph_.add_line_break();
            case Element::cell:
                return paragraph_.add(" ", {});
            case Element::none:
                return;
            default:
                add_block(token, opens);
        }
    }

    void add_block(const HtmlToken& token, bool opens) {
        end_paragraph();
        const Element element = element_of(token.name);
        in_heading_ = element == Element::heading && opens;
        if (element == Element::pre) count(pre_, opens);
        if (element == Element::item && !lists_.empty()) lists_.back().is_item_due = true;
        if (element == Element::list && opens) open_list(token.name == "ol");
        if (element == Element::list && !opens) close_list();
    }

    Paragraph::Style style() const { return {strong_ > 0 || in_heading_, em_ > 0}; }

    static void count(std::size_t& open, bool opens) {
        if (opens) {
            ++open;
        } else if (open > 0) {
            --open;
        }
    }

    /// Text whose lines are kept.
    void add_lines(std::string_view text) {
        for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos;) {
            paragraph_.add(text.substr(0, end), style());
            break_line();
            text.remove_prefix(end + 1);
        }
        paragraph_.add(text, style());
    }

    /// Two line breaks in a row are what writers make a paragraph with.
    void break_line() { return paragraph_.ends_line() ? end_paragraph() : paragraph_.add_line_break(); }

    void open_list(bool is_ordered) {
        // Lists beyond are flat: no feed nests as deep, and each line is indented by all of them.
        constexpr std::size_t deepest = 8;
        if (lists_.size() == deepest) {
            ++too_deep_;
            lists_.back().is_item_due = true;
            return;
        }
        List list;
        list.is_ordered = is_ordered;
        list.is_second = closed_.items > 0 && closed_depth_ == lists_.size() &&
                         closed_.is_ordered == is_ordered && !closed_.is_second;
        lists_.push_back(list);
    }

    void close_list() {
        if (too_deep_ > 0) {
            --too_deep_;
        } else if (!lists_.empty()) {
            const List last = lists_.back();
            lists_.pop_back();
            if (last.items == 0) return;
            closed_ = last;
            closed_depth_ = lists_.size();
        }
        if (lists_.empty()) in_list_ = false;
    }

    void end_paragraph() {
        const std::string words = paragraph_.take();
        if (words.empty()) return;
        std::string prefix;
        bool begins_item = false;
        for (List& list : lists_) {
            const std::string mark = list.is_item_due ? list.next_mark() : std::string(list.indent, ' ');
            begins_item = begins_item || list.is_item_due;
            list.is_item_due = false;
            list.indent = mark.size();
            prefix += mark;
        }
        if (!out_.empty()) out_ += in_list_ && begins_item ? "\n" : "\n\n";
        out_ += prefix;
        for (const char c : words) {
            out_ += c;
            if (c == '\n') out_.append(prefix.size(), ' ');
        }
        in_list_ = !lists_.empty();
        closed_ = {};
    }

    Paragraph paragraph_;
    std::vector<List> lists_;
    std::size_t too_deep_ = 0;  ///< lists within the deepest one
    List closed_;               ///< behind which nothing stands yet
    std::size_t closed_depth_ = 0;
    bool in_list_ = false;  ///< true when the list of the last paragraph is still open
    std::size_t strong_ = 0;
    std::size_t em_ = 0;
    std::size_t pre_ = 0;
    bool in_heading_ = false;
    std::string out_;
};

}  // namespace

std::string from_html(std::string_view html) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (html.starts_with(byte_order_mark)) html.remove_prefix(byte_order_mark.size());
    return Document().run(clean(with_line_feeds(html)));
}

}  // namespace cityfm::text
