// SPDX-License-Identifier: MIT
#include "pipeline/cli/commands/candidates.h"

#include <CLI/CLI.hpp>

namespace cityfm::cli {
namespace {

bool is_any(const CLI::App* /*command*/) {
    return true;
}

/// The option called `word` of a command or of one above it, or null.
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

}  // namespace

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

}  // namespace cityfm::cli
