// SPDX-License-Identifier: MIT
#include "pipeline/app/show/next.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/core/json.h"

namespace cityfm::cli {

int say_what_is_next(app::Session& session, Terminal& terminal) {
    const app::NextStep step = app::next_step(session);
    const std::string why = terminal.text(text_of(step.why));
    terminal.styled({{why + ": "}, {step.command, true}});
    terminal.say(terminal.text(
        {"`cityfm --help` shows all commands", "`cityfm --help` ですべてのコマンドを表示します"}));
    if (terminal.json()) terminal.document({{"next", step.command}, {"why", why}});
    return 0;
}

}  // namespace cityfm::cli
