// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/mail/mail_message.h"

#include <algorithm>
#include <string_view>

#include "pipeline/core/base64.h"
#include "pipeline/core/url.h"
#include "pipeline/text/addresses.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

constexpr std::string_view line_end = "\r\n";
/// What an encoded word may hold: 45 bytes are 60 characters of base64, and its frame takes 12 more. Beside
/// the name of the header the first one has less room, as no line with one is longer than 76.
constexpr std::size_t most_word_bytes = 45;
constexpr std::size_t most_first_word_bytes = 39;
/// Of a line in base64: 57 bytes are 76 characters (RFC 2045, section 6.8).
constexpr std::size_t bytes_a_line = 57;
constexpr std::size_t most_subject = 200;

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; }) &&
           text.find("=?") == std::string_view::npos &&
           text.find_first_of("\"\\(),:;<>@[]") == std::string_view::npos;
}

std::string in_lines(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        out.append(core::base64(bytes.substr(0, bytes_a_line))).append(line_end);
        bytes.remove_prefix(std::min(bytes_a_line, bytes.size()));
    }
    return out;
}

std::string plain_text(const Announcement& a) {
    std::string text;
    const auto add = [&text](const std::string& part, const char* before) {
        if (!part.empty()) text.append(text.empty() ? "" : before).append(part);
    };
    add(a.words.headline, "");
    add(a.words.summary, "\n\n");
    add(a.words.question, "\n\n");
    add(a.words.answer, "\n");
    if (!a.words.listen.empty()) add(a.words.listen + "\n" + a.listen_url, "\n\n");
    if (!a.words.transcript.empty()) add(a.words.transcript + "\n" + a.transcript_url, "\n\n");
    if (!a.words.footer.empty()) add("-- \n" + a.words.footer + "\n" + a.page_url, "\n\n");
    return text + "\n";
}

std::string paragraph(const std::string& text, const char* style) {
    if (text.empty()) return {};
    const auto as_link = [](std::string_view address) {
        const std::string escaped = text::escape_html(address);
        return "<a href=\"" + escaped + "\">" + escaped + "</a>";
    };
    std::string html = text::with_addresses(text, text::escape_html, as_link);
    for (std::size_t at = 0; (at = html.find('\n', at)) != std::string::npos;) html.replace(at, 1, "<br>");
    return std::string("<p style=\"") + style + "\">" + html + "</p>\n";
}

std::string html_link(const std::string& label, const std::string& url) {
    if (label.empty()) return {};
    return "<a href=\"" + text::escape_html(core::ascii_url(url)) +
           "\" style=\"display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border-radius:6px;"
           "background:#1a5fb4;color:#ffffff;text-decoration:none\">" +
           text::escape_html(label) + "</a>\n";
}

std::string html_text(const Announcement& a, const std::string& language) {
    std::string html = "<!doctype html>\n<html lang=\"" + text::escape_html(language) +
                       "\"><head><meta charset=\"utf-8\"></head>\n<body style=\"margin:0 auto;padding:16px;"
                       "max-width:600px;font-family:sans-serif;line-height:1.7;color:#222222\">\n";
    html += paragraph(a.words.headline, "font-size:20px;font-weight:bold");
    if (!a.picture_url.empty()) {
        html += "<p><img src=\"" + text::escape_html(a.picture_url) + "\" alt=\"" +
                text::escape_html(a.picture_alt) + "\" width=\"300\" style=\"max-width:100%\"></p>\n";
    }
    html += paragraph(a.words.summary, "");
    if (!a.words.question.empty()) {
        html += "<div style=\"padding:4px 16px;background:#fff6e5;border-radius:6px\">\n";
        html += paragraph(a.words.question, "font-weight:bold");
        html += paragraph(a.words.answer, "");
        html += "</div>\n";
    }
    const std::string links =
        html_link(a.words.listen, a.listen_url) + html_link(a.words.transcript, a.transcript_url);
    if (!links.empty()) html.append("<p>\n").append(links).append("</p>\n");
    if (!a.words.footer.empty()) {
        html += "<p style=\"font-size:13px;color:#666666\"><a href=\"" +
                text::escape_html(core::ascii_url(a.page_url)) + "\">" + text::escape_html(a.words.footer) +
                "</a></p>\n";
    }
    return html + "</body></html>\n";
}

std::string part(const std::string& border, const char* type, const std::string& text) {
    return "--" + border + "\r\nContent-Type: " + type +
           "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_lines(text);
}

}  // namespace

std::string encoded_words(const std::string& text) {
    if (is_plain(text) && text.size() < 60) return text;
    std::string out;
    std::string word;
    const auto flush = [&] {
        if (word.empty()) return;
        out.append(out.empty() ? "" : "\r\n ").append("=?UTF-8?B?").append(core::base64(word)).append("?=");
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        // A character, not a grapheme: some of those are longer than a word may be.
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        const std::size_t most = out.empty() ? most_first_word_bytes : most_word_bytes;
        if (word.size() + end - at > most) flush();
        word += text.substr(at, end - at);
        at = end;
    }
    flush();
    return out;
}

std::string mail_message(const Post& post, const MailEnvelope& envelope) {
    const Announcement& a = post.announcement;
    const std::string subject = a.words.headline.empty() ? a.title : a.words.headline;
    const std::string border = "=_cityfm_" + post.key.substr(0, 24);
    const std::string domain = envelope.from.substr(envelope.from.find('@') + 1);
    std::string message;
    const auto header = [&message](const char* name, const std::string& value) {
        message.append(name).append(": ").append(value).append(line_end);
    };
    header("From",
           encoded_words(text::one_line(text::clean(envelope.from_name))) + "\r\n <" + envelope.from + ">");
    header("To", "<" + envelope.to + ">");
    header("Subject", encoded_words(text::one_line(text::cut_graphemes(subject, most_subject))));
    header("Date", core::show_rfc5322(post.date, envelope.timezone));
    header("Message-ID", "<" + post.key.substr(0, 40) + "@" + domain + ">");
    header("Content-Language", envelope.language);
    // A machine wrote it: no absence is to be answered to it (RFC 3834), and readers can leave (RFC 2369).
    header("Auto-Submitted", "auto-generated");
    header("List-Unsubscribe", "<mailto:" + envelope.from + "?subject=unsubscribe>");
    header("MIME-Version", "1.0");
    header("Content-Type", "multipart/alternative;\r\n boundary=\"" + border + "\"");
    message += line_end;
    message += part(border, "text/plain", plain_text(a));
    message += part(border, "text/html", html_text(a, envelope.language));
    message.append("--").append(border).append("--\r\n");
    return message;
}

}  // namespace cityfm::announce
