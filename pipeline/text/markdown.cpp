// SPDX-License-Identifier: MIT
#include "pipeline/text/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>
#include <string_view>

#include "pipeline/core/url.h"
#include "pipeline/text/markup.h"

namespace cityfm::text {
namespace {

struct FreeNode {
    void operator()(cmark_node* node) const noexcept { cmark_node_free(node); }
};
struct FreeParser {
    void operator()(cmark_parser* parser) const noexcept { cmark_parser_free(parser); }
};
struct FreeIterator {
    void operator()(cmark_iter* iterator) const noexcept { cmark_iter_free(iterator); }
};
using Node = std::unique_ptr<cmark_node, FreeNode>;

Node parse(const std::string& commonmark) {
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8));
    if (cmark_syntax_extension* autolink = cmark_find_syntax_extension("autolink")) {
        cmark_parser_attach_syntax_extension(parser.get(), autolink);
    }
    cmark_parser_feed(parser.get(), commonmark.data(), commonmark.size());
    return Node(cmark_parser_finish(parser.get()));
}

bool is_safe_address(std::string_view url) {
    return url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0 || url.rfind("mailto:", 0) == 0;
}

std::string literal(cmark_node* node) {
    const char* text = cmark_node_get_literal(node);
    return text != nullptr ? text : "";
}

std::string url_of(cmark_node* node, const std::string& base) {
    const char* written = cmark_node_get_url(node);
    if (written == nullptr || *written == '\0') return {};
    std::string url = base.empty() ? written : core::resolve_address(base, written);
    if (!is_safe_address(url)) url.clear();
    return url;
}

bool in_tight_list(cmark_node* paragraph) {
    cmark_node* item = cmark_node_parent(paragraph);
    cmark_node* list = item != nullptr ? cmark_node_parent(item) : nullptr;
    return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list) != 0;
}

/// Walks the document and writes each node's opening and closing.
template <class Writer>
std::string written(const Node& document, const std::string& base) {
    const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(document.get()));
    Writer writer{base, {}};
    for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
        writer.visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
    }
    return writer.out;
}

struct HtmlWriter {
    const std::string& base;
    std::string out;

    void visit(cmark_node* node, bool entering) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_PARAGRAPH) {
            if (!in_tight_list(node)) out += entering ? "<p>" : "</p>\n";
        } else if (type == CMARK_NODE_HEADING) {
            out += entering ? "<p><strong>" : "</strong></p>\n";
        } else if (type == CMARK_NODE_LIST) {
            const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
            out += entering ? (ordered ? "<ol>\n" : "<ul>\n") : (ordered ? "</ol>\n" : "</ul>\n");
        } else if (type == CMARK_NODE_ITEM) {
            out += entering ? "<li>" : "</li>\n";
        } else if (type == CMARK_NODE_STRONG) {
            out += entering ? "<strong>" : "</strong>";
        } else if (type == CMARK_NODE_EMPH) {
            out += entering ? "<em>" : "</em>";
        } else if (type == CMARK_NODE_LINK) {
            const std::string url = url_of(node, base);
            if (!url.empty()) out += entering ? "<a href=\"" + escape_html(url) + "\">" : "</a>";
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            out += "<p>" + escape_html(literal(node)) + "</p>\n";
        } else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            out += escape_html(literal(node));
        } else if (type == CMARK_NODE_LINEBREAK) {
            out += "<br>\n";
        } else if (type == CMARK_NODE_SOFTBREAK) {
            out += "\n";
        }
    }
};

struct PlainWriter {
    const std::string& base;
    std::string out;

    void visit(cmark_node* node, bool entering) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
            if (!entering) out += in_tight_list(node) ? "\n" : "\n\n";
        } else if (type == CMARK_NODE_LIST) {
            if (!entering) out += "\n";
        } else if (type == CMARK_NODE_ITEM) {
            if (entering) out += "・";
        } else if (type == CMARK_NODE_LINK) {
            const std::string url = url_of(node, base);
            const bool bare = url.empty() || (out.size() >= url.size() && out.ends_with(url));
            if (!entering && !bare) out += " (" + url + ")";
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            out += literal(node) + "\n";
        } else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            out += literal(node);
        } else if (type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_SOFTBREAK) {
            out += "\n";
        }
    }
};

std::string plain_of(const Node& document, const std::string& base) {
    std::string text = written<PlainWriter>(document, base);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace

std::string to_html(const std::string& commonmark, const std::string& base) {
    return written<HtmlWriter>(parse(commonmark), base);
}

std::string to_plain(const std::string& commonmark, const std::string& base) {
    return plain_of(parse(commonmark), base);
}

Rendered render(const std::string& commonmark, const std::string& base) {
    const Node document = parse(commonmark);
    return {written<HtmlWriter>(document, base), plain_of(document, base)};
}

}  // namespace cityfm::text
