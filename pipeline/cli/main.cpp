// SPDX-License-Identifier: MIT
#include "pipeline/cli/commands/commands.h"

int main(int argc, char** argv) {
    return cityfm::cli::run_command_line(argc, argv);
}
