// SPDX-License-Identifier: MIT
#include "pipeline/text/notes.h"

#include <utility>
#include <vector>

#include "pipeline/text/chapters.h"
#include "pipeline/text/markdown.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

/// Words of our own inside the show's texts, in the show's language.
struct Headings {
    std::string question;
    std::string links;
    std::string chapters;
};

Headings headings(const std::string& language) {
    if (language.rfind("ja", 0) == 0) return {"今回の質問", "リンク", "チャプター"};
    return {"The question", "Links", "Chapters"};
}

}  // namespace

std::string short_text(const model::Episode& episode) {
    if (!episode.summary.empty()) return episode.summary;
    const std::string notes = to_plain(episode.notes);
    return cut_graphemes(notes.substr(0, notes.find("\n\n")), 200);
}

std::string description_html(const model::Show& show, const model::Episode& episode) {
    const Headings words = headings(show.language);
    std::string html = to_html(episode.notes);
    if (html.empty() && !episode.summary.empty()) html = "<p>" + escape_html(episode.summary) + "</p>\n";
    if (!episode.question.empty()) {
        html += "<p><strong>" + words.question + "</strong><br>\n" + escape_html(episode.question) +
                "<br>\n" + escape_html(show.announce.answer) + "</p>\n";
    }
    if (!episode.links.empty()) {
        html += "<p><strong>" + words.links + "</strong></p>\n<ul>\n";
        for (const model::Link& link : episode.links) {
            html +=
                "<li><a href=\"" + escape_html(link.url) + "\">" + escape_html(link.title) + "</a></li>\n";
        }
        html += "</ul>\n";
    }
    if (!episode.chapters.empty()) {
        html += "<p><strong>" + words.chapters + "</strong>";
        for (const std::string& line : split_lines(chapter_lines(episode.chapters)))
            html += "<br>\n" + escape_html(line);
        html += "</p>\n";
    }
    if (html.empty()) html = "<p>" + escape_html(episode.title) + "</p>\n";
    return html;
}

std::string description_plain(const model::Show& show, const model::Episode& episode) {
    const Headings words = headings(show.language);
    std::string plain = to_plain(episode.notes);
    if (plain.empty()) plain = episode.summary;
    const auto add = [&plain](const std::string& heading, const std::string& content) {
        if (content.empty()) return;
        plain += (plain.empty() ? "" : "\n\n") + heading + "\n" + content;
    };
    if (!episode.question.empty()) add(words.question, episode.question + "\n" + show.announce.answer);
    std::string links;
    for (const model::Link& link : episode.links)
        links += (links.empty() ? "" : "\n") + link.title + " " + link.url;
    add(words.links, links);
    std::string chapters = chapter_lines(episode.chapters);
    if (!chapters.empty()) chapters.pop_back();
    add(words.chapters, chapters);
    return plain.empty() ? episode.title : plain;
}

}  // namespace cityfm::text
