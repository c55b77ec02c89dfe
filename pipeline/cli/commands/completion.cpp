// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/candidates.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/text/printable.h"

namespace cityfm::cli {
namespace {

// Both scripts ask the command itself, so that they never know less than it does; where it has nothing to
// say, the shell offers files.

constexpr const char* bash_script = R"(# bash completion for cityfm
_cityfm() {
    local IFS=$'\n'
    COMPREPLY=($(cityfm completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -o bashdefault -F _cityfm cityfm
)";

constexpr const char* zsh_script = R"(#compdef cityfm
_cityfm() {
    local -a found
    found=("${(@f)$(cityfm completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n $found[1] ]]; then
        compadd -a found
    else
        _files
    fi
}
if [[ $funcstack[1] = _cityfm ]]; then
    _cityfm "$@"
else
    compdef _cityfm cityfm
fi
)";

struct CompletionArguments {
    std::string shell;
    std::vector<std::string> words;
};

int complete(const CLI::App& app, const app::Session& session, const Terminal& terminal,
             const CompletionArguments& options) {
    if (options.shell == "bash" || options.shell == "zsh") {
        terminal.content(options.shell == "bash" ? bash_script : zsh_script);
        return 0;
    }
    const std::string typed = options.words.empty() ? "" : options.words.back();
    std::vector<std::string> found = candidates(&app, options.words, session);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const std::string& word : found) {
        // The shell takes a word as it is, and writes it on the terminal: one that would need an escape is
        // not offered, since with an escape it would be another word.
        if (word.starts_with(typed) && text::printable(word) == word) terminal.content(word + "\n");
    }
    return 0;
}

}  // namespace

void add_completion(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("completion", "a script that completes the words of cityfm in bash or zsh");
    const auto options = std::make_shared<CompletionArguments>();
    add_choice(*command, "SHELL", options->shell, {"bash", "zsh", "words"},
               "the shell; `words` is what its script asks for")
        ->required();
    command->add_option("WORD", options->words, "the words typed so far")->type_name("TEXT");
    command->callback([&app, &chosen, options] {
        chosen = [&app, options](app::Session& session, Terminal& terminal) {
            return complete(app, session, terminal, *options);
        };
    });
}

}  // namespace cityfm::cli
