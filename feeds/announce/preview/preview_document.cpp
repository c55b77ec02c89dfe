// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/service.h"
#include "feeds/announce/preview/preview_cards.h"
#include "feeds/announce/preview/preview_html.h"
#include "pipeline/core/json.h"
#include "pipeline/text/markup.h"

namespace cityfm::announce {

std::string document_card(const core::Json& body, const PreviewWords& words) {
    const core::Json said = object_in(body, "words");
    const auto say = [&](const char* tag, const char* css_class, const char* name) {
        return html::words(tag, css_class, text_in(said, name));
    };
    const auto lead = [&](const char* name, const char* address) {
        return html::link("button", text_in(body, address), text::escape_html(text_in(said, name)));
    };
    std::string card =
        say("div", "header", "headline") + say("div", "text", "summary") +
        html::element("div", "asked", say("div", "question", "question") + say("div", "text", "answer")) +
        html::element("div", "buttons", lead("listen", "listen_url") + lead("transcript", "transcript_url")) +
        say("div", "context", "footer");
    if (card.empty()) return {};
    card += html::folded(words.indented, html::words("pre", "", core::to_document(body)));
    return html::element("div", "post document", card);
}

}  // namespace cityfm::announce
