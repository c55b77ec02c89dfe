// SPDX-License-Identifier: MIT
#include "pipeline/text/notes.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "pipeline/core/time.h"
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

/// The page on which the addresses in an episode's notes are.
const std::string& page_of(const model::Show& show, const model::Episode& episode) {
    return episode.link.empty() ? show.address : episode.link;
}

/// True when a text holds this time, and not only within a longer one.
bool holds_time(const std::string& text, const std::string& time) {
    constexpr std::string_view more = "0123456789:";
    for (std::size_t at = 0; (at = text.find(time, at)) != std::string::npos; ++at) {
        const std::size_t end = at + time.size();
        const bool before = at > 0 && more.find(text[at - 1]) != std::string_view::npos;
        const bool behind = end < text.size() && more.find(text[end]) != std::string_view::npos;
        if (!before && !behind) return true;
    }
    return false;
}

/// True when the host wrote the chapters' times into the notes already.
bool holds_times(const std::string& notes, const std::vector<model::Chapter>& chapters) {
    return std::all_of(chapters.begin(), chapters.end(), [&](const model::Chapter& chapter) {
        return holds_time(notes, core::show_offset(chapter.start_seconds));
    });
}

/// What of the episode is still to be said behind its notes.
struct Additions {
    std::string question;
    std::vector<model::Chapter> chapters;
};

Additions additions_to(const std::string& plain_notes, const model::Episode& episode) {
    Additions additions;
    if (plain_notes.find(episode.question) == std::string::npos) additions.question = episode.question;
    if (!holds_times(plain_notes, episode.chapters)) additions.chapters = episode.chapters;
    return additions;
}

}  // namespace

std::string short_text(const model::Episode& episode) {
    if (!episode.summary.empty()) return episode.summary;
    const std::string notes = to_plain(episode.notes);
    return cut_graphemes(notes.substr(0, notes.find("\n\n")), 200);
}

std::string description_html(const model::Show& show, const model::Episode& episode) {
    const Headings words = headings(show.language);
    Rendered notes = render(episode.notes, page_of(show, episode));
    const Additions additions = additions_to(notes.plain, episode);
    std::string html = std::move(notes.html);
    if (html.empty() && !episode.summary.empty()) html = "<p>" + escape_html(episode.summary) + "</p>\n";
    if (!additions.question.empty()) {
        html += "<p><strong>" + words.question + "</strong><br>\n" + escape_html(additions.question) +
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
    if (!additions.chapters.empty()) {
        html += "<p><strong>" + words.chapters + "</strong>";
        for (const std::string& line : split_lines(chapter_lines(additions.chapters)))
            html += "<br>\n" + escape_html(line);
        html += "</p>\n";
    }
    if (html.empty()) html = "<p>" + escape_html(episode.title) + "</p>\n";
    return html;
}

std::string description_plain(const model::Show& show, const model::Episode& episode) {
    const Headings words = headings(show.language);
    std::string plain = to_plain(episode.notes, page_of(show, episode));
    const Additions additions = additions_to(plain, episode);
    if (plain.empty()) plain = episode.summary;
    const auto add = [&plain](const std::string& heading, const std::string& content) {
        if (content.empty()) return;
        plain += (plain.empty() ? "" : "\n\n") + heading + "\n" + content;
    };
    if (!additions.question.empty()) add(words.question, additions.question + "\n" + show.announce.answer);
    std::string links;
    for (const model::Link& link : episode.links)
        links += (links.empty() ? "" : "\n") + link.title + " " + link.url;
    add(words.links, links);
    std::string chapters = chapter_lines(additions.chapters);
    if (!chapters.empty()) chapters.pop_back();
    add(words.chapters, chapters);
    return plain.empty() ? episode.title : plain;
}

}  // namespace cityfm::text
