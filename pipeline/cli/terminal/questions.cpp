// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/questions.h"

#include <functional>

#include "pipeline/core/error.h"
#include "pipeline/model/feed_values.h"

namespace cityfm::cli {
namespace {

/// Asks until the answer is one that `good` takes; `fallback` is for an empty one. Throws `interrupted` at
/// the end of the input.
std::string ask(const std::stop_token& stop, const Terminal& terminal, const Text& question,
                const std::string& fallback, const std::function<bool(const std::string&)>& good) {
    for (;;) {
        const auto typed = terminal.ask(terminal.text(question), stop);
        if (!typed) throw core::Error(core::Kind::interrupted, core::Code::interrupted);
        std::string answer = typed->empty() ? fallback : *typed;
        if (good(answer)) return answer;
    }
}

bool is_something(const std::string& text) {
    return !text.empty();
}

bool is_address(const std::string& text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

}  // namespace

void ask_for_rest(const std::stop_token& stop, const Terminal& terminal, app::NewShow& show) {
    if (show.title.empty()) {
        show.title = ask(stop, terminal, {"What is the show called?", "番組の名前は？"}, "", is_something);
    }
    if (show.author.empty()) {
        show.author =
            ask(stop, terminal, {"Who makes it (a group, a city)?", "だれの番組ですか（団体や市の名前）？"},
                "", is_something);
    }
    if (show.address.empty()) {
        show.address = ask(stop, terminal,
                           {"Where will it be served (https://…/; just Enter if undecided)?",
                            "公開する場所のアドレスは（https://…/、未定なら Enter）？"},
                           app::undecided_address, is_address);
    }
    if (show.email.empty()) {
        show.email = ask(stop, terminal,
                         {"Which mail address may be public (an alias, nobody's own)?",
                          "公開してよい連絡先メールアドレスは（個人のものではなく）？"},
                         "", model::is_mail_address);
    }
}

}  // namespace cityfm::cli
