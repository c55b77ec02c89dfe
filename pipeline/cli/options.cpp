// SPDX-License-Identifier: MIT
#include "pipeline/cli/options.h"

#include <CLI/CLI.hpp>
#include <charconv>

#include "pipeline/core/error.h"
#include "pipeline/core/suggest.h"

namespace cityfm::cli {

using core::Code;
using core::Error;
using core::Kind;

CLI::Option* add_number(CLI::App& command, const std::string& name, int& value, int least, int most,
                        const std::string& help) {
    const auto take = [&value, name, least, most](const std::string& text) {
        const char* end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc() && rest == end && value >= least && value <= most) return;
        throw Error(Kind::usage, Code::bad_number,
                    {{"name", name},
                     {"found", text},
                     {"least", std::to_string(least)},
                     {"most", std::to_string(most)}});
    };
    return command.add_option_function<std::string>(name, take, help)->type_name("N");
}

CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& value,
                        const std::vector<std::string>& choices, const std::string& help) {
    std::string words;
    for (const std::string& choice : choices) words += (words.empty() ? "" : "|") + choice;
    const auto take = [&value, name, choices](const std::string& text) {
        if (std::find(choices.begin(), choices.end(), text) != choices.end()) {
            value = text;
            return;
        }
        std::string list;
        for (const std::string& choice : choices) list += (list.empty() ? "" : ", ") + choice;
        throw Error(Kind::usage, Code::wrong_choice,
                    {{"key", name},
                     {"found", text},
                     {"choices", list},
                     {"meant", core::did_you_mean(text, choices)}});
    };
    return command.add_option_function<std::string>(name, take, help)->type_name(words);
}

void add_jobs(CLI::App& command, int& jobs) {
    add_number(command, "--jobs", jobs, 1, 64, "threads (default: one a core)");
}

void add_allow_private(CLI::App& command, bool& allow_private) {
    command.add_flag("--allow-private", allow_private,
                     "also ask addresses that are not on the public internet");
}

void add_verify(CLI::App& command, bool& verify) {
    command.add_flag("--verify", verify, "read every file again, even one that nothing has touched");
}

void add_guard(CLI::App& command, app::GuardOptions& options) {
    command
        .add_option("--without", options.without,
                    "an episode or guid that listeners may lose; else a feed that loses one is refused")
        ->type_name("ITEM")
        ->expected(1)
        ->take_all();
    command.add_flag("--first-time", options.first_time,
                     "nothing was published at the show's addresses yet, where nobody can tell");
}

}  // namespace cityfm::cli
