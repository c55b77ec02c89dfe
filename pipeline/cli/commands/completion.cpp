// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

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

bool is_any(const CLI::App* /*command*/) {
    return true;
}

/// The option that `word` is the name of, in a command or above it; null if there is none.
const CLI::Option* find_option(const CLI::App* command, const std::string& word) {
    for (; command != nullptr; command = command->get_parent()) {
        for (const CLI::Option* option : command->get_options()) {
            if (option->check_name(word)) return option;
        }
    }
    return nullptr;
}

/// What is known of a show however broken it is.
std::vector<std::string> episodes_of(const std::filesystem::path& show) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(show / "episodes", error))
        names.push_back(entry.path().filename().string());
    return names;
}

/// The words that a place of a kind may hold: `A|B`, EPISODE, TARGET. None for files and free text.
std::vector<std::string> choices(const std::string& kind, const app::Session& session) {
    if (kind.find('|') != std::string::npos) return CLI::detail::split(kind, '|');
    try {
        if (kind == "EPISODE") return episodes_of(session.show_folder());
        if (kind == "TARGET") {
            std::vector<std::string> ids;
            for (const model::Target& target : model::load_show(session.show_folder()).show.targets)
                ids.push_back(target.id);
            return ids;
        }
    } catch (const std::exception&) {  // no show here: nothing to offer
    }
    return {};
}

/// Everything that may stand where the last of `words` is being typed.
std::vector<std::string> candidates(const CLI::App* command, const std::vector<std::string>& words,
                                    app::Session session) {
    const CLI::Option* waiting = nullptr;  // an option whose value comes next
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (waiting != nullptr) {
            if (waiting->check_name("-C")) session.folder = words[i];
            waiting = nullptr;
        } else if (words[i].starts_with("-")) {
            const CLI::Option* option = find_option(command, words[i]);
            if (option != nullptr && option->get_items_expected_min() > 0) waiting = option;
        } else {
            for (const CLI::App* next : command->get_subcommands(&is_any))
                if (next->check_name(words[i])) command = next;
        }
    }
    if (waiting != nullptr) return choices(waiting->get_type_name(), session);
    std::vector<std::string> found;
    if (!words.empty() && words.back().starts_with("-")) {
        for (const CLI::App* app = command; app != nullptr; app = app->get_parent()) {
            for (const CLI::Option* option : app->get_options()) {
                for (const std::string& name : option->get_lnames()) found.push_back("--" + name);
            }
        }
        return found;
    }
    for (const CLI::App* next : command->get_subcommands(&is_any)) found.push_back(next->get_name());
    for (const CLI::Option* option :
         command->get_options([](const CLI::Option* o) { return o->get_positional(); })) {
        const bool named = option->get_type_name().find('|') == std::string::npos;
        const auto more = choices(named ? option->get_name(true) : option->get_type_name(), session);
        found.insert(found.end(), more.begin(), more.end());
    }
    return found;
}

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
