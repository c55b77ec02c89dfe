// SPDX-License-Identifier: MIT
#include "feeds/announce/preview/preview.h"

#include "feeds/announce/preview/preview_cards.h"
#include "feeds/announce/preview/preview_html.h"
#include "feeds/announce/preview/preview_style.h"
#include "pipeline/core/json.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Json;

constexpr PreviewWords english = {
    .heading = "Preview",
    .nothing_sent =
        "Nothing was sent. Each card shows roughly what the service makes of a post; what is cut "
        "here is cut there.",
    .no_posts = "There is nothing to announce.",
    .not_drawn = "This body cannot be drawn; it is shown as it is sent.",
    .as_sent = "The body as it is sent",
    .notification = "Notification",
    .in_thread = "↳ reply in the thread of the post about the episode",
    .picture = "picture (uploaded when it is sent)",
    .from = "From",
    .to = "To",
    .subject = "Subject",
    .plain_text = "As plain text",
    .indented = "The JSON, indented",
    .email = "E-mail",
    .command = "Command",
    .file = "File",
};

constexpr PreviewWords japanese = {
    .heading = "プレビュー",
    .nothing_sent =
        "まだ何も送っていません。各サービスでのおおよその見た目です。ここで切れている文は、送っても切れます"
        "。",
    .no_posts = "お知らせするものはありません。",
    .not_drawn = "この本文は絵にできないので、送るままの形で示します。",
    .as_sent = "送る本文そのまま",
    .notification = "通知",
    .in_thread = "↳ 本編のお知らせのスレッドへの返信",
    .picture = "画像（送るときにアップロード）",
    .from = "差出人",
    .to = "宛先",
    .subject = "件名",
    .plain_text = "文字だけのとき",
    .indented = "JSON（字下げ）",
    .email = "メール",
    .command = "コマンド",
    .file = "ファイル",
};

std::string service_name(const std::string& type, const PreviewWords& words) {
    if (type == "slack") return "Slack";
    if (type == "slack-webhook") return "Slack (webhook)";
    if (type == "discord") return "Discord";
    if (type == "line") return "LINE";
    if (type == "bluesky") return "Bluesky";
    if (type == "email") return words.email;
    if (type == "command") return words.command;
    if (type == "file") return words.file;
    return type;
}

std::string card_of(const PreviewedPost& post, const PreviewWords& words) {
    if (post.type == "email") return mail_card(post.body, words);
    const Json body = Json::parse(post.body, nullptr, false);
    if (post.type == "slack" || post.type == "slack-webhook") return slack_card(body, words);
    if (post.type == "discord") return discord_card(body);
    if (post.type == "line") return line_card(body, words);
    if (post.type == "bluesky") return bluesky_card(body, words);
    if (post.type == "command" || post.type == "file") return document_card(body, words);
    return {};
}

std::string article(const PreviewedPost& post, const PreviewWords& words) {
    const std::string card = card_of(post, words);
    // HTML drops a newline right behind <pre>.
    const std::string body = "<pre>\n" + text::escape_html(post.body) + "</pre>";
    return "<article>\n<h2>" + text::escape_html(service_name(post.type, words)) + " " +
           html::words("small", "", post.id) + "</h2>\n" +
           (card.empty() ? html::words("p", "undrawn", words.not_drawn) : card) + "\n" +
           html::folded(words.as_sent, body, card.empty()) + "</article>\n";
}

constexpr std::string_view page_head =
    "<meta charset=\"utf-8\" />\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src https: http: data:; "
    "style-src 'unsafe-inline'; frame-src 'self'\" />\n"
    "<meta name=\"referrer\" content=\"no-referrer\" />\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n";

}  // namespace

std::string preview_page(const std::string& title, const std::string& language,
                         const std::vector<PreviewedPost>& posts) {
    const PreviewWords& words = language.starts_with("ja") ? japanese : english;
    const std::string heading = text::escape_html(words.heading + (": " + title));
    std::string page = "<!DOCTYPE html>\n<html lang=\"" + text::escape_html(language) + "\">\n<head>\n";
    page.append(page_head).append("<title>" + heading + "</title>\n<style>");
    page.append(preview_style()).append("</style>\n</head>\n<body>\n<header>\n<h1>" + heading + "</h1>\n");
    page += html::words("p", "", posts.empty() ? words.no_posts : words.nothing_sent);
    page += "\n</header>\n<main>\n";
    for (const PreviewedPost& post : posts) page += article(post, words);
    return text::clean(page + "</main>\n</body>\n</html>\n");
}

}  // namespace cityfm::announce
