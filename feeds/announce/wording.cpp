// SPDX-License-Identifier: MIT
#include "feeds/announce/wording.h"

#include <array>
#include <utility>

#include "pipeline/model/slots.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using model::Wording;
using model::Wordings;

Wording in_japanese(Purpose purpose, Consent consent) {
    Wording wording;
    wording.headline = "{{number}} {{title}}";
    wording.summary = "{{summary}}";
    wording.question = "💬 {{question}}";
    wording.answer = "{{answer}}";
    wording.listen = "▶ 聴く";
    wording.transcript = "文字で読む";
    wording.footer = "{{show}}";
    if (purpose == Purpose::correction) {
        wording.headline = "【訂正】{{number}} {{title}}";
        wording.summary = "先のお知らせに誤りがありました。正しくは次のとおりです。\n{{summary}}";
    }
    if (purpose == Purpose::letters) {
        wording.headline = "📮 おたより募集：{{title}}";
        wording.answer =
            consent == Consent::reaction
                ? "{{answer}}\n番組で読んでよい返信には、書いた人ご自身が 📻 "
                  "のリアクションを付けてください。付いていない返信は読みません。"
                : "{{answer}}"
                  "\n番組で読んでよい方は「読んでよい」と書き添えてください。書いていないものは読みません。";
    }
    return wording;
}

Wording in_english(Purpose purpose, Consent consent) {
    Wording wording;
    wording.headline = "{{number}} {{title}}";
    wording.summary = "{{summary}}";
    wording.question = "💬 {{question}}";
    wording.answer = "{{answer}}";
    wording.listen = "▶ Listen";
    wording.transcript = "Read";
    wording.footer = "{{show}}";
    if (purpose == Purpose::correction) {
        wording.headline = "Correction: {{number}} {{title}}";
        wording.summary = "What we announced before was wrong. This is right:\n{{summary}}";
    }
    if (purpose == Purpose::letters) {
        wording.headline = "📮 Letters wanted: {{title}}";
        wording.answer =
            consent == Consent::reaction
                ? "{{answer}}\nIf we may read your reply in the show, put 📻 on it as a reaction "
                  "yourself. Replies without one are not read."
                : "{{answer}}\nIf we may read it in the show, please write so. What does not say "
                  "so is not read.";
    }
    return wording;
}

const Wording& of(const Wordings& wordings, Purpose purpose) {
    switch (purpose) {
        case Purpose::published:
        case Purpose::question:
            return wordings.published;
        case Purpose::correction:
            return wordings.correction;
        case Purpose::letters:
            return wordings.letters;
    }
    return wordings.published;
}

std::string joined(const std::vector<std::string>& words) {
    std::string list;
    for (const std::string& word : words) list.append(list.empty() ? "" : "、").append(word);
    return list;
}

/// Without blanks and empty lines at its ends.
std::string stripped(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

Wording default_wording(Purpose purpose, const std::string& language, Consent consent) {
    return language.starts_with("ja") ? in_japanese(purpose, consent) : in_english(purpose, consent);
}

Announcement worded(Announcement a, const Wordings& wordings, const std::string& language, Consent consent) {
    const std::array<std::pair<std::string_view, std::string>, 11> values = {
        {{"show", a.show},
         {"number", a.display},
         {"title", a.title},
         {"summary", a.summary},
         {"question", a.question},
         {"answer", a.answer},
         {"people", joined(a.people)},
         {"topics", joined(a.topics)},
         {"listen_url", a.listen_url},
         {"transcript_url", a.transcript_url},
         {"page_url", a.page_url}}};
    const Wording& own = of(wordings, a.purpose);
    const Wording standard = default_wording(a.purpose, language, consent);
    const auto say = [&](const std::optional<std::string> Wording::*text) {
        return stripped(model::fill_slots((own.*text).value_or((standard.*text).value_or("")), values));
    };
    const bool asks = !a.question.empty();
    a.words.headline = text::one_line(say(&Wording::headline));
    a.words.summary = say(&Wording::summary);
    a.words.question = asks ? say(&Wording::question) : "";
    a.words.answer = asks ? say(&Wording::answer) : "";
    a.words.listen = a.listen_url.empty() ? "" : text::one_line(say(&Wording::listen));
    a.words.transcript = a.transcript_url.empty() ? "" : text::one_line(say(&Wording::transcript));
    a.words.footer = text::one_line(say(&Wording::footer));
    return a;
}

std::pair<Announcement, Announcement> parted(Announcement whole) {
    Announcement question = whole;
    question.purpose = Purpose::question;
    question.words = {};
    std::swap(question.words.question, whole.words.question);
    std::swap(question.words.answer, whole.words.answer);
    // Each holds the facts that it tells, so that a change is an edit of the one that it concerns.
    whole.question.clear();
    whole.answer.clear();
    for (std::string* fact : {&question.title, &question.display, &question.summary, &question.listen_url,
                              &question.transcript_url, &question.picture_url})
        fact->clear();
    question.people.clear();
    question.topics.clear();
    return {std::move(whole), std::move(question)};
}

}  // namespace cityfm::announce
