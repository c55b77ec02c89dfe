// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <optional>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/cli/terminal/signal_watch.h"
#include "pipeline/cli/terminal/standard_output.h"
#include "pipeline/cli/terminal/terminal_observer.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/core/suggest.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

constexpr const char* exit_codes =
    "Exit codes:\n"
    "  0  done, or nothing to do          4  a target or channel refused\n"
    "  1  the work failed                 5  an outcome is unknown and needs a person\n"
    "  2  wrong use                       6  locked: another run is at work\n"
    "  3  the show's files need mending  75  try again later\n"
    "  130, 143  stopped by Ctrl-C or SIGTERM";

/// Options that hold for every command.
struct Globals {
    std::string folder;
    bool json = false;
    std::string language;
    bool quiet = false;
    bool verbose = false;
    std::string now;
    std::string command;  ///< what was given, as it was typed
};

void add_globals(CLI::App& app, Globals& globals) {
    app.add_option("-C", globals.folder, "the show's folder (default: the nearest one with show.toml)")
        ->type_name("DIR");
    app.add_flag("--json", globals.json, "one JSON document on stdout");
    add_choice(app, "--lang", globals.language, {"ja", "en"}, "the language of talk (default: the locale's)");
    app.add_flag("--quiet", globals.quiet, "say only what is wrong");
    app.add_flag("--verbose", globals.verbose, "say more");
    app.add_option("--now", globals.now, "plan or preview for another time, RFC 3339")->type_name("TIME");
}

Language language_of(const Globals& globals) {
    if (globals.language.empty()) return language_of_environment();
    if (globals.language == "ja") return Language::japanese;
    return Language::english;
}

core::Instant now_of(const Globals& globals, const core::Clock& clock) {
    if (globals.now.empty()) return clock.now();
    const auto now = core::parse_rfc3339(globals.now);
    if (!now) throw Error(Kind::usage, Code::bad_now, {{"found", globals.now}});
    return *now;
}

/// The innermost command that was given.
const CLI::App& command_given(const CLI::App& app) {
    const CLI::App* within = &app;
    while (!within->get_subcommands().empty()) within = within->get_subcommands().front();
    return *within;
}

/// Its name as it was typed: `new show`; `cityfm` where none was given.
std::string name_of(const CLI::App& app) {
    std::string name;
    for (const CLI::App* within = &app; !within->get_subcommands().empty();) {
        within = within->get_subcommands().front();
        name += (name.empty() ? "" : " ") + within->get_name();
    }
    return name.empty() ? app.get_name() : name;
}

/// What CLI11 says about a wrong command line, as an error of ours.
Error to_error(const CLI::ParseError& error, const CLI::App& app) {
    const std::vector<std::string> extras = app.remaining(true);
    const CLI::App& within = command_given(app);
    if (!extras.empty()) {
        std::vector<std::string> known;
        for (const CLI::App* command : within.get_subcommands([](const CLI::App*) { return true; }))
            known.push_back(command->get_name());
        return {Kind::usage,
                Code::unknown_argument,
                {{"found", extras.front()}, {"meant", core::did_you_mean(extras.front(), known)}}};
    }
    // CLI11 says what is wrong in English sentences that begin with the name.
    const std::string reason = error.what();
    const std::string name = reason.substr(0, reason.find_first_of(": "));
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        const bool new_what = within.get_require_subcommand_min() > 0;  // only `new` wants one
        return {Kind::usage,
                Code::missing_argument,
                {{"name", new_what ? "show, episode, ci, slack" : name},
                 {"example", new_what ? "cityfm new show my-radio" : ""}}};
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        return {Kind::usage, Code::missing_value, {{"name", name}}};
    }
    return {Kind::usage, Code::wrong_use, {{"reason", reason}}};
}

/// The language that a command line asks for which was not read to its end; empty for the locale's.
std::string language_in(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string value = arguments[i] == "--lang" && i + 1 < arguments.size() ? arguments[i + 1]
                            : arguments[i].starts_with("--lang=")                ? arguments[i].substr(7)
                                                                                 : "";
        if (value == "ja" || value == "en") return value;
    }
    return {};
}

/// Descriptors 0 to 2 are open, so that no file of ours becomes stdout; SIGCHLD is not ignored, whatever the
/// caller did, since the system would then forget how children end; and a closed pipe is an error, not an
/// end.
void set_up_process() {
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
        if (::fcntl(number, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", O_RDONLY);
    }
    std::signal(SIGCHLD, SIG_DFL);
    std::signal(SIGPIPE, SIG_IGN);
    // A file that may not grow (ulimit -f) is an error of its write.
    std::signal(SIGXFSZ, SIG_IGN);
}

int finish_with(Terminal& terminal, const Error& error, int signal) {
    if (const auto* many = dynamic_cast<const core::FindingsError*>(&error)) {
        terminal.show(many->findings);
    }
    terminal.complain(error);
    report(terminal, {{"findings", complaints_in(terminal)}});
    std::cout.flush();
    return error.kind == Kind::interrupted && signal != 0 ? 128 + signal : core::exit_code(error.kind);
}

int perform(const Globals& globals, const Action& action, StandardOutput& output) {
    const Talk talk = globals.quiet ? Talk::quiet : (globals.verbose ? Talk::verbose : Talk::normal);
    Terminal terminal(language_of(globals), talk, globals.json, globals.command);
    std::optional<SignalWatch> signals;
    try {
        signals.emplace();
        const core::Clock clock = core::Clock::of_environment();
        TerminalObserver observer(terminal, signals->token());
        app::Session session{
            observer,
            std::nullopt,
            clock,
            now_of(globals, clock),
            signals->token(),
            [&](Code code, const core::Args& args) { return terminal.text(text_of(code), args); }};
        session.is_ci = core::is_set("CI");
        if (!globals.folder.empty()) session.folder = globals.folder;
        const int code = action(session, terminal);
        output.finish();
        return code;
    } catch (const Error& error) {
        return finish_with(terminal, error, signals ? signals->received() : 0);
    } catch (const std::exception& error) {
        return finish_with(terminal, Error(Kind::failed, Code::unexpected, {{"reason", error.what()}}), 0);
    }
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
    set_up_process();
    StandardOutput output;
    CLI::App app(
        "cityfm: a community's radio show, from recordings to listeners and back into the conversation.",
        "cityfm");
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.footer(exit_codes);
    app.set_version_flag("--version", "cityfm " CITYFM_VERSION);
    Globals globals;
    add_globals(app, globals);
    Action chosen = say_what_is_next;
    add_new(app, chosen);
    add_check(app, chosen);
    add_build(app, chosen);
    add_publish(app, chosen);
    add_announce(app, chosen);
    add_run(app, chosen);
    add_withdraw(app, chosen);
    add_measure(app, chosen);
    add_inspect(app, chosen);
    add_feed(app, chosen);
    add_lint(app, chosen);
    add_compare(app, chosen);
    add_import(app, chosen);
    add_move(app, chosen);
    add_doctor(app, chosen);
    add_next_due(app, chosen);
    add_step(app, chosen);
    add_completion(app, chosen);
    // What was not read to its end is not done, but said in its language.
    Globals unread;
    unread.language = language_in({argv + 1, argv + argc});
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {  // --help and --version
        return perform(
            unread, [&](app::Session&, Terminal&) { return app.exit(success); }, output);
    } catch (const CLI::ParseError& error) {
        unread.json = globals.json;
        unread.command = name_of(app);
        return perform(
            unread, [&](app::Session&, Terminal&) -> int { throw to_error(error, app); }, output);
    } catch (const Error& error) {
        unread.json = globals.json;
        unread.command = name_of(app);
        return perform(
            unread, [&](app::Session&, Terminal&) -> int { throw Error(error); }, output);
    }
    globals.command = name_of(app);
    return perform(globals, chosen, output);
}

}  // namespace cityfm::cli
